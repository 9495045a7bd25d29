"""Edits by bytes: what fits is made, what touches waits, all else stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaaudit.fixes.edits import apply_edits
from mediaaudit.model.report import LocatedFix, Location, Replacement


def fix(*edits: tuple[int | None, int | None, bytes]) -> LocatedFix:
    place = Location(uri="a.html")
    replacements = tuple(
        Replacement(location=place, text="", start=start, end=end, data=data) for start, end, data in edits
    )
    return LocatedFix(title="", applicability="safe", replacements=replacements)


@pytest.mark.parametrize(
    ("fixes", "expected", "made"),
    [
        ([fix((2, 4, b"X"))], b"01X456789", [0]),
        ([fix((2, 4, b"X")), fix((6, 6, b"Y"))], b"01X45Y6789", [0, 1]),
        ([fix((6, 6, b"Y")), fix((2, 4, b"X"))], b"01X45Y6789", [0, 1]),
        ([fix((2, 4, b"X")), fix((3, 5, b"Y"))], b"01X456789", [0]),
        ([fix((2, 4, b"X")), fix((4, 4, b"Y"))], b"01X456789", [0]),  # an insertion at the edge waits
        ([fix((5, 5, b"X")), fix((5, 5, b"Y"))], b"01234X56789", [0]),
        ([fix((1, 8, b"X")), fix((3, 4, b"Y"))], b"0X89", [0]),
        ([fix((3, 4, b"Y")), fix((1, 8, b"X"))], b"012Y456789", [0]),
        ([fix((1, 2, b"X"), (8, 9, b"Y")), fix((8, 9, b"Z"))], b"0X234567Y9", [0]),  # whole or not at all
        ([fix((8, 9, b"Z")), fix((1, 2, b"X"), (8, 9, b"Y"))], b"01234567Z9", [0]),
        ([fix((1, 4, b"X"), (2, 3, b"Y"))], b"0123456789", []),
        ([fix((2, 4, b"23"))], b"0123456789", []),  # changes nothing
        ([fix((None, None, b"X"))], b"0123456789", []),
        ([fix((4, 99, b"X"))], b"0123456789", []),
        ([fix()], b"0123456789", []),
        ([fix((0, 0, b"X"), (10, 10, b"Y"))], b"X0123456789Y", [0]),
    ],
)
def test_what_is_made(fixes: list[LocatedFix], expected: bytes, made: list[int]) -> None:
    data, done = apply_edits(b"0123456789", fixes)
    assert data == expected
    assert done == tuple(fixes[number] for number in made)


@given(
    st.binary(max_size=60),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 9), st.binary(max_size=5)), max_size=12),
)
def test_bytes_outside_the_edits_stay(data: bytes, edits: list[tuple[int, int, bytes]]) -> None:
    fixes = [fix((start, start + length, text)) for start, length, text in edits]
    after, made = apply_edits(data, fixes)
    rest, at = b"", 0
    for edit in sorted((edit for each in made for edit in each.replacements), key=lambda edit: edit.start or 0):
        assert edit.start is not None
        assert edit.end is not None
        assert edit.start >= at
        kept = data[at : edit.start]
        assert after.startswith(rest + kept + edit.data)
        rest += kept + edit.data
        at = edit.end
    assert after == rest + data[at:]
