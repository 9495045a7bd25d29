"""A house check in Python may look at a page with BeautifulSoup; nobody else pays for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mediaaudit.catalogue.binding import bind
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.checks._contract import Check
from mediaaudit.engine.audit import audit
from mediaaudit.engine.inputs import Input, Inputs
from mediaaudit.engine.plan import Plan
from mediaaudit.model.document import Document
from mediaaudit.model.problem import Problem
from mediaaudit.model.report import Finding
from mediaaudit.model.soup import Soup


def house_style(document: Document, soup: Soup) -> Iterator[Problem]:
    """Report a page whose first figure has no class."""
    figure = soup.tree.find("figure")
    if figure is not None and not figure.get("class"):
        yield Problem(message="missing")


def run(html: str) -> tuple[Finding, ...]:
    binding = bind(shipped_catalogue().find("alt/missing"))
    check = Check("house.style", house_style)
    plan = Plan(bindings=(replace(binding, check=check, signature=check.signature),), as_of="2026-01-01")
    inputs = Inputs(inputs=(Input(uri="a.html", kind="article", data=html.encode()),))
    report = audit(inputs, plan)
    assert not report.notifications
    return report.findings


def test_a_check_may_ask_for_the_soup() -> None:
    assert len(run("<figure><img src=a.jpg></figure>")) == 1
    assert run("<figure class=lead><img src=a.jpg></figure>") == ()


def test_the_soup_is_made_once_and_only_when_asked() -> None:
    made: list[int] = []
    soup = Soup(lambda: made.append(1) or "tree")
    assert made == []
    assert (soup.tree, soup.tree, made) == ("tree", "tree", [1])
