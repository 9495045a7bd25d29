"""What each machine format promises to the program that reads it."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest

from mediaaudit.model.report import Location, Notification
from mediaaudit.reporters import render


def test_github_shows_ten_of_each_level_and_counts_the_rest(a_finding, a_report):
    findings = [a_finding(severity=level) for level in ("note", "warning", "error") for _ in range(14)]
    lines = render("github", a_report(*findings)).splitlines()
    assert [line.split(" ")[0] for line in lines[:30]] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    assert lines[30].startswith("mediaaudit: 12 more findings")


def test_github_gives_what_could_not_be_done_its_place_among_the_errors(a_finding, a_report):
    notice = Notification(code="missing-input", message="a.html does not exist.", level="error", uri="a.html")
    lines = render("github", a_report(*[a_finding(severity="error")] * 10, notifications=(notice,))).splitlines()
    assert lines[0] == "::error file=a.html,title=mediaaudit missing-input::a.html does not exist."
    assert len(lines) == 11
    assert "1 more finding;" in lines[10]


def test_github_escapes_what_would_end_a_property(a_finding, a_report):
    finding = a_finding(location=Location(uri="a,b::c%.html"), message="100 %\nsure")
    (line,) = render("github", a_report(finding)).splitlines()
    assert line.startswith("::warning file=a%2Cb%3A%3Ac%25.html,title=")
    assert line.endswith(r"::100 %25\nsure")


def test_gitlab_fingerprints_are_unique_and_stable(a_finding, a_report):
    report = a_report(a_finding(), a_finding(), a_finding(fingerprint="f" * 32))
    prints = [entry["fingerprint"] for entry in json.loads(render("gitlab", report))]
    assert len(set(prints)) == 3
    assert prints[0] == "0123456789abcdef"
    assert prints == [entry["fingerprint"] for entry in json.loads(render("gitlab", report))]


def test_junit_counts_add_up(full_report):
    root = ET.fromstring(render("junit", full_report))  # our own output, not a page
    assert int(root.get("tests", "")) == len(root.findall(".//testcase"))
    assert int(root.get("failures", "")) == len(root.findall(".//failure"))
    assert int(root.get("errors", "")) == len(root.findall(".//error"))


def test_junit_of_a_clean_run_is_one_passed_case(a_report):
    root = ET.fromstring(render("junit", a_report(documents=3)))
    assert [len(root.findall(".//testcase")), root.get("failures")] == [1, "0"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_csv_gives_a_spreadsheet_no_formula(a_finding, a_report, start):
    finding = a_finding(message=f'{start}HYPERLINK("https://evil.example")')
    rows = list(csv.reader(io.StringIO(render("csv", a_report(finding)).removeprefix("\ufeff"))))
    assert rows[1][rows[0].index("message")].startswith(f"'{start}")


def test_markdown_keeps_page_text_from_being_markup(a_finding, a_report):
    finding = a_finding(message="<img src=x> | [a](b) @desk #12 `x` *y*")
    (row,) = [line for line in render("markdown", a_report(finding)).splitlines() if "desk" in line]
    assert row.count("|") - row.count(r"\|") == 5
    assert r"&lt;img src=x&gt; \| \[a\](b) &#64;desk &#35;12 \`x\` \*y\*" in row


def test_markdown_stays_below_the_limit_of_a_comment(a_finding, a_report):
    findings = [
        a_finding(
            location=Location(uri=f"{number}.html"), message="x" * 300, severity="error" if number == 700 else "note"
        )
        for number in range(800)
    ]
    text = render("markdown", a_report(*findings, documents=800))
    assert len(text) < 65_000
    assert text.index("### 700.html") < text.index("### 0.html")
    shown = text.count("| error |") + text.count("| note |")
    assert f"and {800 - shown} more findings" in text


def test_json_lines_hold_what_the_json_report_holds(full_report):
    lines = [json.loads(line) for line in render("jsonl", full_report).splitlines()]
    whole = json.loads(render("json", full_report))
    assert [line for line in lines if line.pop("type") == "finding"] == whole["findings"]
    assert lines[-1]["findings"] == whole["summary"]["findings"]
