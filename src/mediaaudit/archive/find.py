"""All duplicates among many pictures: each is compared with few of its candidates, the rest follows.

Pictures are taken the largest first. A picture that is a copy of one of a cluster lies in it at a known place, so what
it has to do with the cluster's other pictures is a matter of geometry, and a picture that was used a hundred times
costs a hundred comparisons, not five thousand.

Of a cluster of more than ``CLIQUE`` pictures not all pairs are told, for there are millions among thousands: a few
heads, of which nearly every picture of it is a copy, stand for the rest, and each picture is told with these and with
the pictures it was compared with. So every copy is in a pair and in a group, and time, memory and reports grow with
the number of pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import combinations, starmap
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.duplicates import DUPLICATES, Duplicates, Pair, Registration, Relation
from mediaaudit.model.signature import Signature

from .candidates import Candidate, find_candidates
from .columns import Columns, columns_of
from .compare import OTHER, Verdict, compare, compare_at
from .describe import describe
from .geometry import compose, covers, invert
from .groups import form_groups
from .prepared import Prepared, prepare
from .registration import Own, marks_between

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Affine = NDArray[np.float64]

Told = Callable[[int], object]

TRIES = 2  # pictures of a cluster that a candidate is compared with before it is given up

AT_HAND = 1024  # pictures that are kept ready to be compared: some thirty megabytes

CLUSTERS = 12  # clusters that a picture is compared with, the likeliest

CLIQUE = 100  # pictures of a cluster of which all pairs are told
HEADS = 8  # pictures of a larger one with which the others are told


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
    return Duplicates(pairs=pairs, groups=form_groups(pairs, signatures), registrations=dict(sweep.crowded()))


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
        self._near = find_candidates(columns)
        self._twins = columns.twins()
        self._same: dict[bytes, int] = {}
        self._members: dict[int, _Member] = {}
        self._clusters: dict[int, list[int]] = {}
        self._copies: dict[tuple[int, int], Verdict] = {}
        self._related: list[tuple[int, int, Relation, float]] = []  # no copies, but of one moment or template
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
                self._copies[twin, place] = verdict
                self._join(place, [(twin, verdict)])
                return
        elif place not in self._near:
            return
        self._join(place, list(self._matches(place)))

    def _matches(self, place: int) -> Iterator[tuple[int, Verdict]]:
        """Yield a picture of each cluster that this one is a copy of, and the verdict on the two."""
        by_cluster: dict[int, list[tuple[bool, int, int, Candidate]]] = {}
        for each in self._near.of(place):
            root = self._members[each.place].root
            by_cluster.setdefault(root, []).append((each.place != root, -each.common, each.place, each))
        likeliest = sorted(by_cluster.values(), key=lambda options: -max(each.score for *_, each in options))
        for options in likeliest[:CLUSTERS]:
            for *_, other in nsmallest(TRIES, options):
                verdict = self._compare(other, place)
                if verdict.relation == "copy":
                    yield other.place, verdict
                    break

    def _compare(self, other: Candidate, place: int) -> Verdict:
        verdict = compare(self._prepared(other.place), self._prepared(place), other.turns)
        if verdict.relation in DUPLICATES:
            self._copies[other.place, place] = verdict
        elif verdict.relation != "different":
            self._related.append((other.place, place, verdict.relation, verdict.distance))
        if verdict.marks.framed:
            self._framed.add(other.place if verdict.marks.framed == "a" else place)
        if verdict.marks.overlaid:
            self._painted.add(other.place if verdict.marks.overlaid == "a" else place)
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
        """Yield the pairs that have to do with each other: compared ones, and those that follow within a cluster."""
        for other, place, relation, distance in self._related:
            if self._members[other].root != self._members[place].root:
                yield Pair(a=min(other, place), b=max(other, place), relation=relation, distance=distance)
        large = {root: self._heads(members) for root, members in self._clusters.items() if len(members) > CLIQUE}
        for root, members in self._clusters.items():
            together = _with_heads(members, large[root]) if root in large else combinations(members, 2)
            yield from filter(None, starmap(self._copy, together))
        for first, second in self._copies:
            root = self._members[first].root
            heads = large.get(root, ())
            if heads and root == self._members[second].root and first not in heads and second not in heads:
                yield from filter(None, [self._copy(first, second)])

    def _copy(self, first: int, second: int) -> Pair | None:
        known = self._copies.get((first, second)) or self._derived(first, second)
        return self._pair(first, second, known) if known.relation in DUPLICATES else None

    def _heads(self, members: list[int]) -> list[int]:
        """Return the first pictures of a cluster of which none is a copy of another."""
        heads: list[int] = []
        for place in members:
            if not any(self._derived(head, place).relation in DUPLICATES for head in heads):
                heads.append(place)
            if len(heads) == HEADS:
                break
        return heads

    def _derived(self, first: int, second: int) -> Verdict:
        one, two = self._members[first], self._members[second]
        place = compose(invert(one.place), two.place)
        if self._contents[first] == self._contents[second]:
            return Verdict("identical", 0.0, "", place)
        if not covers(place):
            return Verdict("different", 1.0, "")
        marks = marks_between(self._marks(first), self._marks(second))
        return Verdict("copy", max(one.distance, two.distance), "", place, marks)

    def _marks(self, place: int) -> Own:
        return Own(place in self._painted, self._members[place].recoloured, place in self._framed)

    def crowded(self) -> Iterator[tuple[int, Registration]]:
        """Yield where each picture of a large cluster lies in its first one."""
        for root, members in self._clusters.items():
            for place in members if len(members) > CLIQUE else ():
                signature, (overlaid, recoloured, framed) = self._signatures[place], self._marks(place)
                yield (
                    place,
                    Registration(
                        cluster=root,
                        place=tuple(self._members[place].place.ravel().tolist()),
                        width=signature.width,
                        height=signature.height,
                        overlaid=overlaid,
                        recoloured=recoloured,
                        framed=framed,
                    ),
                )

    def _pair(self, first: int, second: int, verdict: Verdict) -> Pair:
        place, marks = verdict.place, verdict.marks
        if first > second:
            first, second = second, first
            place = None if place is None else invert(place)
            marks = replace(marks, overlaid=OTHER[marks.overlaid], framed=OTHER[marks.framed])
        how = None
        if verdict.relation == "copy" and place is not None:
            how = describe(self._prepared(first).signature, self._prepared(second).signature, place, marks)
        return Pair(a=first, b=second, relation=verdict.relation, distance=verdict.distance, how=how)


def _with_heads(members: list[int], heads: list[int]) -> Iterator[tuple[int, int]]:
    """Yield each head with every other member, in the order of the members, each pair once."""
    ranks = {head: members.index(head) for head in heads}
    for rank, place in enumerate(members):
        for head in heads:
            if rank > ranks[head]:
                yield head, place
            elif rank < ranks[head] and place not in ranks:
                yield place, head
