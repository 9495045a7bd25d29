"""JPEG: damage that decodes without a word, and scans without number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from itertools import islice

from mediaaudit.lazy import pattern
from mediaaudit.model.asset import Fault

# libjpeg's warnings (jerror.h) that mean lost or wrong pixels; the others are untidiness that no reader sees.
_LOST = pattern(r"bad (?:Huffman|arithmetic) code|premature end|instead of RST", re.IGNORECASE)
_UNTIDY = pattern(r"Adobe color|JFIF revision|SOS parameters|ICC marker|progression", re.IGNORECASE)
# Data left over when all blocks are decoded: the decoder lost its place. Before other markers it is stray header data.
_EXTRANEOUS = pattern(r"(\d+) extraneous bytes before marker 0x(d[0-9a])?")
_ALONE = pattern(rb"[^\r]\n")
_MARKER = pattern(rb"\xff[^\x00\xff]")
_START = 2  # bytes, before the first segment
_SOS = 0xDA
_BARE = frozenset({*range(0xD0, 0xDA), 0xC8, *range(0xF0, 0xFE)})  # markers that Pillow reads no length after
_KNOWN = frozenset({*range(0xC0, 0xF0), *_BARE, 0xFE})
_PADDING = 4096  # bytes between segments; there are hardly ever any
MAX_SEGMENTS = 10_000  # before the first scan; 400 MiB of Extended XMP in its longest segments are fewer
_SURE = 16  # as many coincidences are none
_FEW = 16  # bytes; some encoders write one or two too many
_SCAN = pattern(rb"\xff\xda")
_ORDINARY = 9  # scans
MAX_SCANNED = 2_500_000_000  # pixels times scans: about two seconds; 100 megapixels in 12 scans are less than half


def unpadded(data: bytes) -> bytes:
    """Return a JPEG without what lies between the segments before its first scan, where that is much.

    It means nothing, and Pillow goes through it byte by byte: 0.8 s a megabyte.
    """
    spans = list(islice(_segments(data), MAX_SEGMENTS))
    if len(data) - _START - sum(end - start for start, end in spans) < _PADDING:
        return data
    return data[:_START] + (b"".join(data[start:end] for start, end in spans) or b"\xff")


def too_many_segments(data: bytes) -> Fault | None:
    """Return the fault of a JPEG with more segments before its first scan than any program writes."""
    if next(islice(_segments(data), MAX_SEGMENTS, None), None) is None:
        return None
    message = f"The pixels were not checked: more than {MAX_SEGMENTS:,} segments stand before them."
    return Fault(code="not-decoded", message=message)


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the segments before the first scan start and end, as Pillow finds them; the last holds all that follows."""
    at = _START
    while found := _MARKER.search(data, at):
        start, marker = found.start(), data[found.start() + 1]
        if marker == _SOS or marker not in _KNOWN:
            yield start, len(data)
            return
        length = 0 if marker in _BARE else max(int.from_bytes(data[start + 2 : start + 4], "big"), 2)
        at = min(start + 2 + length, len(data))
        yield start, at


def too_many_scans(data: bytes, pixels: int) -> Fault | None:
    """Return the fault of a small file that takes minutes to decode, since each of its scans goes over every pixel."""
    if next(islice(_SCAN.finditer(data), _ORDINARY, None), None) is None:  # in a third of the time that counting takes
        return None
    scans = data.count(b"\xff\xda")
    if pixels * scans <= MAX_SCANNED:
        return None
    message = (
        f"Not decoded because the file goes over its {pixels:,} pixels up to {scans:,} times, as no program writes it."
    )
    return Fault(code="too-many-scans", message=message, unusable=True)


def jpeg_damage(data: bytes, *, strict: bool = False) -> Fault | None:
    """Return the fault of a JPEG that decodes although its picture data was changed or damaged; None where nothing shows.

    Line ends changed in transfer are told by counting. What libjpeg complains of needs simplejpeg, where it is installed:
    the grey picture at an eighth of its size is decoded, so all entropy-coded data is read and little else computed.
    Nothing of that if ``strict`` decoding went well already.
    """
    scan = _first_scan(data)
    if _line_ends_changed(data, scan):
        message = "The picture data was sent as text: its line ends were changed, which garbles the picture."
        return Fault(code="text-transfer", message=message, offset=scan, unusable=True)
    if strict:
        return None
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
    if data.find(b"\r\n", scan) >= 0 and _ALONE.search(data, scan):  # both within a few KiB, mostly
        return False
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
