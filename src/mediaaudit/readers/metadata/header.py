"""Which picture format the bytes are, told from their first bytes, and the walk that reads it."""

from __future__ import annotations

from collections.abc import Mapping

from . import bmp, gif, jpeg, png, webp
from .parts import Size, Walker, le32

WALKERS: Mapping[str, Walker] = {
    "jpeg": jpeg.walk,
    "png": png.walk,
    "webp": webp.walk,
    "gif": gif.walk,
    "bmp": bmp.walk,
}


def identify(data: bytes) -> str | None:
    """Return the format's name (``jpeg``, ``png``, ``webp``, ``gif``, ``bmp`` ...), None for anything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(png.SIGNATURE):
        return "png"
    if data.startswith(b"RIFF") and data.startswith(b"WEBP", 8):
        return "webp"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data.startswith(b"BM") and le32(data, 14) in bmp.HEADER_SIZES:
        return "bmp"
    return None


def read_header(data: bytes) -> tuple[str, int, int] | None:
    """Return format, width and height in pixels from the header alone, before orientation.

    None where the bytes are no picture of a known format or the header gives no size. Never raises.
    """
    name = identify(data)
    if name is None:
        return None
    size = next((part for part in WALKERS[name](data) if isinstance(part, Size)), None)
    return (name, *size) if size else None
