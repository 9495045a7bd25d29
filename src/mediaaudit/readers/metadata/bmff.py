"""Boxes of the ISO base media file format (ISO/IEC 14496-12), which HEIF, AVIF and JPEG XL share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mediaaudit.lazy import pattern

from .parts import be32, be64

MAX_BOXES = 100_000
KIND = pattern(rb"[ -~\xa9]{4}")


class Box(NamedTuple):
    """A box: where it begins, and the bounds of its content; ``stop`` may lie beyond the file's end."""

    kind: bytes
    at: int
    start: int
    stop: int


def boxes(data: bytes, at: int, end: int) -> Iterator[Box]:
    """Yield the boxes between two offsets; it stops where no box follows, so compare the last ``stop`` with ``end``."""
    for _ in range(MAX_BOXES):
        if at + 8 > end:
            return
        size, kind, start = be32(data, at), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, start = be64(data, at + 8), at + 16
        elif size == 0:  # to the end of the file
            size = end - at
        if at + size < start or not KIND.fullmatch(kind):
            return
        yield Box(kind, at, start, at + size)
        at += size
