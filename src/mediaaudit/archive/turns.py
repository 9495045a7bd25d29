"""The eight ways a picture can be turned and mirrored, applied to codes, features and views without the picture.

Turn ``t`` means: transpose if ``t & 4``, then flip top to bottom if ``t & 2``, then flip left to right if ``t & 1``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bits = NDArray[np.uint8]
    Plane = NDArray[np.float32]

TURNS = range(8)
NONE, MIRRORED = 0, 1
ANGLES = {0: 0, 1: 0, 2: 180, 3: 180, 4: 270, 5: 90, 6: 270, 7: 90}  # clockwise degrees, after mirroring if mirrored
MIRRORS = frozenset({1, 2, 4, 7})
INVERSE = (0, 1, 2, 3, 4, 6, 5, 7)

_LOW = 16  # the code is 16 by 16 signs
_CELLS, _DIRECTIONS = 4, 8  # of a descriptor
_PIECE = 65_536  # rows whose bits are unpacked in one go


def turn_plane(plane: Plane, turn: int) -> Plane:
    """Return the picture turned."""
    if turn & 4:
        plane = plane.T
    if turn & 2:
        plane = plane[::-1]
    if turn & 1:
        plane = plane[:, ::-1]
    return plane


def turn_points(points: Plane, size: tuple[float, float], turn: int) -> Plane:
    """Return points (x, y, scale) of a picture of that width and height where they are in the turned one."""
    turned = points.copy()
    width, height = size
    if turn & 4:
        turned[:, 0], turned[:, 1] = points[:, 1], points[:, 0]
        width, height = height, width
    if turn & 2:
        turned[:, 1] = height - turned[:, 1]
    if turn & 1:
        turned[:, 0] = width - turned[:, 0]
    return turned


def turn_descriptors(descriptors: Bits, turn: int) -> Bits:
    """Return packed descriptors as the turned picture would have them."""
    import numpy as np

    if not turn:
        return descriptors
    return _rearranged(descriptors, _descriptor_order(turn), np.zeros(1, np.uint8))


def turn_codes(codes: Bits, turn: int) -> Bits:
    """Return packed 256-bit sign codes as the turned picture would have them."""
    if not turn:
        return codes
    return _rearranged(codes, *_code_order(turn))


def _rearranged(rows: Bits, order: NDArray[np.int64], change: Bits) -> Bits:
    """Return packed rows with their bits in another order, some of them changed; in pieces, for bits take much room."""
    import numpy as np

    found = np.empty(rows.shape, np.uint8)
    for start in range(0, len(rows), _PIECE):
        bits = np.unpackbits(rows[start : start + _PIECE], axis=1)[:, order]
        found[start : start + _PIECE] = np.packbits(bits ^ change, axis=1)
    return found


@cache
def _descriptor_order(turn: int) -> NDArray[np.int64]:
    import numpy as np

    row, column, direction = np.indices((_CELLS, _CELLS, _DIRECTIONS))
    if turn & 1:
        column, direction = _CELLS - 1 - column, (_DIRECTIONS // 2 - direction) % _DIRECTIONS
    if turn & 2:
        row, direction = _CELLS - 1 - row, -direction % _DIRECTIONS
    if turn & 4:
        row, column, direction = column, row, (_DIRECTIONS // 4 - direction) % _DIRECTIONS
    found: NDArray[np.int64] = ((row * _CELLS + column) * _DIRECTIONS + direction).ravel()
    return found


@cache
def _code_order(turn: int) -> tuple[NDArray[np.int64], Bits]:
    """Return where each bit of the turned code comes from, and which of them change: signs of odd frequencies."""
    import numpy as np

    down, across = np.indices((_LOW, _LOW))
    change = np.zeros((_LOW, _LOW), np.uint8)
    if turn & 1:
        change ^= (across & 1).astype(np.uint8)
    if turn & 2:
        change ^= (down & 1).astype(np.uint8)
    if turn & 4:
        down, across = across, down
    return (down * _LOW + across).ravel(), change.ravel()
