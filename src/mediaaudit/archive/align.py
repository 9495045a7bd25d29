"""Bring two pictures to one frame, pixel upon pixel, and refine how they lie (B. Lucas, T. Kanade, IJCAI 1981)."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]
    Affine = NDArray[np.float64]

SKETCH, COARSE, FINE = 8_000, 20_000, 65_536  # pixels of the common frame, at most: to refine in, and to compare in
ROUNDS = 6
SAMPLE = 5  # every so many pixels tell the tone
STILL = 0.01  # pixels; a smaller step is none
LEAST = 400  # pixels that both pictures must cover for an alignment to mean anything
_WORST = 20.0  # times that one picture may be larger than the other


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two pictures in one frame, the second's: grey values of both, and where both are.

    ``transform`` (2 by 3) maps pixels of the second view to pixels of the first.
    """

    first: Plane
    second: Plane
    inside: NDArray[np.bool_]
    transform: Affine


def align(first: Plane, second: Plane, guess: Affine) -> Affine | None:
    """Return the map of pixels of the second to pixels of the first (2 by 3) that fits best, None where none does.

    ``guess`` should be right within some pixels.
    """
    framed = _frame(first, second, guess, SKETCH)
    return None if framed is None else framed.back(_refine(framed.source, framed.frame, framed.transform))


def overlay(first: Plane, second: Plane, transform: Affine, area: int = COARSE) -> Aligned | None:
    """Return the pictures in a common frame at the coarser one's resolution, None where they hardly overlap.

    ``transform`` maps pixels of the second to pixels of the first (2 by 3).
    """
    framed = _frame(first, second, transform, area)
    if framed is None:
        return None
    warped, inside = _warp(framed.source, framed.transform, framed.frame.shape)
    return Aligned(warped, framed.frame, inside, transform) if int(inside.sum()) >= LEAST else None


@dataclass(frozen=True, slots=True)
class _Frame:
    """Both pictures at one resolution, the map from the second to the first there, and the two changes of size."""

    source: Plane
    frame: Plane
    transform: Affine
    down: NDArray[np.float64]
    up: NDArray[np.float64]

    def back(self, transform: Affine) -> Affine:
        """Return a map of this frame's pixels as one of the pictures' own."""
        import numpy as np

        return np.column_stack([transform[:, :2] * self.down[None, :] / self.up[:, None], transform[:, 2] / self.up])


def _frame(first: Plane, second: Plane, guess: Affine, area: int) -> _Frame | None:
    import numpy as np

    determinant = abs(float(np.linalg.det(guess[:, :2])))
    if not 1 / _WORST**2 < determinant < _WORST**2:
        return None
    ratio = sqrt(determinant)  # pixels of the first for one of the second
    scale = min(1.0, ratio, sqrt(area / second.size))
    frame, source = _resized(second, scale), _resized(first, scale / ratio)
    if min(frame.shape) < 3 or min(source.shape) < 3:
        return None
    down, up = _ratio(frame, second), _ratio(source, first)
    transform = np.column_stack([guess[:, :2] / down[None, :] * up[:, None], guess[:, 2] * up])
    return _Frame(source, frame, transform, down, up)


def _ratio(small: Plane, large: Plane) -> NDArray[np.float64]:
    import numpy as np

    return np.array([small.shape[1] / large.shape[1], small.shape[0] / large.shape[0]])


def _resized(plane: Plane, share: float) -> Plane:
    import numpy as np
    from PIL import Image

    if share >= 1:
        return plane
    size = (max(round(plane.shape[1] * share), 1), max(round(plane.shape[0] * share), 1))
    return np.asarray(Image.fromarray(np.ascontiguousarray(plane)).resize(size, Image.Resampling.BILINEAR))


def _warp(source: Plane, transform: Affine, shape: tuple[int, ...]) -> tuple[Plane, NDArray[np.bool_]]:
    """Return the first picture in the frame, and which pixels of the frame it covers."""
    import numpy as np

    height, width = shape
    x = np.arange(width) + 0.5
    y = (np.arange(height) + 0.5)[:, None]
    (a, b, c), (d, e, f) = transform
    u, v = a * x + b * y + c, d * x + e * y + f
    inside = (u >= 0.5) & (u <= source.shape[1] - 0.5) & (v >= 0.5) & (v <= source.shape[0] - 0.5)
    return _moved(source, transform, shape), inside


def _moved(source: Plane, transform: Affine, shape: tuple[int, ...]) -> Plane:
    import numpy as np
    from PIL import Image

    numbers = tuple(float(number) for number in transform.ravel())
    picture = Image.fromarray(np.ascontiguousarray(source, dtype=np.float32))
    size = (shape[1], shape[0])
    return np.asarray(picture.transform(size, Image.Transform.AFFINE, numbers, Image.Resampling.BILINEAR))


def _refine(source: Plane, frame: Plane, transform: Affine) -> Affine:
    """Return the map that leaves least difference, pixels that do not fit (overlays) counting little."""
    import numpy as np

    height, width = frame.shape
    x = np.broadcast_to(((np.arange(width) + 0.5) / width - 0.5).astype(np.float32), frame.shape)
    y = np.broadcast_to(((np.arange(height) + 0.5) / height - 0.5).astype(np.float32)[:, None], frame.shape)
    for _ in range(ROUNDS):
        warped, inside = _warp(source, transform, frame.shape)
        if int(inside.sum()) < LEAST:
            break
        # Slopes of the warped picture stand for those of the source: the map hardly turns or stretches.
        below: Plane = np.gradient(warped, axis=0)
        right: Plane = np.gradient(warped, axis=1)
        columns = (right * x, right * y, right, below * x, below * y, below, -frame, -np.ones_like(frame))
        jacobian = np.stack([column[inside] for column in columns], axis=1)
        step = _step(jacobian, warped[inside], frame[inside])
        change = step[:6].reshape(2, 3)
        shift = change[:, 2] - change[:, :2].sum(axis=1) / 2
        transform = transform + np.column_stack([change[:, 0] / width, change[:, 1] / height, shift])
        if float(np.abs(change).max()) < STILL:
            break
    return transform


def _step(jacobian: Plane, first: Plane, second: Plane) -> NDArray[np.float64]:
    """Return the Gauss-Newton step of place (six numbers) and tone (two), weighted after Geman and McClure."""
    import numpy as np

    gain, offset = rough_tone(first, second)
    residual = first - gain * second - offset
    spread = 1.4826 * float(np.median(np.abs(residual[::SAMPLE]))) + 1.0
    weight = (1 / (1 + (residual / (2 * spread)) ** 2) ** 2).astype(np.float32)
    weighted = jacobian * weight[:, None]
    normal = (weighted.T @ jacobian).astype(np.float64)
    diagonal = np.diag_indices(len(normal))
    normal[diagonal] = normal[diagonal] * (1 + 1e-4) + 1e-3
    return np.asarray(np.linalg.solve(normal, -(weighted.T @ residual).astype(np.float64)), dtype=np.float64)


def rough_tone(first: Plane, second: Plane) -> tuple[float, float]:
    """Return gain and offset that bring the second's grey values to the first's: by quartiles, deaf to overlays."""
    import numpy as np

    low, middle, high = np.percentile(first[::SAMPLE], (25, 50, 75))
    under, centre, over = np.percentile(second[::SAMPLE], (25, 50, 75))
    gain = float((high - low) / (over - under)) if over - under > 4 and high - low > 4 else 1.0
    return gain, float(middle - gain * centre)
