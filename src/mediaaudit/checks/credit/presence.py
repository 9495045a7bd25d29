"""Credits that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.checks._twins import PHOTOGRAPHS, with_twins
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.problem import Problem, Related
from mediaaudit.text.credit import find_credit
from mediaaudit.text.shorten import shorten


@check("credit.missing")
def missing(
    image: Image, document: Document, metadata: PhotoMetadata | None, directory: Directory
) -> Iterator[Problem]:
    """Report a photograph of the article without a credit that readers can see, and say where else one is."""
    if image.kind not in PHOTOGRAPHS or any(_credited(media, directory) for media in with_twins(image, document)):
        return
    structured = next((found for found in document.structured if found.media == image.index and found.credit), None)
    if structured is not None and structured.credit:
        span = structured.field_span("credit")
        related = (Related(span, "credit for machines"),) if span else ()
        yield Problem(message="machines_only", related=related, values={"credit": shorten(structured.credit)})
        return
    embedded = _embedded(metadata)
    if embedded:
        yield Problem(message="file_only", values={"credit": shorten(embedded)})
    else:
        yield Problem(message="missing")


def _credited(media: Media, directory: Directory) -> bool:
    if media.credit_line and media.credit_line.value.strip():
        return True
    return bool(media.caption and find_credit(media.caption.value, directory))


def _embedded(metadata: PhotoMetadata | None) -> str | None:
    """Return the credit as a picture file states it: maker and credit line, or the source."""
    if metadata is None:
        return None
    fields = metadata.merged
    named = [*fields.creator, fields.credit_line or fields.source or ""]
    return "/".join(dict.fromkeys(part for part in named if part.strip())) or None
