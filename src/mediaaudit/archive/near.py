"""All pairs of 256-bit codes that differ in few bits, by bands (M. Norouzi et al., "Fast Exact Search in Hamming Space", 2014).

A code is cut into 16 bands of 16 bits. Two codes that differ in at most 31 bits differ in at most one bit of at least
one band: so codes of the same band value are compared, and of values one bit apart, and no pair is missed.

That takes time with the square of codes that are all near each other. A code that has very many to be compared with in
a band is compared with a few: the first ones of each value, and those next to it in the order of the bands that follow,
for nearly equal codes stand side by side in the order of most bands. So pairs are missed in a crowd, but none of the
first with the others, and hardly one of the nearest.
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
    Words = NDArray[np.uint64]
    Found = tuple[Integers, Integers, Integers]

RADIUS = 31  # the farthest that 16 bands with one bit of error reach; PDQ's authors advise the same
BANDS = 16
VALUES = 1 << 16
CHUNK = 500_000  # pairs looked at in one go: about 25 MB
CROWDED = 600  # codes to be compared with in one band beyond which only some are,
CROWD = 8  # or so many times the mean, where that is more:
FIRST = 48  # the first ones of the same value,
NEXT = 4  # the first ones of each value one bit apart,
BESIDE = 24  # and so many of the same value before and after it by the three bands that follow


def near_codes(codes: Bytes, others: Bytes | None = None, radius: int = RADIUS) -> Iterator[Found]:
    """Yield places in ``codes``, places in ``others`` and distances of the pairs within ``radius`` (0 to 31), in pieces.

    Codes are rows of 32 bytes. Without ``others`` the codes are compared with each other: each pair once, the smaller
    place first. Each pair is yielded once, where there is no crowd.
    """
    import numpy as np

    if not 0 <= radius <= RADIUS:
        raise ValueError(f"a radius of {radius} is beyond what the bands promise")
    same = others is None
    left = _Side(codes)
    right = left if others is None else _Side(others)
    crowded = False
    for band in range(BANDS):
        left.sort(band)
        if not same:
            right.sort(band)
        crowded = crowded or bool(right.crowds.any())
        for a, b in _meetings(left, right, same=same):
            near = _within(left.sorted_words, right.sorted_words, a, b, radius)
            one, two = left.order[a[near]], right.order[b[near]]
            if not crowded:  # else an earlier band may not have told of it
                first = _first_band(left.keys[one], right.keys[two]) == band
                one, two = one[first], two[first]
            distance = np.bitwise_count(left.words[one] ^ right.words[two]).sum(axis=1, dtype=np.int64)
            yield (np.minimum(one, two), np.maximum(one, two), distance) if same else (one, two, distance)


class _Side:
    """Codes, and their order by the values of one band."""

    def __init__(self, codes: Bytes) -> None:
        import numpy as np

        codes = np.ascontiguousarray(codes)
        self.words: Words = codes.view("<u8")
        self.keys = band_keys(codes)

    def sort(self, band: int) -> None:
        """Bring the codes in the order of a band's values."""
        import numpy as np

        key = self.keys[:, band]
        self.order: Integers = np.argsort(key, kind="stable")
        self.sorted_key = key[self.order].astype(np.int64)
        self.sorted_words = [np.ascontiguousarray(self.words[:, word][self.order]) for word in range(4)]
        self.starts: Integers = np.searchsorted(self.sorted_key, np.arange(VALUES + 1))
        self._band = band
        sizes = np.diff(self.starts)
        values = np.arange(VALUES)
        sizes = sizes + sum(sizes[values ^ (1 << bit)] for bit in range(16))
        self.crowds: NDArray[np.bool_] = sizes > max(CROWDED, CROWD * 17 * len(self.order) // VALUES)
        if self.crowds.any():
            keys = self.long_keys(np.arange(len(self.order)))
            self.by_key: Integers = np.argsort(keys, kind="stable")
            self.ordered_keys = keys[self.by_key]

    def long_keys(self, rows: Integers) -> Words:
        """Return the values of this band and the three that follow, of places in sorted order."""
        import numpy as np

        bands = [(self._band + more) % BANDS for more in (3, 2, 1, 0)]  # the last is the highest of a number
        found: Words = np.ascontiguousarray(self.keys[self.order[rows]][:, bands]).view("<u8")[:, 0]
        return found


def band_keys(codes: Bytes) -> Keys:
    """Return the 16 band values of each code."""
    keys: Keys = _mixed(codes).view("<u2")
    return keys


def near_values(code: bytes) -> list[int]:
    """Return the band values that codes within ``RADIUS`` of a code have one of: its own, and those one bit apart.

    The value of band ``n`` is told as ``n * VALUES`` plus the value.
    """
    import numpy as np

    keys = band_keys(np.frombuffer(code, np.uint8)[None])[0].tolist()
    exact = [band * VALUES + key for band, key in enumerate(keys)]
    return [*exact, *(value ^ (1 << bit) for value in exact for bit in range(16))]


def _mixed(codes: Bytes) -> Bytes:
    """Return the codes with their bits in another order; in pieces, for bits take eight times the room.

    Neighbouring bits tell much the same: bands of bits from all over are less crowded.
    """
    import numpy as np

    order = (np.arange(256) * 75) % 256
    mixed = np.empty_like(codes)
    for start in range(0, len(codes), 65_536):
        piece = codes[start : start + 65_536]
        mixed[start : start + 65_536] = np.packbits(np.unpackbits(piece, axis=1)[:, order], axis=1)
    return mixed


def _meetings(left: _Side, right: _Side, *, same: bool) -> Iterator[tuple[Integers, Integers]]:
    """Yield places in sorted order of codes whose band values are equal or one bit apart."""
    import numpy as np

    key = left.sorted_key
    crowd = right.crowds[key]
    for flip in (0, *(1 << bit for bit in range(16))):
        other = key ^ flip
        full = ~crowd
        if same and flip:  # each pair from one side, but where the other one is in a crowd
            full &= (key & flip == 0) | right.crowds[other]
        rows = np.flatnonzero(full)
        first = rows + 1 if same and not flip else right.starts[other[rows]]
        yield from _ranges(rows, first, right.starts[other[rows] + 1])
    if crowd.any():
        for a, b in _in_crowd(left, right, np.flatnonzero(crowd)):
            apart = a != b if same else slice(None)
            yield a[apart], b[apart]


def _in_crowd(left: _Side, right: _Side, rows: Integers) -> Iterator[tuple[Integers, Integers]]:
    """Yield places in sorted order of some codes, and of the first and of the nearest in the crowd around each."""
    import numpy as np

    key = left.sorted_key[rows]
    for flip in (0, *(1 << bit for bit in range(16))):
        start, stop = right.starts[key ^ flip], right.starts[(key ^ flip) + 1]
        yield from _ranges(rows, start, np.minimum(start + (NEXT if flip else FIRST), stop))
    start, stop = right.starts[key], right.starts[key + 1]
    at = np.searchsorted(right.ordered_keys, left.long_keys(rows))
    for a, b in _ranges(rows, np.maximum(at - BESIDE, start), np.minimum(at + BESIDE, stop)):
        yield a, right.by_key[b]


def _ranges(rows: Integers, first: Integers, last: Integers) -> Iterator[tuple[Integers, Integers]]:
    """Yield each row with every place from its first to before its last, in pieces."""
    import numpy as np

    sizes = last - first
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    cuts = np.searchsorted(ends, np.arange(CHUNK, total + CHUNK, CHUNK), "left") + 1
    start = 0
    for stop in np.unique(np.minimum(cuts, len(rows))).tolist():
        some = sizes[start:stop]
        shift = first[start:stop] - (ends[start:stop] - some)
        base = int(ends[start] - sizes[start])
        count = int(some.sum())
        yield np.repeat(rows[start:stop], some), np.repeat(shift, some) + np.arange(base, base + count)
        start = stop


def _within(left: list[Words], right: list[Words], a: Integers, b: Integers, radius: int) -> Integers:
    """Return which pairs differ in at most ``radius`` bits: half of the bits rule out nearly all that do not."""
    import numpy as np

    bits = np.bitwise_count(left[0][a] ^ right[0][b])
    bits += np.bitwise_count(left[1][a] ^ right[1][b])
    kept = np.flatnonzero(bits <= radius)
    bits = bits[kept].astype(np.int64)
    for word in (2, 3):
        bits += np.bitwise_count(left[word][a[kept]] ^ right[word][b[kept]])
    found: Integers = kept[bits <= radius]
    return found


def _first_band(one: Keys, two: Keys) -> Integers:
    """Return the first band in which codes differ in at most one bit."""
    import numpy as np

    found: Integers = (np.bitwise_count(one ^ two) <= 1).argmax(axis=1)
    return found
