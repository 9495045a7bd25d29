"""BMP: file header, DIB header, and the colour profile that version 5 of it may have."""

from __future__ import annotations

from collections.abc import Iterator

from .parts import Packet, Part, Size, bad_structure, le16, le32, truncated

HEADER_SIZES = frozenset({12, 16, 40, 52, 56, 64, 108, 124})  # of every DIB header in use
VERSION_5, OS2_VERSION_2 = 124, 64  # header sizes; OS/2 gives other meanings to the compressions above 2
EMBEDDED = b"DEBM"  # PROFILE_EMBEDDED, the little-endian number "MBED"
UNCOMPRESSED = frozenset({0, 3, 6})  # BI_RGB, BI_BITFIELDS, BI_ALPHABITFIELDS


def walk(data: bytes) -> Iterator[Part]:
    """Yield size, colour profile and structural faults of a BMP file; the format has no other metadata."""
    header = le32(data, 14)
    if header == 12:  # OS/2 1.x
        width, height, bits, compression = le16(data, 18), le16(data, 20), le16(data, 24), 0
    else:
        width, height = _signed(le32(data, 18)), abs(_signed(le32(data, 22)))  # negative height: top row first
        bits, compression = le16(data, 28), le32(data, 30) if header >= 40 else 0
    if header < 12 or width <= 0 or height <= 0:
        yield bad_structure("The header gives no size.", 14, unusable=True)
        return
    yield Size(width, height)
    start = le32(data, 10)
    plain = compression == 0 if header == OS2_VERSION_2 else compression in UNCOMPRESSED
    needed = (width * bits + 31) // 32 * 4 * height if plain else 1
    if start + needed > len(data):
        missing = start + needed - len(data)
        yield truncated(f"The picture data is cut off: {missing:,} bytes are missing.", len(data), unusable=True)
    if header == VERSION_5 and data[70:74] == EMBEDDED:
        profile = 14 + le32(data, 126)
        yield Packet("icc", data[profile : profile + le32(data, 130)], profile)


def _signed(value: int) -> int:
    return value - (1 << 32) if value >> 31 else value
