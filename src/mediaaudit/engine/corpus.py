"""Condense articles and picture files to rows."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.lazy import replace
from mediaaudit.model.asset import Pixels
from mediaaudit.model.corpus import Marks, Part, Use
from mediaaudit.model.credit import Credit
from mediaaudit.model.document import Document
from mediaaudit.model.duplicates import How
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import Original, PhotoMetadata
from mediaaudit.model.source import Region, Span

from .facts import FileFacts
from .read import Article


def condense(article: Article, credits: dict[int, Credit]) -> tuple[Use, ...]:
    """Return a row for each editorial picture of an article, in reading order."""
    document = article.document
    rows = []
    for image in document.media:
        if not (isinstance(image, Image) and image.editorial):
            continue
        facts = article.files.get(image.src or "")
        pixels = facts.blocks.get(Pixels) if facts else None
        seen = pixels if isinstance(pixels, Pixels) else None
        rows.append(
            Use(
                uri=document.uri,
                media=image.index,
                src=image.src,
                placement=image.placement,
                hidden=image.exposure == "hidden",
                asset=image.asset,
                file=facts.asset.uri if facts else None,
                width=seen.width if seen else None,
                height=seen.height if seen else None,
                phash=seen.phash if seen else None,
                spread=seen.spread if seen else None,
                alt=image.alt.value if image.alt else None,
                caption=image.caption.value if image.caption else None,
                credit_line=image.credit_line.value if image.credit_line else None,
                credit=credits.get(image.index),
                published=document.published.value if document.published else None,
                regions=tuple(_regions(document, image)),
                marks=_marks(facts),
                original=_original(facts),
                sureness=replace(image.sureness, reasons=()),
                original_how=_how(facts),
            )
        )
    return tuple(rows)


def row_of_file(facts: FileFacts, uri: str) -> Use:
    """Return the row of a picture that is audited without an article."""
    pixels = facts.blocks.get(Pixels)
    seen = pixels if isinstance(pixels, Pixels) else None
    return Use(
        uri=uri,
        media=0,
        src=None,
        placement="inline",
        asset=facts.asset.id,
        file=facts.asset.uri,
        width=seen.width if seen else None,
        height=seen.height if seen else None,
        phash=seen.phash if seen else None,
        spread=seen.spread if seen else None,
        marks=_marks(facts),
        original=_original(facts),
        original_how=_how(facts),
    )


def _marks(facts: FileFacts | None) -> Marks | None:
    metadata = facts.blocks.get(PhotoMetadata) if facts else None
    return _condensed(metadata, facts.asset.uri) if facts and isinstance(metadata, PhotoMetadata) else None


def _original(facts: FileFacts | None) -> Marks | None:
    found = facts.blocks.get(Original) if facts else None
    return _condensed(found.metadata, found.uri, sidecar=found.sidecar) if isinstance(found, Original) else None


def _how(facts: FileFacts | None) -> How | None:
    found = facts.blocks.get(Original) if facts else None
    return found.how if isinstance(found, Original) else None


def _condensed(metadata: PhotoMetadata, uri: str, *, sidecar: bool = False) -> Marks:
    fields = metadata.merged
    return Marks(
        uri=uri,
        sidecar=sidecar,
        creator=fields.creator,
        credit_line=fields.credit_line,
        source=fields.source,
        copyright_notice=fields.copyright_notice or ", ".join(fields.copyright_owner) or None,
        digital_source_type=fields.digital_source_type,
        ai_system=fields.ai_system,
        c2pa=metadata.c2pa,
    )


def _regions(document: Document, image: Image) -> Iterator[tuple[Part, Region]]:
    spans: tuple[tuple[Part, Span | None], ...] = (
        ("picture", image.span),
        ("alt", image.alt.span if image.alt else None),
        ("caption", image.caption.span if image.caption else None),
        ("credit", image.credit_line.span if image.credit_line else None),
    )
    for part, span in spans:
        if span:
            yield part, document.source.region(span)
