"""MP3: MPEG audio frames (ISO/IEC 11172-3, 2.4.2.3) with the frame count that encoders leave in the first one."""

from __future__ import annotations

import struct

from mediaaudit.model.av import Recording

_SCAN = 200_000  # bytes after the ID3 tag that are searched for a first frame
# kbit/s by bit rate index, for MPEG 1 layers II and III, and MPEG 2; 0 is free or forbidden
_RATES = {
    (1, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 0),
    (1, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
}
_SAMPLES_PER_SECOND = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_SOUND_ONLY = Recording(has_audio=True, has_video=False)


def is_mpeg_audio(data: bytes) -> bool:
    """Say whether a file begins with an ID3 tag or a frame of MPEG audio."""
    return data.startswith(b"ID3") or _frame(data[:4]) is not None


def read(data: bytes) -> Recording:
    """Return the duration: frames counted by the encoder, else the size at the bit rate of the first frame."""
    start = _after_id3(data)
    at = _first_frame(data, start)
    if at is None:
        return _SOUND_ONLY
    frame = _frame(data[at : at + 4])
    if frame is None:
        return _SOUND_ONLY
    kbits, rate, samples = frame
    frames = _frame_count(data, at)
    if frames:
        return Recording(duration=frames * samples / rate, has_audio=True, has_video=False)
    end = len(data) - (128 if data[-128:-125] == b"TAG" else 0)
    return Recording(duration=(end - at) * 8 / (kbits * 1000), has_audio=True, has_video=False)


def _after_id3(data: bytes) -> int:
    if not data.startswith(b"ID3") or len(data) < 10:
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return size + 10


def _first_frame(data: bytes, start: int) -> int | None:
    at = data.find(b"\xff", start, start + _SCAN)
    while at >= 0:
        if _frame(data[at : at + 4]):
            return at
        at = data.find(b"\xff", at + 1, start + _SCAN)
    return None


def _frame(head: bytes) -> tuple[int, int, int] | None:
    """Return kbit/s, samples per second and samples per frame of a frame header, or None for what is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    # Layer I died out, and its bits are those of a byte order mark (UTF-16).
    if version == 1 or layer in {1, 4} or head[2] >> 2 & 3 == 3:
        return None
    kbits = _RATES[(1, layer) if version == 3 else (2, 2)][head[2] >> 4]
    rate = _SAMPLES_PER_SECOND[version][head[2] >> 2 & 3]
    samples = 576 if layer == 3 and version != 3 else 1152
    return (kbits, rate, samples) if kbits else None


def _frame_count(data: bytes, at: int) -> int:
    """Return the number of frames from a Xing, Info or VBRI header in the first frame; 0 where there is none."""
    head = data[at : at + 200]
    for name in (b"Xing", b"Info"):
        place = head.find(name)
        if place >= 0 and len(head) >= place + 12 and head[place + 7] & 1:
            return int(struct.unpack_from(">I", head, place + 8)[0])
    place = head.find(b"VBRI")
    return int(struct.unpack_from(">I", head, place + 14)[0]) if place >= 0 and len(head) >= place + 18 else 0
