from __future__ import annotations

import random

from mediaaudit.engine.ranges import Innermost, Range, holds_any


def innermost(ranges: list[Range], at: tuple[int, int]) -> int | None:
    """Say the same by looking at all of them."""
    holding = [number for number, (start, end) in enumerate(ranges) if start <= at < end]
    longest_first = sorted(holding, key=lambda number: ranges[number][1], reverse=True)
    return max(longest_first, key=lambda number: (ranges[number][0], longest_first.index(number)), default=None)


def test_the_innermost_range_is_the_one_that_starts_last_then_the_shortest() -> None:
    chance = random.Random(1)
    for _ in range(200):
        points = [(chance.randint(1, 3), chance.randint(1, 4)) for _ in range(chance.randint(0, 8))]
        ranges = [(start, chance.choice(points)) for start in points]  # empty and reversed ones among them
        found = Innermost(ranges)
        for at in [(line, column) for line in range(5) for column in range(6)]:
            assert found.at(at) == innermost(ranges, at), (ranges, at)


def test_a_range_holds_its_start_and_not_its_end() -> None:
    positions = [(1, 3), (2, 1)]
    assert holds_any(((1, 3), (1, 4)), positions)
    assert not holds_any(((1, 1), (1, 3)), positions)
    assert not holds_any(((2, 2), (9, 9)), positions)
    assert not holds_any(((1, 1), (9, 9)), [])
