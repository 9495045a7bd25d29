from __future__ import annotations

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.text.credit import compare_credits, find_credit


def compare(a, b):
    directory = load_directory()
    left, right = find_credit(a, directory, alone=True), find_credit(b, directory, alone=True)
    assert left is not None
    assert right is not None
    outcome, mirrored = compare_credits(left, right, directory), compare_credits(right, left, directory)
    assert (outcome.verdict, set(outcome.tolerated)) == (mirrored.verdict, set(mirrored.tolerated))
    return outcome


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ida Lund/AP", "Photo: Ida Lund / AP"),
        ("Ida Lund/Getty", "Ida Lund/Getty Images"),
        ("Foto: dpa", "© dpa"),
        ("Associated Press", "AP Photo"),
    ],
)
def test_agree(a, b):
    assert compare(a, b).verdict == "agree"


@pytest.mark.parametrize(
    ("a", "b", "tolerated"),
    [
        ("Ida Lund/AFP/Getty Images", "Ida Lund/AFP via Getty Images", "via"),
        ("IDA LUND/AP", "Ida Lund/AP", "capitals"),
        ("I. Lund/AP", "Ida Lund/AP", "initials"),
        ("Ida M. Lund/AP", "Ida Lund/AP", "initials"),
        ("Czesław Małek/AP", "Czeslaw Malek/AP", "diacritics"),
        ("Sergei Ivanov/AP", "Sergey Ivanov/AP", "transliteration"),
        ("Юрий Петров/AP", "Yury Petrov/AP", "transliteration"),
        ("Jürgen Vogt/dpa", "Juergen Vogt/dpa", "transliteration"),
        ("Lund Ida/AP", "Ida Lund/AP", "name-order"),
        ("Foto: Lund/dpa", "Foto: Ida Lund/dpa", "short-name"),
        ("Alexander Hasenstein/AP", "Alexander Hassenstien/AP", "spelling"),
        ("Ida Lund and Peter Voss/AP", "Peter Voss and Ida Lund/AP", "order"),
        ("Ida Lund and Peter Voss/AP", "Ida Lund/AP", "subset"),
        ("Ida Lund/dpa", "picture alliance/dpa | Ida Lund", "subset"),
        ("Ida Lund/WireImage", "Ida Lund/Getty Images", "partner"),
        ("Foto: Ida Lund", "Foto: dpa", "parts"),
        ("Photo: Ida Lund", "Photo: Ida Lund/AP", "parts"),
        ("Ida Lund/POOL/AP", "Ida Lund/AP", "pool"),
        ("Photo: Ida Lund/AP", "Photo: Ida Lund/AP/File", "supplied"),
        ("Foto: Polizei Hamburg", "Foto: dpa", "unknown"),
        ("Polizei Hamburg/Handout via REUTERS", "Foto: dpa", "handout"),
        ("@idalund/Instagram", "Ida Lund/Instagram", "account"),
    ],
)
def test_tolerated(a, b, tolerated):
    outcome = compare(a, b)
    assert outcome.verdict == "tolerated"
    assert tolerated in outcome.tolerated


@pytest.mark.parametrize(
    ("a", "b", "what"),
    [
        ("Ida Lund/AP", "Peter Voss/AP", ("photographer",)),
        ("Ida Lund/AP", "Ida Lund/Reuters", ("organisation",)),
        ("Ida Lund/AP", "Peter Voss/Reuters", ("photographer", "organisation")),
        ("Ida Lund/Getty Images", "Peter Lund/Getty Images", ("photographer",)),
    ],
)
def test_contradict(a, b, what):
    outcome = compare(a, b)
    assert (outcome.verdict, outcome.contradicts) == ("contradict", what)
