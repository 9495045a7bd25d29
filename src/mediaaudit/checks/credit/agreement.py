"""Every source of a credit held against the others: the line, the file, the data for machines, other uses."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.model.corpus import Corpus
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.problem import Place, Problem, Related
from mediaaudit.text.credit_agreement import disagreement
from mediaaudit.text.file_credit import file_credit, mentions
from mediaaudit.text.shorten import shorten


@check("credit.contradicts_file")
def contradicts_file(image: Image, credit: Credit, metadata: PhotoMetadata, directory: Directory) -> Iterator[Problem]:
    """Report a printed credit that names another maker than creator, credit line and source in the file do."""
    fields = metadata.merged
    found = disagreement(credit, file_credit(fields, directory), directory)
    if found is None or any(mentions(fields, name) for name in found.ours) or image.credit_line is None:
        return
    values = {"credit": shorten(credit.text), "file": shorten(", ".join(found.theirs))}
    yield Problem(message=found.on, at=image.credit_line.span, values=values)


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
                    values={"credit": shorten(other.text), "other": shorten(credit.text), "where": shorten(first.uri)},
                )
