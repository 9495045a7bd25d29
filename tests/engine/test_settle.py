"""What the engine makes of findings, apart from the checks that made them."""

from __future__ import annotations

import pytest

from mediaaudit.catalogue.binding import bind
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.engine.audit import audit
from mediaaudit.engine.inputs import Input, Inputs
from mediaaudit.engine.plan import Plan
from mediaaudit.model.report import Report


def run(rule: str, *pages: str) -> Report:
    plan = Plan(bindings=(bind(shipped_catalogue().find(rule)),), as_of="2026-01-01")
    inputs = tuple(Input(uri=f"{n}.html", kind="article", data=page.encode()) for n, page in enumerate(pages))
    return audit(Inputs(inputs=inputs), plan)


def test_equal_pictures_of_one_page_have_fingerprints_of_their_own() -> None:
    first, second = run("alt/missing", "<img src=a.jpg><img src=a.jpg>").findings
    assert first.fingerprint != second.fingerprint


def test_a_fingerprint_knows_no_place() -> None:
    (here,) = run("alt/missing", "<img src=a.jpg>").findings
    (there,) = run("alt/missing", "\n\n<p>More.</p> <img src=a.jpg>").findings
    assert here.fingerprint == there.fingerprint
    assert here.location != there.location


def test_the_same_finding_in_two_pages_shares_its_fingerprint() -> None:
    first, second = run("alt/missing", "<img src=a.jpg>", "<img src=a.jpg>").findings
    assert first.fingerprint == second.fingerprint
    assert [first.location.uri, second.location.uri] == ["0.html", "1.html"]


def test_the_order_is_that_of_the_page_whatever_the_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [f"<p><img src={n}.jpg>\n<img src=b.jpg></p>" for n in range(7)]
    whole = run("alt/missing", *pages)
    monkeypatch.setattr("mediaaudit.engine.audit.BATCH", 2)
    assert run("alt/missing", *pages) == whole


def test_one_sentence_on_one_place_is_said_once() -> None:
    credit = '<span class="credit">Photo: Reuters</span>'
    page = f"""<article><h1>A</h1><figure><img src="a-800.jpg" alt="A bridge" width="800"><img src="b-800.jpg" alt="A boat"
        width="800"><figcaption>A bridge and a boat in the harbour. {credit}</figcaption></figure></article>"""
    findings = run("credit/incomplete", page).findings
    assert len({(finding.location, finding.message) for finding in findings}) == len(findings)
