"""PNG: missing rows, and the chunks that a decoder needs."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from mediaaudit.model.asset import Fault

SIGNATURE = 8  # bytes
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # colour type -> samples a pixel (PNG third edition, table 8)
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_STEP = 1 << 18
_DECODED = frozenset({b"tRNS", b"acTL", b"fcTL", b"fdAT"})  # the ancillary chunks that change pixels or frames


def lean_png(data: bytes) -> bytes:
    """Return a PNG without the chunks that say nothing of its pixels; the same object where it has none.

    For the pictures that Pillow gives up because their texts or colour profiles are larger than it likes.
    """
    kept, start, at = [], 0, SIGNATURE
    while at + 8 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if kind[0] & 0x20 and kind not in _DECODED:  # a small first letter: ancillary
            kept.append(data[start:at])
            start = end
        at = end
    return b"".join((*kept, data[start:])) if kept else data


def missing_rows(data: bytes, limit: int) -> Fault | None:
    """Return the fault of a PNG whose chunks are whole but whose picture data holds too few rows; None if complete.

    ``limit`` bounds the inflated bytes that are counted; a picture larger than that is taken as complete.
    """
    passes = _passes(data)
    needed = sum(rows * length for rows, length in passes)
    if not needed or needed > limit:
        return None
    got = _inflated_length(data, needed)
    if got >= needed:
        return None
    if len(passes) == 1:
        rows, length = passes[0]
        message = f"Only {got // length:,} of the picture's {rows:,} rows can be read; the rest is missing or damaged."
        salvaged = f"the upper {got // length:,} rows"
        return Fault(code="missing-rows", message=message, unusable=True, salvaged=salvaged)
    message = (
        f"Only {100 * got // needed} % of the interlaced picture's data can be read; the rest is missing or damaged."
    )
    return Fault(code="missing-rows", message=message, unusable=True)


def _passes(data: bytes) -> list[tuple[int, int]]:
    """Return rows and bytes a row (filter byte included) of each pass of a PNG: one, or up to seven with Adam7."""
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    depth, colour, interlaced = data[24], data[25], data[28]
    bits = depth * _SAMPLES.get(colour, 0)
    grid = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    sizes = ((-(-(width - x) // dx), -(-(height - y) // dy)) for x, y, dx, dy in grid)
    return [(rows, 1 + (columns * bits + 7) // 8) for columns, rows in sizes if columns > 0 and rows > 0]


def _inflated_length(data: bytes, enough: int) -> int:
    stream, got = zlib.decompressobj(), 0
    for chunk in _picture_chunks(data):
        rest = chunk
        while rest and got < enough:
            try:
                got += len(stream.decompress(rest, _STEP))
            except zlib.error:  # damaged from here on
                return got
            rest = stream.unconsumed_tail
    return got


def _picture_chunks(data: bytes) -> Iterator[bytes]:
    at, size = SIGNATURE, len(data)
    while at + 8 <= size:
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind == b"IDAT":
            yield data[at + 8 : at + 8 + length]
        elif kind == b"IEND":
            return
        at += 12 + length
