from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mediaaudit.reporters import render
from mediaaudit.reporters.compare import Run, compare, comparison_json, comparison_text, read_run


def found(fingerprint: str, file: str = "a.html", rule: str = "ALT001", severity: str = "error") -> dict[str, object]:
    return {
        "rule": rule, "name": f"alt/{rule.lower()}", "severity": severity, "message": f"Message {fingerprint}",
        "file": file, "line": 3, "column": 4, "fingerprint": fingerprint,
    }  # fmt: skip


def run(*findings: dict[str, object], as_of: str = "2026-11-22") -> Run:
    return Run(as_of=as_of, findings=findings)


def test_what_is_fixed_and_what_is_new():
    comparison = compare(run(found("1"), found("2")), run(found("2"), found("3")))
    assert [each["fingerprint"] for each in comparison.fixed] == ["1"]
    assert [each["fingerprint"] for each in comparison.added] == ["3"]
    assert comparison.remaining == 1


def test_a_finding_that_moved_with_its_picture_is_the_same():
    comparison = compare(run(found("1", "a.html")), run(found("1", "b.html")))
    assert (comparison.fixed, comparison.added, comparison.remaining) == ((), (), 1)


def test_equal_findings_are_counted_and_those_of_the_same_file_matched_first():
    comparison = compare(run(found("1", "a.html"), found("1", "b.html")), run(found("1", "b.html")))
    assert [each["file"] for each in comparison.fixed] == ["a.html"]
    comparison = compare(run(found("1", "b.html")), run(found("1", "a.html"), found("1", "b.html")))
    assert [each["file"] for each in comparison.added] == ["a.html"]


def test_text_shows_counts_rules_and_new_findings():
    old = run(*(found(str(number)) for number in range(12)), as_of="2026-11-01")
    new = run(found("0"), found("x", rule="CAP001", severity="warning"))
    assert comparison_text(compare(old, new)) == (
        "2026-11-01 → 2026-11-22\n\n"
        "  errors    12 →  1  -11\n"
        "  warnings   0 →  1   +1\n"
        "  notes      0 →  0    =\n"
        "  findings  12 →  2  -10\n\n"
        "  ALT001 alt/alt001  12 →  1  -11\n"
        "  CAP001 alt/cap001   0 →  1   +1\n\n"
        "New:\n"
        "  a.html:3:4: CAP001 alt/cap001 Message x\n\n"
        "11 fixed, 1 new and 1 finding as before.\n"
    )


def test_text_of_two_clean_reports():
    assert comparison_text(compare(run(), run())).endswith("0 fixed, 0 new and 0 findings as before.\n")


def test_json_has_the_same_numbers():
    value = json.loads(comparison_json(compare(run(found("1")), run(found("2", rule="CAP001", severity="note")))))
    assert value["old"] == {"as_of": "2026-11-22", "findings": 1, "errors": 1, "warnings": 0, "notes": 0}
    assert value["new"]["notes"] == 1
    assert value["rules"] == [
        {"rule": "ALT001", "name": "alt/alt001", "old": 1, "new": 0},
        {"rule": "CAP001", "name": "alt/cap001", "old": 0, "new": 1},
    ]
    assert [each["fingerprint"] for each in value["fixed"] + value["added"]] == ["1", "2"]


def test_a_report_is_read_without_what_asks_for_nothing(a_finding, a_report):
    report = a_report(
        a_finding(fingerprint="1"),
        a_finding(fingerprint="2", suppression=""),
        a_finding(fingerprint="3", baseline_state="unchanged"),
    )
    assert [each["fingerprint"] for each in read_run(render("json", report)).findings] == ["1"]
    assert read_run(render("json", replace(report, as_of="2025-01-01"))).as_of == "2025-01-01"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"schema_version": 2, "findings": []}', '{"schema_version": 1}', '{"schema_version": 1, "findings": [1]}',
     '{"schema_version": 1, "findings": [{"rule": 1}]}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_report_is_said(text):
    with pytest.raises(ValueError, match=r"^(is no|has findings)"):
        read_run(text)
