"""Spellings of one name: which one is preferred, and that many names cost little."""

from __future__ import annotations

import pytest

from mediaaudit.text.name_variants import Variant, name_variants


def test_the_roster_wins_over_what_is_printed_most() -> None:
    found = name_variants(["Lukasz Krol", "Lukasz Krol"], ["Łukasz Król"])
    assert found == {"Lukasz Krol": Variant("Łukasz Król", "letters", staff=True)}


def test_a_tie_prefers_small_letters_and_accents() -> None:
    assert set(name_variants(["NOEL CELIS", "Noel Celis"], [])) == {"NOEL CELIS"}
    assert set(name_variants(["Lukasz Krol", "Łukasz Król"], [])) == {"Lukasz Krol"}


def test_names_of_one_word_are_left_alone() -> None:
    assert name_variants(["Ernst", "ERNST", "Ernts"], []) == {}


def test_names_of_the_roster_that_nobody_printed_are_not_told() -> None:
    assert name_variants(["Ida Lund"], ["Jonathan Ernst", "Jonathon Ernst"]) == {}


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Jonathon Ernst", "near"),
        ("Jonathan Ernts", "near"),
        ("Jonathann Ernst", "near"),
        ("Jnathan Ernst", "near"),
        ("J. Ernst", "initials"),
        ("J Ernst", "initials"),
        ("Jonathan  Ernst.", "letters"),
        ("jonathan ernst", "capitals"),
        ("Jonothon Ernst", None),
        ("M. Ernst", None),
        ("Jonathan Ernst-Lund", None),
    ],
)
def test_in_what_names_differ(printed: str, kind: str | None) -> None:
    found = name_variants(["Jonathan Ernst", "Jonathan Ernst", printed], [])
    assert {name: variant.kind for name, variant in found.items()} == ({printed: kind} if kind else {})


def test_many_names_cost_little() -> None:
    names = [f"Maria {chr(97 + n % 26) * 3}{chr(97 + n // 26 % 26) * 3}{n}" for n in range(5_000)]
    name_variants(names, [])
