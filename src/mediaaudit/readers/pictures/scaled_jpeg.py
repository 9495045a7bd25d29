"""A JPEG decoded to few grey values: enough to hash it, to sign it, and to know that nothing is missing.

At any scale all entropy-coded data is read, so damage shows at any; transforms, colours and most of the memory are left
out. Scales are halves, as Pillow has them, so that every decoder gives the same pixels.
"""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

SHORT_SIDE = 256  # pixels that a scaled decode leaves on the short side at least, where the picture has them


class ScaledGrey(NamedTuple):
    """The grey picture, and whether a decoder that tells of every irregularity was content with the file."""

    image: Image
    strict: bool


def draft(image: ImageFile, mode: str | None) -> None:
    """Have a JPEG that is not loaded yet decoded no larger than needed, in a mode of Pillow's draft if one is given."""
    share = SHORT_SIDE / min(image.size)
    image.draft(mode, (int(image.width * share), int(image.height * share)))


def scaled_grey(data: bytes) -> ScaledGrey | None:
    """Return the grey picture of a JPEG file that opens.

    None where its colours are no ordinary ones, or no decoder takes it: decoding the whole says why.
    """
    from PIL.JpegImagePlugin import JpegImageFile

    image = JpegImageFile(BytesIO(data))
    if image.mode not in {"L", "RGB"}:
        return None
    draft(image, "L")
    strict = _strictly(data, image.size)
    if strict is not None:
        return ScaledGrey(strict, strict=True)
    try:
        image.load()
    except Exception:  # Pillow has no common ancestor of its errors
        return None
    return ScaledGrey(image, strict=False)


def _strictly(data: bytes, size: tuple[int, int]) -> Image | None:
    """Return the grey picture of that size by simplejpeg, None where that is not installed or complains."""
    try:
        decode_jpeg = import_module("simplejpeg").decode_jpeg
    except ImportError:
        return None
    from PIL.Image import fromarray

    width, height = size
    try:
        pixels = decode_jpeg(data, "GRAY", min_height=height, min_width=width, min_factor=1, strict=True)
    except (ValueError, RuntimeError, MemoryError):
        return None
    return fromarray(pixels[:, :, 0]) if pixels.shape[:2] == (height, width) else None
