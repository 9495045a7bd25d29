"""Every source of a credit held against the others: the line, the file, the data for machines, other uses."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.checks._copies import is_reworked, is_same_file, values_of
from mediaaudit.model.corpus import Copies, Corpus, Use
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document, StructuredImage
from mediaaudit.model.duplicates import How
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.problem import Confidence, Place, Problem, Related
from mediaaudit.model.source import Span
from mediaaudit.text.credit import find_credit
from mediaaudit.text.credit_agreement import Disagreement, disagreement
from mediaaudit.text.file_credit import file_credit, mentions
from mediaaudit.text.shorten import shorten


@check("credit.contradicts_file")
def contradicts_file(image: Image, credit: Credit, metadata: PhotoMetadata, directory: Directory) -> Iterator[Problem]:
    """Report a printed credit that names another maker than creator, credit line and source in the file do."""
    fields = metadata.merged
    found = disagreement(credit, file_credit(fields, directory), directory)
    if found is None or any(mentions(fields, name) for name in found.ours) or image.credit_line is None:
        return
    yield Problem(
        message=found.on,
        at=image.credit_line.span,
        values={"credit": shorten(credit.text), "file": shorten(", ".join(found.theirs)), "tolerated": found.tolerated},
        confidence=_confidence(found),
    )


@check("credit.conflicting")
def conflicting(corpus: Corpus, copies: Copies | None, directory: Directory) -> Iterator[Problem]:
    """Report every use of a picture whose credit contradicts its first credited use, in one article or in several.

    Uses of one picture are those of one file or address, and of files of which one is a copy of the other: two parts of
    a collage are not.
    """
    for group in corpus.groups:
        credited = [(use, use.credit) for use in group if use.credit is not None]
        for number, (use, other) in enumerate(credited):
            for first, credit in credited[:number]:
                how = copies.between(first, use) if copies else None
                if how is None and not is_same_file(first, use):
                    continue
                if found := disagreement(other, credit, directory):
                    yield _conflict(found, use, other, first, credit, how)
                break


def _conflict(found: Disagreement, use: Use, other: Credit, first: Use, credit: Credit, how: How | None) -> Problem:
    return Problem(
        message=found.on,
        at=Place(use, "credit"),
        related=(Related(Place(first, "credit"), "credited otherwise here"),),
        values={
            **(values_of(how) if how else {}),
            "credit": shorten(other.text),
            "other": shorten(credit.text),
            "where": shorten(first.uri),
            "tolerated": found.tolerated,
            "copy": _version(how),
        },
        confidence=_confidence(found),
    )


def _version(how: How | None) -> str:
    """Return what was done to the copy, in brackets, "" where it shows the whole as it is."""
    if how is None or not is_reworked(how):
        return ""
    return f" ({'here' if how.original == 'a' else 'there'} {', '.join(how.words())})"


@check("credit.contradicts_structured_data")
def contradicts_structured_data(
    image: Image, credit: Credit, document: Document, directory: Directory
) -> Iterator[Problem]:
    """Report a printed credit that names another maker than the page's JSON-LD does for the same picture."""
    for structured in _data_on(image, document, "json-ld"):
        said = find_credit(structured.credit, directory, alone=True) if structured.credit else None
        if said and (problem := _contradiction(image, credit, said, directory, structured.field_span("credit"))):
            yield problem
            return


@check("credit.contradicts_share_image")
def contradicts_share_image(
    image: Image, credit: Credit, document: Document, directory: Directory
) -> Iterator[Problem]:
    """Report a printed credit that names another maker than the text that goes with the share image does."""
    for structured in _data_on(image, document, "og", "twitter", "feed"):
        for field in ("credit", "alt", "description"):
            text = getattr(structured, field)
            said = find_credit(text, directory, alone=field == "credit") if text else None
            if said and (problem := _contradiction(image, credit, said, directory, structured.field_span(field))):
                yield problem
                return


def _data_on(image: Image, document: Document, *sources: str) -> Iterator[StructuredImage]:
    for structured in document.structured:
        if structured.media == image.index and structured.source in sources:
            yield structured


def _contradiction(
    image: Image, credit: Credit, said: Credit, directory: Directory, span: Span | None
) -> Problem | None:
    """Return the problem of a printed credit and what the page says elsewhere, or None where they agree."""
    found = disagreement(credit, said, directory)
    if found is None or image.credit_line is None:
        return None
    return Problem(
        message=found.on,
        at=image.credit_line.span,
        related=(Related(span, "other credit"),) if span else (),
        values={"credit": shorten(credit.text), "data": shorten(said.text), "tolerated": found.tolerated},
        confidence=_confidence(found),
    )


def _confidence(found: Disagreement) -> Confidence | None:
    """Return the level of a contradiction: where one house may have passed the other's picture on, a person looks."""
    return "review" if found.doubtful else None
