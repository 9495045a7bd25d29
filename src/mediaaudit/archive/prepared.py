"""A signature unpacked for comparing: arrays in place of bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass
from mediaaudit.model.signature import DESCRIPTOR_BYTES, POINT_BYTES, Signature
from mediaaudit.readers.pictures.signature import decode_view

from .turns import turn_descriptors, turn_plane, turn_points

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready to be compared, perhaps turned: ``points`` are rows of x, y, scale in pixels of its view."""

    signature: Signature
    points: Plane
    descriptors: NDArray[np.uint8]
    turn: int = 0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the view, turned; 0 for a picture without one."""
        width, height = self.signature.view_size
        return (height, width) if self.turn & 4 else (width, height)

    @property
    def grey(self) -> Plane:
        """The view, turned. Made anew each time: of thousands of pictures only bytes are kept."""
        import numpy as np

        width, height = self.signature.view_size
        plane = np.frombuffer(decode_view(self.signature), np.uint8).reshape(height, width)
        return turn_plane(plane.astype(np.float32), self.turn)

    def turned(self, turn: int) -> Prepared:
        """Return the same of the turned picture; of one that is not turned yet."""
        if not turn:
            return self
        points = turn_points(self.points, self.signature.view_size, turn)
        return Prepared(self.signature, points, turn_descriptors(self.descriptors, turn), turn)


def prepare(signature: Signature) -> Prepared:
    """Return the arrays of a signature."""
    import numpy as np

    width, height = signature.view_size
    stored = np.frombuffer(signature.points, "<u2").reshape(-1, POINT_BYTES // 2)
    points = stored.astype(np.float32) * np.array([width / 65_535, height / 65_535, 1 / 256], np.float32)
    descriptors = np.frombuffer(signature.descriptors, np.uint8).reshape(-1, DESCRIPTOR_BYTES)
    return Prepared(signature, points, descriptors)
