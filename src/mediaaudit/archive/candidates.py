"""Which pictures of many are worth comparing: near whole-picture codes in any turn, or local features in common.

Of each picture a bounded number of candidates is held, in arrays: among thousands that all look alike (an archive's
weather maps, one photo with another number on each) those that come first in the order of comparing, which head the
clusters, and those that are likeliest. So a picture of a crowd is compared with few of it, and with the same ones as
the others are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass

from .features import Features, distinct, width_for
from .likeliest import FAR, Likeliest, Rows
from .near import near_codes
from .turns import INVERSE, MIRRORED, NONE, TURNS, turn_codes, turn_descriptors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .columns import Columns

    Bytes = NDArray[np.uint8]
    Integers = NDArray[np.int64]

COMMON = 4  # features that candidates have in common at least
PIECE = 20_000  # descriptors of other pictures that are looked at in one go


@dataclass(frozen=True, slots=True)
class Candidate:
    """A picture that another one may be a copy of: its place, the turns of that other one to try, and how likely."""

    place: int
    turns: tuple[int, ...]
    score: int  # higher the likelier, by features in common and then by how near the codes are

    @property
    def common(self) -> int:
        """The number of features in common, 0 where only the codes are near."""
        return self.score // FAR


class Candidates:
    """The candidates of many pictures, each held for the one of the two that is compared later."""

    def __init__(self, rows: Rows, ranks: Integers) -> None:
        """Take pairs of pictures, and for each picture when it is compared."""
        import numpy as np

        turned = ranks[rows.a] > ranks[rows.b]  # the second is the one whose turns are told
        owners, others = np.where(turned, rows.a, rows.b), np.where(turned, rows.b, rows.a)
        order = np.lexsort((others, owners))
        self._others = others[order].astype(np.int32)
        self._turns = np.where(turned, np.array(INVERSE, np.int8)[rows.turns], rows.turns)[order]
        self._scores = rows.scores[order]
        self._starts = np.searchsorted(owners[order], np.arange(len(ranks) + 1))
        self._paired = np.zeros(len(ranks), bool)
        self._paired[rows.a] = self._paired[rows.b] = True

    def __len__(self) -> int:
        """Return how many candidates are held, one for each turn."""
        return len(self._others)

    def __contains__(self, place: int) -> bool:
        """Say whether a picture is worth comparing with any, earlier or later."""
        return bool(self._paired[place])

    def of(self, place: int) -> Iterator[Candidate]:
        """Yield the candidates of a picture among those that are compared before it, by their places."""
        here = slice(int(self._starts[place]), int(self._starts[place + 1]))
        found: dict[int, list[tuple[int, int]]] = {}
        columns = (self._others[here].tolist(), self._turns[here].tolist(), self._scores[here].tolist())
        for other, turn, score in zip(*columns, strict=True):
            found.setdefault(other, []).append((turn, score))
        for other, rows in found.items():
            yield Candidate(other, tuple(sorted(turn for turn, _ in rows)), max(score for _, score in rows))


def find_candidates(columns: Columns) -> Candidates:
    """Return the pairs worth comparing."""
    import numpy as np

    order = columns.largest_first()
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    likeliest = Likeliest(ranks)
    for a, b, turn, scores in _by_code(columns, ranks):
        likeliest.add(a, b, turn, scores)
    for a, b, turn, common in _by_features(columns):
        likeliest.add(a, b, turn, common * FAR)
    return Candidates(likeliest.rows(), ranks)


def _by_code(columns: Columns, ranks: Integers) -> Iterator[tuple[Integers, Integers, int, Integers]]:
    """Yield two pictures, the first before the second, the turn of the second, and how near their codes are."""
    import numpy as np

    if not len(columns.shown):
        return
    by_rank = np.argsort(ranks[columns.shown])  # in a crowd the first codes are compared with all
    shown, codes = columns.shown[by_rank], np.ascontiguousarray(columns.codes[by_rank])
    for turn in TURNS:
        turned = None if turn == NONE else turn_codes(codes, turn)
        for first, second, distance in near_codes(codes, turned):
            a, b, score = shown[first], shown[second], FAR - 1 - distance
            before, after = a < b, a > b
            yield a[before], b[before], turn, score[before]
            yield b[after], a[after], INVERSE[turn], score[after]


def _by_features(columns: Columns) -> Iterator[tuple[Integers, Integers, int, Integers]]:
    """Yield two pictures, the first before the second, the turn of the second, and how many features they share."""
    width = width_for(len(columns.descriptors))
    for number, (descriptors, owners) in enumerate(columns.blocks()):
        features = Features(descriptors, owners, width)
        for others, their_owners in islice(columns.blocks(), number, None):
            for some, their_some in _pieces(others, their_owners):
                for turn in (NONE, MIRRORED):
                    a, b, common = _in_common(features, turn_descriptors(some, turn), their_some)
                    yield a, b, turn, common


def _pieces(descriptors: Bytes, owners: Integers) -> Iterator[tuple[Bytes, Integers]]:
    """Yield descriptors in pieces of whole pictures: those of one may match many thousands."""
    import numpy as np

    start = 0
    while start < len(owners):
        stop = int(np.searchsorted(owners, owners[min(start + PIECE, len(owners)) - 1], "right"))
        yield descriptors[start:stop], owners[start:stop]
        start = stop


def _in_common(features: Features, others: Bytes, owners: Integers) -> tuple[Integers, Integers, Integers]:
    """Return pictures of the features, later ones of the others, and the number of features that they have in common."""
    import numpy as np

    left, right = features.matches(others)
    one, two = features.owners[left], owners[right]
    in_order = one < two
    left, right, one, two = left[in_order], right[in_order], one[in_order], two[in_order]
    size = max(len(features.owners), len(owners))
    several = int(owners[-1]) + 1
    pairs = one * several + two
    # One dull feature of a picture may match many of another: each counts once, on either side.
    found, ours = distinct(pairs, left, size)
    _, theirs = distinct(pairs, right, size)
    common = np.minimum(ours, theirs)
    enough = common >= COMMON
    a, b = np.divmod(found[enough], several)
    return a, b, common[enough]
