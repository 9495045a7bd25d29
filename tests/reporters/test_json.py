from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator, ValidationError

from mediaaudit.reporters import render
from mediaaudit.resources import schemas_folder


@pytest.fixture(scope="module")
def validator():
    schema = json.loads((schemas_folder() / "report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_output_follows_its_schema(validator, full_report, a_report):
    for report in (full_report, a_report()):
        validator.validate(json.loads(render("json", report)))


def test_schema_is_closed(validator, full_report):
    value = json.loads(render("json", full_report))
    value["findings"][0]["extra"] = 1
    with pytest.raises(ValidationError, match="extra"):
        validator.validate(value)


def test_summary_counts_what_asks_for_something(full_report):
    summary = json.loads(render("json", full_report))["summary"]
    assert [summary[key] for key in ("findings", "errors", "warnings", "notes", "suppressed", "unchanged")] == [
        4,
        2,
        1,
        1,
        1,
        0,
    ]


def test_a_finding_a_line(full_report):
    lines = render("json", full_report).splitlines()
    assert sum('"fingerprint"' in line for line in lines) == len(full_report.findings)


def test_columns_are_code_points(full_report):
    finding = json.loads(render("json", full_report))["findings"][2]
    page = '<p>大橋 😀 <img src="https://cdn.example.org/img/IMG_2041.jpg" alt="IMG_2041.jpg"></p>'
    assert page[finding["column"] - 1 : finding["end_column"] - 1] == 'alt="IMG_2041.jpg"'
