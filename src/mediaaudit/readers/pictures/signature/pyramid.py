"""Scale space of a small grey picture, and its blobs (D. Lowe, "Distinctive Image Features ...", IJCV 2004).

Blurring is multiplying with the blocks of two band matrices: at this size that is several times faster than convolving.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mediaaudit.lazy import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]

SCALES = 3  # blobs are looked for at so many scales an octave, as Lowe found best
SIGMA = 1.6  # blur of the first level of an octave, in its pixels
GIVEN = 0.5  # blur taken to be in the picture already
SMALLEST = 16  # pixels of the shorter side of the last octave
CONTRAST = 0.8  # grey values by which a blob must differ from its surroundings at least
REACH = 4.3  # sigmas beyond which a weight is below 1/10,000 of the greatest
LEAST = 1e-3  # pixels; less than that is no blur
BLOCK = 48  # pixels that are blurred in one multiplication: narrow blocks waste less, wide ones are fewer
EDGE = 10.0  # ratio of principal curvatures above which a blob is an edge


@dataclass(frozen=True, slots=True)
class Pyramid:
    """All blurred levels in one flat array, and where each begins: ``starts``, ``heights``, ``widths``, ``sigmas``.

    ``sigmas`` and ``steps`` are in pixels of the picture: blur of the level, and distance of its pixels.
    """

    flat: Plane
    starts: NDArray[np.int64]
    heights: NDArray[np.int64]
    widths: NDArray[np.int64]
    steps: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Blobs:
    """Points by falling strength: place and blur in pixels of the picture, and the level they were found on."""

    x: Plane
    y: Plane
    sigma: Plane
    level: NDArray[np.int64]


def find_blobs(picture: Plane, most: int) -> tuple[Pyramid, Blobs]:
    """Return the scale space of a picture of grey values (0 to 255) and its ``most`` strongest blobs."""
    import numpy as np

    levels: list[Plane] = []
    steps: list[float] = []
    found: list[Plane] = []
    base, step, given = picture, 1.0, GIVEN
    while min(base.shape) >= SMALLEST:
        blurred = _octave(base, given)
        found.append(_extrema(blurred, step, len(levels)))
        levels += blurred
        steps += [step] * len(blurred)
        base, step, given = blurred[SCALES][::2, ::2], step * 2, SIGMA
    blobs = np.concatenate(found) if found else np.zeros((0, 5), np.float32)
    blobs = _strongest(blobs, most, picture.shape)
    sizes = np.array([level.size for level in levels] or [0])
    pyramid = Pyramid(
        flat=np.concatenate([level.ravel() for level in levels]) if levels else np.zeros(0, np.float32),
        starts=np.cumsum(sizes) - sizes,
        heights=np.array([level.shape[0] for level in levels]),
        widths=np.array([level.shape[1] for level in levels]),
        steps=np.array(steps, np.float32),
    )
    return pyramid, Blobs(blobs[:, 0], blobs[:, 1], blobs[:, 2], blobs[:, 3].astype(np.int64))


def _octave(base: Plane, given: float) -> list[Plane]:
    import numpy as np

    levels = []
    for number in range(SCALES + 3):
        sigma = SIGMA * 2 ** (number / SCALES)
        extra = (sigma**2 - given**2) ** 0.5 if sigma > given else 0.0
        half, level = np.empty(base.shape, np.float32), np.empty(base.shape, np.float32)
        for block in _blur(base.shape[0], extra):
            np.matmul(block.weights, base[block.sources], out=half[block.targets])
        for block in _blur(base.shape[1], extra):
            np.matmul(half[:, block.sources], block.weights.T, out=level[:, block.targets])
        levels.append(level)
    return levels


class _Block(NamedTuple):
    """Some neighbouring pixels of a line, those that they are a mean of, and the weights: a row for each target."""

    targets: slice
    sources: slice
    weights: Plane


def _blur(length: int, sigma: float) -> Iterator[_Block]:
    """Yield how a line of pixels is blurred, what lies beyond its ends left out of the mean."""
    reach = int(sigma * REACH)
    for start in range(0, length, BLOCK):
        stop = min(start + BLOCK, length)
        before, after = min(start, reach), min(length - stop, reach)
        weights = _weights(sigma, stop - start, before, after)
        yield _Block(slice(start, stop), slice(start - before, stop + after), weights)


@lru_cache(maxsize=1024)  # lines differ at their ends only
def _weights(sigma: float, targets: int, before: int, after: int) -> Plane:
    """Return the weights of neighbouring pixels and of so many before and after them."""
    import numpy as np

    place = np.arange(-before, targets + after, dtype=np.float32)
    away = place[None, :] - np.arange(targets, dtype=np.float32)[:, None]
    weights = np.exp(-(away**2) / np.float32(2 * max(sigma, LEAST) ** 2))
    weights[np.abs(away) > sigma * REACH] = 0
    found: Plane = weights / weights.sum(axis=1, keepdims=True)
    return found


def _extrema(levels: list[Plane], step: float, first: int) -> Plane:
    """Return the blobs of an octave as rows x, y, sigma, level, strength."""
    import numpy as np

    differences = [after - before for before, after in pairwise(levels)]
    rows = []
    for number in range(1, SCALES + 1):
        here = differences[number][1:-1, 1:-1]
        top = _around(differences[number - 1 : number + 2], np.maximum)
        bottom = _around(differences[number - 1 : number + 2], np.minimum)
        ys, xs = np.nonzero(((here == top) & (here > CONTRAST)) | ((here == bottom) & (here < -CONTRAST)))
        if ys.size:
            rows.append(_blobs(differences, number, ys + 1, xs + 1, step, first))
    return np.concatenate(rows) if rows else np.zeros((0, 5), np.float32)


def _around(planes: list[Plane], pick: np.ufunc) -> Plane:
    """Return the greatest (or least) of each pixel's 3 by 3 neighbours in three planes, without the border."""
    below, plane, above = planes
    deep: Plane = pick(pick(below, plane), above)
    lines: Plane = pick(pick(deep[:-2], deep[1:-1]), deep[2:])
    found: Plane = pick(pick(lines[:, :-2], lines[:, 1:-1]), lines[:, 2:])
    return found


def _blobs(
    planes: list[Plane], number: int, ys: NDArray[np.int64], xs: NDArray[np.int64], step: float, first: int
) -> Plane:
    """Return extrema that are no edges, placed between pixels and scales by parabolas through their neighbours."""
    import numpy as np

    plane = planes[number]
    here, left, right = plane[ys, xs], plane[ys, xs - 1], plane[ys, xs + 1]
    above, below = plane[ys - 1, xs], plane[ys + 1, xs]
    xx, yy = left + right - 2 * here, above + below - 2 * here
    xy = (plane[ys + 1, xs + 1] - plane[ys + 1, xs - 1] - plane[ys - 1, xs + 1] + plane[ys - 1, xs - 1]) / 4
    determinant, trace = xx * yy - xy**2, xx + yy
    before, after = planes[number - 1][ys, xs], planes[number + 1][ys, xs]
    round_ = (determinant > 0) & (trace**2 * EDGE < (EDGE + 1) ** 2 * determinant)
    between = [_vertex(left, here, right), _vertex(above, here, below), _vertex(before, here, after)]
    sigma = SIGMA * 2 ** ((number + between[2]) / SCALES) * step
    columns = [
        (xs + between[0]) * step,
        (ys + between[1]) * step,
        sigma,
        np.full(xs.shape, first + number, np.float32),
        np.abs(here),
    ]
    return np.stack(columns, axis=1).astype(np.float32)[round_]


def _vertex(before: Plane, here: Plane, after: Plane) -> Plane:
    """Return where the parabola through three values has its vertex, from -0.5 to 0.5."""
    import numpy as np

    bend = before + after - 2 * here
    found: Plane = np.clip(np.divide(before - after, 2 * bend, out=np.zeros_like(here), where=bend != 0), -0.5, 0.5)
    return found


CELLS = 4  # the picture is cut in 4 by 4 cells, and no cell may hold more than a quarter of all blobs


def _strongest(blobs: Plane, most: int, shape: tuple[int, ...]) -> Plane:
    import numpy as np

    # Equal strength is common in drawn pictures; the place decides then, so that the choice is always the same.
    blobs = blobs[np.lexsort((blobs[:, 0], blobs[:, 1], -blobs[:, 4]))]
    if len(blobs) <= most:
        return blobs
    cell = (blobs[:, 1] * CELLS / shape[0]).astype(int) * CELLS + (blobs[:, 0] * CELLS / shape[1]).astype(int)
    rank = np.zeros(len(blobs), int)
    for number in np.unique(cell):
        inside = cell == number
        rank[inside] = np.arange(inside.sum())
    kept = np.flatnonzero(rank < most // 4)[:most]
    return blobs[kept]
