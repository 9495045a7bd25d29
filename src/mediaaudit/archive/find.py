"""All duplicates among many pictures: each is compared with few of its candidates, the rest follows.

Pictures are taken the largest first. A picture that is a copy of one of a cluster lies in it at a known place, so what
it has to do with the cluster's other pictures is a matter of geometry, and a picture that was used a hundred times
costs a hundred comparisons, not five thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.duplicates import DUPLICATES, Duplicates, Pair, Side
from mediaaudit.model.signature import Signature

from .candidates import Candidate, find_candidates
from .columns import Columns, columns_of
from .compare import Verdict, compare, compare_at
from .describe import Marks, describe
from .geometry import compose, covers, invert
from .groups import form_groups
from .prepared import Prepared, prepare
from .turns import INVERSE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Affine = NDArray[np.float64]

Told = Callable[[int], object]

TRIES = 2  # pictures of a cluster that a candidate is compared with before it is given up

AT_HAND = 1024  # pictures that are kept ready to be compared: some thirty megabytes

CLUSTERS = 12  # clusters that a picture is compared with, those with most features in common


def find_duplicates(signatures: Sequence[Signature], *, told: Told | None = None) -> Duplicates:
    """Return the pairs among the pictures that have to do with each other, and the groups of duplicates.

    Of each picture little is held in memory: ``signatures`` may be read from disk each time that one is asked for.
    ``told`` is called with 1 for each picture that is done.
    """
    columns = columns_of(signatures)
    sweep = _Sweep(signatures, columns)
    for place in columns.largest_first():
        sweep.add(place)
        if told:
            told(1)
    pairs = tuple(sorted(sweep.pairs(), key=lambda pair: (pair.a, pair.b)))
    return Duplicates(pairs=pairs, groups=form_groups(pairs, signatures))


@dataclass(frozen=True, slots=True)
class _Member:
    """Where a picture lies in the first one of its cluster (a map of shares), how sure that is, and its tone beside it."""

    root: int
    place: Affine
    distance: float
    recoloured: bool


class _Sweep:
    def __init__(self, signatures: Sequence[Signature], columns: Columns) -> None:
        self._signatures = signatures
        self._contents = columns.contents
        self._prepared = lru_cache(AT_HAND)(self._prepare)
        self._near: dict[int, dict[int, list[Candidate]]] = {}
        for candidate in find_candidates(columns):
            self._near.setdefault(candidate.a, {}).setdefault(candidate.b, []).append(candidate)
            self._near.setdefault(candidate.b, {}).setdefault(candidate.a, []).append(candidate)
        self._twins = columns.twins()
        self._same: dict[bytes, int] = {}
        self._members: dict[int, _Member] = {}
        self._clusters: dict[int, list[int]] = {}
        self._compared: dict[tuple[int, int], Verdict] = {}
        self._framed: set[int] = set()
        self._painted: set[int] = set()

    def _prepare(self, place: int) -> Prepared:
        return prepare(self._signatures[place])

    def add(self, place: int) -> None:
        """Compare a picture with the clusters it may belong to, and put it into the one it fits best."""
        import numpy as np

        if place in self._twins:
            twin = self._same.setdefault(self._contents[place], place)
            if twin != place:
                verdict = Verdict("identical", 0.0, "", np.eye(2, 3))
                self._compared[twin, place] = verdict
                self._join(place, [(twin, verdict)])
                return
        elif place not in self._near:
            return
        self._join(place, list(self._matches(place)))

    def _matches(self, place: int) -> Iterator[tuple[int, Verdict]]:
        """Yield a picture of each cluster that this one is a copy of, and the verdict on the two."""
        by_cluster: dict[int, list[tuple[bool, int, int]]] = {}
        for other, found in self._near.get(place, {}).items():
            if other in self._members:
                root = self._members[other].root
                by_cluster.setdefault(root, []).append((other != root, -max(each.common for each in found), other))
        likeliest = sorted(by_cluster.values(), key=lambda options: min(common for _, common, _ in options))
        for options in likeliest[:CLUSTERS]:
            for _, _, other in sorted(options)[:TRIES]:
                verdict = self._compare(other, place)
                if verdict.relation == "copy":
                    yield other, verdict
                    break

    def _compare(self, other: int, place: int) -> Verdict:
        found = self._near[place][other]
        turns = sorted({each.turn if each.b == place else INVERSE[each.turn] for each in found})
        verdict = compare(self._prepared(other), self._prepared(place), turns)
        self._compared[other, place] = verdict
        if verdict.marks.framed:
            self._framed.add(other if verdict.marks.framed == "a" else place)
        if verdict.marks.overlaid:
            self._painted.add(other if verdict.marks.overlaid == "a" else place)
        return verdict

    def _join(self, place: int, matches: list[tuple[int, Verdict]]) -> None:
        """Put a picture into the cluster it fits best, and the other clusters it fits into that one."""
        import numpy as np

        matches.sort(key=lambda match: (match[1].distance, match[0]))
        if not matches:
            self._members[place] = _Member(place, np.eye(2, 3), 0.0, recoloured=False)
            self._clusters[place] = [place]
            return
        (other, verdict), *more = matches
        known = self._members[other]
        distance = max(known.distance, verdict.distance)
        recoloured = known.recoloured != verdict.marks.recoloured
        here = compose(known.place, verdict.lies)
        self._members[place] = _Member(known.root, here, distance, recoloured)
        self._clusters[known.root].append(place)
        for another, found in more:
            sure = not (verdict.marks.overlaid or found.marks.overlaid)
            self._merge(place, another, found, sure=sure)

    def _merge(self, place: int, other: int, verdict: Verdict, *, sure: bool) -> None:
        """Bring the cluster of another picture into that of ``place``; unless ``sure``, their first ones must agree."""
        here, there = self._members[place], self._members[other]
        if here.root == there.root:
            return
        # The other root in the first one: by way of the other picture, and of this one.
        bridge = compose(here.place, compose(invert(verdict.lies), invert(there.place)))
        if not sure and covers(bridge):
            check = compare_at(self._prepared(here.root), self._prepared(there.root), bridge)
            if check.relation != "copy":
                return
        for member in self._clusters.pop(there.root):
            old = self._members[member]
            distance = max(old.distance, verdict.distance)
            recoloured = (old.recoloured != there.recoloured) != (verdict.marks.recoloured != here.recoloured)
            self._members[member] = _Member(here.root, compose(bridge, old.place), distance, recoloured)
            self._clusters[here.root].append(member)

    def pairs(self) -> Iterator[Pair]:
        """Yield all pairs that have to do with each other: compared ones, and those that follow within a cluster."""
        for (other, place), verdict in self._compared.items():
            if verdict.relation in DUPLICATES or verdict.relation == "different":
                continue
            if self._members[other].root != self._members[place].root:
                yield self._pair(other, place, verdict)
        for members in self._clusters.values():
            for number, second in enumerate(members):
                for first in members[:number]:
                    seen = self._compared.get((first, second))
                    known = seen if seen and seen.relation in DUPLICATES else self._derived(first, second)
                    if known.relation in DUPLICATES:
                        yield self._pair(first, second, known)

    def _derived(self, first: int, second: int) -> Verdict:
        one, two = self._members[first], self._members[second]
        place = compose(invert(one.place), two.place)
        if self._contents[first] == self._contents[second]:
            return Verdict("identical", 0.0, "", place)
        if not covers(place):
            return Verdict("different", 1.0, "")
        marks = Marks(
            overlaid=_side(first in self._painted, second in self._painted),
            recoloured=one.recoloured != two.recoloured,
            framed=None if {first, second} <= self._framed else _side(first in self._framed, second in self._framed),
        )
        return Verdict("copy", max(one.distance, two.distance), "", place, marks)

    def _pair(self, first: int, second: int, verdict: Verdict) -> Pair:
        place, marks = verdict.place, verdict.marks
        if first > second:
            first, second = second, first
            place = None if place is None else invert(place)
            marks = replace(marks, overlaid=_OTHER[marks.overlaid], framed=_OTHER[marks.framed])
        how = None
        if verdict.relation == "copy" and place is not None:
            how = describe(self._prepared(first).signature, self._prepared(second).signature, place, marks)
        return Pair(a=first, b=second, relation=verdict.relation, distance=verdict.distance, how=how)


_OTHER: dict[Side | None, Side | None] = {None: None, "a": "b", "b": "a"}


def _side(first: bool, second: bool) -> Side | None:  # noqa: FBT001 - two sides of one question
    return "a" if first else "b" if second else None
