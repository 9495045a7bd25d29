"""Ogg: pages (RFC 3533) of Vorbis, Opus (RFC 7845), FLAC, Speex or Theora."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from mediaaudit.model.av import Recording

_OPUS_RATE = 48_000  # RFC 7845, 4: granule positions count at this rate, whatever the input's was
_MOST_STREAMS = 16
_MOST_PAGES = 64  # searched backwards for the last page of the sound


def read(data: bytes) -> Recording:
    """Return duration of the sound, and whether there are sound and picture."""
    video = False
    sound: tuple[int, int, int] | None = None  # serial number, samples per second, samples to skip
    for serial, packet in _streams(data):
        if packet[1:7] == b"theora":
            video = True
        elif sound is None and (rate := _rate(packet)):
            sound = serial, *rate
    duration = _duration(data, *sound) if sound else None
    return Recording(duration=duration, has_audio=sound is not None, has_video=video)


def _streams(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield serial number and first packet of each stream: all begin before any goes on."""
    at = 0
    for _ in range(_MOST_STREAMS):
        if data[at : at + 4] != b"OggS" or not data[at + 5] & 2:
            return
        (serial,) = struct.unpack_from("<I", data, at + 14)
        count = data[at + 26]
        sizes = data[at + 27 : at + 27 + count]
        body = at + 27 + count
        yield serial, data[body : body + 64]
        at = body + sum(sizes)


def _rate(packet: bytes) -> tuple[int, int] | None:
    """Return samples per second and samples to skip at the start, or None for a stream that is no sound."""
    if packet[:7] == b"\x01vorbis":
        return struct.unpack_from("<I", packet, 12)[0], 0
    if packet[:8] == b"OpusHead":
        return _OPUS_RATE, struct.unpack_from("<H", packet, 10)[0]
    if packet[:5] == b"\x7fFLAC":
        return int.from_bytes(packet[27:30]) >> 4, 0
    if packet[:8] == b"Speex   ":
        return struct.unpack_from("<I", packet, 36)[0], 0
    return None


def _duration(data: bytes, serial: int, rate: int, skip: int) -> float | None:
    end = len(data)
    for _ in range(_MOST_PAGES):
        at = data.rfind(b"OggS", 0, end)
        if at < 0:
            return None
        if at + 18 <= len(data):
            granule, page = struct.unpack_from("<qI", data, at + 6)
            if page == serial and granule >= 0:
                return max(0, granule - skip) / rate if rate else None
        end = at
    return None
