"""Text alternatives that are none: file names, placeholders, the name of the house."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Confidence, Problem
from mediaaudit.text.alt.file_name import stem
from mediaaudit.text.alt.speech import speech_fault
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import fold

from ._spoken import file_name_of, names_outlet, placeholder_of, spoken


@check("alt.file_name")
def file_name(image: Image, phrases: Phrases) -> Iterator[Problem]:
    """Report a text alternative that is a file name, an address or a number from a camera or an archive."""
    said = spoken(image)
    if said is None:
        return
    kind = file_name_of(said.text, image, phrases)
    if kind is None or _names_a_download(image, said.text):
        return
    doubt: Confidence | None = "likely" if kind in {"code", "source"} else "review" if kind == "joined" else None
    yield Problem(
        message=kind,
        at=said.span,
        values={"alt": shorten(said.text)},
        confidence=doubt,
    )


def _names_a_download(image: Image, text: str) -> bool:
    """Say whether the link around a picture offers the file of that name, and says more than the name."""
    link = image.link
    if link is None or not link.href or fold(link.name) == fold(text):
        return False
    return stem(link.href) == stem(text.strip())


@check("alt.placeholder")
def placeholder(image: Image, phrases: Phrases) -> Iterator[Problem]:
    """Report a text alternative that was left by a template or for later."""
    said = spoken(image)
    kind = placeholder_of(said.text, phrases) if said else None
    if said and kind:
        doubt: Confidence = "likely" if image.editorial else "review"
        yield Problem(
            message=kind,
            at=said.span,
            values={"alt": shorten(said.text)},
            confidence=doubt if kind == "generic" else None,
        )


@check("alt.outlet_name")
def outlet_name(image: Image, document: Document, phrases: Phrases) -> Iterator[Problem]:
    """Report an article's picture whose text alternative is only the name of the publication."""
    said = spoken(image)
    if said and names_outlet(said.text, document, phrases):
        yield Problem(message="outlet", at=said.span, values={"alt": shorten(said.text)})


@check("alt.unpronounceable")
def unpronounceable(image: Image) -> Iterator[Problem]:
    """Report a text alternative that cannot be read out, or not from its beginning."""
    said = spoken(image)
    fault = speech_fault(said.text) if said else None
    if fault == "number" and not image.editorial:
        return  # the sign of a page or a rank
    if said and fault:
        yield Problem(
            message=fault,
            at=said.span,
            values={"alt": shorten(said.text)},
            confidence="likely" if fault in {"number", "fragment", "mojibake"} else None,
        )
