"""GIF: blocks (GIF89a), with the application extensions of XMP, ICC and C2PA."""

from __future__ import annotations

from collections.abc import Iterator

from .parts import Packet, Part, Size, bad_structure, le16, trailing, truncated

MAX_BLOCKS = 2_000_000
XMP, ICC, C2PA = b"XMP DataXMP", b"ICCRGBG1012", b"C2PA_GIF\x01\x00\x00"
XMP_TRAILER = 257  # the "magic trailer" lets a reader that knows no XMP find the end of the sub-blocks


def walk(data: bytes) -> Iterator[Part]:
    """Yield size, metadata packets and structural faults of a GIF file."""
    yield Size(le16(data, 6), le16(data, 8))
    at, frames = 13 + _palette(data, 10), 0
    while at < len(data):
        introducer = data[at]
        if introducer == 0x3B:
            if not frames:
                yield truncated("The file holds no picture data.", at, unusable=True)
            yield from trailing(data, at + 1, "GIF")
            return
        if introducer == 0x2C:
            stop = _blocks_end(data, at + 11 + _palette(data, at + 9))
            if stop is None:
                yield truncated("The picture data is cut off.", at, unusable=not frames)
                return
            frames += 1
            at = stop
        elif introducer == 0x21:
            stop = _blocks_end(data, at + 2)
            if stop is None:
                break
            yield from _extension(data, at, stop)
            at = stop
        else:
            yield bad_structure("A block of unknown kind: the rest of the file was not read.", at, unusable=not frames)
            return
    message = "The file ends without the GIF trailer." if frames else "The file holds no picture data."
    yield truncated(message, len(data), unusable=not frames)


def _palette(data: bytes, at: int) -> int:
    """Return the length in bytes of the colour table that the packed field at an offset announces."""
    packed = data[at] if at < len(data) else 0
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int | None:
    """Return the offset after a chain of sub-blocks, None where the file ends first."""
    size = len(data)
    for _ in range(MAX_BLOCKS):
        if at >= size:
            return None
        length = data[at]
        at += length + 1
        if not length:
            return at
    return None


def _extension(data: bytes, at: int, stop: int) -> Iterator[Packet]:
    if data[at + 1] != 0xFF:
        return
    name = data[at + 3 : at + 14]
    start = at + 14
    if name == XMP:  # raw text, not cut into sub-blocks
        yield Packet("xmp", data[start : max(start, stop - XMP_TRAILER - 1)], start)
    elif name == ICC:
        yield Packet("icc", _joined(data, start, stop))
    elif name == C2PA:
        yield Packet("c2pa", b"", start)


def _joined(data: bytes, at: int, stop: int) -> bytes:
    pieces = []
    while at < stop and data[at]:
        pieces.append(data[at + 1 : at + 1 + data[at]])
        at += data[at] + 1
    return b"".join(pieces)
