"""Whether what differs between two aligned pictures was painted over one of them: text, a logo, a caption bar.

In a burst or a video something moved: then each picture shows something new where the other shows what was behind.
Paint is new in one picture only. Where it is opaque it covers what the other shows; then it is a panel with straight
edges in few colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediaaudit.model.duplicates import Side

from .agree import BLOCK, agreement
from .align import SAMPLE, rough_tone

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .align import Aligned

    Plane = NDArray[np.float32]
    Mask = NDArray[np.bool_]

MARGIN = 12.0  # grey values outside what the other picture shows around a pixel, for the pixel to be new
QUIET = 4.0  # grey values: the standard deviation that encoding the same picture again leaves, at most
SMALL = 0.001  # share of the frame that a new spot may take without an explanation
ONE_SIDED = 0.4  # new pixels of the other picture for one of the painted one, at most, in writing
FILLED = 0.8  # share of its bounding box that a panel fills
COLOURED = 0.6  # share of a panel's pixels that two colours make up
PURE = 0.85  # the same where what the panel covers was partly in its colour
CORE = 0.3  # of the longest row or column of a panel: shorter ones are not of it
SPOT = 9  # pixels: what is nearer to each other is one spot
LEVELS = 8  # grey values on each side of a colour that count as it
CLEAN = 0.75  # correlation that nine of ten blocks away from the paint reach
EVIDENCE = 40  # blocks away from the paint that must show something


def find_paint(aligned: Aligned) -> Side | None:
    """Return which picture was painted over, a the first or b the second, if that explains all differences, else None."""
    import numpy as np

    gain, offset = tone(aligned)
    first, second = aligned.first, np.float32(gain) * aligned.second + np.float32(offset)
    difference = np.abs(first - second)[aligned.inside]
    noise = float(np.quantile(difference, 0.4)) * 1.907  # of a normal distribution; paint hardly lifts it
    if noise > QUIET:
        return None
    margin = max(MARGIN, 4 * noise)
    new = (_new(second, first, margin) & aligned.inside, _new(first, second, margin) & aligned.inside)
    if not _clean_elsewhere(aligned, new[0] | new[1]):
        return None
    shown = aligned.first, aligned.second
    if _explained(new[0], new[1], *shown):
        return "a"
    return "b" if _explained(new[1], new[0], *shown[::-1]) else None


def tone(aligned: Aligned) -> tuple[float, float]:
    """Return gain and offset that bring the second picture's grey values to the first's, fitted where the two agree."""
    import numpy as np

    first, second = aligned.first[aligned.inside], aligned.second[aligned.inside]
    gain, offset = rough_tone(first, second)
    first, second = first[::SAMPLE], second[::SAMPLE]
    for _ in range(3):
        residual = np.abs(first - gain * second - offset)
        near = residual <= 2.5 * (1.4826 * float(np.median(residual)) + 1)
        a, b = first[near].astype(np.float64), second[near].astype(np.float64)
        spread = float(b.var())
        if spread < 1:
            break
        gain = float(((a - a.mean()) * (b - b.mean())).mean()) / spread
        offset = float(a.mean() - gain * b.mean())
    return gain, offset


def _new(other: Plane, plane: Plane, margin: float) -> Mask:
    """Return the pixels that lie outside what the other picture shows within a pixel of them."""
    from scipy.ndimage import maximum_filter, minimum_filter

    found: Mask = (plane > maximum_filter(other, 3) + margin) | (plane < minimum_filter(other, 3) - margin)
    return found


def _clean_elsewhere(aligned: Aligned, new: Mask) -> bool:
    """Return whether the blocks that hold no new pixel, nor touch one that does, agree and are enough to tell."""
    import numpy as np
    from scipy.ndimage import binary_dilation

    found = agreement(aligned)
    rows, columns = found.counted.shape
    touched = new[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK).any(axis=(1, 3))
    clean = found.counted & ~binary_dilation(touched, np.ones((3, 3)))
    return int(clean.sum()) >= EVIDENCE and float(np.quantile(found.correlation[clean], 0.1)) >= CLEAN


def _explained(paint: Mask, behind: Mask, painted: Plane, other: Plane) -> bool:
    """Return whether every spot that is new in either picture is writing or a panel on the painted one."""
    import numpy as np
    from scipy.ndimage import binary_dilation, find_objects, label

    spots, _ = label(binary_dilation(paint | behind, np.ones((SPOT, SPOT))))
    for number, place in enumerate(find_objects(spots), start=1):
        here = spots[place] == number
        fresh, hidden = paint[place] & here, behind[place] & here
        if int((fresh | hidden).sum()) <= SMALL * paint.size:
            continue
        if not (_writing(fresh, hidden) or _panel(fresh | hidden, painted[place], other[place])):
            return False
    return True


def _writing(fresh: Mask, hidden: Mask) -> bool:
    return int(hidden.sum()) <= ONE_SIDED * int(fresh.sum())


def _panel(spot: Mask, painted: Plane, other: Plane) -> bool:
    """Return whether a spot is a rectangle in two colours: filled, or in purer ones than what it covers."""
    from scipy.ndimage import binary_fill_holes

    box = _core(spot, axis=1), _core(spot, axis=0)
    filled = float(binary_fill_holes(spot[box]).mean())
    pure = _two_colours(painted[box])
    return (filled >= FILLED and pure >= COLOURED) or (pure >= PURE and _two_colours(other[box]) <= COLOURED)


def _core(spot: Mask, axis: int) -> slice:
    """Return where most of a spot lies along an axis: stray pixels do not widen a panel."""
    import numpy as np

    counts = spot.sum(axis=axis)
    core = np.flatnonzero(counts >= CORE * counts.max())
    return slice(int(core[0]), int(core[-1]) + 1)


def _two_colours(plane: Plane) -> float:
    """Return the share of pixels that two colours make up."""
    import numpy as np

    counts = np.bincount(np.clip(plane, 0, 255).astype(np.int64).ravel(), minlength=256)
    width = np.ones(2 * LEVELS + 1)
    near = np.convolve(counts, width, "same")
    best = int(near.argmax())
    left = counts.copy()
    left[max(best - LEVELS, 0) : best + LEVELS + 1] = 0
    return float(near[best] + np.convolve(left, width, "same").max()) / max(plane.size, 1)
