"""How far two aligned pictures agree: correlation block by block, and whether what differs was painted over.

A block is judged where either picture shows something in it: flat blocks agree with everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .align import Aligned

    Plane = NDArray[np.float32]
    Mask = NDArray[np.bool_]

BLOCK = 8  # pixels of a block's side
TEXTURE = 36.0  # variance of grey values above which a block shows something
NOISE = 9.0  # variance that re-encoding may add


@dataclass(frozen=True, slots=True)
class Agreement:
    """Correlation (-1 to 1) of each block, and which blocks count: covered by both pictures and not flat in both."""

    correlation: NDArray[np.float64]
    counted: Mask

    def share_above(self, least: float) -> float:
        """Return the share (0 to 1) of counted blocks that correlate by more than that."""
        total = int(self.counted.sum())
        return float((self.correlation[self.counted] > least).sum()) / total if total else 0.0

    def mean(self) -> float:
        """Return the mean correlation of counted blocks, 0 without any."""
        return float(self.correlation[self.counted].mean()) if self.counted.any() else 0.0

    def quantile(self, share: float) -> float:
        """Return the correlation that the given share of counted blocks does not reach; -1 without any."""
        import numpy as np

        return float(np.quantile(self.correlation[self.counted], share)) if self.counted.any() else -1.0

    def largest_gap(self, below: float) -> int:
        """Return the size of the largest patch of neighbouring counted blocks that correlate by less than that."""
        import numpy as np
        from scipy.ndimage import label

        patches, count = label(self.counted & (self.correlation < below), structure=np.ones((3, 3)))
        return int(np.bincount(patches.ravel())[1:].max()) if count else 0


def agreement(aligned: Aligned) -> Agreement:
    """Return how the blocks of two aligned pictures correlate."""
    import numpy as np

    first, second = _blocks(aligned.first), _blocks(aligned.second)
    covered = _blocks(aligned.inside).all(axis=2)
    first = first - first.mean(axis=2, keepdims=True)
    second = second - second.mean(axis=2, keepdims=True)
    one, two = (first * first).mean(axis=2), (second * second).mean(axis=2)
    both = (first * second).mean(axis=2)
    correlation = both / np.sqrt((one + NOISE) * (two + NOISE))
    return Agreement(correlation, covered & (np.maximum(one, two) > TEXTURE))


def _blocks(plane: NDArray[np.generic]) -> NDArray[np.generic]:
    """Return a plane cut into blocks (rows, columns, pixels), what is left at the right and lower edge dropped."""
    rows, columns = plane.shape[0] // BLOCK, plane.shape[1] // BLOCK
    cut = plane[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)
    return cut.transpose(0, 2, 1, 3).reshape(rows, columns, BLOCK * BLOCK)
