"""Credits that leave out what an agency, a pool, a giver or a licence asks for."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.problem import Problem
from mediaaudit.text.agencies import agency_of
from mediaaudit.text.credit_agreement import organisations
from mediaaudit.text.credit_words import says
from mediaaudit.text.file_credit import file_credit
from mediaaudit.text.shorten import shorten

_SUPPLIERS = frozenset({"wire", "distributor", "collection"})


@check("credit.incomplete")
def incomplete(image: Image, credit: Credit, metadata: PhotoMetadata | None, directory: Directory) -> Iterator[Problem]:
    """Report a credit that names an agency and not the photographer, where the agency asks for the name."""
    if credit.photographers or credit.supplied or credit.pool or credit.rest or credit.ambiguous:
        return
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


def _asks_for_photographer(credit: Credit, directory: Directory) -> str | None:
    """Return the agency that asks for the name; None too where somebody else may have made the picture."""
    agencies = [agency_of(name, directory) for name in organisations(credit)]
    if any(agency is None or agency.kind not in _SUPPLIERS for agency in agencies):
        return None
    demands = directory.demands
    return next((agency.name for agency in agencies if agency and "photographer" in demands.get(agency.name, ())), None)
