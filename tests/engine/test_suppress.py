"""Which findings a suppression covers, and what is said of the suppressions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from mediaaudit.catalogue.binding import bind
from mediaaudit.catalogue.catalogue import expand, shipped_catalogue
from mediaaudit.checks._contract import Check
from mediaaudit.engine.audit import audit
from mediaaudit.engine.gitignore import parse_pattern
from mediaaudit.engine.inputs import Input, Inputs
from mediaaudit.engine.outcome import fails
from mediaaudit.engine.overrides import Override
from mediaaudit.engine.plan import PicturePaths, Plan
from mediaaudit.engine.suppress import Suppressor, place_directives
from mediaaudit.model.document import Document
from mediaaudit.model.problem import Problem
from mediaaudit.model.report import Report
from mediaaudit.readers.html import read_document

PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00"
    b"\x01\x00\x00\x02\x02D\x01\x00;"
)
MA = ("MA001", "MA002")


def run(
    *pages: str, select: tuple[str, ...] = ("ALT001", *MA), as_of: str = "2026-01-01", base: Path | None = None
) -> Report:
    catalogue = shipped_catalogue()
    bindings = tuple(bind(catalogue.rules[name]) for name in sorted(expand(catalogue, select)))
    inputs = tuple(Input(uri=f"{n}.html", kind="article", data=page.encode()) for n, page in enumerate(pages))
    return audit(Inputs(inputs=inputs), Plan(bindings=bindings, as_of=as_of, paths=PicturePaths(base_dir=base)))


def said(report: Report) -> list[str]:
    """Return the codes of the findings in order, suppressed ones with their reason in brackets."""
    return [
        finding.rule.code + (f"({finding.suppression})" if finding.suppression is not None else "")
        for finding in report.findings
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<!-- mediaaudit-disable-next ALT001 -- a map --><img src=a><img src=b>", ["ALT001(a map)", "ALT001"]),
        ("<!-- mediaaudit-disable-next alt/missing --><img src=a>", ["ALT001()"]),
        ("<!-- mediaaudit-disable-next ALT --><figure><img src=a></figure><img src=b>", ["ALT001()", "ALT001"]),
        ("<!-- mediaaudit-disable-next --><img src=a>", ["ALT001()"]),
        ("<!-- mediaaudit-disable-next CRD001 --><img src=a>", ["ALT001"]),
        ("<figure data-mediaaudit-ignore='alt: x'><img src=a></figure><img src=b>", ["ALT001(x)", "ALT001"]),
        ("<img src=a><!-- mediaaudit-disable -- y --><img src=b><img src=c>", ["ALT001", "ALT001(y)", "ALT001(y)"]),
        ("<!-- mediaaudit-disable ALT001 --><img src=a><!-- mediaaudit-enable --><img src=b>", ["ALT001()", "ALT001"]),
        ("<!-- mediaaudit-disable --><img src=a><!-- mediaaudit-enable ALT --><img src=b>", ["ALT001()", "ALT001"]),
        ("<!-- mediaaudit-disable --><img src=a><!-- mediaaudit-enable CRD001 --><img src=b>", ["ALT001()"] * 2),
        ("<p data-mediaaudit-ignore=': outer'><img data-mediaaudit-ignore=': inner' src=a>", ["ALT001(inner)"]),
        ("<!-- mediaaudit-disable ALT -- outer --><p><img data-mediaaudit-ignore='ALT: inner' src=a>", ["ALT001(inner)"]),
        ("<!-- mediaaudit-disable ALT -- outer --><img data-mediaaudit-ignore='ALT: inner' src=a>", ["ALT001(inner)"]),
        ("<p data-mediaaudit-ignore=': outer'><!-- mediaaudit-disable -- inner --><img src=a></p>", ["ALT001(inner)"]),
        ("<!-- mediaaudit-disable -- outer --><p>x<!-- mediaaudit-disable ALT -- inner --><img src=a>", ["ALT001(inner)"]),
        ("<p><!-- mediaaudit-disable MA001 --><!-- mediaaudit-disable-next Q9 --><img src=a>", ["MA001", "MA001", "ALT001"]),
    ],
)  # fmt: skip
def test_what_a_suppression_covers(html: str, expected: list[str]) -> None:
    assert said(run(html)) == expected


def test_a_suppressed_finding_fails_no_run_even_without_a_reason() -> None:
    assert not fails(run("<!-- mediaaudit-disable-next --><img src=a>"), "note")


@pytest.mark.parametrize(
    ("until", "as_of", "expected"),
    [
        ("2026-03-31", "2026-03-31", ["ALT001()"]),
        ("2026-03-31", "2026-04-01", ["MA002", "ALT001"]),
        ("soon", "2026-04-01", ["MA002", "ALT001"]),
    ],
)
def test_a_suppression_ends(until: str, as_of: str, expected: list[str]) -> None:
    html = f"<!-- mediaaudit-disable-next ALT001 until={until} --><img src=a>"
    assert said(run(html, as_of=as_of)) == expected


def whole(document: Document) -> Iterator[Problem]:
    yield Problem(message="missing")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<!doctype html><p>x<!-- mediaaudit-disable alt/missing -- listing -->", "listing"),
        ("<!doctype html><html data-mediaaudit-ignore='alt: listing'><p>x", "listing"),
        ("<!doctype html><p>x<!-- mediaaudit-disable alt --><!-- mediaaudit-enable -->", None),
        ("<!doctype html><body data-mediaaudit-ignore><p>x", None),
        ("<!doctype html><!-- mediaaudit-disable-next --><p>x", None),
    ],
)
def test_a_finding_about_the_article_as_a_whole(html: str, expected: str | None) -> None:
    check = Check("alt.whole", whole)
    binding = replace(bind(shipped_catalogue().find("ALT001")), check=check, signature=check.signature)
    page = Input(uri="a.html", kind="article", data=html.encode())
    (finding,) = audit(Inputs(inputs=(page,)), Plan(bindings=(binding,), as_of="2026-01-01")).findings
    assert finding.suppression == expected


def test_only_rules_that_ran_are_called_unused() -> None:
    html = "<!-- mediaaudit-disable-next ALT001, CRD001 --><img src=a alt='A steel bridge'>"
    (finding,) = run(html).findings
    assert finding.message == "Nothing here is found by ALT001: the suppression is not needed."


def test_rules_that_compare_articles_are_never_called_unused() -> None:
    html = "<!-- mediaaudit-disable-next CRD008 --><img src=a alt='A steel bridge'>"
    assert said(run(html, select=("CRD008", *MA))) == []


def test_a_file_that_is_not_at_hand_may_be_why_nothing_was_found(tmp_path: Path) -> None:
    html = "<!-- mediaaudit-disable-next PRV001 --><img src=a.gif alt='A steel bridge'>"
    assert said(run(html, select=("PRV001", *MA), base=tmp_path)) == []
    (tmp_path / "a.gif").write_bytes(PIXEL)
    assert said(run(html, select=("PRV001", *MA), base=tmp_path)) == ["MA001"]


def test_a_fault_of_a_file_stands_where_nobody_suppressed_it(tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(PIXEL[:20])
    bare, silent = "<p><img src=a.gif>", "<p data-mediaaudit-ignore='FILE001: known'><img src=a.gif>"
    both = run(silent, bare, select=("FILE001",), base=tmp_path)
    assert said(both) == ["FILE001"]
    assert both.findings[0].location.uri == "1.html"
    assert [place.uri for place in both.findings[0].related] == ["0.html"]
    assert said(run(silent, silent, select=("FILE001",), base=tmp_path)) == ["FILE001(known)"]


def test_a_fault_does_not_move_to_where_its_rule_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(PIXEL[:20])
    silent, bare = b"<p data-mediaaudit-ignore='FILE001: known'><img src=a.gif>", b"<p><img src=a.gif>"
    pages = (Input(uri=f"{n}.html", kind="article", data=data) for n, data in enumerate((silent, bare)))
    pattern = parse_pattern("1.html")
    assert pattern
    left_out = Override(
        folder=Path.cwd(),
        globs=("1.html",),
        patterns=(pattern,),
        ignored=frozenset({"file/unusable"}),
    )
    plan = Plan(
        bindings=(bind(shipped_catalogue().find("FILE001")),),
        as_of="2026-01-01",
        paths=PicturePaths(base_dir=tmp_path),
        overrides=(left_out,),
    )
    (finding,) = audit(Inputs(inputs=tuple(pages)), plan).findings
    assert (finding.location.uri, finding.suppression) == ("0.html", "known")


def test_a_finding_of_the_whole_run_is_suppressed_at_its_place() -> None:
    figure = "<figure><img src=a.jpg alt='A bridge'><figcaption>The bridge. Photo: {}</figcaption></figure>"
    silent = "<!-- mediaaudit-disable-next credit/conflicting -- cleared -->" + figure.format("Jo Berg/Reuters")
    pages = [f"<article><h1>A</h1>{one}<p>x</article>" for one in (figure.format("Ida Lund/AFP"), silent)]
    assert said(run(*pages, select=("credit/conflicting",))) == ["CRD008(cleared)"]


@pytest.mark.parametrize("first", ["", "data-mediaaudit-ignore='FILE001: a'"])
def test_a_suppression_of_any_use_of_a_broken_file_is_needed(tmp_path: Path, first: str) -> None:
    (tmp_path / "a.gif").write_bytes(PIXEL[:20])
    bare, silent = "<p><img src=a.gif>", "<p data-mediaaudit-ignore='FILE001: known'><img src=a.gif>"
    report = run(f"<p {first}><img src=a.gif>", bare, silent, silent, select=("FILE001", *MA), base=tmp_path)
    assert said(report) == ["FILE001"]
    assert report.findings[0].location.uri == ("1.html" if first else "0.html")


def test_hundreds_of_suppressions_and_findings_are_quick() -> None:
    html = "<!-- mediaaudit-disable-next ALT001 --><img src=a>" * 500
    report = run(html)
    assert len(report.findings) == 500
    assert all(finding.suppression == "" for finding in report.findings)


def test_of_thousands_of_unknown_words_few_are_guessed_at(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("difflib.get_close_matches", lambda word, *_, **__: asked.append(word) or ["alt"])
    words = ",".join(f"word{number}" for number in range(5000))
    report = run(f"<!-- mediaaudit-disable-next {words} --><img src=a>", select=MA)
    assert 0 < len(asked) < 100
    assert report.findings


def steps(work: Callable[[], object]) -> int:
    """Return how many lines, turns of loops counted each, a piece of work takes."""
    taken = 0

    def trace(_frame: FrameType, event: str, _value: Any) -> Any:
        nonlocal taken
        taken += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return taken


@pytest.mark.parametrize(
    "html",
    [
        "<!-- mediaaudit-disable-next ALT001 -- a --><img src=a>",
        "<!-- mediaaudit-disable alt, crd001 -- a --><img src=a>",
        "<p data-mediaaudit-ignore='ALT001: a'><img src=a>",
        "<!-- mediaaudit-disable --><img src=a><!-- mediaaudit-enable -->",
    ],
)
def test_four_times_the_suppressions_and_findings_take_four_times_the_steps(html: str) -> None:
    catalogue = shipped_catalogue()
    plan = Plan(bindings=tuple(bind(catalogue.find(code)) for code in ("ALT001", *MA)), as_of="2026-01-01")
    found = []
    for times in (60, 240):
        data = (html * times).encode()
        document = read_document(data, "0.html", directory=plan.directory, vocabulary=plan.vocabulary)
        directives = place_directives(document)
        findings = run(html * times, select=("ALT001",)).findings
        suppressor = Suppressor(directives, plan)
        placing = steps(partial(place_directives, document))
        found.append((placing, steps(lambda: list(suppressor.over(findings)))))  # noqa: B023 - called at once
    for few, many in zip(*found, strict=True):
        assert many < 5 * few
