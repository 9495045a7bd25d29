"""Credits that leave out what an agency, a pool, a giver or a licence asks for."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.problem import Problem
from mediaaudit.model.source import Span
from mediaaudit.text.agencies import agency_of
from mediaaudit.text.credit_agreement import organisations
from mediaaudit.text.credit_words import says
from mediaaudit.text.file_credit import file_credit
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import plain

_SUPPLIERS = frozenset({"wire", "distributor", "collection"})
_AROUND = 400  # code points of source before and after a credit in which the link to a licence may stand


@check("credit.incomplete")
def incomplete(image: Image, credit: Credit, metadata: PhotoMetadata | None, directory: Directory) -> Iterator[Problem]:
    """Report a credit that names an agency and not the photographer, where the agency asks for the name."""
    if credit.photographers or credit.supplied or credit.pool or not credit.agencies or not _is_whole(image, credit):
        return  # without an agency before it, a bare "via" is what credit/placeholder looks at
    agency = _asks_for_photographer(credit, directory)
    # "STR", "Stringer", "Contributor": the agency itself keeps the name back.
    if agency is None or image.credit_line is None or says(credit.text, directory, "staff"):
        return
    values = {"credit": shorten(credit.text), "agency": agency}
    known = file_credit(metadata.merged, directory).photographers if metadata else ()
    if known:
        yield Problem(message="in_file", at=image.credit_line.span, values={**values, "name": shorten(known[0])})
    else:
        yield Problem(message="photographer", at=image.credit_line.span, values=values)


def _is_whole(image: Image, credit: Credit) -> bool:
    """Say whether a credit line was understood to the last word: what was not may be the name that seems to be missing.

    So may a name that is taken for an organisation's by its place alone.
    """
    line = image.credit_line
    doubtful = bool(credit.rest) or not set(credit.unknown) <= {*credit.photographers}
    return line is not None and not doubtful and not plain(line.value.replace(credit.text, " ", 1))


def _asks_for_photographer(credit: Credit, directory: Directory) -> str | None:
    """Return the agency that asks for the name; None too where somebody else may have made the picture."""
    # Who stands before a "via" made the picture: "KCNA via Reuters" names all that there is to name.
    agencies = [agency_of(name, directory) for name in credit.agencies]
    if any(agency is None or agency.kind not in _SUPPLIERS for agency in agencies):
        return None
    demands = directory.demands
    return next((agency.name for agency in agencies if agency and "photographer" in demands.get(agency.name, ())), None)


@check("credit.pool_incomplete")
def pool_incomplete(
    image: Image, credit: Credit, metadata: PhotoMetadata | None, directory: Directory
) -> Iterator[Problem]:
    """Report a pool picture without a name or an agency, and one that only its file says to be of a pool."""
    line = image.credit_line
    if line is None or not _is_whole(image, credit):
        return
    values = {"credit": shorten(credit.text)}
    if not credit.pool:
        if metadata and file_credit(metadata.merged, directory).pool:
            yield Problem(message="unmarked", at=line.span, values=values)
    elif not credit.photographers and not organisations(credit):
        yield Problem(message="bare", at=line.span, values=values)
    elif not credit.photographers and not says(credit.text, directory, "staff"):
        yield Problem(message="photographer", at=line.span, values=values, confidence="likely")


@check("credit.handout_incomplete")
def handout_incomplete(image: Image, credit: Credit, directory: Directory) -> Iterator[Problem]:
    """Report a handout of which only the agency is named that passed it on."""
    line = image.credit_line
    if line is None or credit.supplied not in {"handout", "courtesy"} or credit.photographers:
        return
    if not _is_whole(image, credit):
        return
    agencies = [agency_of(name, directory) for name in organisations(credit)]
    if agencies and all(agency is not None and agency.kind in _SUPPLIERS for agency in agencies):
        yield Problem(message="giver", at=line.span, values={"credit": shorten(credit.text)})


@check("credit.social_incomplete")
def social_incomplete(image: Image, credit: Credit, document: Document, directory: Directory) -> Iterator[Problem]:
    """Report a picture from a social platform without the account, and an account without the platform."""
    line = image.credit_line
    if line is None or not _is_whole(image, credit):
        return
    values = {"credit": shorten(credit.text)}
    if credit.photographers:
        if not organisations(credit) and all(name.startswith("@") for name in credit.photographers):
            yield Problem(message="platform", at=line.span, values=values)
        return
    agencies = [agency_of(name, directory) for name in organisations(credit)]
    platforms = [agency.name for agency in agencies if agency is not None and agency.kind == "social"]
    if credit.agencies and len(platforms) == len(agencies) and not _is_about(platforms, image, document):
        yield Problem(message="account", at=line.span, values=values)


def _is_about(houses: list[str], image: Image, document: Document) -> bool:
    """Say whether headline or caption name one of the houses: a company hands out pictures of its own products."""
    texts = (image.caption, document.headline, *document.headlines)
    said = " ".join(plain(text.value) for text in texts if text)
    return any(f" {plain(house)} " in f" {said} " for house in houses)


@check("credit.licence_incomplete")
def licence_incomplete(image: Image, credit: Credit, document: Document) -> Iterator[Problem]:
    """Report a Creative Commons licence without author, or without a link to the licence."""
    line = image.credit_line
    licence = (credit.license or "").upper()
    if line is None or not licence.startswith("CC") or licence.startswith("CC0"):
        return
    values = {"credit": shorten(credit.text), "licence": credit.license or ""}
    if _is_whole(image, credit) and not credit.photographers and not organisations(credit):
        yield Problem(message="author", at=line.span, values=values)
    if line.span and not _links_to_licence(document, line.span):
        yield Problem(message="link", at=line.span, values=values)


def _links_to_licence(document: Document, span: Span) -> bool:
    """Say whether the licence's address stands in the source at the credit: links are not part of a line's text."""
    text = document.source.text[max(0, span.start - _AROUND) : span.end + _AROUND].casefold()
    return "creativecommons.org" in text
