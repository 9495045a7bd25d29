"""The command on the example newsroom: the reports, and what must be in them and what must not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from click.testing import CliRunner

from mediaaudit.cli import main
from mediaaudit.resources import schemas_folder

ROOT = Path(__file__).resolve().parents[2]
SHOWN = {
    "alt/missing", "alt/file-name", "alt/placeholder", "alt/repeats-caption", "alt/repeats-headline", "alt/outlet-name",
    "caption/missing", "credit/missing", "credit/incomplete", "credit/contradicts-file", "credit/conflicting",
    "duplicate/same-file", "duplicate/near", "file/unusable", "file/type-mismatch", "metadata/fields-disagree",
}  # fmt: skip


def report(format_: str, *more: str) -> str:
    arguments = ["check", "examples/newsroom", "--isolated", "--as-of", "2026-11-22", "--format", format_, *more]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1, result.output
    return result.stdout


def schema(name: str) -> Any:
    return json.loads((schemas_folder() / name).read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("format_", ["text", "concise"])
def test_report_for_people(format_: str, golden: Callable[[str, str], None]) -> None:
    golden(f"newsroom/{format_}.txt", report(format_))


def test_every_rule_of_the_first_slice_is_shown() -> None:
    found = {finding["name"] for finding in json.loads(report("json"))["findings"]}
    assert found >= SHOWN


def test_the_newsletter_icon_stays_silent() -> None:
    findings = json.loads(report("json", "--select", "ALL"))["findings"]
    assert not [finding for finding in findings if "newsletter" in (finding["image"]["src"] or "")]


def test_json_is_valid() -> None:
    jsonschema.validate(json.loads(report("json", "--select", "ALL")), schema("report.schema.json"))


def test_sarif_is_valid_and_says_the_same() -> None:
    sarif = json.loads(report("sarif"))
    jsonschema_rs.validator_for(schema("vendor/sarif-2.1.0.json")).validate(sarif)
    findings = json.loads(report("json"))["findings"]
    results = sarif["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == [finding["rule"] for finding in findings]


def test_inspect_is_valid() -> None:
    result = CliRunner().invoke(main, ["inspect", "examples/newsroom", "--isolated", "--format", "json"])
    assert result.exit_code == 0
    seen = json.loads(result.stdout)
    jsonschema.validate(seen, schema("inspect.schema.json"))
    assert len(seen["documents"]) == 4
    assert {file["path"].rsplit("/", 1)[1] for file in seen["files"] if file["error"]} == {"stalls.jpg", "tram.jpg"}


def test_the_credit_that_started_it_all() -> None:
    result = CliRunner().invoke(main, ["credit", "(Jonathan Ernst/Pool/AFP via Getty Images)", "--format", "json"])
    credit = json.loads(result.stdout)
    assert credit["photographers"] == ["Jonathan Ernst"]
    assert (credit["pool"], credit["agencies"], credit["via"]) == (True, ["AFP"], ["Getty Images"])
