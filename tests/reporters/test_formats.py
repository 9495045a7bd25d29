from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaaudit.model.report import Location, Notification, Picture
from mediaaudit.reporters import FORMATS, Options, render
from mediaaudit.reporters.json_text import to_json
from mediaaudit.reporters.links import help_uri

HOSTILE = "\x1b]0;title\x07 \u202e\u200b\x9b31m\n\udcff <b>[x](https://evil.example)</b> {0}"
SUFFIX = {"json": "json", "sarif": "sarif"}
GOLDEN = [name for name in FORMATS if name != "html"]  # a page with its style sheet is looked at, not compared


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name, full_report, golden):
    text = render(name, full_report)
    if name == "sarif":  # one line a result is for machines; the golden file is for people
        text = json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    golden(f"{name}/full.{SUFFIX.get(name, 'txt')}", text)


def test_golden_colour(full_report, golden):
    golden("text/colour.txt", render("text", full_report, Options(color=True, width=80)))


@pytest.mark.parametrize("name", GOLDEN)
def test_report_without_findings(name, a_report, golden):
    report = a_report(
        notifications=(Notification(code="unreadable", message="Cannot be read", level="error", uri="a.html"),)
    )
    golden(f"{name}/notification-only.{SUFFIX.get(name, 'txt')}", render(name, report))


@pytest.mark.parametrize("name", FORMATS)
def test_empty_report(name, a_report):
    text = render(name, a_report(documents=2))
    assert text.endswith("\n") or not text
    if name == "text":
        assert text == "No findings in 2 articles.\n"


@pytest.mark.parametrize("name", FORMATS)
def test_foreign_text_never_steers_the_terminal(name, a_finding, a_report):
    page = f'<img src="{HOSTILE}" alt="{HOSTILE}">'
    finding = a_finding(page, f'alt="{HOSTILE}"', message=f"Text {HOSTILE}", values={"percent": HOSTILE})
    finding = replace(
        finding,
        location=replace(finding.location, uri=f"{HOSTILE}.html"),
        related=(replace(finding.location, label=HOSTILE), Location(uri=HOSTILE)),
        image_src=HOSTILE,
        image_file=HOSTILE,
        subject_id=HOSTILE,
        rule=replace(finding.rule, summary=HOSTILE, why=HOSTILE, instead=HOSTILE),
    )
    notification = Notification(code="x", message=HOSTILE, uri=HOSTILE)
    report = a_report(finding, notifications=(notification,), not_evaluated={HOSTILE: 1})
    text = render(name, report)
    assert not set(text) & set("\x1b\x07\x9b\r\t\x7f\u202e\u200b\udcff")
    text.encode("utf-8")


def test_unknown_format(a_report):
    with pytest.raises(KeyError):
        render("yaml", a_report())


def test_text_keeps_to_the_width(full_report):
    report = replace(full_report, findings=full_report.findings[:3])
    for columns in (60, 80, 100):
        lines = render("text", report, Options(width=columns)).splitlines()
        assert max(map(len, lines)) <= columns


def test_text_groups_the_findings_of_a_picture(a_finding, a_report):
    first = a_finding(subject_id="a", image_src="a.jpg", message="one")
    other = a_finding(subject_id="b", image_src="b.jpg", message="two", part="<figcaption>")
    again = a_finding(subject_id="a", image_src="a.jpg", message="three")
    text = render("text", a_report(first, other, again, documents=1))
    assert text.index("one") < text.index("three") < text.index("two")
    assert text.count("a.jpg\n") == 1


def test_text_shows_a_source_line_once(a_finding, a_report):
    text = render("text", a_report(a_finding(message="one"), a_finding(message="two"), documents=1))
    assert text.count("4 | <img") == 1


def test_text_counts_what_is_left_out(a_finding, a_report):
    report = a_report(a_finding(suppression=""), a_finding(baseline_state="unchanged"), documents=1)
    assert render("text", report) == "No findings in 1 article.\nsuppressed: 1\nin the baseline: 1\n"
    assert render("concise", report) == render("statistics", report) == ""


def test_text_survives_a_data_address_and_a_megabyte(a_finding, a_report):
    finding = a_finding(image_src="data:image/png;base64," + "A" * 1_000_000, message="x " * 500_000)
    assert len(render("text", a_report(finding, documents=1))) < 3000


def test_statistics_puts_the_most_frequent_rule_first(a_finding, a_rule, a_report):
    rare = a_finding(rule=a_rule("ALT001", "alt/missing"))
    often = [a_finding()] * 12
    lines = render("statistics", a_report(rare, *often)).splitlines()
    assert [line.split()[:2] for line in lines] == [["12", "ALT006"], ["1", "ALT001"]]
    assert lines[0].index("ALT006") == lines[1].index("ALT001")


def test_statistics_fit_the_terminal(a_finding, a_report):
    (line,) = render("statistics", a_report(a_finding()), Options(width=60)).splitlines()
    assert len(line) == 60
    assert line.endswith("…")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda kids: st.lists(kids) | st.dictionaries(st.text(), kids),
    )
)
def test_json_text_keeps_every_value(value):
    for depth in (0, 1, 3):
        text = to_json(value, depth=depth)
        assert json.loads(text) == value
        assert not set(text) & set("\x1b\x9b\u202e\u200b\ufeff\u2028")


def test_json_text_refuses_what_json_lacks():
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json({"x": float("nan")}, depth=1)
    assert to_json("\udcff") == '"\ufffd"'


@pytest.mark.parametrize("depth", [1, 2])
def test_an_iterator_is_written_as_a_list(depth):
    rows = [{"a": 1}, {"a": [2, 3]}]
    assert to_json({"rows": iter(rows), "none": iter(())}, depth=2) == to_json({"rows": rows, "none": []}, depth=2)
    assert to_json(iter(rows), depth=depth) == to_json(rows, depth=depth)


def test_help_uri():
    assert help_uri("alt/missing") == "https://mediaaudit.github.io/mediaaudit/rules/alt/missing/"
    assert help_uri("house/a b") == "https://mediaaudit.github.io/mediaaudit/rules/house/a%20b/"


def test_statistics_counts_agencies_and_photographers(a_finding, a_report):
    place = replace(a_finding().location, picture="1")
    other = replace(place, picture="2")
    report = a_report(a_finding(location=place), a_finding(location=place), a_finding(location=other), a_finding())
    pictures = {
        "1": Picture(article="a", agencies=("AFP", "Getty Images"), photographers=("Ida Lund",)),
        "2": Picture(article="a", agencies=("AFP",)),
    }
    text = render("statistics", replace(report, pictures=pictures))
    assert text.partition("\n")[2] == "\nAgencies\n3  AFP\n2  Getty Images\n\nPhotographers\n2  Ida Lund\n"


def test_statistics_shows_the_most_frequent_photographers_only(a_finding, a_report):
    place = replace(a_finding().location, picture="1")
    picture = Picture(article="a", photographers=tuple(f"Name {number:02}" for number in range(30)))
    lines = render("statistics", replace(a_report(a_finding(location=place)), pictures={"1": picture})).splitlines()
    assert (len(lines), lines[-2:]) == (24, ["1  Name 19", "   and 10 more"])
