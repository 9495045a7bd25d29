"""Two credits of one picture held against each other. Fair: what may be one fact in two forms is tolerated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mediaaudit.model.credit import Comparison, Contradiction, Credit, Tolerance
from mediaaudit.model.directory import Agency, Directory

from .fold import plain_key
from .lexicon import agencies_of
from .people import same_person

_SUPPLIERS = ("wire", "distributor", "stock", "outlet")  # whose pictures another of them has no right to sign


def compare_credits(a: Credit, b: Credit, directory: Directory) -> Comparison:
    """Compare two credits of one picture.

    They contradict only where both name photographers, or both known suppliers, and none of the ways in which one fact
    is written twice (see ``Tolerance``) explains the difference. One that names only the organisation and one that
    names only the photographer say different parts of the same.
    """
    tolerated: dict[Tolerance, None] = {}
    contradicts: list[Contradiction] = []
    people = _people(a, b)
    organisations = _Organisations(agencies_of(directory)).compare(a, b)
    for outcome, what in ((people, "photographer"), (organisations, "organisation")):
        if outcome is None:
            contradicts.append("photographer" if what == "photographer" else "organisation")
        else:
            tolerated.update(dict.fromkeys(outcome))
    tolerated.update(dict.fromkeys(_marks(a, b)))
    if contradicts:
        return Comparison("contradict", tuple(tolerated), tuple(contradicts))
    return Comparison("tolerated" if tolerated else "agree", tuple(tolerated))


def _marks(a: Credit, b: Credit) -> list[Tolerance]:
    differences: list[Tolerance] = []
    if a.pool != b.pool:
        differences.append("pool")
    if a.supplied != b.supplied:
        differences.append("supplied")
    if a.license != b.license:
        differences.append("license")
    return differences


def _people(a: Credit, b: Credit) -> list[Tolerance] | None:
    if not a.photographers or not b.photographers:
        return ["parts"] if a.photographers or b.photographers else []
    differences, left, right = _match(a.photographers, b.photographers, same_person)
    if left and right:
        doubtful = (a.ambiguous or b.ambiguous) and any(" " not in name for name in (*left, *right))
        return [*differences, "ambiguous"] if doubtful else None
    return [*differences, "subset"] if left or right else differences


def _match(
    left: Sequence[str], right: Sequence[str], same: Callable[[str, str], tuple[Tolerance, ...] | None]
) -> tuple[list[Tolerance], list[str], list[str]]:
    """Pair what is the same; return the differences within pairs and what is left on either side."""
    differences: list[Tolerance] = []
    rest = list(right)
    unmatched: list[str] = []
    places: list[int] = []
    for name in left:
        scored = [(len(outcome), n) for n, other in enumerate(rest) if (outcome := same(name, other)) is not None]
        if not scored:
            unmatched.append(name)
            continue
        found = rest.pop(min(scored)[1])
        places.append(right.index(found))
        differences.extend(same(name, found) or ())
    if places != sorted(places):
        differences.append("order")
    return differences, unmatched, rest


class _Organisations:
    """Compares the organisations of two credits with what the directory knows of them."""

    def __init__(self, agencies: Mapping[str, Agency]) -> None:
        self.agencies = agencies

    def compare(self, a: Credit, b: Credit) -> list[Tolerance] | None:
        left, right = (*a.agencies, *a.via), (*b.agencies, *b.via)
        if not left or not right:
            return ["parts"] if left or right else []
        differences, more_left, more_right = _match(left, right, self._same)
        if len(more_left) < len(left):
            if more_left or more_right:
                differences.append("subset")
            elif (a.via, a.agencies) != (b.via, b.agencies) and bool(a.via) != bool(b.via):
                differences.append("via")
            return differences
        return self._apart(a, b, more_left, more_right)

    def _apart(self, a: Credit, b: Credit, left: list[str], right: list[str]) -> list[Tolerance] | None:
        """Judge credits that share no organisation: tolerate what may be source and supplier of one picture."""
        known_left, known_right = [self._agency(name) for name in left], [self._agency(name) for name in right]
        if any(x is not None and y is not None and _related(x, y) for x in known_left for y in known_right):
            return ["partner"]
        if a.supplied is not None or b.supplied is not None:
            return ["handout"]
        suppliers = [[x for x in side if x is not None and x.kind in _SUPPLIERS] for side in (known_left, known_right)]
        return None if all(suppliers) else ["unknown"]

    def _same(self, a: str, b: str) -> tuple[Tolerance, ...] | None:
        if a == b:
            return ()
        if plain_key(a) == plain_key(b):
            return ("capitals",)
        first, second = self._agency(a), self._agency(b)
        if first is not None and first == second:
            return ("variant",)
        return None

    def _agency(self, name: str) -> Agency | None:
        return self.agencies.get(plain_key(name))


def _related(a: Agency, b: Agency) -> bool:
    """Say whether one hands on the other's pictures, or is a collection of it."""
    return b.name in (*a.partners, a.parent) or a.name in (*b.partners, b.parent)
