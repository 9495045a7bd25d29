"""One bad check or article costs itself only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from mediaaudit.catalogue.binding import bind
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.checks._contract import Check
from mediaaudit.engine import batch
from mediaaudit.engine.audit import audit
from mediaaudit.engine.inputs import Input, Inputs
from mediaaudit.engine.plan import Plan
from mediaaudit.model.media import Image
from mediaaudit.model.problem import Problem


def broken(image: Image) -> Iterator[Problem]:
    yield Problem(message="missing")
    raise ZeroDivisionError("so it goes")


def run(plan: Plan, *pages: bytes):
    inputs = tuple(Input(uri=f"{n}.html", kind="article", data=page) for n, page in enumerate(pages))
    return audit(Inputs(inputs=inputs), plan)


def plan() -> Plan:
    return Plan(bindings=(bind(shipped_catalogue().find("alt/missing")),), as_of="2026-01-01")


def test_a_check_that_raises_is_named_and_the_others_run() -> None:
    sound = plan()
    bad = Check("alt.broken", broken)
    binding = replace(sound.bindings[0], check=bad, signature=bad.signature)
    report = run(replace(sound, bindings=(binding, *sound.bindings)), b"<img src=a.jpg>")
    assert [finding.rule.code for finding in report.findings] == ["ALT001"]
    (notice,) = report.notifications
    assert (notice.code, notice.level, notice.uri) == ("internal-error", "error", "0.html")
    assert "rule ALT001 alt/missing failed with ZeroDivisionError: so it goes (test_failure.py:" in notice.message


def test_an_article_that_breaks_the_reader_is_named_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = batch.read_article

    def sometimes(data, item, *rest):
        if item.uri == "0.html":
            raise RuntimeError("no")
        return read(data, item, *rest)

    monkeypatch.setattr(batch, "read_article", sometimes)
    report = run(plan(), b"<p>", b"<img src=a.jpg>")
    assert [finding.location.uri for finding in report.findings] == ["1.html"]
    assert [(notice.code, notice.uri) for notice in report.notifications] == [("internal-error", "0.html")]
