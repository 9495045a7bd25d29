"""Local binary features: upright gradient histograms, a sign for each bin, that mirror and turn by permutation.

After SIFT (D. Lowe, IJCV 2004) without its orientation: newsrooms crop, mirror and turn by quarters, and do not rotate
by other angles than straightening takes. Without it a descriptor says more, and mirroring is a permutation of its bits.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .pyramid import Blobs, Pyramid, find_blobs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Plane = NDArray[np.float32]

MOST = 120  # features of a picture
CELLS = 4  # the surroundings of a point are 4 by 4 cells
SAMPLES = 16  # and 16 by 16 gradients
DIRECTIONS = 8
CELL_WIDTH = 3.0  # in units of the point's blur, as in SIFT
PLACE = 65_535  # places are stored as shares of the picture in 16 bits
SCALE = 256.0  # scales in 1/256 pixel of the view


def local_features(view: Image) -> tuple[bytes, bytes]:
    """Return points and descriptors of a view of mode L, in the forms of ``Signature``."""
    import numpy as np

    picture = np.asarray(view, dtype=np.float32)
    pyramid, blobs = find_blobs(picture, MOST)
    if not len(blobs.x):
        return b"", b""
    bits = _descriptors(pyramid, blobs)
    points = np.stack(
        [
            (blobs.x + 0.5) * (PLACE / view.width),
            (blobs.y + 0.5) * (PLACE / view.height),
            blobs.sigma * SCALE,
        ],
        axis=1,
    )
    stored = np.clip(np.rint(points), 0, PLACE).astype("<u2")
    return stored.tobytes(), np.packbits(bits, axis=1).tobytes()


def _descriptors(pyramid: Pyramid, blobs: Blobs) -> NDArray[np.bool_]:
    import numpy as np

    grid = (np.arange(SAMPLES + 2, dtype=np.float32) - (SAMPLES + 1) / 2) * np.float32(CELL_WIDTH * CELLS / SAMPLES)
    patch = _sample(pyramid, blobs, grid)
    across = patch[:, 1:-1, 2:] - patch[:, 1:-1, :-2]
    down = patch[:, 2:, 1:-1] - patch[:, :-2, 1:-1]
    cosine, sine, pool = _tables()
    strength = across[..., None] * cosine + down[..., None] * sine
    np.maximum(strength, 0, out=strength)
    pooled = np.matmul(pool, strength.reshape(len(strength), SAMPLES, -1))  # rows of samples to rows of cells
    pooled = pooled.reshape(-1, CELLS, SAMPLES, DIRECTIONS)
    pooled = np.matmul(pool, pooled)
    bins = pooled.reshape(len(strength), CELLS * CELLS * DIRECTIONS)
    found: NDArray[np.bool_] = bins > np.median(bins, axis=1, keepdims=True)
    return found


def _sample(pyramid: Pyramid, blobs: Blobs, grid: Plane) -> Plane:
    """Return the grey values around each blob, between pixels (bilinear), repeated beyond the border."""
    import numpy as np

    step = pyramid.steps[blobs.level]
    spread = grid[None, :] * (blobs.sigma / step)[:, None]
    height, width = pyramid.heights[blobs.level][:, None], pyramid.widths[blobs.level][:, None]
    y = np.clip((blobs.y / step)[:, None] + spread, 0, height - 1.001)
    x = np.clip((blobs.x / step)[:, None] + spread, 0, width - 1.001)
    row, column = y.astype(np.int64), x.astype(np.int64)
    v, u = (y - row).astype(np.float32)[:, :, None], (x - column).astype(np.float32)[:, None, :]
    at = pyramid.starts[blobs.level][:, None, None] + row[:, :, None] * width[:, :, None] + column[:, None, :]
    below = at + width[:, :, None]
    flat = pyramid.flat
    upper = flat[at] * (1 - u) + flat[at + 1] * u
    lower = flat[below] * (1 - u) + flat[below + 1] * u
    found: Plane = upper * (1 - v) + lower * v
    return found


@cache
def _tables() -> tuple[Plane, Plane, Plane]:
    """Return cosines and sines of the directions, and the weights of 16 samples in 4 cells: triangles under a bell."""
    import numpy as np

    angle = np.arange(DIRECTIONS) * (2 * np.pi / DIRECTIONS)
    place = (np.arange(SAMPLES) - (SAMPLES - 1) / 2) * (CELLS / SAMPLES)
    centre = np.arange(CELLS) - (CELLS - 1) / 2
    triangle = np.clip(1 - np.abs(place[None, :] - centre[:, None]), 0, None)
    bell = np.exp(-(place**2) / (2 * (CELLS / 2) ** 2))
    pool = triangle * bell
    return np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32), pool.astype(np.float32)
