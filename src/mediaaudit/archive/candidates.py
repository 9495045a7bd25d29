"""Which pictures of many are worth comparing: near whole-picture codes in any turn, or local features in common."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass

from .features import Features, distinct, width_for
from .near import near_codes
from .turns import MIRRORED, NONE, TURNS, turn_codes, turn_descriptors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .columns import Columns

    Bytes = NDArray[np.uint8]
    Integers = NDArray[np.int64]

COMMON = 4  # features that candidates have in common at least


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two pictures by their places, ``a`` before ``b``, and the turn of the second in which they may fit."""

    a: int
    b: int
    turn: int
    common: int  # features in common; 0 where the codes are near


def find_candidates(columns: Columns) -> list[Candidate]:
    """Return the pairs worth comparing, each turn once, in order."""
    found: dict[tuple[int, int, int], int] = dict.fromkeys(_by_code(columns), 0)
    for a, b, turn, common in _by_features(columns):
        found[a, b, turn] = max(common, found.get((a, b, turn), 0))
    return [Candidate(*place, common) for place, common in sorted(found.items())]


def _by_code(columns: Columns) -> Iterator[tuple[int, int, int]]:
    shown, codes = columns.shown, columns.codes
    if not len(shown):
        return
    for turn in TURNS:
        turned = None if turn == NONE else turn_codes(codes, turn)
        for first, second, _ in near_codes(codes, turned):
            for a, b in zip(shown[first].tolist(), shown[second].tolist(), strict=True):
                if a < b:
                    yield a, b, turn


def _by_features(columns: Columns) -> Iterator[tuple[int, int, int, int]]:
    """Yield two pictures, the turn of the second, and the number of features that they have in common."""
    width = width_for(len(columns.descriptors))
    for number, (descriptors, owners) in enumerate(columns.blocks()):
        features = Features(descriptors, owners, width)
        for others, their_owners in islice(columns.blocks(), number, None):
            for turn in (NONE, MIRRORED):
                for a, b, common in _in_common(features, turn_descriptors(others, turn), their_owners):
                    yield a, b, turn, common


def _in_common(features: Features, others: Bytes, owners: Integers) -> Iterator[tuple[int, int, int]]:
    """Yield a picture of the features, a later one of the others, and the number of features that they have in common."""
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
    for pair, count in zip(found[enough].tolist(), common[enough].tolist(), strict=True):
        yield *divmod(pair, several), count
