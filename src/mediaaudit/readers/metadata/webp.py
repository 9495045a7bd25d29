"""WebP: RIFF chunks (RFC 9649)."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.model.asset import Fault

from .parts import Packet, Part, Size, bad_structure, le16, le32, trailing, truncated

PICTURE = frozenset({b"VP8 ", b"VP8L", b"ANMF"})
MAX_CHUNKS = 500_000


def walk(data: bytes) -> Iterator[Part]:
    """Yield size, metadata packets and structural faults of a WebP file.

    A file shorter than it declares is unusable even where only metadata is missing: libwebp waits for the rest.
    """
    end = 8 + le32(data, 4)
    at, sized, pictures = 12, False, 0
    for _ in range(MAX_CHUNKS):
        if at + 8 > min(end, len(data)):
            break
        kind, start = data[at : at + 4], at + 8
        stop = start + le32(data, at + 4)
        if not sized and (size := _size(kind, data, start)):
            sized = True
            yield size
        if stop > len(data):
            message = f"Chunk {kind.decode('latin-1').strip()!r} is cut off: {stop - len(data):,} bytes are missing."
            yield truncated(message, at, unusable=True)
            return
        pictures += kind in PICTURE
        yield from _chunk(kind, data, start, stop)
        at = stop + (stop & 1)
    yield from _ending(data, at, end, pictures)


def _ending(data: bytes, at: int, end: int, pictures: int) -> Iterator[Fault]:
    if not pictures:
        yield truncated("The file holds no picture data.", min(at, len(data)), unusable=True)
    elif end > len(data) + 1:  # a missing pad byte at the end is harmless
        yield truncated(
            f"The file ends {end - len(data):,} bytes before the end it declares.", len(data), unusable=True
        )
    elif at > end + 1:
        yield bad_structure("A chunk reaches beyond the end that the file declares.", end)
    yield from trailing(data, end + (end & 1), "WebP")


def _size(kind: bytes, data: bytes, start: int) -> Size | None:
    if kind == b"VP8X" and len(data) >= start + 10:
        return Size(1 + (le32(data, start + 4) & 0xFFFFFF), 1 + (le32(data, start + 7) & 0xFFFFFF))
    if kind == b"VP8L" and data[start : start + 1] == b"\x2f":
        bits = le32(data, start + 1)
        return Size(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    if kind == b"VP8 " and data[start + 3 : start + 6] == b"\x9d\x01\x2a":
        return Size(le16(data, start + 6) & 0x3FFF, le16(data, start + 8) & 0x3FFF)
    return None


def _chunk(kind: bytes, data: bytes, start: int, stop: int) -> Iterator[Part]:
    if kind == b"EXIF":
        skip = 6 if data.startswith(b"Exif\0\0", start, stop) else 0
        yield Packet("exif", data[start + skip : stop], start + skip)
    elif kind in {b"XMP ", b"XMP\0"}:
        yield Packet("xmp", data[start:stop], start)
    elif kind == b"ICCP":
        yield Packet("icc", data[start:stop], start)
    elif kind == b"C2PA":
        yield Packet("c2pa", data[start:stop], start)
