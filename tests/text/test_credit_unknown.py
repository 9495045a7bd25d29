"""Names that nobody knows: what place and shape make of them, and what the record says of its doubt."""

from __future__ import annotations

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.text.credit import find_credit


def read(line, **options):
    return find_credit(line, load_directory(), **options)


@pytest.mark.parametrize(
    ("line", "photographers", "agencies"),
    [
        ("The bridge opens. Zqolt Vrax (REUTERS)", ["Zqolt Vrax"], ["Reuters"]),
        ("Zqolt Vrax (dpa/picture alliance via Getty)", ["Zqolt Vrax"], ["dpa", "picture alliance"]),
        ("The bridge opens. Zqolt Vrax/Vraxen Daily News", ["Zqolt Vrax"], ["Vraxen Daily News"]),
        ("The bridge opens. Ida Lund, Vraxen Tribune", ["Ida Lund"], ["Vraxen Tribune"]),
        ("Photo: Ida De La Cruz", ["Ida De La Cruz"], []),
        ("(Ida De Los Ríos/AP)", ["Ida De Los Ríos"], ["AP"]),
        ("(AP Photo/Per Van Der Voss)", ["Per Van Der Voss"], ["AP"]),
        ("© Per Van Den Voss", ["Per Van Den Voss"], []),
        ("Foto: Omar Abd El Nasser / Reuters", ["Omar Abd El Nasser"], ["Reuters"]),
        ("... in Madrid Ida De La Cruz/Reuters", ["Ida De La Cruz"], ["Reuters"]),
        ("Vrax.QD/Alamy Stock Photo", [], ["Vrax.QD", "Alamy"]),
        ("Photo by Ida Lund/Vrax.Films/Shutterstock (12345678ab)", ["Ida Lund"], ["Vrax.Films", "Shutterstock"]),
        ("PTI Photo/Ida Lund", ["Ida Lund"], ["PTI"]),
        ("Image via Ida Lund", ["Ida Lund"], []),
        ("Source: Natl Inst. for Bridge Research (NIBR)", [], ["Natl Inst. for Bridge Research (NIBR)"]),
    ],
)
def test_shape_and_place_tell(line, photographers, agencies):
    credit = read(line)
    assert credit is not None
    assert (list(credit.photographers), list(credit.agencies)) == (photographers, agencies)
    assert not credit.unknown


@pytest.mark.parametrize(
    ("line", "photographers", "agencies"),
    [
        ("Image: Zqolt Vrax", [], ["Zqolt Vrax"]),
        ("Photo: Zqolt Vrax", ["Zqolt Vrax"], []),
        ("Foto: Vraxen", [], ["Vraxen"]),
    ],
)
def test_a_guess_is_said_to_be_one(line, photographers, agencies):
    credit = read(line)
    assert credit is not None
    assert (list(credit.photographers), list(credit.agencies)) == (photographers, agencies)
    assert credit.unknown == (*photographers, *agencies)


@pytest.mark.parametrize(
    "line", ["Photo: Ida Lund", "Photo by Zqolt Vrax", "Zqolt Vrax/AP", "Foto: Museum Vraxen", "撮影：山田太郎"]
)
def test_evidence_leaves_no_doubt(line):
    credit = read(line)
    assert credit is not None
    assert not credit.unknown


@pytest.mark.parametrize("line", ["Zqolt Vrax", "Vraxen", "Nordwind Werft"])
def test_a_field_holds_a_credit_whatever_it_looks_like(line):
    credit = read(line, alone=True)
    assert credit is not None
    assert credit.text == line
    assert read(f"The bridge opens at {line}") is None


@pytest.mark.parametrize(
    "line",
    [
        "New York (AFP)",
        "The Vraxen model is the new Hy5 TT",
        "(a) the nave, (b) the tower, (c) Ida's bell",
        "A ban on cars in Vraxen via netzpolitik.org",
        "You take away its card! —Joshua Y.",
    ],
)
def test_no_names_are_made_of_captions(line):
    credit = read(line)
    assert credit is None or not credit.photographers
