"""Copies among the pictures of a run, from the bytes of the files to the findings."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from mediaaudit.catalogue.binding import bind
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.engine.audit import audit
from mediaaudit.engine.inputs import Collecting, collect
from mediaaudit.engine.plan import PicturePaths, Plan
from mediaaudit.model.report import Finding, Report

Audit = Callable[..., Report]
PAGE = """<!doctype html><html lang="en"><head><meta property="article:published_time" content="2026-05-{day:02}"></head>
<body><article><h1>Article of the day</h1><p>The bridge is open, and the ferry goes on until the end of summer.</p>
{figures}</article></body></html>"""
FIGURE = '<figure><img src="{src}" alt="A view"><figcaption>The sound on Sunday. {credit}</figcaption></figure>\n'


def scene(seed: int, size: tuple[int, int] = (720, 480)) -> Image.Image:
    """Return a picture with detail at several scales."""
    chance = np.random.default_rng(seed)
    total = np.zeros((size[1], size[0]), np.float32)
    for cells in (4, 8, 16, 32, 64, 128):
        coarse = Image.fromarray(chance.normal(0, 1, (cells, cells)).astype(np.float32))
        total += np.asarray(coarse.resize(size, Image.Resampling.BICUBIC)) * (64 / cells**0.7)
    return Image.fromarray(np.clip(128 + total, 0, 255).astype(np.uint8)).convert("RGB")


def jpeg(picture: Image.Image, quality: int = 88) -> bytes:
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def png(picture: Image.Image) -> bytes:
    stream = BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def article(day: int, *figures: tuple[str, str]) -> str:
    return PAGE.format(day=day, figures="".join(FIGURE.format(src=src, credit=credit) for src, credit in figures))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Audit:
    """Write files and audit the folder "site" by some rules."""
    monkeypatch.chdir(tmp_path)

    def go(files: dict[str, bytes | str], *rules: str, **plan: Any) -> Report:
        for name, data in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)
        bindings = tuple(bind(shipped_catalogue().find(rule)) for rule in rules)
        made = Plan(bindings=bindings, as_of="2026-06-01", **plan)
        return audit(collect([Path("site")], Collecting()), made)

    return go


def box(finding: Finding) -> list[float]:
    return [float(finding.values[name]) for name in ("left", "top", "right", "bottom")]  # type: ignore[arg-type]


def near(found: list[float], true: list[float]) -> bool:
    return max(abs(one - other) for one, other in zip(found, true, strict=True)) < 0.02


def test_a_crop_under_another_credit_in_another_article(run: Audit) -> None:
    whole = scene(1)
    report = run(
        {
            "site/lead.jpg": jpeg(whole),
            "site/part.jpg": jpeg(whole.crop((144, 48, 648, 432))),
            "site/a.html": article(1, ("lead.jpg", "Photo: Ida Lund/AP")),
            "site/b.html": article(2, ("part.jpg", "Photo: Mats Ek/AP")),
        },
        "credit/conflicting",
    )
    (finding,) = report.findings
    assert (finding.location.uri, finding.related[0].uri) == ("site/b.html", "site/a.html")
    assert (finding.values["credit"], finding.values["other"]) == ("Photo: Mats Ek/AP", "Photo: Ida Lund/AP")
    assert finding.values["whole"] == "other"
    assert near(box(finding), [0.2, 0.1, 0.9, 0.9])
    assert "(here cropped to" in finding.message


def test_what_an_article_shows_twice(run: Audit) -> None:
    whole = scene(2)
    files: dict[str, bytes | str] = {
        "site/lead.jpg": jpeg(whole),
        "site/small.webp": jpeg(whole.resize((480, 320))),
        "site/part.jpg": jpeg(whole.crop((0, 0, 500, 400))),
        "site/flipped.jpg": jpeg(ImageOps.mirror(whole)),
        "site/other.jpg": jpeg(scene(3)),
        "site/a.html": article(1, *((name, "") for name in ("lead.jpg", "small.webp", "part.jpg", "flipped.jpg", "other.jpg"))),
    }  # fmt: skip
    report = run(files, "duplicate/near", "duplicate/crop-or-mirror", "duplicate/mirrored")
    assert [(finding.rule.name, finding.image_src) for finding in report.findings] == [
        ("duplicate/near", "small.webp"),
        ("duplicate/crop-or-mirror", "part.jpg"),
        ("duplicate/crop-or-mirror", "flipped.jpg"),
    ]
    assert [finding.values["mirrored"] for finding in report.findings] == [False, False, True]


def test_cards_of_one_template_and_blank_pictures_are_no_copies(run: Audit) -> None:
    pictures = [Image.new("RGB", (300, 200), shade) for shade in ("white", "#fefefe")]
    for text in ("RATES RISE TO 4 %", "RAIN FROM FRIDAY"):
        card = Image.new("RGB", (600, 400), "#1d3557")
        pen = ImageDraw.Draw(card)
        pen.rectangle((0, 320, 600, 400), fill="#e63946")
        pen.text((40, 120), text, fill="white", font_size=52)
        pictures.append(card)
    files: dict[str, bytes | str] = {f"site/{number}.png": png(each) for number, each in enumerate(pictures)}
    files["site/a.html"] = article(1, *((f"{number}.png", "") for number in range(len(pictures))))
    assert not run(files, "duplicate/near", "duplicate/crop-or-mirror").findings
    files["site/3.png"] = png(pictures[2].resize((500, 333)))  # the same card indeed
    assert [each.image_src for each in run(files, "duplicate/near").findings] == ["3.png"]


def test_the_published_picture_is_flipped_against_its_original(run: Audit) -> None:
    whole = scene(4)
    report = run(
        {
            "raw/bridge.jpg": jpeg(whole),
            "site/bridge-640x440.jpg": jpeg(ImageOps.mirror(whole).crop((40, 20, 680, 460))),
            "site/a.html": article(1, ("bridge-640x440.jpg", "")),
        },
        "duplicate/mirrored",
        paths=PicturePaths(originals=(Path("raw"),)),
    )
    (finding,) = report.findings
    assert (finding.message_key, finding.values["original"]) == ("original", "raw/bridge.jpg")


@pytest.mark.parametrize("listed", ["picture", "folder", "path in a list", "sha256", "phash"])
def test_withdrawn_pictures_and_their_copies(run: Audit, listed: str) -> None:
    import hashlib

    import imagehash

    whole = scene(5)
    data = jpeg(whole)
    lines = {
        "path in a list": "killed/smoke.jpg  # smoke was added",
        "sha256": f"{hashlib.sha256(data).hexdigest().upper()} # smoke was added",
        "phash": f"{imagehash.phash(whole)} # smoke was added\n\n# the end",
    }
    report = run(
        {
            "killed/smoke.jpg": data,
            "killed.txt": "# kills\n" + lines.get(listed, ""),
            "site/same.jpg": data,
            "site/part.jpg": jpeg(whole.crop((200, 100, 700, 460))),
            "site/other.jpg": jpeg(scene(6)),
            "site/a.html": article(1, ("same.jpg", ""), ("part.jpg", ""), ("other.jpg", "")),
        },
        "duplicate/withdrawn",
        withdrawn=(Path({"picture": "killed/smoke.jpg", "folder": "killed"}.get(listed, "killed.txt")),),
    )
    expected = {"phash": [("same.jpg", "hash")]}
    found = [(finding.image_src, finding.message_key) for finding in report.findings]
    assert found == expected.get(listed, [("same.jpg", "file"), ("part.jpg", "copy")])
    assert not report.notifications
    if listed in lines:
        assert "withdrawn: smoke was added (killed.txt, line 2)" in report.findings[0].message


def test_house_data_that_cannot_be_read_is_named_and_the_run_goes_on(run: Audit) -> None:
    files: dict[str, bytes | str] = {
        "killed.txt": "gone.jpg\nbroken.jpg # cut off",
        "broken.jpg": jpeg(scene(1))[:300],
        "decisions.txt": "perhaps",
        "site/a.html": article(1),
    }
    report = run(
        files,
        "duplicate/withdrawn",
        withdrawn=(Path("killed.txt"), Path("no-list")),
        decisions=(Path("decisions.txt"),),
    )
    assert [(each.code, each.level, each.uri) for each in report.notifications] == [
        ("house-data", "error", name) for name in ("broken.jpg", "killed.txt", "no-list", "decisions.txt")
    ]
    assert "line 1: no hash" in report.notifications[1].message
    assert "gone.jpg" not in report.notifications[1].message  # what else stands in a file is nobody's business


@pytest.mark.parametrize(("word", "expected"), [("known", 0), ("not-a-duplicate", 0), (None, 1)])
def test_decisions_hold_in_audits_too(run: Audit, word: str | None, expected: int) -> None:
    import hashlib

    whole = scene(7)
    one, other = jpeg(whole), jpeg(whole, 60)
    sums = [hashlib.sha256(data).hexdigest() for data in (one, other)]
    files = {
        "site/a.jpg": one, "site/b.jpg": other, "site/a.html": article(1, ("a.jpg", ""), ("b.jpg", "")),
        "looked-at.txt": f"{word} {sums[0]} {sums[1]}\n" if word else "",
    }  # fmt: skip
    report = run(files, "duplicate/near", decisions=(Path("looked-at.txt"),))
    assert len(report.findings) == expected


def test_the_cache_gives_the_same_findings(run: Audit, tmp_path: Path) -> None:
    whole = scene(8)
    files = {
        "site/a.jpg": jpeg(whole), "site/b.jpg": jpeg(whole.crop((100, 50, 700, 470))),
        "site/a.html": article(1, ("a.jpg", ""), ("b.jpg", "")), "site/b.html": article(2, ("a.jpg", "")),
    }  # fmt: skip
    reports = [
        run(files, "duplicate/crop-or-mirror", cache=folder) for folder in (None, tmp_path / "c", tmp_path / "c")
    ]
    assert reports[0].findings
    assert repr(reports[0]) == repr(reports[1]) == repr(reports[2])


def test_rows_of_relative_addresses_are_apart_in_different_folders(run: Audit) -> None:
    page = article(1, ("lead.jpg", "Photo: Ida Lund/AP"))
    other = article(1, ("lead.jpg", "Photo: Mats Ek/AP"))
    assert not run({"site/a/a.html": page, "site/b/b.html": other}, "credit/conflicting").findings
    assert run({"site/a/b.html": other}, "credit/conflicting").findings


@pytest.mark.parametrize("cached", [False, True])
def test_of_very_many_copies_those_that_are_not_paired_are_known_too(
    run: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, cached: bool
) -> None:
    from mediaaudit.archive import find

    whole = scene(9)
    files: dict[str, bytes | str] = {
        f"site/{side}.jpg": jpeg(whole.resize((side, side * 2 // 3))) for side in range(400, 720, 40)
    }
    files |= {
        "site/part.jpg": jpeg(whole.crop((100, 50, 700, 470))),
        "site/flipped.jpg": jpeg(ImageOps.mirror(whole.resize((600, 400)))),
    }
    files |= {f"site/{name[5:-4]}.html": article(3, (name[5:], "")) for name in list(files)}
    files["site/twice.html"] = article(4, ("440.jpg", ""), ("400.jpg", ""))
    files["killed.txt"] = "site/440.jpg # smoke was added"
    rules = "duplicate/near", "duplicate/withdrawn", "duplicate/mirrored", "duplicate/crop-or-mirror"
    cache = tmp_path / "c" if cached else None

    def said() -> list[tuple[str, str, str, object]]:
        report = run(files, *rules, withdrawn=(Path("killed.txt"),), cache=cache)
        return [(each.rule.name, each.location.uri, each.message, each.values["file"]) for each in report.findings]

    every = said()
    assert sum(name == "duplicate/withdrawn" for name, *_ in every) == 12
    assert "duplicate/near" in {name for name, *_ in every}
    monkeypatch.setattr(find, "CLIQUE", 4)
    cache = tmp_path / "d" if cached else None
    assert said() == every
    assert said() == every  # from the cache, where there is one
