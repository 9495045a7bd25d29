"""A small copy of a picture, for reports that people look at."""

from __future__ import annotations

import warnings
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass

from .limits import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

LEAST_EDGE = 40  # pixels; a smaller copy shows nothing
QUALITY = 72  # of WebP, 0 to 100: no difference to see at this size
_SMALLER = 0.8  # of the edge, for the next try
_GREY = (208, 208, 208)  # under what is transparent: black and white drawings both stand out from it


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallCopy:
    """A WebP as base64, its size in pixels, and the size of the whole picture, both as shown (after orientation)."""

    base64: str
    width: int
    height: int
    full_width: int
    full_height: int


def small_copy(data: bytes, limits: Limits, *, edge: int, most: int) -> SmallCopy | None:
    """Return a copy of at most ``edge`` by ``edge`` pixels and ``most`` bytes (before base64), or None.

    None for what is no picture, is beyond the limits, is a drawing, or does not decode; of a file that ends too early
    there is a copy of what is there. Never raises for anything in the data.
    """
    try:
        with warnings.catch_warnings(action="ignore"), _torn_ones_too():
            return _small_copy(data, limits, edge, most)
    except Exception:  # whatever a decoder thinks of: the audit says what is wrong, here it means no copy
        return None


def _small_copy(data: bytes, limits: Limits, edge: int, most: int) -> SmallCopy | None:
    from PIL import ImageOps

    from .decode import DECODERS, too_big
    from .jpeg import too_many_scans, too_many_segments, unpadded
    from .sniff import sniff

    media_type = sniff(data)
    decoder = DECODERS.get(media_type or "")
    if decoder is None or media_type is None:
        return None
    if media_type == "image/jpeg" and too_many_segments(data):
        return None
    plain = unpadded(data) if media_type == "image/jpeg" else data
    image = getattr(import_module(decoder.module), decoder.name)(BytesIO(plain))
    full = image.size
    if too_big(full, media_type, limits) or (media_type == "image/jpeg" and too_many_scans(data, full[0] * full[1])):
        return None
    if image.mode.startswith(("I", "P", "1")):
        image = _flat(image)  # Pillow averages neither 16 bits nor the numbers of a palette
    image.thumbnail((edge, edge), reducing_gap=2.0)
    upright = ImageOps.exif_transpose(image)
    if (upright.width > upright.height) != (image.width > image.height):
        full = full[::-1]
    flat = _flat(upright)
    while max(flat.size) >= LEAST_EDGE or flat.size == upright.size:
        out = BytesIO()
        flat.save(out, "WEBP", quality=QUALITY)
        if out.tell() <= most:
            text = b64encode(out.getvalue()).decode("ascii")
            return SmallCopy(base64=text, width=flat.width, height=flat.height, full_width=full[0], full_height=full[1])
        flat.thumbnail((int(flat.width * _SMALLER), int(flat.height * _SMALLER)))
    return None


def _flat(image: Image) -> Image:
    """Return the picture in eight bits of red, green and blue, on grey where it is transparent."""
    from PIL import Image as Pillow

    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    if "A" in image.mode or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Pillow.new("RGBA", image.size, (*_GREY, 255))
        return Pillow.alpha_composite(ground, image).convert("RGB")
    return image.convert("RGB")


@contextmanager
def _torn_ones_too() -> Iterator[None]:
    """Let Pillow return the part that is there of a file that ends too early, as browsers do."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
