from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import resolve
from mediaaudit.engine.audit import audit
from mediaaudit.engine.illustrate import illustrate
from mediaaudit.engine.inputs import Collecting, Inputs, collect
from mediaaudit.engine.plan import Plan
from mediaaudit.model.report import Report

PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8">
<meta property="article:published_time" content="2026-05-18T06:00:00Z"></head><body><article><h1>Die Brücke</h1>
<figure><img src="{first}" alt="photo"><figcaption>Boote im Hafen. Photo: Ida Lund/AFP via Getty Images</figcaption></figure>
<p>Zwischen den beiden Bildern stehen einige Worte, damit sie nicht nebeneinander sind.</p>
<figure><img src="{second}" alt="photo"><figcaption>Noch einmal. Photo: Reuters</figcaption></figure>
</article></body></html>"""


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    for number, name in enumerate(("a.jpg", "b.jpg")):
        Image.linear_gradient("L").rotate(90 * number).convert("RGB").save(tmp_path / name)
    (tmp_path / "one.html").write_text(PAGE.format(first="a.jpg", second="a.jpg"), encoding="utf-8")
    (tmp_path / "two.html").write_text(PAGE.format(first="b.jpg", second="gone.jpg"), encoding="utf-8")
    return tmp_path


def audited(folder: Path, *select: str) -> tuple[Report, Inputs, Plan]:
    plan = resolve(Config(select=select), shipped_catalogue(), as_of="2026-11-22").plan
    inputs = collect([folder], Collecting())
    return audit(inputs, plan), inputs, plan


def test_findings_point_to_their_pictures(newsroom: Path) -> None:
    report, inputs, plan = audited(newsroom, "alt/placeholder", "duplicate/same-file")
    shown = illustrate(report, inputs, plan)
    assert [replace(each, location=replace(each.location, picture=None), related=()) for each in shown.findings] == [
        replace(each, related=()) for each in report.findings
    ]
    found = [
        (Path(each.location.uri).name, each.rule.code, shown.pictures[each.location.picture or ""])
        for each in shown.findings
    ]
    assert [(name, code, picture.src, picture.agencies) for name, code, picture in found] == [
        ("one.html", "ALT004", "a.jpg", ("AFP", "Getty Images")),
        ("one.html", "DUP001", "a.jpg", ("Reuters",)),
        ("one.html", "ALT004", "a.jpg", ("Reuters",)),
        ("two.html", "ALT004", "b.jpg", ("AFP", "Getty Images")),
        ("two.html", "ALT004", "gone.jpg", ("Reuters",)),
    ]
    assert [picture.located for _, _, picture in found] == ["file", "file", "file", "file", "missing"]
    assert found[0][2].photographers == ("Ida Lund",)
    assert found[0][2].thumbnail is None
    double = next(each for each in shown.findings if each.rule.code == "DUP001")
    assert double.related[0].picture == shown.findings[0].location.picture


def test_articles_tell_headline_date_and_language(newsroom: Path) -> None:
    shown = illustrate(*audited(newsroom, "alt/placeholder"))
    (one, _) = shown.articles.values()
    assert (one.headline, one.published, one.language) == ("Die Brücke", "2026-05-18T06:00:00Z", "de")


def test_thumbnails_keep_to_the_budget(newsroom: Path) -> None:
    report, inputs, plan = audited(newsroom, "alt/placeholder")
    pictures = illustrate(report, inputs, plan, thumbnail_bytes=2000).pictures.values()
    copies = {picture.asset: picture.thumbnail for picture in pictures if picture.thumbnail}
    assert len(copies) == 2
    assert sum(len(copy.uri) for copy in copies.values()) <= 2000 + 100
    assert all(base64.b64decode(copy.uri.partition(",")[2])[8:12] == b"WEBP" for copy in copies.values())
    assert {(picture.width, picture.height) for picture in pictures if picture.thumbnail} == {(256, 256)}


def test_what_is_gone_since_is_left_out(newsroom: Path) -> None:
    report, inputs, plan = audited(newsroom, "alt/placeholder")
    (newsroom / "one.html").unlink()
    (newsroom / "b.jpg").unlink()
    shown = illustrate(report, inputs, plan, thumbnail_bytes=9000)
    assert [bool(each.location.picture) for each in shown.findings] == [False, False, True, True]
    assert not [picture for picture in shown.pictures.values() if picture.thumbnail]


def test_a_picture_audited_alone_is_its_own_place(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    shown = illustrate(*audited(tmp_path, "file/unusable"), thumbnail_bytes=9000)
    (finding,) = shown.findings
    assert shown.pictures[finding.location.picture or ""].asset == finding.subject_id


def test_findings_without_a_picture_have_none(newsroom: Path) -> None:
    shown = illustrate(*audited(newsroom, "share/image-missing"))
    assert [each.location.picture for each in shown.findings] == [None, None]
    assert not shown.pictures
    assert len(shown.articles) == 2
