from __future__ import annotations

import base64
import gzip
import hashlib
import re
from dataclasses import replace

import pytest

from mediaaudit.model.report import Article, Location
from mediaaudit.reporters import render
from mediaaudit.reporters.html.words import language

EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(2)> ' ${x} $policy </style> {0} \x1b]0;x\x07\u202e"
TAKES_AN_ADDRESS = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "xlink:href"}


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_lets_in_this_style_and_script_only(parse, illustrated):
    page = parse(illustrated())
    policy = next(each.attributes["content"] for each in page.all("meta") if "http-equiv" in each.attributes)
    style, script = page.all("style")[0].text, page.all("script")[-1].text
    assert policy == (
        f"default-src 'none'; style-src {digest(style)}; script-src {digest(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"url\(|@import", style)
    assert not re.search(r"\bfetch\(|XMLHttpRequest|import\(|innerHTML|eval\(", script)


def test_nothing_is_asked_of_any_server(parse, illustrated):
    for element in parse(illustrated()).elements:
        assert not TAKES_AN_ADDRESS & set(element.attributes)
        assert not [name for name in element.attributes if name.startswith("on") or name == "style"]
        if element.tag != "a" and "href" in element.attributes:
            assert element.attributes["href"].startswith(("data:", "#"))


def test_every_link_within_the_page_leads_somewhere_and_ids_are_given_once(parse, illustrated, full_report):
    for report in (illustrated(), full_report):
        page = parse(report)
        ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
        assert len(ids) == len(set(ids))
        links = [
            each.attributes["href"][1:] for each in page.elements if each.attributes.get("href", "").startswith("#")
        ]
        rows = [each.attributes["data-of"] for each in page.elements if "data-of" in each.attributes]
        named = [each.attributes["aria-labelledby"] for each in page.elements if "aria-labelledby" in each.attributes]
        assert set(links) | set(rows) | set(named) <= set(ids)


def test_what_a_page_says_stays_text(parse, illustrated):
    clean = parse(illustrated())
    report = illustrated(
        alt=EVIL, caption=EVIL, credit=EVIL, src=EVIL, file=EVIL, agencies=(EVIL,), photographers=(EVIL,)
    )
    place = replace(report.findings[0].location, uri=EVIL)
    place = replace(place, region=replace(place.region, snippet=EVIL))
    rule = replace(report.findings[0].rule, summary=EVIL, why=EVIL, instead=EVIL, taxa=(f"{EVIL}:{EVIL}",))
    finding = replace(
        report.findings[0],
        message=EVIL,
        location=place,
        rule=rule,
        suppression=EVIL,
        related=(Location(uri=EVIL, label=EVIL),),
    )
    article = Article(headline=EVIL, published=EVIL, language=EVIL)
    page = parse(replace(report, findings=(finding, report.findings[1]), articles={EVIL: article}))
    assert len(page.all("script")) == 2
    assert not page.all("img")
    assert {each.tag for each in page.elements} == {each.tag for each in clean.elements}
    assert "alert(1)" in page.all("dd", "alt")[0].text
    assert not set(render("html", replace(report, findings=(finding,)))) & set("\x1b\x07\u202e")


def test_a_megabyte_stays_small(parse, illustrated):
    text = render("html", illustrated(credit="Name " * 20_000, caption="x" * 1_000_000, agencies=("A" * 100_000,)))
    assert len(text) < 100_000
    assert "(100,000 characters)" in text


def test_the_data_can_be_saved(parse, illustrated):
    report = illustrated()
    packed = next(each.text for each in parse(report).all("script") if each.attributes.get("id") == "data")
    assert gzip.decompress(base64.b64decode(packed)).decode() == render("json", report)


def test_the_same_report_makes_the_same_page(illustrated):
    assert render("html", illustrated()) == render("html", illustrated())


def test_known_and_suppressed_findings_are_there_and_not_counted(parse, illustrated):
    page = parse(illustrated(state={"suppression": "a logo"}))
    assert [each.attributes["data-state"] for each in page.all("li", "finding")] == ["suppressed", "open"]
    assert [each.text for each in page.all("li", "figure")] == ["0 errors", "1 warning", "0 notes", "1 suppressed"]
    assert page.all("p", "lead")[0].text == "1 finding in 1 article with 2 pictures."
    assert "Suppressed" in [each.text for each in page.all("option")]
    assert "a logo" in page.all("li", "finding")[0].text


def test_without_a_state_there_is_no_choice_of_states(parse, illustrated):
    assert "state" not in [each.attributes.get("name") for each in parse(illustrated()).all("select")]


def test_a_report_that_was_not_illustrated_names_its_pictures(parse, full_report):
    page = parse(full_report)
    names = [each.text for each in page.all("h4", "name")]
    assert {"lund-1.jpg", "IMG_2041.jpg"} <= set(names)
    assert len(page.all("li", "finding")) == len(full_report.findings)
    assert "cannot be read: permission denied" in page.all("section", "notices")[0].text


def test_a_report_without_findings(parse, a_report):
    page = parse(a_report(documents=3, images=7))
    assert page.all("p", "lead")[0].text == "Nothing to do in 3 articles with 7 pictures."
    assert not page.all("form")


def test_equal_fingerprints_in_two_articles_have_anchors_of_their_own(parse, a_finding, a_report):
    one = a_finding()
    other = replace(one, location=replace(one.location, uri="other.html"))
    anchors = [each.attributes["id"] for each in parse(a_report(one, other)).all("li", "finding")]
    assert anchors == ["f-0123456789ab", "f-0123456789ab-2"]


def test_long_reports_are_laid_out_piecemeal(a_finding, a_report):
    many = [a_finding(fingerprint=f"{number:016x}") for number in range(401)]
    assert '<html lang="en" class="long">' in render("html", a_report(*many))[:60]
    assert '<html lang="en" class="short">' in render("html", a_report(*many[:400]))[:60]


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("de-AT", "de-AT"),
        ("en_US", "en-US"),
        ("EN", "EN"),
        ("xx", ""),
        ("english", ""),
        ('"><b', ""),
        (None, ""),
        ("", ""),
    ],
)
def test_only_languages_that_exist_are_declared(tag, written):
    assert language(tag) == (f' lang="{written}"' if written else "")


def test_pictures_without_a_copy_say_why(parse, illustrated):
    page = parse(illustrated(thumbnail=None, located="remote"))
    assert [each.text for each in page.all("p", "no-preview")] == ["on another server"] * 2
