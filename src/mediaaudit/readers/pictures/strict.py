"""Damage that Pillow decodes without a word: missing rows of a PNG, broken data of a JPEG."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from importlib import import_module

from mediaaudit.model.asset import Fault

PNG_HEADER = 8
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # colour type -> samples a pixel (PNG third edition, table 8)
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_STEP = 1 << 18
_BMP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
# Compression of a BMP (MS-WMF 2.1.1.7) -> the bits a pixel that may go with it.
_BMP_BITS = {
    0: {1, 2, 4, 8, 16, 24, 32}, 1: {8}, 2: {4}, 3: {16, 32}, 4: {0}, 5: {0}, 6: {16, 32}, 11: {32}, 12: {8}, 13: {4},
}  # fmt: skip

# libjpeg's warnings (jerror.h) that mean lost or wrong pixels; the others are untidiness that no reader sees.
_LOST = re.compile(r"bad (?:Huffman|arithmetic) code|premature end|instead of RST", re.IGNORECASE)
_UNTIDY = re.compile(r"Adobe color|JFIF revision|SOS parameters|ICC marker|progression", re.IGNORECASE)
# Data left over when all blocks are decoded: the decoder lost its place. Before other markers it is stray header data.
_EXTRANEOUS = re.compile(r"(\d+) extraneous bytes before marker 0x(d[0-9a])?")
_SURE = 16  # as many coincidences are none
_FEW = 16  # bytes; some encoders write one or two too many


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
    at, size = PNG_HEADER, len(data)
    while at + 8 <= size:
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind == b"IDAT":
            yield data[at + 8 : at + 8 + length]
        elif kind == b"IEND":
            return
        at += 12 + length


def jpeg_damage(data: bytes) -> Fault | None:
    """Return the fault of a JPEG that decodes although its picture data was changed or damaged; None where nothing shows.

    Line ends changed in transfer are told by counting. What libjpeg complains of needs simplejpeg, where it is installed:
    the grey picture at an eighth of its size is decoded, so all entropy-coded data is read and little else computed.
    """
    scan = _first_scan(data)
    if _line_ends_changed(data, scan):
        message = "The picture data was sent as text: its line ends were changed, which garbles the picture."
        return Fault(code="text-transfer", message=message, offset=scan, unusable=True)
    try:
        decode_jpeg = import_module("simplejpeg").decode_jpeg
    except ImportError:
        return None
    try:
        decode_jpeg(data, "GRAY", fastdct=True, fastupsample=True, min_height=1, min_width=1, min_factor=8, strict=True)
    except (ValueError, RuntimeError, MemoryError) as error:
        reason = str(error)
    else:
        return None
    extraneous = _EXTRANEOUS.search(reason)
    if _LOST.search(reason) or (extraneous and extraneous[2] and _lost_place(data, scan, int(extraneous[1]))):
        message = f"Parts of the picture data are damaged: blocks of it show wrong ({reason})."
        return Fault(code="damaged-pixels", message=message, unusable=True)
    if extraneous or _UNTIDY.search(reason):
        return Fault(code="decoder-warning", message=f"The decoder complains: {reason}")
    return None  # a kind of JPEG that this decoder does not take (CMYK as grey): Pillow's word stands


def _line_ends_changed(data: bytes, scan: int) -> bool:
    """Return whether carriage returns and line feeds stand in entropy-coded data as chance would never place them.

    Such data is nearly random: one byte in 256 is a line feed, and one line feed in 256 follows a carriage return.
    """
    feeds, pairs = data.count(b"\n", scan), data.count(b"\r\n", scan)
    never = feeds > 0 and pairs == 0 and (len(data) - scan) >> 16 >= _SURE
    return never or (feeds == pairs and feeds >= _SURE)


def _lost_place(data: bytes, scan: int, left: int) -> bool:
    """Return whether bytes left over at the end of a scan are picture data, not the padding of an encoder."""
    if left < _FEW:
        return False
    end = data.find(b"\xff\xd9", scan)
    return len(set(data[max(end - left, 0) : end])) > 2


def _first_scan(data: bytes) -> int:
    """Return where the first scan of a JPEG begins; the end of the data where there is none."""
    at = 2
    while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] != b"\xda":
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return at


def impossible_bmp(data: bytes) -> bool:
    """Return whether the header of a BMP says what no BMP can be: no decoder lacks anything, the file is damaged."""
    header = int.from_bytes(data[14:18], "little")
    if header not in _BMP_HEADERS:
        return True
    if header == 12:  # OS/2 1.x knows no compression
        return int.from_bytes(data[24:26], "little") not in _BMP_BITS[0]
    bits, compression = int.from_bytes(data[28:30], "little"), int.from_bytes(data[30:34], "little")
    return bits not in _BMP_BITS.get(compression, set())
