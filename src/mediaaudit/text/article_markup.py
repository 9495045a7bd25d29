"""Whether a page's JSON-LD says that it is an article."""

from __future__ import annotations

from mediaaudit.lazy import pattern

# The article types of schema.org that search engines read as news or a post (Google, Article structured data).
_ARTICLE = pattern(
    r'"@type"\s{0,20}:\s{0,20}\[?\s{0,20}"(?:https?://schema\.org/)?'
    r"(?:(?:Analysis|AskPublic|Background|Opinion|Reportage|Review)?NewsArticle|Article|(?:LiveBlog|Blog)Posting)\""
)


def article_type(source: str) -> tuple[int, int] | None:
    """Return where in a page's source the type of an article is given, from and to in code points, or None."""
    found = _ARTICLE.search(source) if '"@type"' in source else None
    return found.span() if found else None
