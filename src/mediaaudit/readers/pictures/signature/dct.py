"""Whole-picture codes: imagehash's pHash, and a 256-bit sign code that turns and mirrors without the picture."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mediaaudit.readers.pictures.phash import hash_sample

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

SIDE = 64  # pixels of the reduced picture, as PDQ takes (Facebook, "The TMK+PDQF video-hashing algorithm", 2019)
LOW = 16  # frequencies kept on each axis


def phash(grey: Image) -> int:
    """Return imagehash's 64-bit ``phash`` of a picture of mode L or its ``hash_sample``: same transform, same bits."""
    import numpy as np
    from scipy.fftpack import dct

    low = dct(dct(np.asarray(hash_sample(grey)), axis=0), axis=1)[:8, :8]
    bits = low > np.median(low)
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


def sign_code(grey: Image) -> bytes:
    """Return the signs of the 16 by 16 lowest DCT frequencies of a picture of mode L, row by row.

    The first bit, that of the mean, is always 0. Signs, not a comparison with the median: mirroring then is a change
    of sign in every odd column, turning a transposition too (``turned_codes``).
    """
    import numpy as np
    from PIL.Image import Resampling

    small = np.asarray(grey.resize((SIDE, SIDE), Resampling.BOX, reducing_gap=2.0), dtype=np.float64)
    basis = _basis()
    bits = (basis @ small @ basis.T) > 0
    bits[0, 0] = False
    return np.packbits(bits).tobytes()


@cache
def _basis() -> NDArray[np.float64]:
    import numpy as np

    wave, place = np.arange(LOW)[:, None], np.arange(SIDE)[None, :]
    return np.cos(np.pi * wave * (2 * place + 1) / (2 * SIDE))
