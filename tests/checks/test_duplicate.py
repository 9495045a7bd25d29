"""Duplicates: what the examples of the rules do not show."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.checks.duplicate import across, in_article, withdrawn
from mediaaudit.model.corpus import Copies, Copy, Corpus, Marks, Use, Uses
from mediaaudit.model.credit import Credit
from mediaaudit.model.document import Document
from mediaaudit.model.duplicates import Box, How
from mediaaudit.model.problem import Place
from mediaaudit.model.source import SourceMap
from mediaaudit.model.withdrawn import Withdrawal, Withdrawn
from mediaaudit.text.hashes import NearHashes

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
    problems = list(in_article.same_file(DOCUMENT, Uses(tuple(uses))))
    assert [problem.message for problem in problems] == expected
    assert all(problem.related for problem in problems)


def corpus(*uses: Use) -> Corpus:
    return Corpus(uses=uses, groups=(uses,), families=(uses,))


def copies(*pairs: tuple[str, str, How]) -> Copies:
    return Copies({(a, b): Copy(a=a, b=b, how=how) for a, b, how in pairs})


CROP = How(crop=Box(left=0.1, top=0.0, right=0.9, bottom=1.0))
SMALL = How(resized=True)


@pytest.mark.parametrize(
    ("how", "near", "crop"),
    [
        (SMALL, ["near"], []),
        (How(recoloured=True), ["near"], []),
        (CROP, [], ["again"]),
        (replace(CROP, original="b"), [], ["whole"]),
        (How(mirrored=True), [], ["again"]),
        (How(turned=90), [], ["again"]),
        (How(framed=True), [], ["again"]),
        (How(overlaid=True), [], ["again"]),
        (replace(CROP, known=True), [], []),
        (replace(SMALL, known=True), [], []),
    ],
)
def test_copies_in_an_article(how: How, near: list[str], crop: list[str]) -> None:
    run, known = corpus(use(0, "a.jpg", "1"), use(1, "b.jpg", "2")), copies(("1", "2", how))
    for check, expected in ((in_article.near, near), (in_article.crop_or_mirror, crop)):
        found = list(check(run, known, in_article.Preview()))
        assert [problem.message for problem in found] == expected
        for problem in found:
            assert (problem.at, problem.related[0].at) == (Place(run.uses[1]), Place(run.uses[0]))


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ([use(0, "a.jpg", "1"), replace(use(1, "b.jpg", "2"), hidden=True)], 0),
        ([use(0, "a.jpg", "1"), replace(use(0, "b.jpg", "2"), uri="b.html")], 0),
        ([use(0, "a.jpg", "1"), use(1, "a.jpg", "1"), use(2, "b.jpg", "2")], 1),
        ([use(0, "a.jpg", "1"), use(1, "b.jpg", "2"), use(2, "b.jpg", "2")], 1),  # the third is for same-file
        ([replace(use(0, "a.jpg", "1"), width=900), replace(use(1, "b.jpg", "2"), width=200)], 0),  # a preview
        ([replace(use(0, "a.jpg", "1"), width=200), replace(use(1, "b.jpg", "2"), width=900)], 0),
        ([replace(use(0, "a.jpg", "1"), width=900), replace(use(1, "b.jpg", "2"), width=200, caption="A dance.")], 1),
        ([replace(use(0, "a.jpg", "1"), width=900), replace(use(1, "b.jpg", "2"), width=640)], 1),
    ],
)
def test_which_uses_are_held_against_each_other(uses: list[Use], expected: int) -> None:
    found = list(in_article.near(corpus(*uses), copies(("1", "2", SMALL)), in_article.Preview()))
    assert len(found) == expected


def test_the_rectangle_is_told_whichever_is_the_whole() -> None:
    first, second = use(0, "a.jpg", "2"), use(1, "b.jpg", "1")  # the pair is known as ("1", "2")
    for original, whole in (("a", "this"), ("b", "other")):
        known = copies(("1", "2", replace(CROP, original=original)))
        (problem,) = in_article.crop_or_mirror(corpus(first, second), known, in_article.Preview())
        told = [problem.values[name] for name in ("whole", "left", "top", "right", "bottom")]
        assert told == [whole, 0.1, 0.0, 0.9, 1.0]
        assert problem.values["how"] == "cropped to 10–90 % of the width and 0–100 % of the height"


def article(day: int, src: str = "a.jpg", asset: str | None = "1", **others: Any) -> Use:
    return replace(use(0, src, asset), uri=f"{day:02}.html", published=f"2026-05-{day:02}T08:00:00+02:00", **others)


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ([article(1), article(5)], [("again", "05.html", 4)]),
        ([article(5), article(1)], [("again", "05.html", 4)]),
        ([article(1), article(31)], []),
        ([article(1), article(5), article(9)], [("again", "05.html", 4), ("again", "09.html", 4)]),
        ([article(1), article(5, "b.jpg", "2")], [("part", "05.html", 4)]),
        ([article(1), article(5, "c.jpg", "3")], []),  # in the group by way of another
        ([article(1, asset=None), article(5, asset=None)], [("again", "05.html", 4)]),
        ([article(1), replace(article(5), published=None)], []),
        ([article(1), replace(article(5), hidden=True)], []),
        ([article(5), replace(article(5), media=1)], []),  # one article
    ],
)
def test_reused(uses: list[Use], expected: list[tuple[str, str, int]]) -> None:
    found = list(across.reused(corpus(*uses), copies(("1", "2", CROP)), across.Reused(days=20)))
    assert [(problem.message, problem.at.use.uri, problem.values["days"]) for problem in found] == expected


def test_many_names_are_told_once() -> None:
    first = replace(use(0, "a.jpg", "1"), file="a.jpg")
    others = [replace(first, uri=f"{name}.html", file=f"{name}.jpg") for name in "bcdeb"]
    alone = replace(use(0, None, "1"), uri="x.jpg", file="x.jpg")
    run = Corpus(uses=(first, *others), files=(alone,), families=((first, *others, alone),))
    (problem,) = across.many_names(run)
    assert problem.at == Place(first)
    assert problem.values == {"file": "a.jpg", "count": 6, "names": "b.jpg, c.jpg, d.jpg and 2 more"}
    assert not list(across.many_names(corpus(first, replace(first, media=2))))


def test_overused_counts_articles() -> None:
    credit = Credit(text="Shutterstock", start=0, end=12, agencies=("Shutterstock",))
    uses = [article(day, credit=credit if day == 2 else None) for day in (3, 1, 2, 2)]
    directory = load_directory(())
    (problem,) = across.overused(corpus(*uses), directory, None, across.Overused(max_articles=2))
    assert (problem.at.use.uri, problem.values["count"]) == ("03.html", 3)
    assert not list(across.overused(corpus(*uses), directory, None, across.Overused(max_articles=3)))
    own = corpus(*(replace(each, credit=None) for each in uses))
    assert not list(across.overused(own, directory, None, across.Overused(max_articles=2)))
    assert list(across.overused(own, directory, None, across.Overused(max_articles=2, stock_only=False)))


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (How(mirrored=True), ["pair"]),
        (How(mirrored=True, turned=180), []),  # a reflection
        (How(mirrored=True, known=True), []),
        (CROP, []),
    ],
)
def test_mirrored_against_another_article(how: How, expected: list[str]) -> None:
    found = list(across.mirrored(corpus(article(1), article(5, "b.jpg", "2")), copies(("1", "2", how)), None))
    assert [problem.message for problem in found] == expected
    assert all(problem.confidence == "review" for problem in found)


def test_mirrored_against_the_original_is_told_once() -> None:
    told = {"original": Marks(uri="raw/a.jpg"), "original_how": How(mirrored=True)}
    run = corpus(article(1, **told), article(2, **told), article(5, "b.jpg", "2"))
    (problem,) = across.mirrored(run, copies(("1", "2", How(mirrored=True))), None)
    assert (problem.message, problem.values["original"]) == ("original", "raw/a.jpg")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (use(0, "a.jpg", "1"), "file"),
        (use(0, "b.jpg", "2"), "copy"),
        (use(0, "c.jpg", "3", 0b1011), "hash"),
        (use(0, "c.jpg", "3", 0b1011, spread=1.0), None),  # blank: its hash says nothing
        (use(0, "c.jpg", "3", 0b11111), None),
        (use(0, "c.jpg"), None),
    ],
)
def test_withdrawn(row: Use, expected: str | None) -> None:
    why = Withdrawal(reason="doctored", origin="killed.txt, line 1")
    killed = Withdrawn(contents={"1": why}, hashes={0: why})
    known = copies(("1", "2", CROP))
    found = list(withdrawn.withdrawn(corpus(row), killed, known, None, withdrawn.Options()))
    assert [problem.message for problem in found] == ([expected] if expected else [])


def test_near_hashes_are_complete_within_the_radius() -> None:
    chance = Random(1)
    hashes = [chance.getrandbits(64) for _ in range(50)]
    near = NearHashes(hashes, 4)
    for value in hashes:
        for bits in range(5):
            assert near.nearest(value ^ sum(1 << at for at in chance.sample(range(64), bits))) == value
        assert near.nearest(value ^ 0b11111) is None
