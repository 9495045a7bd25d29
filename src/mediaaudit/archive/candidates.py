"""Which pictures of many are worth comparing: near whole-picture codes in any turn, or local features in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass

from .features import Features, distinct
from .near import near_codes
from .turns import MIRRORED, NONE, TURNS, turn_codes, turn_descriptors

if TYPE_CHECKING:
    from .prepared import Prepared

COMMON = 4  # features that candidates have in common at least


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two pictures by their places, ``a`` before ``b``, and the turn of the second in which they may fit."""

    a: int
    b: int
    turn: int
    common: int  # features in common; 0 where the codes are near


def find_candidates(pictures: Sequence[Prepared]) -> list[Candidate]:
    """Return the pairs worth comparing, each turn once, in order."""
    found: dict[tuple[int, int, int], int] = dict.fromkeys(_by_code(pictures), 0)
    for a, b, turn, common in _by_features(pictures):
        found[a, b, turn] = max(common, found.get((a, b, turn), 0))
    return [Candidate(*place, common) for place, common in sorted(found.items())]


def _by_code(pictures: Sequence[Prepared]) -> Iterator[tuple[int, int, int]]:
    import numpy as np

    shown = np.array([place for place, picture in enumerate(pictures) if all(picture.size)], np.int64)
    if not len(shown):
        return
    codes = np.frombuffer(b"".join(pictures[place].signature.code for place in shown), np.uint8).reshape(-1, 32)
    for turn in TURNS:
        turned = None if turn == NONE else turn_codes(codes, turn)
        for first, second, _ in near_codes(codes, turned):
            for a, b in zip(shown[first].tolist(), shown[second].tolist(), strict=True):
                if a < b:
                    yield a, b, turn


def _by_features(pictures: Sequence[Prepared]) -> Iterator[tuple[int, int, int, int]]:
    """Yield two pictures, the turn of the second, and the number of features that they have in common."""
    import numpy as np

    owners = np.repeat(np.arange(len(pictures)), [len(picture.points) for picture in pictures])
    if not len(owners):
        return
    features = Features(np.concatenate([picture.descriptors for picture in pictures]), owners)
    for turn in (NONE, MIRRORED):
        left, right = features.matches(turn_descriptors(features.descriptors, turn))
        in_order = owners[left] < owners[right]
        left, right = left[in_order], right[in_order]
        pairs = owners[left] * len(pictures) + owners[right]
        # One dull feature of a picture may match many of another: each counts once, on either side.
        found, one = distinct(pairs, left, len(owners))
        _, two = distinct(pairs, right, len(owners))
        common = np.minimum(one, two)
        enough = common >= COMMON
        for pair, count in zip(found[enough].tolist(), common[enough].tolist(), strict=True):
            yield *divmod(pair, len(pictures)), turn, count
