"""JPEG without its end marker: browsers show it all the same, so whether pixels are missing is what counts."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import NamedTuple

from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.readers.metadata.jpeg import BETWEEN_SCANS, EOI, FRAMES, MARKER, SOS, UNENDED

END = b"\xff\xd9"
# Bits to decode instead of those that a file lacks: any will do that are not the zeros a decoder makes up itself.
_NOISE = bytes.fromhex("5aa53cc396690f1e2d4b87d2b41e7865") * 8
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_COEFFICIENTS = 64
_MOST_SEGMENTS = 10_000
_FILL = 16  # zero bytes
_HEAD = 10  # bytes of a header that are looked at in any case


class _Coded(NamedTuple):
    """Places of frame and scan headers, and where the picture data ends at the latest."""

    headers: list[tuple[int, int]]
    stop: int


def lacks_end(known: PhotoMetadata) -> bool:
    """Say whether a JPEG was found to end without its end marker."""
    return any(fault.code == UNENDED for fault in known.faults)


def completed(data: bytes) -> bytes | None:
    """Return a JPEG that lacks nothing but its end marker with one, None for one that lacks pixels.

    ``data`` is within the limits: it is decoded twice, with other bits after its end. If no pixel differs, none was
    waiting for them. What a telephone wrote behind the picture is left out, from where it can be no picture data.
    """
    coded = _walk(data)
    if not _all_scans(data, coded.headers):
        return None
    picture = _unfilled(data[: coded.stop]).removesuffix(b"\xff")
    shown = _pixels(picture + END)
    return picture + END if shown is not None and shown == _pixels(picture + _NOISE + END) else None


def _unfilled(data: bytes) -> bytes:
    """Return data without the zeros that fill up a file: they would decode. A few may well be picture data."""
    bare = data.rstrip(b"\0")
    return bare if len(data) - len(bare) >= _FILL else data


def _pixels(data: bytes) -> bytes | None:
    """Return a digest of the picture that browsers would show, None where there is none."""
    from PIL.JpegImagePlugin import JpegImageFile

    try:
        return hashlib.sha256(JpegImageFile(BytesIO(data)).tobytes()).digest()
    except Exception:  # Pillow has no common ancestor of its errors; the picture counts as cut off then
        return None


def _walk(data: bytes) -> _Coded:
    headers: list[tuple[int, int]] = []
    at = 2
    for _ in range(_MOST_SEGMENTS):
        found = MARKER.search(data, at)
        if found is None:
            break
        at, marker = found.start(), data[found.start() + 1]
        in_scan = bool(headers) and headers[-1][0] == SOS
        stop = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == EOI or (in_scan and marker not in BETWEEN_SCANS) or max(stop, at + _HEAD) > len(data):
            return _Coded(headers, at)
        if marker in FRAMES or marker == SOS:
            headers.append((marker, at))
        at = stop
    return _Coded(headers, len(data))


def _all_scans(data: bytes, headers: list[tuple[int, int]]) -> bool:
    """Say whether each component of the picture has a scan, and in a progressive one the last bit of each coefficient."""
    lowest: dict[int, list[int]] = {}  # by component, the lowest bit sent of each coefficient
    progressive = False
    for marker, at in headers:
        if marker in FRAMES:
            progressive = marker in _PROGRESSIVE
            lowest = {number: [-1] * _COEFFICIENTS for number in data[at + 10 : at + 10 + 3 * data[at + 9] : 3]}
            continue
        count, length = data[at + 4], int.from_bytes(data[at + 2 : at + 4], "big")
        if length != 6 + 2 * count:
            return False
        first, last, bits = data[at + 5 + 2 * count : at + 8 + 2 * count] if progressive else (0, 63, 0)
        for number in data[at + 5 : at + 5 + 2 * count : 2]:
            for coefficient in range(first, min(last + 1, _COEFFICIENTS)) if number in lowest else ():
                lowest[number][coefficient] = bits & 15
    return bool(lowest) and all(bit == 0 for sent in lowest.values() for bit in sent)
