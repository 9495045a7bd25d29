from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaaudit.model.source import SourceMap, Span
from mediaaudit.reporters.display import clip, clip_start, excerpt, printable, sentence, width, wrap


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – “text” 大橋 é", "plain – “text” 大橋 é"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\x00b\nc\td\re\x7f\x9b", r"a\x00b\nc\td\re\x7f\x9b"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("pass\u200bword\ufeff\u00ad", r"pass\u200bword\ufeff\xad"),
        ("\u2028\u2029\udcff\U000e0041", r"\u2028\u2029\udcff\U000e0041"),
        ("no\u00a0break\u3000wide", "no\u00a0break\u3000wide"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian is spelt with a zero-width non-joiner
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("pay\u200dpal \u200d", r"pay\u200dpal \u200d"),
        ("\u200d", r"\u200d"),
    ],
)
def test_printable(text, shown):
    assert printable(text) == shown


@given(st.text(st.characters()))
def test_printable_never_lets_a_steering_character_through(text):
    shown = printable(text)
    for index, char in enumerate(shown):
        assert char.isprintable() or char.isspace() or char in "\u200c\u200d", (text, index)
        assert char not in "\n\r\t\x0b\x0c\x1b\x1c\x1d\x1e\x1f\x85\u2028\u2029"


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("大橋", 4), ("e\u0301", 1), ("ｱ", 1), ("😀", 2), ("", 0)])
def test_width(text, columns):
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "room", "start", "end"),
    [
        ("short", 5, "short", "short"),
        ("abcdef", 4, "abc…", "…def"),
        ("大橋大橋", 5, "大橋…", "…大橋"),
        ("大橋大橋", 4, "大…", "…橋"),
        ("abc", 1, "…", "…"),
        ("abc", 0, "", ""),
    ],
)
def test_clip(text, room, start, end):
    assert clip(text, room) == start
    assert clip_start(text, room) == end


def test_sentence_is_one_line_of_bounded_length():
    assert len(sentence("x" * 1_000_000)) == 500
    assert sentence("a\nb") == r"a\nb"


def test_wrap_counts_columns_and_keeps_long_words():
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("大橋 大橋", 7) == ["大橋", "大橋"]
    assert wrap("https://example.org/long next", 10) == ["https://example.org/long", "next"]
    assert wrap("", 10) == [""]


def marked(source: str, part: str, room: int = 60) -> tuple[str, str]:
    """Return the shown line and what stands above the carets, by columns."""
    start = source.index(part)
    shown = excerpt(SourceMap(source).region(Span(start, start + len(part))), room)
    above, column = "", 0
    for char in shown.line:
        if shown.indent <= column < shown.indent + shown.length:
            above += char
        column += width(char)
    return shown.line, above


@pytest.mark.parametrize(
    "source",
    [
        'first line\n    <img alt="x">\n',
        '\t\t<img\talt="x">',
        '<p>大橋</p><img alt="x">',
        '<p>e\u0301\u200b\x1b[0m</p><img alt="x">',
        '<p>😀😀</p><img alt="x">',
        f'{"a" * 5000}<img alt="x">{"b" * 5000}',
        f'{"大" * 5000}<img alt="x">{"橋" * 5000}',
    ],
)
def test_carets_stand_under_the_span(source):
    line, above = marked(source, 'alt="x"')
    assert above == 'alt="x"'
    assert width(line) <= 60


def test_excerpt_of_a_span_over_several_lines_ends_with_its_first_line():
    assert marked('  <img\n  alt="x">', '<img\n  alt="x">') == ("<img", "<img")


def test_excerpt_of_an_empty_span_has_one_caret():
    shown = excerpt(SourceMap("<p></p>").region(Span(3, 3)), 60)
    assert (shown.indent, shown.length) == (3, 1)


def test_excerpt_of_a_span_longer_than_the_room():
    line, above = marked(f'<img alt="{"x" * 200}">', f'alt="{"x" * 200}"', 40)
    assert width(line) <= 40
    assert above.startswith('alt="xxx')
