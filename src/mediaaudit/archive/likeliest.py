"""Pairs of pictures as they are found, of which a bounded number is held.

All are held where there are few: up to ``ROOM``, or ``MEAN`` for each picture of a large archive. Where there are more,
many pictures look alike, and of each picture's pairs the ``FIRST`` and the ``LIKELIEST`` are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

FAR = 32  # what a feature in common counts for; the nearness of codes counts for less
FIRST = 32  # pairs of a picture that are held with those that are compared first
LIKELIEST = 32  # and with those of the highest score
ROOM = 500_000  # pairs: some ten megabytes, and five times that while they are looked through
MEAN = 32
TURNS = 8


@dataclass(frozen=True, slots=True)
class Rows:
    """Pairs: places ``a`` and ``b``, the turn of the second, and the score, the highest first found likeliest."""

    a: Integers
    b: Integers
    turns: NDArray[np.int8]
    scores: NDArray[np.int32]


class Likeliest:
    """Gathers pairs. Of too many a pair is kept if it is among the first or the likeliest of either of its pictures."""

    def __init__(self, ranks: Integers) -> None:
        """Take for each picture when it is compared."""
        self._ranks = ranks
        self._keys: list[Integers] = []
        self._scores: list[NDArray[np.int32]] = []
        self._new = 0

    def add(self, a: Integers, b: Integers, turn: int, scores: Integers) -> None:
        """Add pairs of a first picture and a second one in some turn."""
        import numpy as np

        self._keys.append((a * len(self._ranks) + b) * TURNS + turn)
        self._scores.append(scores.astype(np.int32))
        self._new += len(a)
        if self._new > max(ROOM, len(self._keys[0])):
            self._merge()

    def rows(self) -> Rows:
        """Return the pairs, each turn once, in order."""
        import numpy as np

        self._merge()
        pairs, turns = np.divmod(self._keys[0], TURNS)
        a, b = np.divmod(pairs, max(len(self._ranks), 1))
        return Rows(a, b, turns.astype(np.int8), self._scores[0])

    def _merge(self) -> None:
        """Bring what was gathered in order, each pair and turn once with its highest score, and let go of too many."""
        import numpy as np

        keys = np.concatenate([np.zeros(0, np.int64), *self._keys])
        scores = np.concatenate([np.zeros(0, np.int32), *self._scores])
        order = np.lexsort((-scores, keys))
        keys, scores = keys[order], scores[order]
        different = np.flatnonzero(np.diff(keys, prepend=-1))
        keys, scores = keys[different], scores[different]
        if len(keys) > max(ROOM, MEAN * len(self._ranks)):
            kept = self._kept(keys // TURNS, scores)
            keys, scores = keys[kept], scores[kept]
        self._keys, self._scores, self._new = [keys], [scores], 0

    def _kept(self, pairs: Integers, scores: NDArray[np.int32]) -> NDArray[np.bool_]:
        import numpy as np

        # The first in the order of comparing head the clusters that the others join.
        a, b = np.divmod(pairs, max(len(self._ranks), 1))
        kept = np.zeros(len(pairs), bool)
        for owners, others in ((a, b), (b, a)):
            ranks = self._ranks[others]
            kept |= _place_within(owners, np.lexsort((ranks, owners))) < FIRST
            kept |= _place_within(owners, np.lexsort((ranks, -scores, owners))) < LIKELIEST
        return kept


def _place_within(owners: Integers, order: Integers) -> Integers:
    """Return which one of its owner's each row is, in an order by owners."""
    import numpy as np

    ordered = owners[order]
    places = np.empty(len(owners), np.int64)
    places[order] = np.arange(len(owners)) - np.searchsorted(ordered, ordered)
    return places
