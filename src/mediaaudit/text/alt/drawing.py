"""Find the parts of a drawing that claim to be images of their own, in its source."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.model.source import Span
from mediaaudit.text.markup import WrittenTag, read_tags

LONGEST = 200_000  # code points of one drawing that are looked at
# What may hide a part or keep it from being drawn: then only a style sheet reader could tell, and nothing is said.
_HIDING = ("aria-hidden", "display", "visibility", "<defs", "<symbol", "<mask", "<pattern", "<marker", "<clippath")
_NAMING = frozenset({"aria-label", "aria-labelledby"})


def nameless_parts(source: str, start: int, roles: frozenset[str]) -> Iterator[tuple[Span, str]]:
    """Yield start tag and role of each part, from the content of an svg at an offset, that has such a role and no name.

    A name is an aria-label, an aria-labelledby or a ``<title>`` right after the start tag (SVG-AAM 1.0, 8.1).
    """
    closed = source.find("</svg", start, start + LONGEST)
    if closed < 0 or source.find("role", start, closed) < 0:
        return
    content = source[start:closed].lower()
    if any(word in content for word in _HIDING):
        return
    for tag in read_tags(source, start, closed, "</svg"):
        values = {attribute.name: attribute.value.strip() for attribute in reversed(tag.attributes)}
        role = next(iter(values.get("role", "").lower().split()), "")
        if role in roles and not any(values.get(name) for name in _NAMING) and not _has_title(source, tag):
            yield Span(tag.start, tag.end), role


def _has_title(source: str, tag: WrittenTag) -> bool:
    inside = source[tag.end : tag.end + 500].lstrip()
    if not inside.lower().startswith("<title"):
        return False
    text = inside[inside.find(">") + 1 :].partition("<")[0]
    return bool(text.strip())
