"""MP4, M4A and QuickTime: boxes (ISO/IEC 14496-12, sections 8.2.2 mvhd, 8.4.3 hdlr, 8.7.3 stsz, 8.8.2 mehd)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from mediaaudit.model.av import Recording

_MOST_BOXES = 20_000
# Bytes per second: coded silence needs some 250 (AAC at 43 frames), the leanest codec for speech 590 (AMR, 4.75 kbit/s).
_SILENCE = 400


def read(data: bytes) -> Recording:
    """Return duration and tracks from the movie box; all None where the file has none."""
    movie = next(_find(data, 0, len(data), b"moov"), None)
    if movie is None:
        return Recording()
    scale, length = 0, 0
    tracks: list[tuple[bytes, int | None]] = []
    for kind, start, end in _boxes(data, *movie):
        if kind == b"mvhd":
            scale, length = _header(data, start)
        elif kind == b"mvex":
            for at, _ in _find(data, start, end, b"mehd"):
                length = length or _fragments(data, at)
        elif kind == b"trak":
            tracks.append(_track(data, start, end))
    duration = length / scale if scale > 0 and 0 < length < 0xFFFFFFFF else None
    audible = any(
        handler == b"soun" and (size is None or duration is None or size / duration > _SILENCE)
        for handler, size in tracks
    )
    return Recording(duration=duration, has_audio=audible, has_video=any(handler == b"vide" for handler, _ in tracks))


def _track(data: bytes, start: int, end: int) -> tuple[bytes, int | None]:
    """Return what handles a track and the size of all its samples in bytes, None where no table says it."""
    handler, size = b"", None
    for media in _find(data, start, end, b"mdia"):
        for kind, at, to in _boxes(data, *media):
            if kind == b"hdlr":
                handler = data[at + 8 : at + 12]
            elif kind == b"minf":
                tables = (table for found in _find(data, at, to, b"stbl") for table in _find(data, *found, b"stsz"))
                size = next((_size(data, *table) for table in tables), None)
    return handler, size


def _size(data: bytes, at: int, end: int) -> int | None:
    """Return the sum of a sample size table; None for an empty one (the samples are in fragments)."""
    each, count = struct.unpack_from(">II", data, at + 4)
    if not count:
        return None
    if each:
        return int(each * count)
    count = min(count, (end - at - 12) // 4)
    sizes: tuple[int, ...] = struct.unpack_from(f">{count}I", data, at + 12)
    return sum(sizes)


def _header(data: bytes, at: int) -> tuple[int, int]:
    """Return time scale and duration of a movie header; version 1 has 64-bit times."""
    if data[at] == 1:
        scale, length = struct.unpack_from(">IQ", data, at + 20)
    else:
        scale, length = struct.unpack_from(">II", data, at + 12)
    return scale, length


def _fragments(data: bytes, at: int) -> int:
    (length,) = struct.unpack_from(">Q" if data[at] == 1 else ">I", data, at + 4)
    return int(length)


def _find(data: bytes, start: int, end: int, wanted: bytes) -> Iterator[tuple[int, int]]:
    return ((at, to) for kind, at, to in _boxes(data, start, end) if kind == wanted)


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield type, content start and content end of the boxes in a stretch; a box that sticks out is cut."""
    at = start
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= end:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        elif size == 0:
            size = end - at
        if size < head:
            return
        yield kind, at + head, min(at + size, end)
        at += size
