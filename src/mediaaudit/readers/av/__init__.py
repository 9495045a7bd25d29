"""Headers of sound and film files: how long, and with which tracks. Nothing is decoded.

MP4 and QuickTime, Matroska and WebM, MP3, Ogg, FLAC, WAVE: one module a container, each a bounded walk over bytes.
"""

from __future__ import annotations

from .recording import read_recording

__all__ = ["read_recording"]
