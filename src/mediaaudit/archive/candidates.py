"""Which pictures of many are worth comparing: near whole-picture codes in any turn, or local features in common.

Features are looked up by bands of 16 bits: two descriptors that differ in few bits agree in one band at least.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .near import near_codes
from .turns import MIRRORED, NONE, TURNS, turn_codes, turn_descriptors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .prepared import Prepared

    Bytes = NDArray[np.uint8]
    Integers = NDArray[np.int64]

NEAR = 16  # bits of 128 in which two descriptors of one point may differ
COMMON = 4  # features that candidates have in common at least
BANDS = 8
STRIDE = 37  # takes neighbouring bits of a descriptor, which tell the same, to different bands
CROWDED = 300  # descriptors of one band value beyond which it tells nothing
CHUNK = 2_000_000  # pairs of descriptors looked at in one go


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """Two pictures by their places, ``a`` before ``b``, and the turn of the second in which they may fit."""

    a: int
    b: int
    turn: int
    common: int  # features in common; 0 where the codes are near


def find_candidates(pictures: Sequence[Prepared]) -> list[Candidate]:
    """Return the pairs worth comparing, each turn once, in order."""
    found: dict[tuple[int, int, int], int] = dict.fromkeys(_by_code(pictures), 0)
    for turn in (NONE, MIRRORED):
        for a, b, common in _by_features(pictures, turn):
            found[a, b, turn] = max(common, found.get((a, b, turn), 0))
    return sorted(Candidate(a, b, turn, common) for (a, b, turn), common in found.items())


def _by_code(pictures: Sequence[Prepared]) -> Iterator[tuple[int, int, int]]:
    import numpy as np

    shown = np.array([place for place, picture in enumerate(pictures) if picture.grey.size], np.int64)
    if not len(shown):
        return
    codes = np.frombuffer(b"".join(pictures[place].signature.code for place in shown), np.uint8).reshape(-1, 32)
    for turn in TURNS:
        turned = None if turn == NONE else turn_codes(codes, turn)
        for first, second, _ in near_codes(codes, turned):
            for a, b in zip(shown[first].tolist(), shown[second].tolist(), strict=True):
                if a < b:
                    yield a, b, turn


def _by_features(pictures: Sequence[Prepared], turn: int) -> Iterator[tuple[int, int, int]]:
    """Yield pairs of pictures and the number of features that they have in common, the second turned."""
    import numpy as np

    owners = np.repeat(np.arange(len(pictures)), [len(picture.points) for picture in pictures])
    if not len(owners):
        return
    plain = np.concatenate([picture.descriptors for picture in pictures])
    turned = turn_descriptors(plain, turn)
    left, right = _matches(plain, turned, owners)
    pairs = owners[left] * len(pictures) + owners[right]
    # One dull feature of a picture may match many of another: each counts once, on either side.
    found, one = _distinct(pairs, left, len(plain))
    _, two = _distinct(pairs, right, len(plain))
    common = np.minimum(one, two)
    for pair, count in zip(found[common >= COMMON].tolist(), common[common >= COMMON].tolist(), strict=True):
        yield *divmod(pair, len(pictures)), count


def _distinct(pairs: Integers, places: Integers, size: int) -> tuple[Integers, Integers]:
    """Return the different pairs in order, and how many different places each has."""
    import numpy as np

    return np.unique(np.unique(pairs * size + places) // size, return_counts=True)


def _matches(plain: Bytes, turned: Bytes, owners: Integers) -> tuple[Integers, Integers]:
    """Return the places of near descriptors, the second turned, of pictures in order."""
    import numpy as np

    keys, others = _bands(plain), _bands(turned)
    lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for band in range(BANDS):
        for here, there in _same_band(keys[:, band], others[:, band]):
            in_order = owners[here] < owners[there]
            left, right = here[in_order], there[in_order]
            kept = np.bitwise_count(plain[left].view("<u8") ^ turned[right].view("<u8")).sum(axis=1) <= NEAR
            for earlier in range(band):  # a pair of descriptors counts once
                kept &= keys[left, earlier] != others[right, earlier]
            lefts.append(left[kept])
            rights.append(right[kept])
    return np.concatenate(lefts), np.concatenate(rights)


def _bands(descriptors: Bytes) -> NDArray[np.uint16]:
    """Return the eight 16-bit band values of each packed descriptor."""
    import numpy as np

    order = (np.arange(128) * STRIDE) % 128
    mixed = np.packbits(np.unpackbits(descriptors, axis=1)[:, order], axis=1)
    return np.ascontiguousarray(mixed).view("<u2")


def _same_band(keys: NDArray[np.uint16], others: NDArray[np.uint16]) -> Iterator[tuple[Integers, Integers]]:
    """Yield all pairs of places with the same value, in pieces of ``CHUNK`` or so."""
    import numpy as np

    order = np.argsort(others, kind="stable")
    ordered = others[order]
    first = np.searchsorted(ordered, keys, "left")
    sizes = np.searchsorted(ordered, keys, "right") - first
    sizes[sizes > CROWDED] = 0
    ends = np.cumsum(sizes)
    cuts: list[int] = np.searchsorted(ends, np.arange(0, int(ends[-1]) + 1, CHUNK), "left").tolist()
    for start, stop in zip(cuts, [*cuts[1:], len(keys)], strict=True):
        some = sizes[start:stop]
        left = np.repeat(np.arange(start, stop), some)
        within = np.arange(int(some.sum())) - np.repeat(np.cumsum(some) - some, some)
        yield left, order[np.repeat(first[start:stop], some) + within]
