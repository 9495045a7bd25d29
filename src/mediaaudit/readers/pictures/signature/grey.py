"""The grey picture as people see it: alpha over white, 16 bits brought to 8, turned as Exif says, of even area."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

VIEW_AREA = 65_536  # pixels of the picture that features are looked for in
THIN = 16  # a view with a side shorter than this many pixels says nothing


def stored_grey(image: Image) -> Image:
    """Return the picture in mode L as imagehash sees it: converted by Pillow, alpha ignored, not turned."""
    # Pillow has no way from LAB to grey; the L of LAB is the grey picture.
    return image.getchannel(0) if image.mode == "LAB" else image.convert("L")


def shown_grey(image: Image, stored: Image, orientation: int) -> Image:
    """Return the picture in mode L as a browser shows it on a white page; ``stored`` is the same without that."""
    return _turned(_on_white(image, stored), orientation)


def view_of(grey: Image) -> Image:
    """Return a picture of mode L reduced to ``VIEW_AREA``; a smaller one is returned as it is."""
    from PIL.Image import Resampling

    share = sqrt(VIEW_AREA / (grey.width * grey.height))
    if share >= 1:
        return grey
    size = (max(round(grey.width * share), 1), max(round(grey.height * share), 1))
    return grey.resize(size, Resampling.BILINEAR, reducing_gap=2.0)


def _on_white(image: Image, stored: Image) -> Image:
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image)
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        from PIL.Image import new

        coloured = image.convert("RGBA")
        alpha = coloured.getchannel("A")
        if alpha.getextrema() != (255, 255):
            white = new("L", image.size, 255)
            white.paste(coloured.convert("L"), mask=alpha)
            return white
    return stored


def _eight_bits(image: Image) -> Image:
    """Return deep grey values in 8 bits, the range found spread over all of them: the depth used is not declared."""
    import numpy as np
    from PIL.Image import fromarray

    values = np.nan_to_num(np.asarray(image).astype(np.float64), posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    scaled = (values - low) * (255 / (high - low)) if high > low else values * 0
    return fromarray(scaled.astype(np.uint8))


def _turned(grey: Image, orientation: int) -> Image:
    """Return the picture turned as Exif 2.32 orientation 1 to 8 asks."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return grey.transpose(turns[orientation]) if orientation in turns else grey
