"""Forms of credit lines: where they begin and end, and what the words around the names say."""

from __future__ import annotations

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.text.credit import find_credit


def read(line):
    return find_credit(line, load_directory())


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("橋を見る市長（10日）＝ロイター", "ロイター"),
        ("橋＝ＡＰ", "ＡＰ"),
        ("橋の様子＝10日、ロイター", "ロイター"),
        ("橋の様子＝山田花子撮影", "山田花子撮影"),
        ("写真＝共同", "写真＝共同"),
        ("The old bridge was closedCredit: AP", "Credit: AP"),
        ("Mayor Ida Lund and her colleague Per Voss AP", "AP"),
        ("La façade de la mairie / (C) Zqolt Vrax", "(C) Zqolt Vrax"),
        ("The bridge in March. Ida Lund ida@lunden.example.com", "Ida Lund ida@lunden.example.com"),
        ("El puente, el año pasado. Archivo.", "Archivo"),
        ("AP/Ida Lund Nordwind - The bridge has opened for good", "AP/Ida Lund"),
        ("Graphic by Nordwind Post. Photo by Ida Lund.", "Graphic by Nordwind Post. Photo by Ida Lund"),
        ("(Photo credit: All About Bridges)", "Photo credit: All About Bridges"),
        ("Foto und Styling: Ida Lund", "Foto und Styling: Ida Lund"),
        ("Fotos (2): Ida Lund", "Fotos (2): Ida Lund"),
        ("(Foto/Ida Lund)", "Foto/Ida Lund"),
        ("Argazkia: Ida Lund", "Argazkia: Ida Lund"),
        ("ფოტო: AP", "ფოტო: AP"),
    ],
)
def test_where_a_credit_stands(line, text):
    credit = read(line)
    assert credit is not None
    assert credit.text == text


@pytest.mark.parametrize(
    ("line", "photographers", "agencies", "via", "supplied"),
    [
        ("Photograph: Courtesy of the artist and Gallery North", [], ["Gallery North"], [], "courtesy"),
        (
            "Courtesy the Artist and Gallery North, London. Photo: Per Voss",
            ["Per Voss"],
            ["Gallery North"],
            [],
            "courtesy",
        ),
        ("© AP Photo © Ida Lund", ["Ida Lund"], ["AP"], [], None),
        ("Copyright Ida Lund/Copyright 2024 The AP. All rights reserved.", ["Ida Lund"], ["AP"], [], None),
        ("Screenshot by Ida Lund/CNET", ["Ida Lund"], ["CNET"], [], "screenshot"),
        ("Screenshot, Nordwind TV", [], ["Nordwind TV"], [], "screenshot"),
        ("Handout photo from Nordwind Police", [], ["Nordwind Police"], [], "handout"),
        ("写真提供：山田花子", ["山田花子"], [], [], "handout"),
        ("橋を見る市長＝首相官邸提供", [], ["首相官邸"], [], "handout"),
        ("Photos by AP; illustration by Per Voss", ["Per Voss"], ["AP"], [], None),
        ("KNDW via CNN Newsource", [], ["KNDW"], ["CNN Newsource"], None),
        ("Ida Lund / Report for America", ["Ida Lund"], ["Report for America"], [], None),
        ("(U.S. Air Force photo by Airman 1st Class Per Voss/Released)", ["Per Voss"], ["US Air Force"], [], None),
    ],
)
def test_what_a_credit_says(line, photographers, agencies, via, supplied):
    credit = read(line)
    assert credit is not None
    found = (list(credit.photographers), list(credit.agencies), list(credit.via), credit.supplied)
    assert found == (photographers, agencies, via, supplied)


def test_a_pool_behind_an_equals_sign():
    credit = read("橋を見る市長＝代表撮影")
    assert credit is not None
    assert (credit.pool, credit.agencies) == (True, ())
