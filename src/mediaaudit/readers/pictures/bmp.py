"""BMP: headers that name no kind of BMP."""

from __future__ import annotations

_MOST_COLOURS = 1 << 16  # in a palette; 256 where the pixels need one, more only as a hint
_BMP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
# Compression of a BMP (MS-WMF 2.1.1.7) -> the bits a pixel that may go with it.
_BMP_BITS = {
    0: {1, 2, 4, 8, 16, 24, 32}, 1: {8}, 2: {4}, 3: {16, 32}, 4: {0}, 5: {0}, 6: {16, 32}, 11: {32}, 12: {8}, 13: {4},
}  # fmt: skip


def impossible_bmp(data: bytes) -> bool:
    """Return whether the header of a BMP says what no BMP can be: no decoder lacks anything, the file is damaged."""
    header = int.from_bytes(data[14:18], "little")
    if header not in _BMP_HEADERS:
        return True
    if header == 12:  # OS/2 1.x knows no compression
        return int.from_bytes(data[24:26], "little") not in _BMP_BITS[0]
    bits, compression = int.from_bytes(data[28:30], "little"), int.from_bytes(data[30:34], "little")
    if header >= 40 and int.from_bytes(data[46:50], "little") > _MOST_COLOURS:
        return True
    return bits not in _BMP_BITS.get(compression, set())
