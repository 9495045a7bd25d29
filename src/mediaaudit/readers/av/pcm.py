"""WAVE (RIFF chunks) and FLAC (RFC 9639, 8.2 stream info)."""

from __future__ import annotations

import struct

from mediaaudit.model.av import Recording

_MOST_CHUNKS = 1000


def read(data: bytes) -> Recording:
    """Return the duration of a WAVE or FLAC file."""
    seconds = _flac(data) if data.startswith(b"fLaC") else _wave(data)
    return Recording(duration=seconds, has_audio=True, has_video=False)


def _flac(data: bytes) -> float | None:
    packed = int.from_bytes(data[18:26])  # 20 bits rate, 3 channels, 5 bits per sample, 36 samples
    rate, samples = packed >> 44, packed & 0xFFFFFFFFF
    return samples / rate if rate and samples else None


def _wave(data: bytes) -> float | None:
    at, bytes_per_second = 12, 0
    for _ in range(_MOST_CHUNKS):
        if at + 8 > len(data):
            break
        name, size = struct.unpack_from("<4sI", data, at)
        if name == b"fmt ":
            (bytes_per_second,) = struct.unpack_from("<I", data, at + 16)
        elif name == b"data":
            size = min(size, len(data) - at - 8)  # streamed files do not know their size
            return size / bytes_per_second if bytes_per_second else None
        at += 8 + size + size % 2
    return None
