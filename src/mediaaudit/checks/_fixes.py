"""Fixes that checks offer: small, and never a text that nobody wrote."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoFields
from mediaaudit.model.problem import Applicability, Edit, Fix
from mediaaudit.model.source import Span
from mediaaudit.text.attributes import is_plain, write_attributes
from mediaaudit.text.credit import find_credit, format_credit, split_caption
from mediaaudit.text.file_credit import file_credit
from mediaaudit.text.markup import unescaped
from mediaaudit.text.printed import end_of_print
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import words

_OPENING = ("cue", "maker", "courtesy", "via")  # roles of the vocabulary
_FEWEST = 2  # words that an alternative must have left when its credit is taken out
_LINE = "({photographers}/{agencies})"  # where the newsroom has no style of its own


def attributes_fix(
    image: Image, document: Document, values: Mapping[str, str], *, title: str, applicability: Applicability
) -> tuple[Fix, ...]:
    """Return the fix that writes attributes into the picture's start tag, none where the tag is not understood."""
    edits = write_attributes(image, document.source.text, values)
    return (Fix(title=title, applicability=applicability, edits=edits),) if edits else ()


def without_credit_fix(
    image: Image, document: Document, found: Credit, printed: Credit | None, directory: Directory
) -> tuple[Fix, ...]:
    """Return the fix that takes a credit out of the alt attribute, where the page prints all of it beside the picture.

    None where too few words would be left, or where the attribute's spelling says more than its text.
    """
    if image.alt is None or printed is None or not _carries(printed, found):
        return ()
    rest, _ = split_caption(image.alt.value, directory)
    if len(words(rest)) < _FEWEST or find_credit(rest, directory) or _ends_in_cue(rest, directory):
        return ()
    if not is_plain(image, document.source.text, "alt", image.alt.value):
        return ()
    title = f"Take '{shorten(found.text)}' out of the text alternative"
    return attributes_fix(image, document, {"alt": rest}, title=title, applicability="safe")


def _ends_in_cue(text: str, directory: Directory) -> bool:
    """Say whether a text ends in a word that opens credits: then part of the credit was left behind."""
    return words(text)[-1] in _ends_of_cues(directory)


@lru_cache(maxsize=8)
def _ends_of_cues(directory: Directory) -> frozenset[str]:
    """Return the last words of all that opens credits; made once for a directory, which compares by identity."""
    cues = (words(cue) for role in _OPENING for cue in directory.vocabulary.get(role, ()))
    return frozenset(cue[-1] for cue in cues if cue)


def _carries(printed: Credit, found: Credit) -> bool:
    """Say whether a printed credit names everybody whom another one names."""
    organisations = {*printed.agencies, *printed.via}
    return (
        set(found.photographers) <= set(printed.photographers)
        and {*found.agencies, *found.via} <= organisations
        and (printed.pool or not found.pool)
    )


def credit_from_file_fix(
    image: Image, document: Document, fields: PhotoFields, directory: Directory
) -> tuple[Fix, ...]:
    """Return the fix that adds the file's credit to the caption, where the line can be read back as what the file says."""
    span = _end_of_caption(image, document)
    credit = file_credit(fields, directory)
    line = format_credit(credit, directory.styles.get("house", _LINE), directory)
    read = find_credit(line, directory, alone=True) if line else None
    if span is None or read is None or read.rest or not (_carries(read, credit) and _carries(credit, read)):
        return ()
    written = line if line.startswith(("(", "[")) else f"({line})"
    from html import escape  # its table of entities is large

    edit = Edit(span, f" {escape(written, quote=False)}")
    return (Fix(title=f"Add {shorten(written)} from the file", applicability="unsafe", edits=(edit,)),)


def _end_of_caption(image: Image, document: Document) -> Span | None:
    """Return the place right after the caption's last word, None where the source does not show it."""
    if image.caption is None or not image.caption.pieces:
        return None
    source = document.source.text
    last = end_of_print(source, image.caption.pieces[-1])
    said = words(unescaped(source[last.start : last.end])) if last else ()
    if last is None or said[-1:] != words(image.caption.value)[-1:]:
        return None
    return Span(last.end, last.end)
