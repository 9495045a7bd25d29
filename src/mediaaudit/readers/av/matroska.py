"""WebM and Matroska: EBML elements (RFC 8794; RFC 9559, sections 5.1.2 Info and 5.1.4 Tracks)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from mediaaudit.model.av import Recording

_SEGMENT, _INFO, _TRACKS, _ENTRY = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE
_SCALE, _DURATION, _TYPE, _NUMBER = 0x2AD7B1, 0x4489, 0x83, 0xD7
_CLUSTER, _SIMPLE_BLOCK, _GROUP, _BLOCK = 0x1F43B675, 0xA3, 0xA0, 0xA1
_VIDEO, _AUDIO = 1, 2
_NANOSECONDS = 1_000_000_000
_MOST_ELEMENTS = 20_000
_COMPARED = 512  # bytes of a frame
_ALIKE = 32  # different frames; coded silence is one frame again and again after the few that set the coder up


def read(data: bytes) -> Recording:
    """Return duration and tracks; all None where the file has no segment."""
    segment = next(((start, end) for id_, start, end in _elements(data, 0, len(data)) if id_ == _SEGMENT), None)
    if segment is None:
        return Recording()
    duration: float | None = None
    tracks: dict[int, int] | None = None
    frames: set[bytes] = set()
    count = 0
    for id_, start, end in _elements(data, *segment):
        if id_ == _INFO:
            duration = _duration(data, start, end)
        elif id_ == _TRACKS:
            tracks = dict(_tracks(data, start, end))
        elif id_ == _CLUSTER and tracks is not None:
            for number, frame in _frames(data, start, end):
                if tracks.get(number) == _AUDIO:
                    frames.add(frame)
                    count += 1
            if len(frames) > _ALIKE:
                break
    if tracks is None:
        return Recording(duration=duration)
    silent = count > 2 * _ALIKE and len(frames) <= _ALIKE
    types = set(tracks.values())
    return Recording(duration=duration, has_audio=_AUDIO in types and not silent, has_video=_VIDEO in types)


def _duration(data: bytes, start: int, end: int) -> float | None:
    scale, length = 1_000_000, None
    for id_, at, to in _elements(data, start, end):
        if id_ == _SCALE:
            scale = int.from_bytes(data[at:to])
        elif id_ == _DURATION and to - at in {4, 8}:
            (length,) = struct.unpack_from(">f" if to - at == 4 else ">d", data, at)
    if length is None or not 0 < length < float("inf"):
        return None
    return float(length) * scale / _NANOSECONDS


def _tracks(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield number and type of the tracks."""
    for id_, at, to in _elements(data, start, end):
        if id_ == _ENTRY:
            found = {kind: int.from_bytes(data[a:b]) for kind, a, b in _elements(data, at, to) if b - a <= 8}
            yield found.get(_NUMBER, 0), found.get(_TYPE, 0)


def _frames(data: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Yield track number and first bytes of the frames of a cluster (RFC 9559, 10.2: number, time, flags, frame)."""
    for id_, at, to in _elements(data, start, end):
        blocks = [(at, to)] if id_ == _SIMPLE_BLOCK else []
        if id_ == _GROUP:
            blocks = [(a, b) for kind, a, b in _elements(data, at, to) if kind == _BLOCK]
        for a, b in blocks:
            number, length = _number(data, a, keep_marker=False)
            yield number, data[a + length + 3 : min(b, a + length + 3 + _COMPARED)]


def _elements(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield id, content start and content end of the elements in a stretch; of unknown size means to its end."""
    at = start
    for _ in range(_MOST_ELEMENTS):
        if at >= end:
            return
        id_, length = _number(data, at, keep_marker=True)
        size, more = _number(data, at + length, keep_marker=False)
        begin = at + length + more
        if size == (1 << 7 * more) - 1:
            size = end - begin
        yield id_, begin, min(begin + size, end)
        at = begin + size


def _number(data: bytes, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """Return a variable-size integer and its length in bytes. Raises ValueError for what is none."""
    first = data[at]
    length = 9 - first.bit_length()
    if length > 8:
        raise ValueError("a variable-size integer of EBML has a marker bit")
    value = int.from_bytes(data[at : at + length])
    return value if keep_marker else value & ((1 << 7 * length) - 1), length
