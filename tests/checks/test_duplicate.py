"""Duplicates: what the examples of the rules do not show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mediaaudit.checks import duplicate
from mediaaudit.model.asset import Pixels
from mediaaudit.model.corpus import Use, Uses
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.source import SourceMap, Span

DOCUMENT = Document(uri="a.html", source=SourceMap(""))


def use(index: int, src: str | None, asset: str | None = None, phash: int | None = None, spread: float = 60.0) -> Use:
    return Use(uri="a.html", media=index, src=src, placement="figure", asset=asset, phash=phash, spread=spread)


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ([use(0, "a.jpg"), use(1, "a.jpg"), use(2, "a.jpg")], ["again", "again"]),
        ([use(0, "a.jpg", "1"), use(1, "b.jpg", "1")], ["copy"]),
        (
            [use(0, "https://x.example/a.jpg?w=1"), use(1, "https://x.example/a.jpg?w=2")],
            [],
        ),  # not known to be the same
        ([use(0, "data:image/gif;base64,R0"), use(1, "data:image/gif;base64,R0")], []),  # a placeholder
        ([use(0, None), use(1, None)], []),
        ([use(0, "a.jpg"), replace(use(1, "a.jpg"), hidden=True)], []),  # the template's copy for another screen
        ([use(0, "a.jpg", "1"), use(1, "a.jpg", "2")], []),  # a base address may change what a name leads to
    ],
)
def test_same_file(uses: list[Use], expected: list[str]) -> None:
    problems = list(duplicate.same_file(DOCUMENT, Uses(tuple(uses))))
    assert [problem.message for problem in problems] == expected
    assert all(problem.related for problem in problems)


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        (use(0, "a.jpg", "1", 0b111111), ["near"]),
        (use(0, "a.jpg", "1", 0b1111111), []),  # seven bits
        (use(0, "a.jpg", "1", 0b1, spread=5.9), []),  # blank
        (use(0, "a.jpg", "1", None), []),
        (use(0, "a.jpg", "9", 0), []),  # the same file: another rule's matter
        (use(4, "a.jpg", "1", 0), []),  # a later picture is reported at its own place
    ],
)
def test_near(earlier: Use, expected: list[str]) -> None:
    image = Image(kind="img", index=1, span=Span(0, 5), asset="9")
    pixels = Pixels(width=10, height=10, mode="RGB", phash=0, spread=60.0)
    uses = Uses((earlier, use(1, "b.jpg", "9", 0)))
    assert [problem.message for problem in duplicate.near(image, pixels, uses, duplicate.Near())] == expected


def test_near_reports_one_earlier_picture_only() -> None:
    image = Image(kind="img", index=2, span=Span(0, 5), asset="9")
    pixels = Pixels(width=10, height=10, mode="RGB", phash=0, spread=60.0)
    uses = Uses((use(0, "a.jpg", "1", 1), use(1, "b.jpg", "2", 0), use(2, "c.jpg", "9", 0)))
    (problem,) = duplicate.near(image, pixels, uses, duplicate.Near())
    assert problem.values["first"] == "a.jpg"
