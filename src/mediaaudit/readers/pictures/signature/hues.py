"""Which colours a drawn picture has: two logos or charts may differ in nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediaaudit.model.signature import HUES

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 128  # pixels of the sample's longer side
COLOURFUL = 32  # of 255 between a pixel's strongest and weakest channel; below it a colour is a tint


def hues_of(image: Image) -> bytes:
    """Return how much of a picture has which colour, in the form of ``Signature.hues``."""
    import numpy as np
    from PIL.Image import Resampling

    share = min(SIDE / max(image.size), 1.0)
    size = (max(round(image.width * share), 1), max(round(image.height * share), 1))
    sample = image.resize(size, Resampling.NEAREST).convert("RGB").convert("HSV")
    hue, saturation, value = np.asarray(sample).reshape(-1, 3).T.astype(np.int64)
    bright = hue[saturation * value >= COLOURFUL * 255]
    counts = np.bincount((bright * HUES + 128) // 256 % HUES, minlength=HUES)  # bins around red, yellow, green
    found: bytes = np.rint(255 * np.sqrt(counts / len(hue))).astype(np.uint8).tobytes()
    return found
