"""Credits written in the newsroom's own style."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Applicability, Edit, Fix, Problem
from mediaaudit.model.source import Span
from mediaaudit.text.agencies import agency_of
from mediaaudit.text.credit import find_credit, format_credit
from mediaaudit.text.printed import find_printed
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import words

_BRACKETS = (("(", ")"), ("[", "]"))


@dataclass(frozen=True, slots=True)
class Format:
    """Options of ``credit.format``: a named style or a template (see ``format_credit``); empty for none."""

    style: str = ""


@check("credit.format")
def house_format(
    image: Image, credit: Credit, document: Document, directory: Directory, phrases: Phrases, options: Format
) -> Iterator[Problem]:
    """Report a credit that is not written in the house style, and offer the line rewritten."""
    line = image.credit_line
    # A line that is not wholly understood cannot be written anew.
    if not options.style or line is None or credit.ambiguous or credit.rest:
        return
    wanted = format_credit(credit, options.style, directory)
    if not wanted or _bare(wanted) == _bare(credit.text) or not _says_the_same(wanted, credit, directory):
        return
    edit = _edit(image, credit, document, wanted)
    applicability: Applicability = "unsafe" if _unsaid(credit, wanted, directory, phrases) else "safe"
    fixes = (Fix(title=f"Write {shorten(wanted)}", applicability=applicability, edits=(edit,)),) if edit else ()
    values = {"credit": shorten(credit.text), "wanted": shorten(wanted)}
    yield Problem(message="style", at=line.span, values=values, fixes=fixes)


def _bare(line: str) -> str:
    """Return a line without the brackets around it, spaces single."""
    text = " ".join(line.split())
    return text[1:-1].strip() if (text[:1], text[-1:]) in _BRACKETS else text


def _says_the_same(wanted: str, credit: Credit, directory: Directory) -> bool:
    """Say whether the rewritten line is read as the same credit: nothing may be lost or change its part."""
    read = find_credit(wanted, directory, alone=True)
    return read is not None and _parts(read) == _parts(credit)


def _unsaid(credit: Credit, wanted: str, directory: Directory, phrases: Phrases) -> set[str]:
    """Return the words that the rewritten line would lose: other than "photo" and the like, they may mean something."""
    agencies = (agency_of(name, directory) for name in (*credit.agencies, *credit.via))
    spellings = (spelling for agency in agencies if agency for spelling in (*agency.aliases, *agency.misspellings))
    said = {word for text in (wanted, *spellings) for word in words(text)}
    plain = {word for phrase in phrases.of("credit.plain-cue") for word in words(phrase)}
    return set(words(credit.text)) - said - plain


def _parts(credit: Credit) -> Credit:
    return replace(credit, text="", start=0, end=0, ambiguous=False, rest=())


def _edit(image: Image, credit: Credit, document: Document, wanted: str) -> Edit | None:
    """Return the edit that puts the line in place of the credit, brackets around it included, or None.

    None where the credit spans elements or is written with character references: there the source is not the text.
    """
    line, source = image.credit_line, document.source.text
    for piece in line.pieces if line else ():
        found = find_printed(source, piece, credit.text)
        if found is None:
            continue
        start, end = found.start, found.end
        if (source[start - 1 : start], source[end : end + 1]) in _BRACKETS:
            start, end = start - 1, end + 1
        return Edit(Span(start, end), _escaped(wanted))
    return None


def _escaped(text: str) -> str:
    """Return a text as HTML; html.escape would bring the table of all entities with it, at every start."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
