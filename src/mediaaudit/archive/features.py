"""Local features that pictures have in common, looked up by bands of 16 bits, of more where there are millions.

Two descriptors that differ in few of their 128 bits agree in all 16 of some band, mostly: at 16 bits apart nine times
in ten, and a picture has many features. Among many descriptors wider bands keep the number that agree by chance from
growing with it; they overlap, so that there are as many of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Integers = NDArray[np.int64]
    Keys = NDArray[np.uint32]

NEAR = 16  # bits of 128 in which two descriptors of one point may differ
BANDS = 8
NARROW, WIDE = 16, 22  # bits of a band
CHANCE = 5  # two to the power of it descriptors agree with one by chance in a band, at most
STRIDE = 37  # takes neighbouring bits of a descriptor, which tell the same, to different bands
CROWDED = 300  # descriptors of one band value beyond which it tells nothing,
CROWD = 8  # or so many times the mean, where that is more
CHUNK = 500_000  # pairs of descriptors looked at in one go
PIECE = 65_536  # descriptors unpacked in one go


class Features:
    """Descriptors of many pictures (rows of 16 bytes), the picture of each, and their order in each band."""

    def __init__(self, descriptors: Bytes, owners: Integers, width: int) -> None:
        """Take the descriptors, the numbers of their pictures, and the bits of a band (see ``width_for``)."""
        self.descriptors = descriptors
        self.owners = owners
        self._width = width
        self._keys = band_values(descriptors, width)
        self._sorted: dict[int, tuple[NDArray[np.int32], NDArray[np.int32]]] = {}

    def matches(self, others: Bytes) -> tuple[Integers, Integers]:
        """Return places of near descriptors: of ours, and of the others. A pair is told once."""
        import numpy as np

        theirs = band_values(others, self._width)
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

        size = 1 << self._width
        if band not in self._sorted:
            key = self._keys[:, band]
            starts = np.zeros(size + 1, np.int32)
            np.cumsum(np.bincount(key, minlength=size), out=starts[1:])
            self._sorted[band] = np.argsort(key, kind="stable").astype(np.int32), starts
        order, starts = self._sorted[band]
        first = starts[values].astype(np.int64)
        sizes = starts[values.astype(np.int64) + 1] - first
        sizes[sizes > max(CROWDED, CROWD * len(order) // size)] = 0
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        cuts: list[int] = np.searchsorted(ends, np.arange(0, total + 1, CHUNK), "left").tolist()
        for start, stop in zip(cuts, [*cuts[1:], len(values)], strict=True):
            some = sizes[start:stop]
            within = np.arange(int(some.sum())) - np.repeat(np.cumsum(some) - some, some)
            yield order[np.repeat(first[start:stop], some) + within], np.repeat(np.arange(start, stop), some)


def width_for(total: int) -> int:
    """Return the bits that a band should have among so many descriptors."""
    return min(max(NARROW, total.bit_length() - CHANCE), WIDE)


def band_values(descriptors: Bytes, width: int = NARROW) -> Keys:
    """Return the eight band values of each packed descriptor, of ``width`` bits (16 to 32)."""
    import numpy as np

    order = (np.arange(128) * STRIDE) % 128
    mixed = np.empty((len(descriptors), 16), np.uint8)
    for start in range(0, len(descriptors), PIECE):
        bits = np.unpackbits(descriptors[start : start + PIECE], axis=1)
        mixed[start : start + PIECE] = np.packbits(bits[:, order], axis=1)
    bands: Keys = mixed.view("<u2").astype(np.uint32)
    # A wide band goes on with the first bits of the next one.
    wide: Keys = np.bitwise_or(bands << (width - NARROW), np.roll(bands, -1, axis=1) >> (2 * NARROW - width))
    return wide


def distinct(pairs: Integers, places: Integers, size: int) -> tuple[Integers, Integers]:
    """Return the different pairs in order, and how many different places (below ``size``) each has."""
    import numpy as np

    return np.unique(np.unique(pairs * size + places) // size, return_counts=True)
