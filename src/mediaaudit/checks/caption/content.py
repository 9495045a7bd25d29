"""Captions that were not written for readers."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.lazy import pattern
from mediaaudit.model.media import Image
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Problem
from mediaaudit.model.source import Text
from mediaaudit.text.alt.file_name import file_name_kind
from mediaaudit.text.alt.placeholder import placeholder_kind
from mediaaudit.text.phrase_search import find_phrase
from mediaaudit.text.repetition import repeated_part
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import phrase_index

_NONE = phrase_index(frozenset())
_LONGEST = 4000  # code points of a caption that are looked at
_WORD = pattern(r"\w+")
# "To come" of the trade, doubled so that no reader could take it for a word; once it may be an initial (T. K. Maxx).
_TO_COME = pattern(r"\bTK(?:TK)+\b")


@check("caption.placeholder")
def placeholder(image: Image, phrases: Phrases) -> Iterator[Problem]:
    """Report a caption that was left by a template or for later, or is the name of a file."""
    caption = image.caption
    if caption is None or not caption.value.strip():
        return
    values = {"caption": shorten(caption.value)}
    kind = placeholder_kind(caption.value, phrase_index(phrases.of("caption.placeholder")), _NONE, _NONE)
    if kind == "template":
        yield Problem(message="template", at=caption.span, values=values)
    elif kind or _TO_COME.search(caption.value[:_LONGEST]):
        yield Problem(message="placeholder", at=caption.span, values=values)
    elif file_name_kind(caption.value) in {"file", "device", "address"}:
        yield Problem(message="file_name", at=caption.span, values=values)


@check("caption.restriction_text")
def restriction_text(image: Image, phrases: Phrases) -> Iterator[Problem]:
    """Report an agency's terms for editors that are printed to readers, in the caption or the credit line."""
    for text in (image.caption, image.credit_line):
        if text is not None and (found := _restriction(text, phrases)):
            yield Problem(message="restriction", at=text.span, values={"words": shorten(found)})


def _restriction(text: Text, phrases: Phrases) -> str | None:
    """Return the words that restrict; some count in capitals only ("GERMANY OUT"), if not all of the text is in them."""
    said = find_phrase(text.value, phrases.of("caption.restriction"))
    if said or text.value.isupper():
        return said
    shouted = " ".join(word if word.isupper() else "0" for word in _WORD.findall(text.value[:_LONGEST]))
    found = find_phrase(shouted, phrases.of("caption.restriction-capitals"))
    return found.upper() if found else None


@check("caption.duplicated_text")
def duplicated_text(image: Image) -> Iterator[Problem]:
    """Report a caption that says a sentence twice."""
    caption = image.caption
    if caption is None:
        return
    again = repeated_part(caption.value)
    if again:
        yield Problem(message="twice", at=caption.span, values={"words": shorten(again)})
