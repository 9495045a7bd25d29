"""Fair shares: what is shown of many when there is no room for all, so that no article crowds out the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import TypeVar

Item = TypeVar("Item")


def in_turn(groups: Iterable[Sequence[Item]]) -> list[Item]:
    """Return the first of each group, then the second of each, and so on."""
    missing = object()
    rounds = zip_longest(*groups, fillvalue=missing)
    return [each for found in rounds for each in found if each is not missing]  # type: ignore[misc]


def shares(groups: Sequence[Sequence[str]], room: int, overhead: Callable[[int], int]) -> list[int]:
    """Return how many texts of each group fit into ``room`` characters, given out one to each group in turn.

    ``overhead`` is what a group takes besides its texts once one of them is shown, by the group's number. A text that does
    not fit ends its group's turn, and others go on.
    """
    taken = [0] * len(groups)
    open_ = [number for number, group in enumerate(groups) if group]
    while open_:
        still: list[int] = []
        for number in open_:
            cost = len(groups[number][taken[number]]) + (overhead(number) if taken[number] == 0 else 0)
            if cost > room:
                continue
            room -= cost
            taken[number] += 1
            if taken[number] < len(groups[number]):
                still.append(number)
        open_ = still
    return taken
