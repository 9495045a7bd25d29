"""Attributes written as the tag writes its own, and where a stretch of source prints text."""

from __future__ import annotations

import html
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.vocabulary import load_vocabulary
from mediaaudit.model.media import Media
from mediaaudit.model.source import Span
from mediaaudit.readers.html import read_document
from mediaaudit.text.attributes import is_plain, write_attributes
from mediaaudit.text.printed import end_of_print, find_printed


def read(source: str) -> Media:
    document = read_document(source.encode(), "a.html", directory=load_directory(), vocabulary=load_vocabulary())
    return document.media[0]


def written(source: str, **values: str) -> str:
    for edit in sorted(write_attributes(read(source), source, values), key=lambda edit: -edit.span.start):
        source = source[: edit.span.start] + edit.text + source[edit.span.end :]
    return source


@pytest.mark.parametrize(
    ("source", "values", "expected"),
    [
        ("<img src=a>", {"alt": "A bridge"}, '<img src=a alt="A bridge">'),
        ("<img src='a'>", {"alt": "the mayor's"}, "<img src='a' alt='the mayor&#39;s'>"),
        ('<img src="a" alt="x">', {"alt": 'A "b" & <c>'}, '<img src="a" alt="A &quot;b&quot; &amp; &lt;c&gt;">'),
        ("<img alt = 'x' src=a>", {"alt": "y"}, "<img alt = 'y' src=a>"),
        ("<img alt src=a>", {"alt": "y"}, '<img alt="y" src=a>'),
        ("<img alt=x src=a>", {"alt": "y z"}, '<img alt="y z" src=a>'),
        ('<IMG SRC="a" ALT="">', {"alt": "y"}, '<IMG SRC="a" ALT="y">'),
        ('<img src="a"/>', {"width": "3", "height": "2"}, '<img src="a" width="3" height="2"/>'),
        ('<img\n  src="a"\n>', {"alt": "two\nlines\0"}, '<img\n  src="a" alt="two lines"\n>'),
        ('<img src="a" src="b" width=1>', {"width": "3"}, '<img src="a" src="b" width="3">'),
    ],
)
def test_attributes_are_written_as_the_tag_does(source: str, values: dict[str, str], expected: str) -> None:
    assert written(source, **values) == expected


@given(
    st.text(max_size=30),
    st.sampled_from(["<img src=a>", "<img src='a' alt='x'>", '<img alt="" src="a">', "<img alt src=a>"]),
)
def test_what_is_written_is_read_back(value: str, source: str) -> None:
    media = read(written(source, alt=value.encode("utf-8", "replace").decode()))
    assert media.alt is not None
    wanted = value.encode("utf-8", "replace").decode()
    assert "".join(media.alt.value.split()) == "".join(
        "".join(
            " " if char < " " or "\x7f" <= char <= "\x9f" or char in "\u2028\u2029" else char for char in wanted
        ).split()
    )


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ('<img alt="A bridge" src=a>', True),
        ("<img alt=bridge src=a>", True),
        ('<img alt="fish &amp; chips" src=a>', True),
        ('<img alt="fish & chips" src=a>', True),
        ('<img alt="caf&eacute;" src=a>', False),
        ("<img src=a>", False),
    ],
)
def test_a_spelling_that_says_more_than_its_text(source: str, plain: bool) -> None:
    media = read(source)
    value = media.alt.value if media.alt else ""
    assert is_plain(media, source, "alt", value) is plain


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Photo: AP</p>", 3),
        ('<p><img alt="Photo: AP">Photo: AP</p>', 24),
        ('<p title="a > Photo: AP">Photo: AP</p>', 25),
        ("<p><!-- Photo: AP --><script>Photo: AP</script>Photo: AP", 47),
        ("<p>Photo: <b>AP</b></p>", None),
    ],
)
def test_text_is_found_where_it_is_printed(source: str, found: int | None) -> None:
    span = find_printed(source, Span(0, len(source)), "Photo: AP")
    assert (span.start if span else None) == found


@pytest.mark.parametrize(
    ("source", "text"),
    [("<p>A bridge. </p>", "A bridge."), ("<p>A <b>bridge</b> <i> </i></p>", "bridge"), ("<p></p>", None)],
)
def test_the_end_of_print(source: str, text: str | None) -> None:
    span = end_of_print(source, Span(0, len(source)))
    assert (source[span.start : span.end] if span else None) == text


@pytest.mark.parametrize("source", ["<!--" * 1250, "<script" * 700, '<a "' * 1250, "<" * 5000, "<p " + "a='" * 1600])
def test_hostile_captions_cost_little(source: str) -> None:
    started = time.perf_counter()
    for _ in range(3):
        find_printed(source, Span(0, len(source)), "Photo")
    assert time.perf_counter() - started < 2
    assert html.unescape(source) == source
