"""Which rows of a run show the same picture: by content, by address, and as copies laid upon each other.

Rows are told by their places, so that a million of them takes some thirty bytes for each, and a hundred while they are grouped.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain
from typing import overload

from mediaaudit.model.corpus import Copies, Corpus, Use
from mediaaudit.text.address import address_in

from .spill import Spill


def build_corpus(
    uses: Sequence[Use], files: Sequence[Use] = (), feeds: Sequence[Use] = (), *, copies: Copies
) -> Corpus:
    """Return the rows of a run with their families of the same picture.

    ``files`` are rows of pictures without an article, ``feeds`` those of feeds. Two rows are of one family if they share
    file content or address, or if their files are ``copies``, by way of others too.
    """
    roots = _roots(chain(uses, files), copies)
    places = array("q", sorted(range(len(roots)), key=roots.__getitem__))
    starts = array("q", (at for at, row in enumerate(places) if roots[row] == row))  # a family's first row is its root
    stops = array("q", [*starts[1:], len(places)])
    used = array("q", map(partial(bisect_left, places, len(uses)), starts, stops))  # the rows of files come last
    several = [number for number, start in enumerate(starts) if used[number] - start > 1]
    return Corpus(
        uses=uses,
        groups=Groups(uses, files, places, _some(starts, several), _some(used, several)),
        files=files,
        families=Groups(uses, files, places, starts, stops),
        feeds=feeds,
    )


def _some(numbers: array[int], places: Iterable[int]) -> array[int]:
    return array("q", map(numbers.__getitem__, places))


class Groups(Sequence[tuple[Use, ...]]):
    """Groups of rows, made when they are asked for."""

    def __init__(
        self,
        uses: Sequence[Use],
        files: Sequence[Use],
        places: array[int],
        starts: array[int],
        stops: array[int],
    ) -> None:
        """Take the rows, their places group by group (those of files after all uses), and where each group starts and stops."""
        self._uses, self._files = uses, files
        self._places, self._starts, self._stops = places, starts, stops

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, place: int) -> tuple[Use, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[tuple[Use, ...], ...]: ...
    def __getitem__(self, place: int | slice) -> tuple[Use, ...] | tuple[tuple[Use, ...], ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        return tuple(map(self._row, self._places[self._starts[place] : self._stops[place]]))

    def _row(self, place: int) -> Use:
        return self._uses[place] if place < len(self._uses) else self._files[place - len(self._uses)]


def _roots(rows: Iterable[Use], copies: Copies) -> array[int]:
    """Return for each row the first row that shows the same picture."""
    keys: Spill[int] = Spill()
    count = 0
    for number, row in enumerate(rows):
        count += 1
        for key in filter(None, (row.asset, row.src and address_in(row.uri, row.src))):
            keys.add(key, number)
    sets = _Sets(count)
    copied = {content for pair in copies.pairs for content in pair}
    shown: dict[str, int] = {}
    for key, numbers in keys.grouped():
        for number in numbers[1:]:
            sets.join(numbers[0], number)
        if key in copied:
            shown[key] = numbers[0]
    for one, other in copies.pairs:
        if one in shown and other in shown:
            sets.join(shown[one], shown[other])
    return array("q", map(sets.first, range(count)))


class _Sets:
    """Numbers in sets that are joined (union-find); a set is told by its least number."""

    def __init__(self, count: int) -> None:
        self._above = array("q", range(count))

    def first(self, number: int) -> int:
        above = self._above
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.first(one), self.first(other)))
        self._above[second] = first
