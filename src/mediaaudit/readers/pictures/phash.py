"""The perceptual hash of ``imagehash.phash``, bit for bit, without its import where rounding cannot matter.

Importing imagehash brings numpy and scipy, more than a second of CPU time. The hash itself is small: a DCT-II of a 32 by 32
grey picture, its 8 by 8 lowest frequencies against their median (N. Krawetz, "Looks Like It", 2011). Sums in another
order differ from scipy's in the last bits only, so where every coefficient keeps clear of the median the bits are
certain; where one does not (flat, symmetrical, drawn pictures), imagehash itself decides.
"""

from __future__ import annotations

from functools import cache
from math import cos, pi
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 32
LOW = 8
# Coefficients reach 4 * 255 * 32 * 32, about a million; double precision errs by 1e-9 at most there.
CLEARANCE = 1e-6


def hash_sample(grey: Image) -> Image:
    """Return the small picture that a picture of mode L is hashed by: what takes time. Its own sample is itself."""
    from PIL.Image import Resampling

    return grey.resize((SIDE, SIDE), Resampling.LANCZOS)


def perceptual_hash(grey: Image) -> int:
    """Return the 64-bit hash of a picture of mode L or its sample, most significant bit first in reading order."""
    small = hash_sample(grey)
    low = _low_frequencies(small.tobytes())
    ordered = sorted(low)
    below, above = ordered[LOW * LOW // 2 - 1], ordered[LOW * LOW // 2]
    if above - below < CLEARANCE:
        return _imagehash(small)
    median = (below + above) / 2
    return int("".join("1" if value > median else "0" for value in low), 2)


def _low_frequencies(pixels: bytes) -> list[float]:
    """Return the 8 by 8 lowest coefficients of the unnormalised DCT-II of 32 by 32 bytes, row by row."""
    basis = _basis()
    rows = [pixels[at : at + SIDE] for at in range(0, SIDE * SIDE, SIDE)]
    across = [[sum(map(mul, wave, row)) for row in rows] for wave in basis]
    return [4 * sum(map(mul, wave, column)) for wave in basis for column in across]


@cache
def _basis() -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(cos(pi * k * (2 * n + 1) / (2 * SIDE)) for n in range(SIDE)) for k in range(LOW))


def _imagehash(small: Image) -> int:
    from imagehash import phash

    return int(str(phash(small)), 16)
