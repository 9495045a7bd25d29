"""A signature unpacked for comparing: arrays in place of bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass
from mediaaudit.model.signature import DESCRIPTOR_BYTES, POINT_BYTES, Signature

from .turns import turn_descriptors, turn_plane, turn_points

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready to be compared: ``grey`` is its view, ``points`` rows of x, y, scale in pixels of it."""

    signature: Signature
    grey: Plane
    points: Plane
    descriptors: NDArray[np.uint8]

    def turned(self, turn: int) -> Prepared:
        """Return the same of the turned picture."""
        if not turn:
            return self
        return Prepared(
            self.signature,
            turn_plane(self.grey, turn),
            turn_points(self.points, self.signature.grey_size, turn),
            turn_descriptors(self.descriptors, turn),
        )


def prepare(signature: Signature) -> Prepared:
    """Return the arrays of a signature."""
    import numpy as np

    width, height = signature.grey_size
    grey = np.frombuffer(signature.grey, np.uint8).reshape(height, width).astype(np.float32)
    stored = np.frombuffer(signature.points, "<u2").reshape(-1, POINT_BYTES // 2)
    points = stored.astype(np.float32) * np.array([width / 65_535, height / 65_535, 1 / 256], np.float32)
    descriptors = np.frombuffer(signature.descriptors, np.uint8).reshape(-1, DESCRIPTOR_BYTES)
    return Prepared(signature, grey, points, descriptors)
