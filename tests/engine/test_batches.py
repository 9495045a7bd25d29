"""A report says the same however a run is cut into batches, and in whatever order its inputs come."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

import pytest
from PIL import Image

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import resolve
from mediaaudit.engine import spill
from mediaaudit.engine.audit import audit
from mediaaudit.engine.inputs import Collecting, Inputs, collect
from mediaaudit.engine.outcome import at_least
from mediaaudit.lazy import replace
from mediaaudit.reporters import FORMATS, Options, render

ROOT = Path(__file__).parents[2]
MAKE_SITE = runpy.run_path(str(ROOT / "benchmarks" / "make_site.py"))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Articles that share pictures, one of them under two names, one of which promises another type."""
    MAKE_SITE["make_site"](tmp_path, 14, 8, 3)
    pictures, articles = tmp_path / "pictures/000", tmp_path / "articles/000"
    shutil.copy(pictures / "000001.jpg", pictures / "000001.png")
    (pictures / "000002.jpg").write_bytes((pictures / "000002.jpg").read_bytes()[:2000])
    for name, picture, by in (
        ("a-last", "000001.png", "Ida Lund"),
        ("z-first", "000001.jpg", "Mats Ek"),
        ("b", "000002.jpg", "Jan Voss"),
        ("c", "000002.jpg", "Lena Berg"),
    ):
        credit = f'<figcaption>A quay in Lunden. <span class="credit">Photo: {by}/Reuters</span></figcaption>'
        image = f'<img width=480 height=320 alt="A quay" src="../../pictures/000/{picture}">'
        (articles / f"{name}.html").write_text(f"<article><h1>A</h1><figure>{image}{credit}</figure></article>")
    monkeypatch.chdir(tmp_path)
    return Path()


def report(inputs: Inputs) -> str:
    plan = resolve(Config(select=("ALL",)), shipped_catalogue(), as_of="2026-01-01").plan
    return render("json", audit(inputs, plan), Options())


@pytest.mark.parametrize("size", [1, 3])
def test_batches_of_any_size_give_the_same_report(site: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    inputs = collect([site], Collecting())
    whole = report(inputs)
    for code in ("FILE001", "FILE002", "CRD008", "DUP001"):  # of files, of the corpus, of an article
        assert f'"rule": "{code}"' in whole
    monkeypatch.setattr("mediaaudit.engine.audit.BATCH", size)
    assert report(inputs) == whole


def test_findings_on_disk_give_the_same_report(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "<!-- mediaaudit-disable ALT001 -- known --><article><h1>A</h1><img src=x.png><img src=y.png></article>"
    (site / "articles/000/suppressed.html").write_text(page)
    plan = resolve(Config(select=("ALL",)), shipped_catalogue(), as_of="2026-01-01").plan
    inputs = collect([site], Collecting())
    in_memory = audit(inputs, plan)
    monkeypatch.setattr(spill, "MANY", 3)
    on_disk = audit(inputs, plan)
    assert isinstance(in_memory.findings, tuple)
    assert isinstance(on_disk.findings, spill.Spill)
    assert any(finding.suppression for finding in on_disk.findings)
    assert tuple(on_disk.findings) == in_memory.findings
    for name in FORMATS:
        assert render(name, on_disk) == render(name, in_memory)
    errors = [finding for finding in in_memory.findings if finding.severity == "error"]
    assert [*at_least(on_disk, "error").findings] == errors


def test_the_order_of_the_inputs_does_not_matter(site: Path) -> None:
    inputs = collect([site], Collecting())
    assert report(Inputs(inputs=tuple(reversed(inputs.inputs)))) == report(inputs)


@pytest.mark.parametrize("order", ["png jpg", "jpg png", "jpg png jpg"])
def test_two_addresses_of_one_content_in_one_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Image.effect_noise((300, 200), 40).save("a.jpg")
    shutil.copy("a.jpg", "a.png")
    images = "".join(f'<img src="a.{ending}" alt="A quay">\n' for ending in order.split())
    for page in ("x", "y"):
        Path(f"{page}.html").write_text(f"<article><h1>A</h1>\n{images}</article>", encoding="utf-8")
    plan = resolve(Config(select=("FILE002",)), shipped_catalogue(), as_of="2026-01-01").plan
    plan = replace(plan, cache=tmp_path / "cache")
    reports = [audit(collect([Path()], Collecting()), plan) for _ in range(2)]
    for report in reports:  # the second one is from the cache
        (finding,) = report.findings
        assert (finding.image_file, finding.image_src) == ("a.png", "a.png")
        assert finding.location.region
        assert finding.location.region.start_line == 2 + order.split().index("png")
    assert render("json", reports[0]) == render("json", reports[1])


def test_missing_pictures_are_counted_by_their_place(tmp_path: Path) -> None:
    for name in ("one/a", "two/a", "two/b"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        own = '<img src="p.jpg"><img src="../common/q.jpg"><img src="./p.jpg">'
        (tmp_path / f"{name}.html").write_text(f"<article><h1>A</h1>{own}</article>", encoding="utf-8")
    plan = resolve(Config(), shipped_catalogue(), as_of="2026-01-01").plan
    summary = audit(collect([tmp_path], Collecting()), plan).summary
    assert summary.pictures_missing == 3  # one/p.jpg, two/p.jpg, common/q.jpg


def test_what_is_larger_than_any_article_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mediaaudit.engine.inputs.MAX_PAGE", 1 << 20)
    with (tmp_path / "big.html").open("wb") as file:
        file.truncate((1 << 20) + 1)
    (tmp_path / "small.html").write_text("<article><h1>A</h1><img src=p.jpg></article>")
    plan = resolve(Config(select=("ALT001",)), shipped_catalogue(), as_of="2026-01-01").plan
    report = audit(collect([tmp_path], Collecting()), plan)
    assert [Path(finding.location.uri).name for finding in report.findings] == ["small.html"]
    (notice,) = report.notifications
    assert (notice.level, notice.code) == ("error", "unreadable-input")
    assert "big.html cannot be read: it is larger than 1 MiB" in notice.message
