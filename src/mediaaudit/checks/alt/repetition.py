"""Text alternatives that say what the page says already."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.lazy import dataclass
from mediaaudit.model.corpus import Use, Uses
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Place, Problem, Related
from mediaaudit.model.source import Text
from mediaaudit.text.alt.file_name import stem
from mediaaudit.text.hashes import NEAR, distance
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import is_run_of, phrase_index, plain, share_in, words

from ._spoken import spoken


@dataclass(frozen=True, slots=True)
class RepeatsCaption:
    """Options of ``alt.repeats_caption``.

    ``min_overlap`` is the share of words (0 to 1) that text alternative and caption must have in common;
    ``min_words`` how long an excerpt of a longer caption must be.
    """

    min_overlap: float = 0.9
    min_words: int = 4


@check("alt.repeats_caption")
def repeats_caption(image: Image, options: RepeatsCaption) -> Iterator[Problem]:
    """Report a text alternative that says the caption again."""
    said = spoken(image)
    if said is None or image.caption is None or image.caption_silent:
        return
    alt, caption = words(said.text), words(image.caption.value)
    if not alt or not caption:
        return
    printed = caption + words(image.credit_line.value) if image.credit_line else caption
    if alt == caption or _says_little_else(alt, caption, printed, options):
        key = "repeats"
    elif len(alt) >= options.min_words and is_run_of(alt, caption):
        key = "excerpt"
    else:
        return
    related = (Related(image.caption.span, "caption"),) if image.caption.span else ()
    yield Problem(message=key, at=said.span, related=related, values={"alt": shorten(said.text)})


def _says_little_else(
    alt: tuple[str, ...], caption: tuple[str, ...], printed: tuple[str, ...], options: RepeatsCaption
) -> bool:
    """Say whether caption and credit hold the words of a text alternative, and it most of the caption's."""
    if len(alt) < options.min_words:
        return False
    return share_in(alt, printed) >= options.min_overlap and share_in(caption, alt) >= options.min_overlap


@dataclass(frozen=True, slots=True)
class RepeatsHeadline:
    """Options of ``alt.repeats_headline``: how much of headline and alternative must agree, and the fewest words."""

    min_overlap: float = 0.9
    min_words: int = 3


@check("alt.repeats_headline")
def repeats_headline(image: Image, document: Document, options: RepeatsHeadline) -> Iterator[Problem]:
    """Report a text alternative that is the headline of the article."""
    said = spoken(image)
    if said is None:
        return
    alt = words(said.text)
    if len(alt) < options.min_words:
        return
    for headline in _headlines(document):
        title = words(headline.value)
        if alt == title or (
            share_in(alt, title) >= options.min_overlap and share_in(title, alt) >= options.min_overlap
        ):
            related = (Related(headline.span, "headline"),) if headline.span else ()
            yield Problem(message="headline", at=said.span, related=related, values={"alt": shorten(said.text)})
            return


def _headlines(document: Document) -> tuple[Text, ...]:
    first = (document.headline,) if document.headline else ()
    return first + tuple(headline for headline in document.headlines if headline not in first)


@check("alt.repeats_adjacent_text")
def repeats_adjacent_text(image: Image) -> Iterator[Problem]:
    """Report a text alternative that says what the same link or button says in words."""
    said = spoken(image)
    if said is None or image.adjacent is None or image.link is None:
        return
    alt, beside = words(said.text), words(image.adjacent.value)
    # A link with an aria-label is read out by that alone. Inline elements are named without a space between them.
    if alt and alt == beside and "".join(words(image.link.name)).count("".join(alt)) > 1:
        yield Problem(message="adjacent", at=said.span, values={"alt": shorten(said.text)})


@check("alt.repeated")
def repeated(document: Document, uses: Uses, phrases: Phrases) -> Iterator[Problem]:
    """Report a text alternative that different pictures of an article share."""
    groups: dict[str, list[Use]] = {}
    for use in uses.rows:
        if text := plain(use.alt or ""):
            groups.setdefault(text, []).append(use)
    for text, (first, *others) in groups.items():
        different = [use for use in others if not _same_picture(use, first)]
        if different and not _has_a_rule(text, document, phrases):
            yield Problem(
                message="repeated",
                at=Place(different[0], "alt"),
                related=tuple(Related(Place(use, "alt"), "the same text") for use in (first, *different[1:])),
                values={"alt": shorten(first.alt or ""), "count": len(different) + 1},
            )


def _has_a_rule(text: str, document: Document, phrases: Phrases) -> bool:
    """Say whether a text (``plain``) is what other rules report: a headline, an outlet's name, no alternative at all."""
    said = (*(headline.value for headline in _headlines(document)), *document.outlets)
    empty = (phrases.of("alt.placeholder"), phrases.of("alt.generic"))
    return text in map(plain, said) or any(phrase_index(each).has(text) for each in empty)


def _same_picture(one: Use, other: Use) -> bool:
    if one.asset and other.asset and one.asset == other.asset:
        return True
    if one.phash is not None and other.phash is not None:
        return distance(one.phash, other.phash) <= NEAR
    return stem(one.src or "") == stem(other.src or "")  # the same file in another size or from another host
