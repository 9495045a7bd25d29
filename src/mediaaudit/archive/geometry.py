"""Affine maps between pictures in shares of their sides: compose, invert, what lies where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediaaudit.model.duplicates import Box

from .turns import NONE, TURNS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Affine = NDArray[np.float64]

Size = tuple[int, int]

COVERED = 0.4  # share that copies have in common, of the picture that shows less
COVERED_FULL = 0.08  # and of the one that shows more


def to_shares(transform: Affine, second: Size, first: Size) -> Affine:
    """Return a map of pixels of the second (width, height) to pixels of the first as a map of shares."""
    import numpy as np

    from_size, to_size = np.array(second, float), np.array(first, float)
    found: Affine = np.column_stack([transform[:, :2] * from_size[None, :], transform[:, 2]]) / to_size[:, None]
    return found


def to_pixels(shares: Affine, second: Size, first: Size) -> Affine:
    """Return a map of shares of the second (width, height) to shares of the first as a map of pixels."""
    import numpy as np

    from_size, to_size = np.array(second, float), np.array(first, float)
    found = shares * to_size[:, None]
    return np.column_stack([found[:, :2] / from_size[None, :], found[:, 2]])


def turn_map(turn: int) -> Affine:
    """Return where turning (see ``turns``) takes each place of a picture, in shares of the sides before and after."""
    import numpy as np

    found = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]) if turn & 4 else np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    if turn & 2:
        found = np.array([[1.0, 0.0, 0.0], [0.0, -1.0, 1.0]]) @ _square(found)
    if turn & 1:
        found = np.array([[-1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]) @ _square(found)
    return found


def turn_of(transform: Affine) -> int:
    """Return the turn (see ``turns``) that a map of shares contains."""
    for turn in TURNS:
        back = invert(turn_map(turn))
        (a, b, _), (c, d, _) = compose(transform, back).tolist()
        if a > abs(b) and d > abs(c):
            return turn
    return NONE


def compose(outer: Affine, inner: Affine) -> Affine:
    """Return the map that applies ``inner`` first, then ``outer``."""
    found: Affine = outer @ _square(inner)
    return found


def invert(transform: Affine) -> Affine:
    """Return the map back. Raises ``numpy.linalg.LinAlgError`` for a map without one."""
    import numpy as np

    return np.asarray(np.linalg.inv(_square(transform))[:2], dtype=np.float64)


def outline(transform: Affine) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of the whole second picture in shares of the first; may reach beyond it."""
    import numpy as np

    corners = np.array([[0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]], float) @ transform.T
    # Between the bounding and the inscribed box: straightening by a degree or two must not make the box jut out.
    xs, ys = np.sort(corners[:, 0]).tolist(), np.sort(corners[:, 1]).tolist()
    return (xs[0] + xs[1]) / 2, (ys[0] + ys[1]) / 2, (xs[2] + xs[3]) / 2, (ys[2] + ys[3]) / 2


def within(transform: Affine) -> Box | None:
    """Return the part of the first picture that the second covers, None where they lie apart."""
    left, top, right, bottom = outline(transform)
    left, top, right, bottom = max(left, 0.0), max(top, 0.0), min(right, 1.0), min(bottom, 1.0)
    if right <= left or bottom <= top:
        return None
    return Box(left=round(left, 4), top=round(top, 4), right=round(right, 4), bottom=round(bottom, 4))


def area(box: Box | None) -> float:
    """Return the share of the picture that a box takes."""
    return (box.right - box.left) * (box.bottom - box.top) if box else 0.0


def _square(transform: Affine) -> Affine:
    import numpy as np

    return np.vstack([transform, [0.0, 0.0, 1.0]])


def covers(transform: Affine) -> bool:
    """Return whether two pictures have enough in common for one to be a copy of the other."""
    less, more = sorted((area(within(transform)), area(within(invert(transform)))))
    return more >= COVERED and less >= COVERED_FULL
