"""People and organisations told apart by their form: none of the names below is in the directory."""

from __future__ import annotations

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.text.credit import find_credit


def read(line):
    return find_credit(line, load_directory())


@pytest.mark.parametrize(
    ("line", "photographers", "agencies"),
    [
        ("Foto: Polizeipräsidium Nordheim", [], ["Polizeipräsidium Nordheim"]),
        ("Foto: Straßenbaudirektion", [], ["Straßenbaudirektion"]),
        ("Foto: Kustverket", [], ["Kustverket"]),
        ("Foto: NWK Nordheim/Per Voss", ["Per Voss"], ["NWK Nordheim"]),
        ("Foto: NW Nordheim/Vossberg", ["Vossberg"], ["NW Nordheim"]),
        ("Photo: Nordwind Romania", [], ["Nordwind Romania"]),
        ("Photo: Ida Lund / Far Horizon", ["Ida Lund"], ["Far Horizon"]),
        ("Far Horizon/Ida Lund", ["Ida Lund"], ["Far Horizon"]),
        ("Photo: Zqolt Vrax / Far Horizon", ["Zqolt Vrax"], ["Far Horizon"]),
        ("Photo: Zqolt Vrax and Ida Lund", ["Zqolt Vrax", "Ida Lund"], []),
        ("The bridge opens. Zqolt Vraxovič", ["Zqolt Vraxovič"], []),
        ("Photo: Mai Linh Do Duy", ["Mai Linh Do Duy"], []),
        ("Photo: Andre Lund", ["Andre Lund"], []),
        ("Photo: Ida Koch", ["Ida Koch"], []),
        ("Photo: Ville de Nordheim", [], ["Ville de Nordheim"]),
        ("Photo: Tasnim News Agency", [], ["Tasnim News Agency"]),
        ("Foto: ARD Nordwind/Ida Lund", ["Ida Lund"], ["ARD Nordwind"]),
        ("ANSA/ENZO FERRARI", ["ENZO FERRARI"], ["ANSA"]),
        ("Photo: Petra Lund", ["Petra Lund"], []),
        ("Bildquelle: QX4LUND auf Pixabay", ["QX4LUND"], ["Pixabay"]),
        ("Foto: Nordfoto/Vossberg", ["Vossberg"], ["Nordfoto"]),
    ],
)
def test_who_is_who(line, photographers, agencies):
    credit = read(line)
    assert credit is not None
    assert (list(credit.photographers), list(credit.agencies)) == (photographers, agencies)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("IDA LUND/APA/AFP via Getty Images A bridge has opened in the north", "IDA LUND/APA/AFP via Getty Images"),
        ("The bridge opens. 8th Nordwind Army/Handout via REUTERS", "8th Nordwind Army/Handout via REUTERS"),
        ("El puente, ayer. / Bomberos de Nordwind", "Bomberos de Nordwind"),
        ("El puente, ayer. // Ida Lund", "Ida Lund"),
        ("The bridge. [Zqolt Vrax, Nordwind]", "Zqolt Vrax, Nordwind"),
        ("The bridge opens. Ida Lund, The Denver Post", "Ida Lund, The Denver Post"),
        ("Ida Lund, Staff Photographer", "Ida Lund, Staff Photographer"),
        ("Foto: Ida Lund / Grafik: Per Voss", "Foto: Ida Lund / Grafik: Per Voss"),
        ("Bridge (AP Photo/Ida Lund) Copyright 2023 AP", "AP Photo/Ida Lund) Copyright 2023 AP"),
        ("U.S. Army photo by Staff Sgt. Ida Lund", "U.S. Army photo by Staff Sgt. Ida Lund"),
    ],
)
def test_where_a_credit_stands(line, text):
    credit = read(line)
    assert credit is not None
    assert credit.text == text


@pytest.mark.parametrize(
    "line",
    [
        "Bild: Der Eingang zur Ausstellung",
        "Symbolfoto: Fahrräder und Autos in der Stadt",
        "Auf dem Foto: Ida Lund, Vorsitzende des Vereins",
        "En la foto: Ida Lund",
        "FILE PHOTO: The Air India jet that flew over the bridge",
        '"The Old Bridge" by Ida van Lund',
        "Quelle: Eigene Recherche",
    ],
)
def test_captions_that_only_look_like_credits(line):
    assert read(line) is None
