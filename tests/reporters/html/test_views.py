from __future__ import annotations

from dataclasses import replace

import pytest

from mediaaudit.model.report import Article


def test_a_finding_says_what_why_and_what_to_do(parse, illustrated):
    finding = parse(illustrated()).all("li", "finding")[0].text
    for words in ("Text alternative repeats", "Describe what is visible", "A screen reader speaks both", "WCAG 2.2 1.1.1",
                  "line 4, column", "likely", "ALT006 alt/repeats-caption"):  # fmt: skip
        assert words in finding


def test_the_picture_is_shown_as_printed(parse, illustrated):
    card = parse(illustrated()).all("div", "print")[0].text
    for words in ("lund-1.jpg", "1200 × 800 pixels, 41 kB", "Mayor Ida Lund opens the bridge.", "AFP via Getty Images"):
        assert words in card


@pytest.mark.parametrize(("alt", "said"), [(None, "no alt attribute"), ("", "empty: marked as decoration")])
def test_absent_and_empty_alternatives_differ(parse, illustrated, alt, said):
    assert parse(illustrated(alt=alt)).all("dd", "alt")[0].text == said


def test_a_copy_is_stored_once_however_often_it_is_shown(parse, illustrated):
    page = parse(illustrated())
    assert [each.attributes["href"] for each in page.all("image")] == [
        "data:image/webp;base64,AAAA",
        "data:image/webp;base64,BBBB",
    ]
    assert len(page.all("use")) > 4


def test_two_pictures_side_by_side_with_what_differs(parse, illustrated):
    page = parse(illustrated())
    (pair,) = page.all("div", "pair")
    assert pair.attributes["data-overlay"] == "yes"
    assert [each.text for each in page.all("figcaption")] == ["This picture", "First use"]
    assert pair.text.count("Credit differs") == 2
    assert "Alt differs" not in pair.text


def test_no_overlay_for_one_file_or_without_copies(parse, illustrated):
    for changes in ({"asset": "bb"}, {"thumbnail": None}):
        (pair,) = parse(illustrated(**changes)).all("div", "pair")
        assert pair.attributes["data-overlay"] == "no"


CROP = {"left": 0.25, "top": 0.1, "right": 0.75, "bottom": 0.6}


@pytest.mark.parametrize(("values", "drawn_in"), [(CROP, "first.jpg"), ({**CROP, "whole": "this"}, "lund-1.jpg")])
def test_the_crop_is_drawn_in_the_whole_picture(parse, illustrated, values, drawn_in):
    page = parse(illustrated(values))
    rectangle = page.all("rect", "crop")[-1].attributes
    size = (90, 60) if drawn_in == "first.jpg" else (120, 80)
    assert float(rectangle["x"]) == pytest.approx(0.25 * size[0])
    assert float(rectangle["height"]) == pytest.approx(0.5 * size[1])
    framed = [
        each.attributes["aria-label"]
        for each in page.all("svg", "preview")
        if "framed" in each.attributes["aria-label"]
    ]
    assert {drawn_in in name for name in framed} == {True}
    assert page.all("div", "pair")[0].attributes["data-crop"] == "0.2500 0.1000 0.7500 0.6000"


@pytest.mark.parametrize("change", [{"left": 0.8}, {"bottom": 1.2}, {"top": "x"}, {"right": True}, {"left": -0.1}])
def test_a_rectangle_that_is_none_is_not_drawn(parse, illustrated, change):
    page = parse(illustrated({**CROP, **change}))
    assert not page.all("rect", "crop")
    assert page.all("div", "pair")[0].attributes["data-crop"] == ""


def test_the_photo_desk_finds_agencies_and_photographers(parse, illustrated):
    page = parse(illustrated())
    assert [each.text.split()[0] for each in page.all("h3") if each.attributes["id"].startswith("by-")] == ["AFP"]
    assert "Ida Lund 2\N{NO-BREAK SPACE}warnings" in [each.text for each in page.all("h4")]
    assert [each.attributes["label"] for each in page.all("optgroup")] == ["Agencies", "Photographers"]


def test_pictures_without_credit_come_last(parse, illustrated):
    report = illustrated()
    finding = replace(
        report.findings[0], location=replace(report.findings[0].location, picture="2"), fingerprint="0" * 16
    )
    bare = replace(report.pictures["2"], credit=None, photographers=(), agencies=())
    report = replace(report, findings=(finding, *report.findings), pictures={**report.pictures, "2": bare})
    groups = [each.text for each in parse(report).all("h3") if each.attributes["id"].startswith("by-")]
    assert groups == ["AFP 2\N{NO-BREAK SPACE}warnings", "No credit 1\N{NO-BREAK SPACE}warning"]


def test_the_weeks_of_publication_are_drawn(parse, illustrated):
    report = illustrated()
    old = replace(
        report.findings[0], location=replace(report.findings[0].location, uri="old.html"), fingerprint="0" * 16
    )
    articles = {**report.articles, "old.html": Article(published="2024-01-02")}
    page = parse(replace(report, findings=(*report.findings, old), articles=articles))
    said = page.all("svg", "weeks")[0].attributes["aria-label"]
    assert said.endswith("weeks beginning 18 May 2026: 2")
    assert "1 in earlier weeks" in page.all("section", "chart")[-1].text


def test_bars_say_their_counts_in_words(parse, illustrated):
    counts = [each.text for each in parse(illustrated()).all("span", "count")]
    assert counts == ["1 (1 warning)", "1 (1 warning)", "2 (2 warnings)"]
