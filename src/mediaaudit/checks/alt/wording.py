"""Text alternatives that could say it better: credit inside, announced, too long, too short, another language."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._content import in_main
from mediaaudit.checks._contract import check
from mediaaudit.checks._fixes import without_credit_fix
from mediaaudit.lazy import dataclass
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Confidence, Problem, Related
from mediaaudit.text.alt.language import are_kin, language_of
from mediaaudit.text.alt.thin import redundant_end
from mediaaudit.text.credit import find_credit
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import phrase_index, plain, words

from ._spoken import is_junk, names_outlet, spoken

_ENDS = ("redundant-suffix", "suffix-exception", "determiner")
_BRACKETS = ("(", "[", "（", "［", "【")


@check("alt.contains_credit")
def contains_credit(
    image: Image, document: Document, printed: Credit | None, directory: Directory
) -> Iterator[Problem]:
    """Report a text alternative with a credit in it, and offer to take out what the page prints as well."""
    said = spoken(image)
    credit = find_credit(said.text, directory) if said else None
    if said and credit and _is_surely_a_credit(credit, said.text):
        in_alt = image.alt is not None and image.alt.value == said.text
        fixes = without_credit_fix(image, document, credit, printed, directory) if in_alt else ()
        values = {"credit": shorten(credit.text), "alt": shorten(said.text)}
        yield Problem(message="credit", at=said.span, values=values, fixes=fixes)


def _is_surely_a_credit(credit: Credit, text: str) -> bool:
    """Say whether a line that may describe what is seen is a credit: names and organisations are seen as well."""
    if credit.ambiguous:
        return False
    alone = len(words(credit.text)) == len(words(text))
    if not (credit.agencies or credit.via):  # a person's name: it takes a cue, and brackets that set it apart
        cued = bool(credit.photographers) and not credit.text.startswith(credit.photographers)
        return cued and not alone and text[: credit.start].rstrip().endswith(_BRACKETS)
    return bool(credit.photographers) or not alone


@check("alt.redundant_prefix")
def redundant_prefix(image: Image, document: Document, phrases: Phrases) -> Iterator[Problem]:
    """Report a text alternative that begins or ends by saying that it is about a picture."""
    said = spoken(image)
    if said is None or not (image.editorial or in_main(image, document)):
        return
    text = plain(said.text)
    opening = phrase_index(phrases.of("alt.redundant-prefix")).start_of(text)
    exception = phrase_index(phrases.of("alt.prefix-exception")).start_of(text)
    if opening and opening != text and not exception:
        doubt: Confidence | None = None if image.editorial else "review"
        values = {"opening": opening, "alt": shorten(said.text)}
        yield Problem(message="prefix", at=said.span, values=values, confidence=doubt)
        return
    ends, exceptions, determiners = (phrase_index(phrases.of(f"alt.{name}")) for name in _ENDS)
    end = redundant_end(said.text, ends, exceptions, determiners)
    if end and not is_junk(said.text, image, phrases) and not names_outlet(said.text, document, phrases):
        yield Problem(
            message="suffix", at=said.span, values={"end": end, "alt": shorten(said.text)}, confidence="review"
        )


@dataclass(frozen=True, slots=True)
class TooLong:
    """Options of ``alt.too_long``: the most characters (code points) that a text alternative may have."""

    max_length: int = 250


@check("alt.too_long")
def too_long(image: Image, options: TooLong) -> Iterator[Problem]:
    """Report a text alternative that is longer than a listener can skim."""
    said = spoken(image)
    length = len(" ".join(said.text.split())) if said else 0
    if said and length > options.max_length:
        values: dict[str, str | int] = {"length": length, "limit": options.max_length, "alt": shorten(said.text)}
        yield Problem(message="long", at=said.span, values=values)


@dataclass(frozen=True, slots=True)
class TooShort:
    """Options of ``alt.too_short``: the fewest words, and how many words of a caption show that there is more to say."""

    min_words: int = 3
    caption_words: int = 8


@check("alt.too_short")
def too_short(image: Image, phrases: Phrases, options: TooShort) -> Iterator[Problem]:
    """Report a text alternative of a word or two on a picture about which the caption says much more."""
    said = spoken(image)
    if said is None or image.caption is None or is_junk(said.text, image, phrases):
        return
    alt, caption = words(said.text), words(image.caption.value)
    if alt and len(alt) < options.min_words and len(caption) >= options.caption_words:
        related = (Related(image.caption.span, "caption"),) if image.caption.span else ()
        yield Problem(message="short", at=said.span, related=related, values={"alt": shorten(said.text)})


@check("alt.language")
def language(image: Image, document: Document, phrases: Phrases) -> Iterator[Problem]:
    """Report a text alternative in another language than the page, on a picture that does not say which."""
    said = spoken(image)
    page = phrases.language
    if said is None or not page or image.attribute("lang") or image.attribute("xml:lang"):
        return
    lists = {name.partition(".")[2]: known for name, known in phrases.lists.items() if name.startswith("language.")}
    if page not in lists:
        return
    found = language_of(said.text, lists)
    if found is None or are_kin(found, page):
        return
    # A page that claims the wrong language is another fault: the headline tells.
    headline = language_of(document.headline.value, lists) if document.headline else None
    if headline in {None, page}:
        yield Problem(
            message="language", at=said.span, values={"alt": shorten(said.text), "found": found, "page": page}
        )


@dataclass(frozen=True, slots=True)
class TextImage:
    """Options of ``alt.text_image``: how many words of alternative and caption together may hold what is written."""

    enough_words: int = 40


@check("alt.text_image")
def text_image(image: Image, phrases: Phrases, options: TextImage) -> Iterator[Problem]:
    """Report a chart, a screenshot or a document whose content is nowhere to be read as text."""
    said = spoken(image)
    if said is None or any(image.attribute(name) for name in ("aria-describedby", "aria-details", "longdesc")):
        return
    kind = phrase_index(phrases.of("alt.text-image")).start_of(_without_article(plain(said.text)))
    caption = image.caption.value if image.caption else ""
    if kind and len(words(said.text)) + len(words(caption)) < options.enough_words:
        yield Problem(message="text", at=said.span, values={"alt": shorten(said.text), "kind": kind})


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and len(first) <= 3 else text
