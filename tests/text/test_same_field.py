"""Agreement of metadata fields, dates and misread text."""

from __future__ import annotations

import pytest

from mediaaudit.text.dates import days_apart, parse_date
from mediaaudit.text.mojibake import lost_letters, misread
from mediaaudit.text.same_field import agreement, cut_by_iim, same_text

AGREE = agreement(frozenset({"c", "copyright", "all", "rights", "reserved"}))


@pytest.mark.parametrize(
    ("field", "one", "other", "expected"),
    [
        ("creator", "IDA LUND", "Lund, Ida", True),
        ("creator", "Ida Lund", "I. Lund", True),
        ("creator", "Ida Lund", "Ida Lund, Tomas Weber", True),  # one says more
        ("creator", "Ida Lund", "Tomas Weber", False),
        ("creator", "Ida Lund", "Ida Berg", False),
        ("creator", "Jörg Müller", "J?rg M?ller", True),  # letters lost
        ("creator", "Jörg Müller", "JÃ¶rg MÃ¼ller", True),
        ("creator", "Jörg Müller", "Jorg Muller", True),
        ("creator", "Максим Орлов", "?????? ?????", True),
        ("creator", "Максим Орлов", "Иван Петров", False),
        ("credit_line", "AP", "Associated Press", True),
        ("credit_line", "AFP/Getty", "AFP/Getty Images", True),
        ("credit_line", "AFP", "Reuters", False),
        ("copyright_notice", "© 2019 Ida Lund", "Copyright 2020 Ida Lund. All rights reserved.", True),
        ("copyright_notice", "All rights reserved", "Ida Lund", True),  # names nobody
        ("copyright_notice", "Ida Lund", "North Press", False),
        ("description", "The mayor opens the bridge.", "The mayor opens the bridge. (Photo: Ida Lund)", True),
        ("description", "The mayor opens the bridge on Monday.", "A ferry leaves the harbour.", False),
        ("date_created", "2024-05-06", "2024-05-06T07:08:09+02:00", True),
        ("date_created", "2024-05-06T23:00:00", "2024-05-07T05:00:00Z", True),  # time zones
        ("date_created", "2024-05", "2024-05-06", True),
        ("date_created", "2024-05-06", "2024-05-08", False),
        ("date_created", "2024", "2023-01-02", False),
        ("date_created", "spring of 2024", "2020-01-01", True),  # not a date: no contradiction to be shown
    ],
)
def test_agreement(field: str, one: str, other: str, *, expected: bool) -> None:
    assert AGREE[field](one, other) is expected
    assert AGREE[field](other, one) is expected


def test_texts_beyond_ascii_are_compared_as_they_are() -> None:
    assert same_text("東京タワー", "東京タワー")
    assert not same_text("東京タワー", "大阪城公園")


@pytest.mark.parametrize(
    ("field", "short", "long", "expected"),
    [
        ("creator", "x" * 32, "x" * 40, True),
        ("creator", "ü" * 16, "ü" * 20, True),  # 32 bytes of UTF-8
        ("creator", "x" * 20, "x" * 40, False),  # below the limit: not IIM's doing
        ("creator", "y" * 32, "x" * 40, False),
        ("date_created", "2024", "2024-05-06", False),  # no limit for it
    ],
)
def test_cut_by_iim(field: str, short: str, long: str, *, expected: bool) -> None:
    assert cut_by_iim(field, short, long) is expected


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("JÃ¶rg MÃ¼ller", "Jörg Müller"),
        ("itâ€™s a â€œbridgeâ€\x9d", "it’s a “bridge”"),
        ("Ð¡Ð°Ð½ÐºÑ‚", "Санкт"),
        ("JŸrgen MŸller", "Jürgen Müller"),  # Mac Roman
        ("eine gro§e FlŠche", "eine große Fläche"),
        ("CafŽ lÕŽtŽ, voilˆ", "Café l’été, voilà"),
        ("M†LLER, †ber", "MÜLLER, Über"),
        ("Ñåðãåé Èâàíîâ, ó ðåêè", "Сергей Иванов, у реки"),  # Windows-1251
        ("ÌÎÑÊÂÀ", "МОСКВА"),
        ("óÅÒÇÅÊ é×ÁÎÏ×", "Сергей Иванов"),  # KOI8-R
        ("Ãéþñãïò Ðáðáäüðïõëïò", "Γιώργος Παπαδόπουλος"),  # Windows-1253
        ("éøåùìéí", "ירושלים"),  # Windows-1255
        ("Lech Wa³êsa, £ukasz", "Lech Wałęsa, Łukasz"),  # Windows-1250
        ("B„cker", "Bäcker"),  # the code page of DOS
        ("7.914 cm³ Hubraum, 12 km²", None),
        ("§ 218 StGB, Art. 5 Abs. 1", None),
        ("Ida Lund†, Škoda, Tomáš, Žižkov, CŒUR, Œuvre", None),
        ("Þórður Ægir Óskarsson, Öræfi, Ölfusá", None),
        ("Lê Thị Ánh, Ñuñoa, ¿Qué?, «Où?», 20 £", None),
        ("Été à l’île d’Yeu: où est-ce?", None),
        ("ŠKODA Östra Ååå", None),
        ("Jörg Müller", None),
        ("“AMANHÔ", None),  # a capital before a closing quotation mark
        ("CAFÉ—BAR", None),
        ("São Paulo, 25 °C, naïve, Île-de-France", None),
        ("東京", None),
    ],
)
def test_misread(text: str, meant: str | None) -> None:
    assert misread(text) == meant


@pytest.mark.parametrize(
    ("text", "expected"), [("M\ufffdller", True), ("M??ller", True), ("Who? What??", False), ("\ufffd", False)]
)
def test_lost_letters(text: str, *, expected: bool) -> None:
    assert lost_letters(text) is expected


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("2024-02-30", False),
        ("2024:05:06 07:08:09", True),
        ("20240506", True),
        ("2024-05-06T25:00:00", False),
        ("2024-00-00", True),
    ],
)
def test_possible(text: str, *, possible: bool) -> None:
    date = parse_date(text)
    assert date is not None
    assert date.possible is possible


@pytest.mark.parametrize("text", [None, "", "0000-00-00", "May 6", "9" * 1000, "2024-5-6"])
def test_no_date(text: str | None) -> None:
    assert parse_date(text) is None


def test_days_apart_knows_no_days_within_a_year() -> None:
    one, other = parse_date("2024"), parse_date("2024-05-06")
    assert one is not None
    assert other is not None
    assert days_apart(one, other) is None


def test_long_texts_take_linear_time() -> None:
    long, other = "Ida Lund " * 50_000, "Tomas Weber " * 50_000
    assert not AGREE["creator"](long, other)
    assert not AGREE["description"](long, other)
    assert misread("ÃÃ" * 500_000) is None
    assert misread("Èâàí " * 500_000) is not None
