from __future__ import annotations

import json
from dataclasses import replace

import jsonschema_rs
import pytest

from mediaaudit.model.report import Location, Notification
from mediaaudit.reporters import Options, render, sarif
from mediaaudit.reporters.sarif_places import Places
from mediaaudit.reporters.sarif_rules import arguments, positional, stop
from mediaaudit.resources import schemas_folder


def run_of(report, **options):
    return json.loads(render("sarif", report, Options(**options)))["runs"][0]


@pytest.fixture(scope="module")
def schema():
    text = (schemas_folder() / "vendor" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return jsonschema_rs.validator_for(json.loads(text))


def test_output_follows_the_sarif_schema(schema, full_report, a_report):
    for report in (full_report, a_report()):
        for options in (Options(), Options(root="/srv/news", category="sport", suppressed=True)):
            errors = [error.message for error in schema.iter_errors(json.loads(render("sarif", report, options)))]
            assert errors == []


def test_columns_are_utf16_code_units(full_report):
    region = run_of(full_report)["results"][2]["locations"][0]["physicalLocation"]["region"]
    page = '<p>大橋 😀 <img src="https://cdn.example.org/img/IMG_2041.jpg" alt="IMG_2041.jpg"></p>'.encode("utf-16-le")
    assert page[2 * region["startColumn"] - 2 : 2 * region["endColumn"] - 2].decode("utf-16-le") == 'alt="IMG_2041.jpg"'
    assert region["snippet"]["text"] == 'alt="IMG_2041.jpg"'


def test_suppressed_results_are_left_out_unless_wanted(full_report):
    assert len(run_of(full_report)["results"]) == 4
    wanted = run_of(full_report, suppressed=True)["results"]
    assert [result.get("suppressions") for result in wanted if "suppressions" in result] == [
        [{"kind": "inSource", "justification": "logo of a partner"}]
    ]


def test_every_index_names_what_it_says(full_report):
    run = run_of(full_report)
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    for rule in rules:
        for relationship in rule.get("relationships", []):
            target = relationship["target"]
            component = run["taxonomies"][target["toolComponent"]["index"]]
            assert component["name"] == target["toolComponent"]["name"]
            assert component["taxa"][target["index"]]["id"] == target["id"]


def test_rules_say_what_code_scanning_asks_for(full_report, a_rule, a_finding, a_report):
    long = a_finding(rule=a_rule("ALT001", "alt/missing", why="word " * 1000, tags=tuple(f"tag{n}" for n in range(30))))
    for rule in run_of(a_report(long, *full_report.findings))["tool"]["driver"]["rules"]:
        assert rule["name"] != rule["id"]
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["helpUri"].startswith("https://")
        assert len(rule["properties"]["tags"]) <= 20


def test_related_places_are_linked_from_the_message(a_finding, a_report):
    here = a_finding().location
    places = tuple(replace(here, label=f"use {number}") for number in range(200))
    result = run_of(a_report(a_finding(message="Twice", related=places)))["results"][0]
    assert result["message"]["text"] == (
        "Twice. See [use 0](1), [use 1](2), [use 2](3), [use 3](4), [use 4](5) and 195 more."
    )
    assert [place["id"] for place in result["relatedLocations"]] == list(range(1, 101))


def test_a_web_address_is_named_and_not_linked(a_finding, a_report):
    related = (Location(uri="https://cdn.example.org/a.jpg", label="the original"), Location(uri="a.jpg"))
    result = run_of(a_report(a_finding(message="Twice", related=related)))["results"][0]
    assert result["message"]["text"] == "Twice. See [a.jpg](1) and the original."
    assert len(result["relatedLocations"]) == 1


def test_a_value_of_the_page_cannot_pass_for_a_link(a_finding, a_report):
    text = run_of(a_report(a_finding(message="Alt '[win](https://evil.example)'")))["results"][0]["message"]["text"]
    assert "](" not in text


def test_findings_beyond_the_limit_go_mildest_first(monkeypatch, a_finding, a_report):
    monkeypatch.setattr(sarif, "_MAX_RESULTS", 2)
    findings = [a_finding(severity=severity) for severity in ("note", "error", "warning")]
    run = run_of(a_report(*findings))
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    notices = run["invocations"][0]["toolExecutionNotifications"]
    assert [notice["message"]["text"] for notice in notices] == [
        "1 findings were left out, the mildest first: a run holds 2."
    ]


def test_a_run_with_unreadable_input_was_not_successful(a_report):
    failed = a_report(notifications=(Notification(code="unreadable", message="No", level="error", uri="x y.html"),))
    invocation = run_of(failed)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    place = invocation["toolExecutionNotifications"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "x%20y.html", "uriBaseId": "%SRCROOT%"}
    assert run_of(a_report())["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("uri", "root", "expected"),
    [
        ("a b/ü#?.html", None, "a%20b/%C3%BC%23%3F.html"),
        ("./x/../a.html", None, "a.html"),
        ("in:side.html", None, "in%3Aside.html"),
        ("<stdin>", None, "%3Cstdin%3E"),
        ("bad\udcff.html", None, "bad%FF.html"),
        ("/srv/news/a.html", "/srv/news", "a.html"),
        ("/srv/newsroom/a.html", "/srv/news", "file:///srv/newsroom/a.html"),
        ("../a.html", "/srv/news", "file:///srv/a.html"),
        ("C:/news/a b.html", None, "file:///C:/news/a%20b.html"),
        ("C:/news/a.html", "C:/news", "a.html"),
        ("https://example.org/a b?c=1", "/srv", "https://example.org/a%20b?c=1"),
    ],
)
def test_addresses(uri, root, expected):
    place = Places(directory=root, root=root).artifact(uri)
    assert place["uri"] == expected
    assert ("uriBaseId" in place) is (":" not in expected)


@pytest.mark.parametrize(
    ("uris", "directory", "root"),
    [
        (["a.html", "/tmp/b.html"], "/srv/news", "/srv/news"),
        (["/tmp/x/a.html", "/tmp/y/b.html"], "/srv/news", "/tmp"),
        (["/tmp/x/a.html"], None, "/tmp/x"),
        (["a.html", "/tmp/b.html"], None, None),
        (["C:/a/x.html", "D:/b/y.html"], "C:/news", "C:/news"),
        (["https://example.org/a.jpg"], "/srv", "/srv"),
        ([], None, None),
    ],
)
def test_root(uris, directory, root):
    assert Places.of(uris, directory).root == root


def test_paths_outside_the_folder_get_a_root_of_their_own(a_finding, a_report):
    location = replace(a_finding().location, uri="/tmp/pages/a.html")
    notification = Notification(code="x", message="No", uri="b.html")
    run = run_of(a_report(a_finding(location=location), notifications=(notification,)), root="/srv/news")
    assert run["originalUriBaseIds"]["%SRCROOT%"]["uri"] == "file:///tmp/pages/"
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a.html"
    notice = run["invocations"][0]["toolExecutionNotifications"][0]
    assert notice["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///srv/news/b.html"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{percent} % of '{what}'", "{0} % of '{1}'"),
        ("{a} and {a}", "{0} and {0}"),
        ("braces {{x}} {a}", "braces {{x}} {0}"),
        ("nothing", "nothing"),
    ],
)
def test_placeholders_become_numbers(template, expected):
    assert positional(template) == expected


def test_arguments_follow_the_placeholders():
    assert arguments("{b} {a} {b} {c}", {"a": 1, "b": ("x", "y"), "unused": 2}) == ["x, y", "1", ""]


@pytest.mark.parametrize(
    ("text", "expected"), [("A", "A."), ("A.", "A."), ("A?", "A?"), ("“A.”", "“A.”"), ("A…", "A…")]
)
def test_stop(text, expected):
    assert stop(text) == expected
