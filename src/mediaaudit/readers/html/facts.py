"""What a page says of itself: headline, language, outlet, section, dates, address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.document import DocumentFacts
from mediaaudit.model.source import Text

from . import jsonld, outlets, tree
from .elements import FactElements, MetaTexts, attribute, collect
from .headlines import read_headlines
from .jsonld import Block, Blocks, Node
from .page_kind import page_kind

# Names of meta elements and microdata properties, the most trustworthy first.
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "date", "pubdate", "pub_date", "publishdate",
    "publish_date", "publish-date", "publication_date", "publication-date", "parsely-pub-date", "sailthru.date",
    "article_date_original", "cxenseparse:recs:published_time", "cxenseparse:recs:publishtime", "originalpublicationdate",
    "datecreated", "created",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "og:modified_time", "datemodified",
    "dcterms.modified", "dc.date.modified", "article:modified", "article_date_updated", "last-modified",
    "last_modified", "lastmod", "modified", "revised",
)  # fmt: skip
_SECTION = ("article:section", "articlesection", "og:section", "dc.subject.section", "section", "parsely-section")
_ADDRESS = ("og:url", "twitter:url", "parsely-link")
_LANGUAGE = pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ARTICLE_KINDS = ("article", "posting", "report")  # endings of schema.org's types of articles
MAX_ANCESTORS = 12  # how far up to look for an aside: headers are shallow


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that states a fact, read once: the metas by name, the article's JSON-LD node, the elements."""

    elements: FactElements
    metas: Mapping[str, Sequence[Text]]
    blocks: Blocks
    article: Node | None
    article_block: Block | None


def read_facts(document: tree.Document, text: str, blocks: Blocks | None = None) -> DocumentFacts:
    """Read a page's facts. ``text`` is its newline-normalised source, ``blocks`` its JSON-LD where already parsed."""
    elements = collect(document)
    return facts_from(elements, blocks if blocks is not None else jsonld.read_blocks(elements.scripts, text))


def facts_from(elements: FactElements, blocks: Blocks) -> DocumentFacts:
    """Read the same from elements that the caller has collected and the blocks of ``structured_from``."""
    article, block = _article(blocks)
    sources = Sources(elements, MetaTexts(elements.metas), blocks, article, block)
    names = outlets.stated(sources.metas, blocks, article)
    base, own = _addresses(sources)
    brand = outlets.Brand(frozenset(map(outlets.fold, names)), outlets.host(own or ""))
    headlines, suffixes = read_headlines(elements, sources.metas, article, block, brand)
    main = headlines[0] if headlines else None
    return DocumentFacts(
        headline=main,
        headlines=headlines,
        language=_language(sources),
        outlets=outlets.rank(names, suffixes, sources.metas),
        section=_section(sources, headlines),
        published=_date(sources, "datePublished", _PUBLISHED) or _time_element(elements),
        modified=_date(sources, "dateModified", _MODIFIED),
        base=base,
        kind=page_kind(sources.metas, blocks, article),
    )


def _article(blocks: Blocks) -> tuple[Node | None, Block | None]:
    """Return the JSON-LD node that is the article, and its block; lists of other stories are passed over."""
    for block in blocks.blocks:
        stack: list[Any] = [block.value]
        while stack:
            value = stack.pop()
            if isinstance(value, list):
                stack.extend(reversed(value))
            elif isinstance(value, dict):
                if any(kind.endswith(_ARTICLE_KINDS) for kind in jsonld.types(value)) and "headline" in value:
                    return value, block
                stack.extend(value[key] for key in ("mainEntityOfPage", "mainEntity", "@graph") if key in value)
    return None, None


def _language(sources: Sources) -> str | None:
    """Return the page's language as a BCP 47 tag: html lang, content-language, inLanguage, og:locale."""
    return next((tag for claim in _language_claims(sources) if (tag := language_tag(claim))), None)


def _language_claims(sources: Sources) -> Iterator[str]:
    for element in sources.elements.head:
        if element.tag == "html":
            yield attribute(element, "lang")
            yield attribute(element, "xml:lang")
    for name in ("content-language", "inlanguage", "dc.language", "language"):
        yield from (text.value for text in sources.metas.get(name, ()))
    if sources.article:
        language = sources.article.get("inLanguage")
        yield (jsonld.string(language.get("alternateName") if isinstance(language, dict) else language)) or ""
    yield from (text.value for text in sources.metas.get("og:locale", ()))


def language_tag(claim: str) -> str | None:
    """Return a BCP 47 tag in its usual case ("en_gb" gives "en-GB"), of a list the first; None for anything else."""
    tag = re.split(r"[,;\s]", claim[:60].strip(), maxsplit=1)[0].replace("_", "-")
    if not _LANGUAGE.fullmatch(tag):
        return None
    first, *rest = tag.split("-")
    cased = (part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower() for part in rest)
    return "-".join((first.lower(), *cased))


def _section(sources: Sources, headlines: Sequence[Text]) -> str | None:
    """Return the section: as stated, else the last crumb that is neither the front page nor the article."""
    for name in _SECTION:
        for text in sources.metas.get(name, ()):
            return jsonld.clean(text.value) or None
    if sources.article and (stated := jsonld.string(sources.article.get("articleSection"))):
        return stated
    wordings = {outlets.fold(text.value) for text in headlines}
    crumbs = [name for name, address in _crumbs(sources.blocks) if not outlets.is_front_page(address)]
    return next((name for name in reversed(crumbs) if outlets.fold(name) not in wordings), None)


def _crumbs(blocks: Blocks) -> Iterator[tuple[str, str]]:
    """Yield name and address of each step of the first breadcrumb list."""
    lists = (node for block in blocks.blocks for node in jsonld.nodes(block.value))
    trail = next((node for node in lists if "breadcrumblist" in jsonld.types(node)), {})
    steps = trail.get("itemListElement")
    for step in steps[:20] if isinstance(steps, list) else ():
        if isinstance(step, dict):
            item = step.get("item")
            inner = item if isinstance(item, dict) else {"@id": item}
            name = jsonld.string(step.get("name")) or jsonld.string(inner.get("name"))
            address = jsonld.string(inner.get("@id")) or jsonld.string(inner.get("url")) or ""
            if name:
                yield name, address


def _date(sources: Sources, key: str, names: Sequence[str]) -> Text | None:
    """Return a date as written: of the article's JSON-LD, else of the meta elements."""
    if sources.article and sources.article_block:
        written = sources.article.get(key)
        if isinstance(written, str) and (value := written.strip()) and any(char.isdigit() for char in value):
            span = sources.article_block.locate(written, key) or sources.article_block.span
            return Text(value, (span,))
    for name in names:
        for text in sources.metas.get(name, ()):
            if any(char.isdigit() for char in text.value):
                return text
    return None


def _time_element(elements: FactElements) -> Text | None:
    """Return the date of the article's own ``<time>``: marked as such, else the first that follows the headline."""
    candidates = [(element, value) for element in elements.times[:200] if (value := _time_value(element))]
    for element, value in candidates:
        if attribute(element, "itemprop").lower() == "datepublished" or "pubdate" in element.attrs:
            return _element_text(element, value)
    headline = tree.start_span(elements.h1[0]) if elements.h1 else None
    for element, value in candidates:
        span = tree.start_span(element)
        after = headline is None or (span is not None and span.start > headline.start)
        if after and not _is_aside(element):
            return _element_text(element, value)
    return None


def _time_value(element: tree.Element) -> str:
    """Return the machine-readable date of a time element; "" for durations and words such as "1h ago"."""
    value = attribute(element, "datetime") or attribute(element, "content")
    return value if re.search(r"\d{4}", value) else ""


def _is_aside(element: tree.Element) -> bool:
    for depth, ancestor in enumerate(element.ancestors):
        if depth == MAX_ANCESTORS or not isinstance(ancestor, tree.Element):
            return False
        if ancestor.tag in {"aside", "nav", "footer", "li"}:
            return True
    return False


def _element_text(element: tree.Element, value: str) -> Text:
    _, spans = tree.tag_spans(element)
    span = spans.get("datetime") or spans.get("content")
    return Text(value, (span,) if span else ())


def _addresses(sources: Sources) -> tuple[str | None, str | None]:
    """Return what relative addresses are relative to, and the page's own address (canonical, og:url)."""
    base, canonical = "", ""
    for element in sources.elements.head:
        if element.tag == "base":
            base = base or attribute(element, "href")
        elif element.tag == "link" and "canonical" in attribute(element, "rel").lower().split():
            canonical = canonical or attribute(element, "href")
    stated = (canonical, *(text.value for name in _ADDRESS for text in sources.metas.get(name, ())))
    own = next((address for address in stated if _is_absolute(address)), canonical) or None
    if not base or not own or _is_absolute(base):
        return base or own, own
    try:
        return urljoin(own, base), own
    except ValueError:  # an address with a broken host in brackets
        return base, own


def _is_absolute(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))
