"""Tell the container from its first bytes, and read its header."""

from __future__ import annotations

import struct

from mediaaudit.model.av import Recording

_MP4_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"styp"})


def read_recording(data: bytes) -> Recording | None:
    """Return what the header of a sound or film says, or None for what is neither.

    Never raises: a header that is cut or makes no sense gives a ``Recording`` with what could be read.
    """
    from . import matroska, mp4, mpeg_audio, ogg, pcm

    head = data[:16]
    if head[4:8] in _MP4_BOXES:
        reader = mp4.read
    elif head.startswith(b"\x1aE\xdf\xa3"):
        reader = matroska.read
    elif head.startswith(b"OggS"):
        reader = ogg.read
    elif head.startswith(b"fLaC") or (head.startswith(b"RIFF") and head[8:12] == b"WAVE"):
        reader = pcm.read
    elif mpeg_audio.is_mpeg_audio(data):
        reader = mpeg_audio.read
    else:
        return None
    try:
        return reader(data)
    except (struct.error, IndexError, ValueError, OverflowError):  # the header ends where it should go on
        return Recording()
