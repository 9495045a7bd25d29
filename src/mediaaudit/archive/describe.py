"""How a copy came from its original, from how the two lie upon each other."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Protocol

from mediaaudit.lazy import dataclass
from mediaaudit.model.duplicates import Box, How, Side

from .geometry import area, invert, outline, turn_of, within
from .paint import tone
from .turns import ANGLES, INVERSE, MIRRORS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .align import Aligned
    from .prepared import Prepared

    Plane = NDArray[np.float32]
    Affine = NDArray[np.float64]

WHOLE = 0.97  # share of a picture above which it is all there: alignment is not exact to the pixel
JUTS = 0.01  # share of a side by which a picture must reach beyond the other to be called larger
SIZE = 0.03  # relative difference of pixel sizes that makes "resized"
GAIN, OFFSET = 0.05, 4.0  # of contrast, and of grey values in the middle, that make "recoloured"
UNIFORM = 0.7  # share of a border's pixels in two tones that makes it a frame and not a part of the picture
LEVELS = 10
LEAST = 16  # pixels that a border has


class Sized(Protocol):
    """A picture of a width and a height in pixels."""

    @property
    def width(self) -> int:
        """Width in pixels."""

    @property
    def height(self) -> int:
        """Height in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What was done to two pictures besides cutting, scaling and turning; which is painted over, which has a border."""

    overlaid: Side | None = None
    recoloured: bool = False
    framed: Side | None = None


def describe(first: Sized, second: Sized, place: Affine, marks: Marks) -> How:
    """Return how two pictures differ; ``place`` maps shares of the second to shares of the first."""
    of_first, of_second = within(place), within(invert(place))
    shares = area(of_first), area(of_second)
    original = _original(shares, marks.framed, first, second)
    crop = of_first if original == "a" else of_second
    turn = turn_of(place)  # that brings the second to the first
    turn = INVERSE[turn] if original == "a" else turn
    return How(
        original=original,
        crop=crop if area(crop) < WHOLE else None,
        mirrored=turn in MIRRORS,
        turned=ANGLES[turn],
        resized=abs(_pixel_ratio(place, first, second) - 1) > SIZE,
        overlaid=marks.overlaid is not None,
        recoloured=marks.recoloured,
        framed=marks.framed is not None,
    )


def marks_of(first: Prepared, second: Prepared, aligned: Aligned, place: Affine, *, overlaid: Side | None) -> Marks:
    """Return what only the pixels tell of two pictures laid upon each other."""
    back = invert(place)
    framed: Side | None = None
    if _juts(place) and _is_frame(second.grey, within(back)):
        framed = "b"
    elif _juts(back) and _is_frame(first.grey, within(place)):
        framed = "a"
    gain, offset = tone(aligned)
    recoloured = abs(gain - 1) > GAIN or abs(offset + 128 * (gain - 1)) > OFFSET
    return Marks(overlaid=overlaid, recoloured=recoloured, framed=framed)


def _original(shares: tuple[float, float], framed: Side | None, first: Sized, second: Sized) -> Side:
    """Return which picture holds more: the one not framed, else the less covered one, else the one of more pixels."""
    if framed:
        return "a" if framed == "b" else "b"
    if abs(shares[0] - shares[1]) > 1 - WHOLE:
        return "a" if shares[0] < shares[1] else "b"
    return "a" if first.width * first.height >= second.width * second.height else "b"


def _juts(place: Affine) -> bool:
    left, top, right, bottom = outline(place)
    return min(left, top) < -JUTS or max(right, bottom) > 1 + JUTS


def _pixel_ratio(place: Affine, first: Sized, second: Sized) -> float:
    """Return how many pixels of the first file go on one of the second, along a side."""
    import numpy as np

    share = abs(float(np.linalg.det(place[:, :2])))
    return sqrt(share * (first.width * first.height) / (second.width * second.height))


def _is_frame(grey: Plane, part: Box | None) -> bool:
    """Return whether what lies outside a part of a picture is a border: most of it in one tone."""
    import numpy as np

    if part is None:
        return False
    height, width = grey.shape
    outside = np.ones(grey.shape, bool)
    rows = slice(max(int(part.top * height) - 1, 0), int(part.bottom * height) + 2)
    columns = slice(max(int(part.left * width) - 1, 0), int(part.right * width) + 2)
    outside[rows, columns] = False
    values = grey[outside]
    if values.size < LEAST:
        return False
    counts = np.bincount(values.astype(np.int64), minlength=256)
    near = np.convolve(counts, np.ones(2 * LEVELS + 1), "same")
    return float(near.max()) >= UNIFORM * values.size
