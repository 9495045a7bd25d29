"""Ranges of a page and positions in it: which range is innermost, which hold anything. Sorted once, then bisected."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush

Position = tuple[int, int]  # line and column, from 1
Range = tuple[Position, Position]  # half-open


class Innermost:
    """Tells of each position which range is the innermost there."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        """Take ranges in the order of their source.

        The one that starts last is innermost; of those that start together the shortest, then the last one.
        """
        order = sorted(range(len(ranges)), key=lambda at: ranges[at][1], reverse=True)
        order.sort(key=lambda at: ranges[at][0])
        self._from = sorted({position for each in ranges for position in each})
        self._which: list[int | None] = []
        open_: list[tuple[int, Position, int]] = []  # those that hold the stretch, the innermost first; and some over
        opened = 0
        for start in self._from:
            while opened < len(order) and ranges[order[opened]][0] <= start:
                heappush(open_, (-opened, ranges[order[opened]][1], order[opened]))
                opened += 1
            while open_ and open_[0][1] <= start:
                heappop(open_)
            self._which.append(open_[0][2] if open_ else None)

    def at(self, position: Position) -> int | None:
        """Return the index of the innermost range that holds a position, None where there is none."""
        stretch = bisect_right(self._from, position) - 1
        return self._which[stretch] if stretch >= 0 else None


def holds_any(range_: Range, positions: Sequence[Position]) -> bool:
    """Say whether any of some sorted positions lies in a range."""
    first = bisect_left(positions, range_[0])
    return first < len(positions) and positions[first] < range_[1]
