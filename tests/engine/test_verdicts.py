"""What rules about files find is asked once for each file."""

from __future__ import annotations

import pytest

from mediaaudit.catalogue.binding import bind
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.engine import verdicts
from mediaaudit.engine.evaluate import Evaluation
from mediaaudit.engine.facts import FileFacts
from mediaaudit.engine.plan import Plan
from mediaaudit.engine.verdicts import Verdicts
from mediaaudit.model.asset import Asset, Fault, Faults

BROKEN = Fault(code="truncated", message="It is cut short.", offset=9, unusable=True)


def facts(uri: str, *faults: Fault) -> FileFacts:
    asset = Asset(id="a", uri=uri, size=9, media_type="image/jpeg")
    return FileFacts(asset=asset, blocks={Faults: Faults(faults=faults)}, missing={})


def plan(*names: str) -> Plan:
    return Plan(bindings=tuple(bind(shipped_catalogue().rules[name]) for name in names), as_of="2026-01-01")


def test_each_file_is_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ask = Evaluation.file
    monkeypatch.setattr(Evaluation, "file", lambda self, facts: asked.append(facts.asset.uri) or ask(self, facts))
    known = Verdicts(plan("file/unusable"))
    both = [known.of(facts("b.jpg", BROKEN)) for _ in range(2)]
    assert both[0] is both[1]
    assert [finding.image_file for finding in both[0].findings] == ["b.jpg"]
    assert known.of(facts("other.jpg")).findings == ()  # the same content under another address is another question
    assert asked == ["b.jpg", "other.jpg"]
    monkeypatch.setattr(verdicts, "REMEMBERED", 2)
    known.of(facts("third.jpg"))
    assert known.of(facts("b.jpg", BROKEN)) == both[0]


def test_no_rule_about_files_asks_nothing() -> None:
    assert Verdicts(plan("alt/missing")).of(facts("b.jpg", BROKEN)).findings == ()
