"""Names of files for messages, and phrases inside texts."""

from __future__ import annotations

import pytest

from mediaaudit.text.phrase_search import find_phrase
from mediaaudit.text.short_name import short_name


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("photos/bridge.jpg", "bridge.jpg"),
        ("https://cdn.example/a/bridge.jpg?w=640#top", "bridge.jpg"),
        ("C:\\photos\\bridge.jpg", "bridge.jpg"),
        ("photos/", "photos"),
        ("data:image/png;base64,iVBORw0KGgo=", "data:image/png"),
        ("bri\x1b[31mdge.jpg", "bri [31mdge.jpg"),
        ("?w=640", "?w=640"),
        ("", ""),
    ],
)
def test_short_name(address: str, expected: str) -> None:
    assert short_name(address) == expected


def test_long_names_are_cut() -> None:
    assert len(short_name("a/" + "x" * 1_000_000)) <= 60
    assert short_name("data:" + "x" * 1_000_000).startswith("data:")


@pytest.mark.parametrize(
    ("text", "phrases", "expected"),
    [
        ("JAPAN OUT, CREDIT MANDATORY!", {"credit mandatory", "credit"}, "credit mandatory"),  # the longest
        ("Accredited", {"credit"}, None),  # words, not letters
        ("made with A.I.", {"a.i."}, "a i"),
        ("", {"credit"}, None),
        ("credit", set(), None),
    ],
)
def test_find_phrase(text: str, phrases: set[str], expected: str | None) -> None:
    assert find_phrase(text, frozenset(phrases)) == expected
