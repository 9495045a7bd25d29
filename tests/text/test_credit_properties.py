from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.text.credit import find_credit, split_caption

PIECES = st.sampled_from(
    ["Photo by ", "Foto: ", "©", "(", ")", "[", "]", "/", " / ", " via ", "AP", "Getty Images", "Ida Lund", "POOL", " | ", ", ",
     ". ", "@ida", "ida_l", "Courtesy of ", "CC BY-SA 4.0", "Archiv", " for ", " and ", "写真：", "撮影", "山田太郎", "제공", "'", "»",
     "\u200b", "\u202e", "\x00", "\n", "ﬁ", "Ｆｏｔｏ", "e\u0301", "É", "…", "-", "–", ":", "The ", "der ", "2019", "x.de", "#"]
)  # fmt: skip
LINES = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))
DROPPED = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
)
DROPPED |= dict.fromkeys([*range(0x2060, 0x206A), 0xFEFF])


def letters(text: str) -> str:
    """Leave what a reader sees of a text: compatibility forms folded, no white space, no invisible characters."""
    plain = unicodedata.normalize("NFKC", text.replace("ⓒ", "©").replace("Ⓒ", "©"))
    return "".join(plain.translate(DROPPED).split())


@given(LINES, st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_line_is_read_and_nothing_is_invented(line, alone):
    credit = find_credit(line, load_directory(), alone=alone)
    if credit is None:
        return
    assert line[credit.start : credit.end] == credit.text
    for name in (*credit.photographers, *credit.rest):
        assert letters(name) in letters(line)


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_a_caption_loses_its_credit_and_nothing_else(line):
    caption, credit = split_caption(line, load_directory())
    assert caption == " ".join(caption.split())
    if credit is None:
        assert caption == " ".join(line.split())


@pytest.mark.parametrize(
    "line",
    [
        "/" * 200_000,
        "(" * 200_000,
        "©A " * 70_000,
        "Photo by Ida Lund, who " * 10_000,
        "Foto: " * 40_000,
        "a\u0315\u0300" * 80_000,
        "A. " * 70_000,
        "x.de" * 60_000,
        "a+@" * 70_000,
        "الصورة: " * 30_000,
        "Ida Lund/AP " * 20_000,
        "«" * 200_000,
    ],
)
def test_time_does_not_run_away(line):
    directory = load_directory()
    find_credit("warm", directory)
    start = time.process_time()
    find_credit(line, directory)
    find_credit(line[:4000], directory)
    assert time.process_time() - start < 1


def test_a_credit_at_the_end_of_a_megabyte_is_found():
    line = "The bridge is open. " * 50_000 + "Photo: Ida Lund/Reuters"
    credit = find_credit(line, load_directory())
    assert credit is not None
    assert line[credit.start :] == credit.text == "Photo: Ida Lund/Reuters"
