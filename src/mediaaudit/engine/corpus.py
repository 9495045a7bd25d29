"""Condense articles to rows, and find which rows of a run show the same picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mediaaudit.model.asset import Pixels
from mediaaudit.model.corpus import Copies, Corpus, Marks, Part, Use
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
        facts = article.files.get(image.asset or "")
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


def build_corpus(
    uses: Iterable[Use], files: Iterable[Use] = (), feeds: Iterable[Use] = (), *, copies: Copies
) -> Corpus:
    """Return the rows of a run with their groups of the same picture.

    ``files`` are rows of pictures without an article, ``feeds`` those of feeds. Two rows are in one group if they share
    file content or address, or if their files are ``copies``, by way of others too.
    """
    used, alone = tuple(uses), tuple(files)
    families = _families((*used, *alone), copies)
    groups = families if not alone else ([row for row in family if row.src is not None] for family in families)
    return Corpus(
        uses=used,
        groups=tuple(tuple(group) for group in groups if len(group) > 1),
        files=alone,
        families=tuple(tuple(family) for family in families if len(family) > 1),
        feeds=tuple(feeds),
    )


def _families(rows: tuple[Use, ...], copies: Copies) -> list[list[Use]]:
    """Return the rows in groups of the same picture, both in the order of the rows."""
    group = list(range(len(rows)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    first: dict[str, int] = {}
    for index, row in enumerate(rows):
        for key in (row.asset, _address(row)):
            if key:
                group[root(index)] = root(first.setdefault(key, index))
    for a, b in copies.pairs:
        if a in first and b in first:
            one, other = sorted((root(first[a]), root(first[b])))
            group[other] = one
    members: dict[int, list[Use]] = {}
    for index, row in enumerate(rows):
        members.setdefault(root(index), []).append(row)
    return list(members.values())


def _address(row: Use) -> str | None:
    """Return the address by which a picture is the same in other articles: a relative one is so in its folder only."""
    if row.src is None or "//" in row.src or row.src.startswith("/"):
        return row.src
    folder, _, _ = row.uri.rpartition("/")
    return f"{folder}/{row.src}"
