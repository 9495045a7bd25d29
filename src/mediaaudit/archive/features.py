"""Local features that pictures have in common, looked up by bands of 16 bits.

Two descriptors that differ in few of their 128 bits agree in all 16 of some band, mostly: at 16 bits apart nine times
in ten, and a picture has many features.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Integers = NDArray[np.int64]
    Keys = NDArray[np.uint16]

NEAR = 16  # bits of 128 in which two descriptors of one point may differ
BANDS = 8
VALUES = 1 << 16
STRIDE = 37  # takes neighbouring bits of a descriptor, which tell the same, to different bands
CROWDED = 300  # descriptors of one band value beyond which it tells nothing,
CROWD = 8  # or so many times the mean, where that is more
CHUNK = 2_000_000  # pairs of descriptors looked at in one go
PIECE = 262_144  # descriptors unpacked in one go


class Features:
    """Descriptors of many pictures (rows of 16 bytes), the picture of each, and their order in each band."""

    def __init__(self, descriptors: Bytes, owners: Integers) -> None:
        """Take the descriptors and the numbers of their pictures."""
        self.descriptors = descriptors
        self.owners = owners
        self._keys = band_values(descriptors)
        self._sorted: dict[int, tuple[NDArray[np.int32], Integers]] = {}

    def matches(self, others: Bytes) -> tuple[Integers, Integers]:
        """Return places of near descriptors: of ours, and of the others. A pair is told once."""
        import numpy as np

        theirs = band_values(others)
        lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for band in range(BANDS):
            for here, there in self._meetings(band, theirs[:, band]):
                bits = np.bitwise_count(self.descriptors[here].view("<u8") ^ others[there].view("<u8"))
                near = np.flatnonzero(bits[:, 0] + bits[:, 1] <= NEAR)
                left, right = here[near].astype(np.int64), there[near]
                new = (self._keys[left, :band] != theirs[right, :band]).all(axis=1)
                lefts.append(left[new])
                rights.append(right[new])
        return np.concatenate(lefts), np.concatenate(rights)

    def _meetings(self, band: int, values: Keys) -> Iterator[tuple[Integers, Integers]]:
        """Yield places, of ours and of the others, with the same value in a band, in pieces."""
        import numpy as np

        if band not in self._sorted:
            key = self._keys[:, band]
            starts = np.zeros(VALUES + 1, np.int64)
            np.cumsum(np.bincount(key, minlength=VALUES), out=starts[1:])
            self._sorted[band] = np.argsort(key, kind="stable").astype(np.int32), starts
        order, starts = self._sorted[band]
        first = starts[values]
        sizes = starts[values.astype(np.int64) + 1] - first
        sizes[sizes > max(CROWDED, CROWD * len(order) // VALUES)] = 0
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        cuts: list[int] = np.searchsorted(ends, np.arange(0, total + 1, CHUNK), "left").tolist()
        for start, stop in zip(cuts, [*cuts[1:], len(values)], strict=True):
            some = sizes[start:stop]
            within = np.arange(int(some.sum())) - np.repeat(np.cumsum(some) - some, some)
            yield order[np.repeat(first[start:stop], some) + within], np.repeat(np.arange(start, stop), some)


def band_values(descriptors: Bytes) -> Keys:
    """Return the eight 16-bit band values of each packed descriptor."""
    import numpy as np

    order = (np.arange(128) * STRIDE) % 128
    found = np.empty((len(descriptors), 16), np.uint8)
    for start in range(0, len(descriptors), PIECE):
        bits = np.unpackbits(descriptors[start : start + PIECE], axis=1)
        found[start : start + PIECE] = np.packbits(bits[:, order], axis=1)
    return found.view("<u2")


def distinct(pairs: Integers, places: Integers, size: int) -> tuple[Integers, Integers]:
    """Return the different pairs in order, and how many different places (below ``size``) each has."""
    import numpy as np

    return np.unique(np.unique(pairs * size + places) // size, return_counts=True)
