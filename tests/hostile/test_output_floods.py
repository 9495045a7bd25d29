"""One article cannot crowd the others out of a summary that has room for so much and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediaaudit.reporters.shares import in_turn, shares

from .conftest import Tool

BAD = '<article><h1>A</h1><p>The mayor opened the bridge, and the first cyclists crossed it.</p><img src="x.jpg"></article>'


@pytest.fixture
def flood(tree: Path) -> Path:
    """A folder in which the first article has more findings than any summary holds, and thirty others have one or two."""
    (tree / "story.html").unlink()
    pictures = "".join(f'<img src="{"long-name-" * 20}{number}.jpg">' for number in range(3_000))
    (tree / "0-flood.html").write_text(f"<article><h1>A</h1>{pictures}</article>", encoding="utf-8")
    for number in range(30):
        (tree / f"desk-{number:02}.html").write_text(BAD, encoding="utf-8")
    return tree


def test_the_summary_names_each_article_and_shows_something_of_each(flood: Path, tool: Tool) -> None:
    text = tool("check", ".", "--format", "markdown", "--select", "ALT001").stdout
    assert len(text) <= 65_536
    assert "- 0-flood.html: 3000 findings\n" in text
    for number in range(30):
        assert f"- desk-{number:02}.html: 1 finding\n" in text
        assert f"### desk-{number:02}.html\n" in text
    assert "more findings in this article" in text


def test_annotations_are_given_out_in_turn(flood: Path, tool: Tool) -> None:
    lines = tool("check", ".", "--format", "github", "--select", "ALT001").stdout.splitlines()
    errors = [line for line in lines if line.startswith("::error")]
    assert len(errors) == 10
    assert sum("file=0-flood.html" in line for line in errors) == 1


def test_annotations_of_findings_have_room_beside_those_of_files(flood: Path, tool: Tool) -> None:
    missing = [f"missing-{number}.html" for number in range(40)]
    lines = tool("check", ".", *missing, "--format", "github", "--select", "ALT001").stdout.splitlines()
    errors = [line for line in lines if line.startswith("::error")]
    assert sum("ALT001" in line for line in errors) == 5
    assert "mediaaudit: 35 more errors of what could not be read." in lines


def test_what_could_not_be_read_leaves_room_for_findings(tree: Path, tool: Tool) -> None:
    (tree / "pictures").mkdir()
    for number in range(300):
        (tree / f"{number}.jpg").mkdir()
    pictures = "".join(f'<img src="{number % 300}.jpg?{"x" * 200}{number}" alt="A bridge">' for number in range(3_000))
    (tree / "0-flood.html").write_text(f"<article><h1>A</h1>{pictures}</article>", encoding="utf-8")
    (tree / "desk.html").write_text(BAD, encoding="utf-8")
    text = tool("check", ".", "--format", "markdown").stdout
    assert len(text) <= 65_536
    assert "### desk.html\n" in text
    assert "more notes\n" in text


@pytest.mark.parametrize("name", ["@" * 110, "a\u0301" * 80, "\u202e" * 80])
def test_names_leave_room_for_findings(tree: Path, tool: Tool, name: str) -> None:
    """Each of these characters takes five or six in Markdown, or no column at all."""
    for number in range(200):
        (tree / f"{number:03}{name}.html").write_text(BAD, encoding="utf-8")
    text = tool("check", ".", "--format", "markdown", "--select", "ALT001").stdout
    assert len(text) <= 65_536
    assert text.count("\n### ") > 40
    assert "more articles\n" in text


def test_picture_files_come_after_articles(tree: Path, tool: Tool) -> None:
    (tree / "story.html").unlink()
    for number in range(2_000):
        (tree / f"{number:04}.jpg").write_bytes(b"no picture")
    (tree / "desk.html").write_text(BAD, encoding="utf-8")
    text = tool("check", "desk.html", *(f"{number:04}.jpg" for number in range(2_000)), "--format", "markdown").stdout
    assert len(text) <= 65_536
    assert text.index("### desk.html\n") < text.index("### 0000.jpg\n")


def test_shares_are_given_out_in_turn() -> None:
    groups = [["aaaa"] * 100, ["b"], ["c", "d"]]
    assert shares(groups, 40, lambda _: 2) == [7, 1, 2]
    assert shares(groups, 3, lambda _: 2) == [0, 1, 0]
    assert in_turn([[1, 4, 6], [2], [3, 5]]) == [1, 2, 3, 4, 5, 6]
