"""Every source of a credit held against the others: the line, the file, the data for machines, other uses."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.model.corpus import Corpus
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document, StructuredImage
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
def conflicting(corpus: Corpus, directory: Directory) -> Iterator[Problem]:
    """Report every use of a picture whose credit contradicts its first credited use, in one article or in several."""
    for group in corpus.groups:
        credited = [(use, use.credit) for use in group if use.credit is not None]
        if len(credited) < 2:
            continue
        first, credit = credited[0]
        for use, other in credited[1:]:
            found = disagreement(other, credit, directory)
            if found:
                yield Problem(
                    message=found.on,
                    at=Place(use, "credit"),
                    related=(Related(Place(first, "credit"), "credited otherwise here"),),
                    values={
                        "credit": shorten(other.text),
                        "other": shorten(credit.text),
                        "where": shorten(first.uri),
                        "tolerated": found.tolerated,
                    },
                    confidence=_confidence(found),
                )


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
