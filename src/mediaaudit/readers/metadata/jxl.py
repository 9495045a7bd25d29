"""JPEG XL: the bare codestream (ISO/IEC 18181-1) and its box container (18181-2)."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.model.asset import Fault

from .bmff import boxes
from .parts import Packet, Part, Size, be32, trailing, truncated

CODESTREAM = b"\xff\x0a"
CONTAINER = b"\0\0\0\x0cJXL \r\n\x87\n"
RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))  # width to height, codes 1 to 7
SIZE_BITS = (9, 13, 18, 30)


def walk(data: bytes) -> Iterator[Part]:
    """Yield size, metadata packets and structural faults of a JPEG XL file."""
    if data.startswith(CODESTREAM):
        yield from _size(data[2:16], len(data))
        return
    end, pieces = 0, 0
    for box in boxes(data, 0, len(data)):
        end = box.stop
        picture = box.kind in {b"jxlc", b"jxlp"}
        if picture and not pieces:
            start = box.start + (4 if box.kind == b"jxlp" else 0)
            yield from _size(data[start + 2 : start + 16], start)
        pieces += picture
        if box.stop > len(data):
            missing = box.stop - len(data)
            message = f"Box {box.kind.decode('latin-1')!r} is cut off: {missing:,} bytes are missing."
            yield truncated(message, box.at, unusable=picture or not pieces)
        yield from _metadata(box.kind, data[box.start : box.stop] if not picture else b"", box.start)
    if not pieces:
        yield truncated("The file holds no picture data.", len(data), unusable=True)
    yield from trailing(data, end, "JPEG XL")


def _metadata(kind: bytes, content: bytes, at: int) -> Iterator[Packet | Fault]:
    if kind == b"Exif":
        skip = 4 + be32(content, 0)
        yield Packet("exif", content[skip:], at + skip)
    elif kind == b"xml ":
        yield Packet("xmp", content, at)
    elif kind == b"jumb" and b"c2pa" in content[:128]:
        yield Packet("c2pa", content, at)
    elif kind == b"brob":
        name = content[:4].decode("latin-1").strip()
        message = f"The metadata box {name!r} is compressed with Brotli and was not read."
        yield Fault(code="brotli", message=message, offset=at)


def _size(header: bytes, at: int) -> Iterator[Size | Fault]:
    """Yield the size from the SizeHeader, the first bits of the codestream after its signature."""
    bits = int.from_bytes(header, "little")
    if len(header) < 10:
        yield truncated("The picture's header is cut off.", at, unusable=True)
        return
    small, bits = bits & 1, bits >> 1
    height, bits = _dimension(bits, small)
    ratio, bits = bits & 7, bits >> 3
    width = height * RATIOS[ratio - 1][0] // RATIOS[ratio - 1][1] if ratio else _dimension(bits, small)[0]
    yield Size(width, height)


def _dimension(bits: int, small: int) -> tuple[int, int]:
    if small:  # a multiple of eight up to 256
        return ((bits & 31) + 1) * 8, bits >> 5
    width = SIZE_BITS[bits & 3]
    bits >>= 2
    return (bits & (1 << width) - 1) + 1, bits >> width
