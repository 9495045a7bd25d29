"""Condense articles to rows, and find which rows of a run show the same picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mediaaudit.model.asset import Pixels
from mediaaudit.model.corpus import Corpus, Part, Use
from mediaaudit.model.credit import Credit
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.source import Region, Span
from mediaaudit.text.hashes import NEAR, near_pairs

from .read import Article

FLAT = 6.0  # grey values; below it the picture is blank or nearly so and its hash is noise


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
            )
        )
    return tuple(rows)


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


def build_corpus(uses: Iterable[Use]) -> Corpus:
    """Return the rows of a run with their groups of the same picture.

    Two uses show the same picture if they share file content or address, or if their files' perceptual hashes are near
    and neither is blank.
    """
    rows = tuple(uses)
    group = list(range(len(rows)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    first: dict[str, int] = {}
    for index, row in enumerate(rows):
        for key in (row.asset, row.src):
            if key:
                group[root(index)] = root(first.setdefault(key, index))
    hashed = {index: row.phash for index, row in enumerate(rows) if row.phash is not None and (row.spread or 0) >= FLAT}
    for a, b in near_pairs(hashed, NEAR):
        group[root(max(a, b))] = root(min(a, b))
    members: dict[int, list[Use]] = {}
    for index, row in enumerate(rows):
        members.setdefault(root(index), []).append(row)
    return Corpus(uses=rows, groups=tuple(tuple(found) for found in members.values() if len(found) > 1))
