"""How credits are written: one form for one agency, everything said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.model.corpus import Use, Uses
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.problem import Place, Problem, Related
from mediaaudit.text.credit_agreement import organisations
from mediaaudit.text.shorten import shorten
from mediaaudit.text.spelling import printed_organisations
from mediaaudit.text.words import plain

_LONGEST = 400  # code points of a line that are looked at


@check("credit.inconsistent_style")
def inconsistent_style(_document: Document, uses: Uses, directory: Directory) -> Iterator[Problem]:
    """Report an agency that one article prints in several spellings, at every use that differs from the first."""
    first: dict[str, tuple[str, Use]] = {}
    for use in uses.rows:
        if use.credit is None:
            continue
        named = organisations(use.credit)
        for printed in printed_organisations(use.credit.text, directory):
            if printed.name not in named:
                continue
            text, other = first.setdefault(printed.name, (printed.text, use))
            if _without_sign_off(text) != _without_sign_off(printed.text):
                yield Problem(
                    message="spelling",
                    at=Place(use, "credit"),
                    related=(Related(Place(other, "credit"), "first spelling"),),
                    values={"spelling": shorten(printed.text), "other": shorten(text)},
                )


def _without_sign_off(name: str) -> str:
    """Return an agency's name without the word of the form (AP Photo/Name), which a line without a name has not."""
    return name.removesuffix(" Photos").removesuffix(" Photo")


@check("credit.duplicated")
def duplicated(image: Image, credit: Credit, directory: Directory) -> Iterator[Problem]:
    """Report a credit line that names a photographer or an organisation twice."""
    line = image.credit_line
    if line is None:
        return
    counted = Counter(printed.name for printed in printed_organisations(line.value, directory))
    said = f" {plain(line.value[:_LONGEST])} "
    people = (name for name in credit.photographers if said.count(f" {plain(name)} ") > 1)
    houses = (name for name in organisations(credit) if counted[name] > 1)
    for name in (*people, *houses):
        yield Problem(message="twice", at=line.span, values={"credit": shorten(line.value), "name": shorten(name)})
        return
