"""Suppressions in the page: what is a directive, what it names, and how far it reaches."""

from __future__ import annotations

import time

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.vocabulary import load_vocabulary
from mediaaudit.model.document import Document
from mediaaudit.readers.html import read_document
from mediaaudit.readers.html.directives import MOST


def read(html: str) -> Document:
    return read_document(html.encode(), "page.html", directory=load_directory(), vocabulary=load_vocabulary())


def scopes(html: str) -> list[str]:
    document = read(html)
    return [document.source.text[found.scope.start : found.scope.end] for found in document.directives]


@pytest.mark.parametrize(
    ("comment", "rules", "reason", "until"),
    [
        ("disable-next ALT001", ("ALT001",), "", None),
        ("disable-next ALT001, alt/file-name -- a map, described below", ("ALT001", "alt/file-name"),
         "a map, described below", None),
        ("disable -- old archive", (), "old archive", None),
        ("disable alt until=2026-12-31 -- till the redesign", ("alt",), "till the redesign", "2026-12-31"),
        ("disable alt -- till the redesign, until=2026-12-31", ("alt",), "till the redesign,", "2026-12-31"),
        ("disable alt – dash made by an editor", ("alt",), "dash made by an editor", None),
        ("disable\n  ALT001\n  ALT001", ("ALT001",), "", None),
    ],
)  # fmt: skip
def test_what_a_comment_says(comment: str, rules: tuple[str, ...], reason: str, until: str | None) -> None:
    (found,) = read(f"<p><!-- mediaaudit-{comment} --><img src=a>").directives
    assert (found.rules, found.reason, found.until) == (rules, reason, until)


@pytest.mark.parametrize(
    ("value", "rules", "reason", "until"),
    [
        ("alt/missing: a map", ("alt/missing",), "a map", None),
        ("alt/missing, ALT003 until=2026-12-31: a map: of Lunden", ("alt/missing", "ALT003"), "a map: of Lunden", "2026-12-31"),
        ("", (), "", None),
        (": a tracker", (), "a tracker", None),
    ],
)  # fmt: skip
def test_what_an_attribute_says(value: str, rules: tuple[str, ...], reason: str, until: str | None) -> None:
    (found,) = read(f'<p><img src=a data-mediaaudit-ignore="{value}">').directives
    assert (found.kind, found.rules, found.reason, found.until) == ("ignore", rules, reason, until)


@pytest.mark.parametrize(
    ("html", "scope"),
    [
        ("<!-- mediaaudit-disable-next --> text <figure><img src=a></figure><img src=b>", "<figure><img src=a></figure>"),
        ("<div><p>a <!-- mediaaudit-disable-next --></p><img src=a></div><img src=b>", "<img src=a>"),
        ("<p>a<!-- mediaaudit-disable -->b<img src=a>", "b<img src=a>"),
        ("<ul><li data-mediaaudit-ignore><img src=a> a<li><img src=b></ul>", "<li data-mediaaudit-ignore><img src=a> a"),
        ("<ul><li data-mediaaudit-ignore>a</ul><img src=b>", "<li data-mediaaudit-ignore>a"),
        ("<!doctype html><html data-mediaaudit-ignore><img src=b>", "<!doctype html><html data-mediaaudit-ignore><img src=b>"),
        ("<img src=b><!-- mediaaudit-disable-next -->", ""),
        ("<p>a<!-- mediaaudit-disable-next ALT001", ""),
    ],
)  # fmt: skip
def test_how_far_it_reaches(html: str, scope: str) -> None:
    assert scopes(html) == [scope]


@pytest.mark.parametrize(
    "html",
    [
        "<script>'<!-- mediaaudit-disable -->'</script><img src=a>",
        "<style><!-- mediaaudit-disable --></style><img src=a>",
        "<textarea><!-- mediaaudit-disable --></textarea>",
        "<title><!-- mediaaudit-disable --></title>",
        '<img src=a title="<!-- mediaaudit-disable -->">',
        "<!-- quoted: <!-- mediaaudit-disable -- no -->",
        "<!-- mediaaudit-disabled -->",
        "<!-- mediaaudit-disable-nextdoor -->",
        "<p>mediaaudit-disable ALT001</p>",
        "<script><!-- mediaaudit-disable -->",
    ],
)
def test_what_is_no_directive(html: str) -> None:
    assert read(html).directives == ()


def test_the_same_text_in_a_script_and_in_a_comment() -> None:
    same = "<!-- mediaaudit-disable-next ALT001 -->"
    html = f'<script>"{same}"</script><img alt="{same}" src=a>{same}<img src=b>'
    (found,) = read(html).directives
    assert found.at.start == html.rindex(same)


def test_a_shadow_tree_is_part_of_the_page() -> None:
    html = "<div><template shadowrootmode=open><!-- mediaaudit-disable-next --><img src=a></template></div>"
    assert scopes(html) == ["<img src=a>"]


def test_thousands_are_cut_and_said_to_be() -> None:
    started = time.perf_counter()
    document = read("<div>" * 2000 + "<p data-mediaaudit-ignore>" * 2000 + "<!-- mediaaudit-disable -->" * 2000)
    assert time.perf_counter() - started < 5
    assert len(document.directives) == MOST
    assert any("suppressions" in fault for fault in document.faults)
