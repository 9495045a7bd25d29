"""Where one picture lies in another, by the votes of their local features."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]

NEAR = 24  # bits of 128 in which two descriptors of one point may differ
PLACE = 4.0  # pixels that a point may lie off, near the point it is judged from
STRETCH = 0.15  # and more with the distance from it: scales of blobs are rough
SCALE = 0.4  # of the natural logarithm of the scale ratio
MATCHES = 96  # pairs of points that vote, the nearest ones
VOTES = 4  # agreeing pairs of points that are worth a closer look
SHARE = 0.08  # and share of the points of the picture that has fewer


def find_alignment(
    points: Plane, descriptors: NDArray[np.uint8], others: Plane, other_descriptors: NDArray[np.uint8]
) -> tuple[int, NDArray[np.float64]] | None:
    """Return the number of agreeing points and the affine map (2 by 3) from the others' pixels to the first's.

    None where fewer than ``VOTES`` pairs of points agree on a place. Every pair of points proposes a place in turn, so
    the answer is the same every time.
    """
    import numpy as np

    if not len(points) or not len(others):
        return None
    a, b = _pairs(descriptors, other_descriptors)
    if len(a) < VOTES:
        return None
    here, there = points[a], others[b]
    agree = _agreeing(here, there)
    votes = agree.sum(axis=1)
    best = int(np.argmax(votes))
    inside = agree[best]
    for tolerance in (6.0, 4.0, 3.0):
        if inside.sum() < VOTES:
            return None
        transform = _similarity(here[inside, :2], there[inside, :2])
        off = here[:, :2] - (there[:, :2] @ transform[:, :2].T + transform[:, 2])
        inside = (off**2).sum(axis=1) < tolerance**2
    count = min(len(np.unique(a[inside])), len(np.unique(b[inside])))
    return (count, transform) if count >= max(VOTES, SHARE * min(len(points), len(others))) else None


def _pairs(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each second descriptor's nearest first one, where near enough, nearest pairs first."""
    import numpy as np

    left, right = first.view("<u8"), second.view("<u8")
    bits = np.bitwise_count(left[:, None, :] ^ right[None, :, :]).sum(axis=2, dtype=np.int16)
    nearest = bits.argmin(axis=0)
    distance = bits[nearest, np.arange(len(second))]
    kept = np.flatnonzero(distance <= NEAR)
    kept = kept[np.argsort(distance[kept], kind="stable")][:MATCHES]
    return nearest[kept], kept


def _agreeing(here: Plane, there: Plane) -> NDArray[np.bool_]:
    """Return for each pair of points (rows) which others lie where it says that they should."""
    import numpy as np

    ratio = here[:, 2] / there[:, 2]
    wanted = ratio[:, None, None] * (there[None, :, :2] - there[:, None, :2])
    off = here[None, :, :2] - here[:, None, :2] - wanted
    room = PLACE + STRETCH * np.sqrt((wanted**2).sum(axis=2))
    log = np.log(ratio)
    found: NDArray[np.bool_] = ((off**2).sum(axis=2) < room**2) & (np.abs(log[:, None] - log[None, :]) < SCALE)
    return found


def _similarity(here: Plane, there: Plane) -> NDArray[np.float64]:
    """Return the scaling, rotation and shift that takes ``there`` to ``here`` with the least squares."""
    import numpy as np

    centre, other = here.mean(axis=0, dtype=np.float64), there.mean(axis=0, dtype=np.float64)
    x, y = (there - other).T
    u, v = (here - centre).T
    size = float((x * x + y * y).sum()) or 1.0
    along, across = float((x * u + y * v).sum()) / size, float((x * v - y * u).sum()) / size
    turn = np.array([[along, -across], [across, along]])
    return np.column_stack([turn, centre - turn @ other])
