from __future__ import annotations

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.text.credit import find_credit, split_caption


def read(line, **options):
    credit = find_credit(line, load_directory(), **options)
    if credit is None:
        return None
    assert line[credit.start : credit.end] == credit.text
    return credit


@pytest.mark.parametrize(
    ("line", "photographers", "agencies", "via"),
    [
        ("Photo by Ida Lund/AP", ["Ida Lund"], ["AP"], []),
        ("The bridge opens. (Ida Lund/AFP via Getty Images)", ["Ida Lund"], ["AFP"], ["Getty Images"]),
        ("Die Brücke. Foto: dpa/Ida Lund", ["Ida Lund"], ["dpa"], []),
        ("© picture alliance/dpa | Ida Lund", ["Ida Lund"], ["picture alliance", "dpa"], []),
        ("A crowd in Oslo Ida Lund/Reuters", ["Ida Lund"], ["Reuters"], []),
        ("Ida Lund | Getty Images A crowd waits for the bus.", ["Ida Lund"], ["Getty Images"], []),
        ("iStock/birdwatcher Der Garten im Mai (Archiv)", ["birdwatcher"], ["iStock"], []),
        ("Der Präsident in Wien, Ida Lund / AFP", [], ["AFP"], []),
        ("Ida Lund (Getty)", ["Ida Lund"], ["Getty Images"], []),
        ("(Photos by Ida Lund, left, and Per Voss/Invision/AP)", ["Ida Lund", "Per Voss"], ["Invision", "AP"], []),
        ("Photo by Ida Lund/Getty Images for Nordwind Film", ["Ida Lund"], ["Getty Images"], []),
        ("Ida Lund for Nordwind Weekly", ["Ida Lund"], ["Nordwind Weekly"], []),
        ("Photo: Ida Lund on Unsplash", ["Ida Lund"], ["Unsplash"], []),
        ("Staff photo by Ida Lund", ["Ida Lund"], [], []),
        ("Photo: Ida Lund, Nordwind Institute of Physics", ["Ida Lund"], ["Nordwind Institute of Physics"], []),
        ("Credit: Ida Lund and Per Voss/Museum of Modern Bridges", ["Ida Lund", "Per Voss"], ["Museum of Modern Bridges"], []),
        ("© NW / Lund", ["Lund"], ["NW"], []),
        ("Foto: Nordwind", [], ["Nordwind"], []),
        ("Foto: nordwind.example.org", [], ["nordwind.example.org"], []),
        ("ANTARA FOTO/Ida Lund/abc", ["Ida Lund"], ["ANTARA FOTO"], []),
        ("(Photo by Ida LUND / AFP) (Photo by IDA LUND/AFP via Getty Images)", ["Ida LUND"], ["AFP"], ["Getty Images"]),
        ("Photo: Ida Lund/Reuters hide caption", ["Ida Lund"], ["Reuters"], []),
        ("Foto: Ida Lund / Bearbeitung: Per Voss", ["Ida Lund"], [], []),
        ("（撮影：山田太郎）", ["山田太郎"], [], []),
        ("橋が開通した（山田太郎撮影）", ["山田太郎"], [], []),
        ("新华社记者 张三 摄", ["张三"], ["Xinhua"], []),
        ("[사진=연합뉴스]", [], ["Yonhap"], []),
        ("صورة: رويترز", [], ["Reuters"], []),
        ("Фото: Иван Петров / ТАСС", ["Иван Петров"], ["TASS"], []),
        ("Ảnh: Bộ Ngoại giao", [], ["Bộ Ngoại giao"], []),
        ("Ｐｈｏｔｏ：ＡＰ", [], ["AP"], []),
    ],
)  # fmt: skip
def test_the_parts_of_a_credit(line, photographers, agencies, via):
    credit = read(line)
    assert credit is not None
    assert (list(credit.photographers), list(credit.agencies), list(credit.via)) == (photographers, agencies, via)


@pytest.mark.parametrize(
    ("line", "supplied"),
    [
        ("Foto: Screenshot/Twitter", "screenshot"),
        ("Photo: @idalund/Instagram", "social"),
        ("Nordwind Police/Handout via REUTERS", "handout"),
        ("Foto: privat", "handout"),
        ("Courtesy of Ida Lund", "courtesy"),
        ("(AP Photo/Ida Lund, File)", "file"),
        ("FILE PHOTO: A bridge in the fog. REUTERS/Ida Lund", "file"),
        ("Die Brücke (Archivbild). Foto: Ida Lund", "file"),
        ("Photo: National Archives", None),
    ],
)
def test_how_the_picture_came(line, supplied):
    credit = read(line)
    assert credit is not None
    assert credit.supplied == supplied


@pytest.mark.parametrize(
    ("line", "licence"),
    [
        ("Ida Lund/Wikimedia Commons/CC-BY-SA-3.0", "CC BY-SA 3.0"),
        ("A bridge 02 Ida Lund CC BY-SA 3.0 PL", "CC BY-SA 3.0 PL"),
        ("Foto: Ida Lund (CC0)", "CC0"),
        ("Photo: Public domain", "Public domain"),
    ],
)
def test_licences(line, licence):
    credit = read(line)
    assert credit is not None
    assert credit.license == licence


@pytest.mark.parametrize(
    "line",
    [
        "",
        "A bridge in the fog.",
        "LONDON (Reuters) - A bridge has opened.",
        "WASHINGTON — The Globe and Mail",
        "Foto:",
        "(Symbolbild)",
        "Die Brücke im Nebel (Archivbild)",
        "FILE PHOTO: The bridge is seen in the fog",
        "Ida Lund, Nordwind Institute of Physics",
        "Ida Lund, mayor of Oslo, opens the bridge.",
        "The bridge had to be closed, she told AFP.",
        "He works for Reuters",
        "This May 2 photo, provided by the police, shows a bridge.",
        "Image: Ida Lund has opened the bridge",
        "By Ida Lund",
        "Reporting by Ida Lund; Editing by Per Voss",
        "MDR Aktuell",
        "AC/DC",
        "Whatsapp-Kanal",
    ],
)
def test_lines_without_a_credit(line):
    assert read(line) is None


def test_an_element_that_says_credit_vouches_for_any_name():
    assert read("Nordwind") is None
    credit = read("Nordwind", alone=True)
    assert credit is not None
    assert credit.agencies == ("Nordwind",)
    assert credit.ambiguous


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("The bridge opens. (Ida Lund/AP)", "The bridge opens."),
        ("The bridge opens (Photo: Ida Lund/AP).", "The bridge opens."),
        ("Photo: Ida Lund/AP The bridge opens.", "The bridge opens."),
        ("The bridge opens | Ida Lund/AP", "The bridge opens"),
        ("The bridge  opens.", "The bridge opens."),
        ("Ida Lund/AP", ""),
    ],
)
def test_the_caption_without_its_credit(line, caption):
    assert split_caption(line, load_directory())[0] == caption
