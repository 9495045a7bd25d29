"""Where one picture lies in another, by sliding it over the other at several sizes.

For pictures with few features: dark ones, fog, the sea. Small copies of both do (J. Lewis, "Fast Normalized
Cross-Correlation", 1995), since what is found is refined later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .geometry import invert

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]
    Affine = NDArray[np.float64]

LONG, LONGER = 96, 192  # pixels of the longer side of the picture that is searched: first, and for a second look
SIZES = tuple(0.93**step for step in range(15))  # sizes of the other, as shares of what would fill the one searched
NEAR = tuple(1.02**step for step in range(-4, 5))  # and around the one that fits best
DETAIL = 4.0  # pixels: what is larger tells little of the place
LIKE = 0.8  # correlation worth a second look
THIN = 8  # pixels of a side


def slide(first: Plane, second: Plane) -> Affine | None:
    """Return the map of pixels of the second to pixels of the first (2 by 3) where they are most alike.

    Either may be a part of the other. None where they are alike nowhere.
    """
    inner, outer = _best(first, second, LONG, SIZES), _best(second, first, LONG, SIZES)
    if max(inner.score, outer.score) < LIKE:
        return None
    if inner.score >= outer.score:
        return _closer(first, second, inner).place
    return invert(_closer(second, first, outer).place)


class _Fit(NamedTuple):
    """How well a part fits (-1 to 1), at which share of the size that would fill the whole, and the map of its pixels."""

    score: float
    size: float
    place: Affine


def _closer(whole: Plane, part: Plane, fit: _Fit) -> _Fit:
    """Return the fit of what there is in detail, at a size near one that was found."""
    sizes = tuple(min(fit.size * change, 1.0) for change in NEAR)
    return _best(whole, part, LONGER, sizes, detail=True)


def _best(whole: Plane, part: Plane, longest: int, sizes: tuple[float, ...], *, detail: bool = False) -> _Fit:
    """Return the best fit of a part in a whole that is brought to a size."""
    import numpy as np

    shrink = min(longest / max(whole.shape), 1.0)
    searched = _resized(whole, whole.shape[0] * shrink, whole.shape[1] * shrink, detail=detail)
    height, width = searched.shape
    fill = min(height / part.shape[0], width / part.shape[1])
    best = _Fit(0.0, 1.0, np.eye(2, 3))
    for size in sizes:
        small = _resized(part, part.shape[0] * fill * size, part.shape[1] * fill * size, detail=detail)
        if min(small.shape) < THIN or small.shape[0] > height or small.shape[1] > width:
            continue
        scores = _correlation(searched, small)
        y, x = np.unravel_index(int(scores.argmax()), scores.shape)
        if scores[y, x] > best.score:
            down = np.array([width / whole.shape[1], height / whole.shape[0]])
            scale = np.array([small.shape[1] / part.shape[1], small.shape[0] / part.shape[0]]) / down
            place = np.column_stack([np.diag(scale), np.array([x, y]) / down])
            best = _Fit(float(scores[y, x]), size, place)
    return best


def _correlation(whole: Plane, part: Plane) -> Plane:
    """Return the correlation (-1 to 1) of a part with what it would cover at each place where it lies inside."""
    import numpy as np
    from scipy.signal import fftconvolve

    part = part - part.mean()
    spread = float(np.sqrt((part * part).sum()))
    size = float(part.size)
    sums, squares = (_window_sums(plane, part.shape) for plane in (whole, whole * whole))
    variance = np.maximum(squares - sums * sums / size, size)  # at least a grey value's: noise is like nothing
    products = fftconvolve(whole, part[::-1, ::-1], mode="valid")
    found: Plane = (products / (np.sqrt(variance) * max(spread, 1.0))).astype(np.float32)
    return found


def _window_sums(plane: Plane, shape: tuple[int, ...]) -> NDArray[np.float64]:
    import numpy as np

    total = np.zeros((plane.shape[0] + 1, plane.shape[1] + 1))
    total[1:, 1:] = plane.astype(np.float64).cumsum(axis=0).cumsum(axis=1)
    high, wide = shape
    return np.asarray(total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide])


def _resized(plane: Plane, height: float, width: float, *, detail: bool) -> Plane:
    """Return a picture in another size; without what is larger than details, if only these are asked for."""
    import numpy as np
    from PIL import Image
    from scipy.ndimage import gaussian_filter

    picture = Image.fromarray(np.ascontiguousarray(plane, dtype=np.float32))
    small = np.asarray(picture.resize((max(round(width), 1), max(round(height), 1)), Image.Resampling.BOX))
    return small - gaussian_filter(small, DETAIL) if detail else small
