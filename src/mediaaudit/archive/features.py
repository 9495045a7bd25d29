"""Local features that pictures have in common, looked up by bands of 16 bits, of more where there are millions.

Two descriptors that differ in few of their 128 bits agree in all 16 of some band, mostly: at 16 bits apart nine times
in ten, and a picture has many features. Among many descriptors wider bands keep the number that agree by chance from
growing with it; they overlap, so that there are as many of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Integers = NDArray[np.int64]
    Words = NDArray[np.uint16]
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

    def matches(self, others: Bytes) -> tuple[Integers, Integers]:
        """Return places of near descriptors: of ours, and of the others. A pair is told once."""
        import numpy as np

        words = _words(others)
        lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for band in range(BANDS):
            for here, there in self._meetings(band, _values(words, band, self._width)):
                bits = np.bitwise_count(self.descriptors[here].view("<u8") ^ others[there].view("<u8"))
                near = np.flatnonzero(bits[:, 0] + bits[:, 1] <= NEAR)
                left, right = here[near].astype(np.int64), there[near]
                new = self._first_meeting(band, self.descriptors[left], words[right])
                lefts.append(left[new])
                rights.append(right[new])
        return np.concatenate(lefts), np.concatenate(rights)

    def _first_meeting(self, band: int, ours: Bytes, theirs: Words) -> NDArray[np.bool_]:
        """Return which of the pairs do not agree in an earlier band."""
        import numpy as np

        mine, new = _words(ours), np.ones(len(ours), bool)
        for earlier in range(band):
            new &= _values(mine, earlier, self._width) != _values(theirs, earlier, self._width)
        return new

    def _meetings(self, band: int, values: Keys) -> Iterator[tuple[Integers, Integers]]:
        """Yield places, of ours and of the others, with the same value in a band, in pieces."""
        import numpy as np

        order, starts = self._orders[band]
        first = starts[values].astype(np.int64)
        sizes = starts[values.astype(np.int64) + 1] - first
        sizes[sizes > max(CROWDED, CROWD * len(order) >> self._width)] = 0
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        cuts: list[int] = np.searchsorted(ends, np.arange(0, total + 1, CHUNK), "left").tolist()
        for start, stop in zip(cuts, [*cuts[1:], len(values)], strict=True):
            some = sizes[start:stop]
            within = np.arange(int(some.sum())) - np.repeat(np.cumsum(some) - some, some)
            yield order[np.repeat(first[start:stop], some) + within], np.repeat(np.arange(start, stop), some)

    @cached_property
    def _orders(self) -> list[tuple[NDArray[np.int32], NDArray[np.int32]]]:
        """For each band the places by its value, and where each value begins."""
        import numpy as np

        words, found = _words(self.descriptors), []
        for band in range(BANDS):
            values = _values(words, band, self._width)
            starts = np.zeros((1 << self._width) + 1, np.int32)
            np.cumsum(np.bincount(values, minlength=1 << self._width), out=starts[1:])
            found.append((np.argsort(values, kind="stable").astype(np.int32), starts))
        return found


def width_for(total: int) -> int:
    """Return the bits that a band should have among so many descriptors."""
    return min(max(NARROW, total.bit_length() - CHANCE), WIDE)


def _words(descriptors: Bytes) -> Words:
    """Return packed descriptors as eight words of 16 bits each, their bits mixed."""
    import numpy as np

    order = (np.arange(128) * STRIDE) % 128
    mixed = np.empty((len(descriptors), 16), np.uint8)
    for start in range(0, len(descriptors), PIECE):
        bits = np.unpackbits(descriptors[start : start + PIECE], axis=1)
        mixed[start : start + PIECE] = np.packbits(bits[:, order], axis=1)
    words: Words = mixed.view("<u2")
    return words


def _values(words: Words, band: int, width: int) -> Keys:
    """Return the values of a band of ``width`` bits (16 to 32): a word, and the first bits of the next one."""
    import numpy as np

    values: Keys = np.left_shift(words[:, band], width - NARROW, dtype=np.uint32)
    values |= words[:, (band + 1) % BANDS] >> (2 * NARROW - width)
    return values


def distinct(pairs: Integers, places: Integers, size: int) -> tuple[Integers, Integers]:
    """Return the different pairs in order, and how many different places (below ``size``) each has."""
    import numpy as np

    return np.unique(np.unique(pairs * size + places) // size, return_counts=True)
