"""The headline of an article in all its wordings: JSON-LD, h1, og:title, title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from mediaaudit.lazy import pattern
from mediaaudit.model.source import Text

from . import jsonld, tree
from .elements import FactElements
from .jsonld import Block, Node
from .outlets import Brand, fold

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title")
# What stands between a headline and the outlet's name in a title; a hyphen or colon only with space around or after.
_SEPARATOR = pattern(r"\s+(?:[-–—|·•»:]|::|\|\|)\s+|\s*[|｜]\s*|,\s+")
MAX_TITLE = 1000  # characters: what is longer is no headline
MIN_WORDING = 8  # letters: a shorter start of a title may be a label ("News")
MAX_H1 = 50
MAX_ANCESTORS = 12
MAX_NODES = 400  # text nodes of an h1


def read_headlines(
    elements: FactElements,
    metas: Mapping[str, Sequence[Text]],
    article: Node | None,
    block: Block | None,
    brand: Brand,
) -> tuple[tuple[Text, ...], tuple[str, ...]]:
    """Return the distinct wordings of the headline, the main one first, and the outlet names that ended a title.

    The main wording is the article's in JSON-LD, else its h1, else a title. ``brand`` tells what may be cut from the
    ends of titles.
    """
    stated = list(_jsonld_headline(article, block))
    page = [text for element in elements.head if element.tag == "title" for text in _element(element)][:1]
    titles = [Text(" ".join(text.value.split()), text.pieces) for name in _TITLES for text in metas.get(name, ())[:1]]
    h1s = [(h1, text) for h1 in elements.h1[:MAX_H1] for text in _element(h1) if fold(text.value) not in brand.names]
    whole = (fold(text.value) for text in (*stated, *titles, *(text for _, text in h1s)))
    wordings = {wording for wording in whole if len(wording) >= MIN_WORDING}
    sections = {fold(section) for section in _sections(metas, article)}
    suffixes: list[str] = []
    cut = [_without_outlet(title, brand, sections, wordings, suffixes) for title in (*titles, *page)]
    own = _own(h1s, (*stated, *cut))
    found: dict[str, Text] = {}
    for text in (*_prefer_whole(stated, own), *own, *cut):
        if (key := fold(text.value)) and len(text.value) <= MAX_TITLE:
            found.setdefault(key, text)
    return tuple(found.values()), tuple(suffixes)


def _sections(metas: Mapping[str, Sequence[Text]], article: Node | None) -> Iterator[str]:
    yield from (text.value for text in metas.get("article:section", ()))
    yield from jsonld.strings(article.get("articleSection")) if article else ()


def _jsonld_headline(article: Node | None, block: Block | None) -> Iterator[Text]:
    """Yield the headline of the article's JSON-LD node."""
    written = article.get("headline") if article else None
    if block and isinstance(written, str) and (value := jsonld.clean(written)):
        yield Text(value, (block.locate(written, "headline") or block.span,))


def _element(element: tree.Element) -> Iterator[Text]:
    """Yield an element's text, spaces folded; nothing for one without text (a logo)."""
    pieces: list[str] = []
    for node in islice(element.descendants, MAX_NODES):
        if isinstance(node, tree.TextNode):
            pieces.append(node.data)
        elif isinstance(node, tree.Element) and node.tag in {"br", "div", "p", "span", "small", "strong"}:
            pieces.append(_gap(pieces))
    value = " ".join("".join(pieces).split())
    span = tree.content_span(element) or tree.start_span(element)
    if value:
        yield Text(value, (span,) if span else ())


def _gap(pieces: Sequence[str]) -> str:
    """Return the space that a new element sets off from a word before it: a kicker from the headline proper."""
    before = next((piece for piece in reversed(pieces) if piece), "")
    return " " if before and (before[-1].isalnum() or before[-1] in ".:!?") else ""


def _own(h1s: Sequence[tuple[tree.Element, Text]], others: Sequence[Text]) -> tuple[Text, ...]:
    """Return the h1 that is the article's, if any.

    It is the one that shares most words with the other wordings, at least a third (which tells it from "Log in" and
    from the outlet's name); else the first in an ``<article>``; else a lone one that is no label of one or two words.
    """
    words = [set(_words(text.value)) for text in others]
    best, score = None, 1 / 3
    for _, text in h1s:
        own = set(_words(text.value))
        shared = max((len(own & other) / max(1, min(len(own), len(other))) for other in words), default=0.0)
        if shared > score:
            best, score = text, shared
    if best is None:
        best = next((text for h1, text in h1s if _in_article(h1) and len(_words(text.value)) > 2), None)
    if best is None and len(h1s) == 1 and (not others or len(_words(h1s[0][1].value)) > 2):
        best = h1s[0][1]
    return (best,) if best else ()


def _in_article(element: tree.Element) -> bool:
    ancestors = islice(element.ancestors, MAX_ANCESTORS)
    tags = [ancestor.tag for ancestor in ancestors if isinstance(ancestor, tree.Element)]
    return "article" in tags and not {"aside", "dialog", "nav"} & set(tags[: tags.index("article")])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text[:MAX_TITLE].casefold())


def _prefer_whole(stated: Sequence[Text], own: Sequence[Text]) -> tuple[Text, ...]:
    """Return the stated headline, unless it is the h1 cut short (search engines want 110 characters at most)."""
    if stated and own:
        short = fold(stated[0].value)
        whole = fold(own[0].value)
        if len(whole) > len(short) and stated[0].value.endswith(("…", "...")) and whole.startswith(short):
            return ()
    return tuple(stated)


def _without_outlet(title: Text, brand: Brand, sections: set[str], wordings: set[str], suffixes: list[str]) -> Text:
    """Return a title without the outlet's name, section or date at its end, as far as these are certain.

    Certain is what follows another wording of the headline, and last parts that name the outlet or the section.
    """
    value = title.value
    gaps = [match.span() for match in islice(_SEPARATOR.finditer(value[:MAX_TITLE]), 20)]
    for start, end in gaps:
        if fold(value[:start]) in wordings:
            parts = _SEPARATOR.split(value[end:MAX_TITLE])
            suffixes.extend(part for part in parts if brand.owns(part) and fold(part) not in sections)
            return Text(value[:start], title.pieces)
    while gaps and value[gaps[-1][0]] != ",":
        start, end = gaps.pop()
        owned = brand.owns(value[end:])
        if not owned and fold(value[end:]) not in sections:
            break
        suffixes.extend([value[end:]] if owned else ())
        value = value[:start]
    return Text(value, title.pieces)
