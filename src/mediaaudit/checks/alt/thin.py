"""Text alternatives that say too little of a picture that means something, or something of one that means nothing."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._content import in_main
from mediaaudit.checks._contract import check
from mediaaudit.lazy import dataclass
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Problem
from mediaaudit.text.alt.keywords import is_keyword_list
from mediaaudit.text.alt.thin import bare_kind, is_decoration
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import PhraseIndex, phrase_index

from ._spoken import is_junk, spoken

_PICTURES = frozenset({"img", "amp-img", "role-img", "object"})
_ICON = 64  # pixels: a picture declared smaller is a sign


def _lists(phrases: Phrases, *names: str) -> Iterator[PhraseIndex]:
    return (phrase_index(phrases.of(f"alt.{name}")) for name in names)


@check("alt.vague", kinds=_PICTURES)
def vague(image: Image, document: Document, phrases: Phrases) -> Iterator[Problem]:
    """Report a picture of the content whose text alternative names the kind of thing it is, not what is on it.

    In a link or a button such a word may well be the name of where it leads.
    """
    said = spoken(image)
    if said is None or image.link or _is_small(image) or is_junk(said.text, image, phrases):
        return
    kind = bare_kind(said.text, *_lists(phrases, "vague", "determiner", "vague-word"))
    if kind and (image.editorial or in_main(image, document)):
        yield Problem(message="vague", at=said.span, values={"alt": shorten(said.text), "kind": kind})


def _is_small(image: Image) -> bool:
    sizes = [value.strip().removesuffix("px") for value in map(image.attribute, ("width", "height")) if value]
    return any(size.isascii() and size.isdigit() and len(size) < 4 and int(size) < _ICON for size in sizes)


@check("alt.describes_decoration", kinds=_PICTURES)
def describes_decoration(image: Image, phrases: Phrases) -> Iterator[Problem]:
    """Report a picture whose text alternative says that it is an ornament: it should be silent."""
    said = spoken(image)
    if said is None or image.link:
        return
    if is_decoration(said.text, *_lists(phrases, "decoration", "decoration-opening", "determiner")) and not is_junk(
        said.text, image, phrases
    ):
        yield Problem(message="decoration", at=said.span, values={"alt": shorten(said.text)})


@dataclass(frozen=True, slots=True)
class KeywordStuffing:
    """Options of ``alt.keyword_stuffing``: how many items make a list of small words one of search words."""

    min_items: int = 5


@check("alt.keyword_stuffing", kinds=_PICTURES)
def keyword_stuffing(image: Image, document: Document, phrases: Phrases, options: KeywordStuffing) -> Iterator[Problem]:
    """Report a text alternative that is a list of search words."""
    said = spoken(image)
    if said is None or not (image.editorial or in_main(image, document)):
        return
    grammar = {name: known for name, known in phrases.lists.items() if name.startswith("language.")}
    if is_keyword_list(said.text, grammar, options.min_items):
        yield Problem(message="keywords", at=said.span, values={"alt": shorten(said.text)})
