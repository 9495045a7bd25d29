"""Files held against sidecars, originals and copies, from files on disk to findings."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from mediaaudit.catalogue.binding import bind
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.engine.audit import audit
from mediaaudit.engine.inputs import Collecting, collect
from mediaaudit.engine.plan import PicturePaths, Plan
from mediaaudit.model.report import Finding

SIDECAR = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Harbour Gazette"/>
</rdf:RDF></x:xmpmeta>"""
Audit = Callable[..., list[Finding]]


def picture(seed: int, size: tuple[int, int] = (240, 160)) -> Image.Image:
    """Return a picture of twelve by eight fields of grey, the same for a seed in any size."""
    greys = random.Random(seed).choices(range(256), k=96)
    small = Image.new("L", (12, 8))
    small.putdata(greys)
    return small.resize(size, Image.Resampling.BICUBIC).convert("RGB")


def save(path: Path, image: Image.Image, artist: str | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    if artist:
        exif[0x13B] = artist
    image.save(path, exif=exif)


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Audit:
    """Audit the folder "web" with the folder "raw" as the originals'."""
    monkeypatch.chdir(tmp_path)

    def run(name: str = "metadata/credit-missing") -> list[Finding]:
        plan = Plan(
            bindings=(bind(shipped_catalogue().find(name)),),
            as_of="2026-05-20",
            paths=PicturePaths(originals=(tmp_path / "raw",)),
        )
        return list(audit(collect([Path("web")], Collecting()), plan).findings)

    return run


def test_a_sidecar(check: Audit, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        save(tmp_path / f"web/{name}.jpg", picture(ord(name)))
    (tmp_path / "web/a.xmp").write_text(SIDECAR, encoding="utf-8")
    (tmp_path / "web/b.jpg.xmp").write_text(SIDECAR, encoding="utf-8")
    (tmp_path / "web/c.xmp").write_bytes(b"no XMP")
    said = [(finding.location.uri, finding.message) for finding in check()]
    assert said == [
        (
            f"web/{name}.jpg",
            f"'{name}.jpg' lacks what the file beside it, '{beside}', states: credit ('Harbour Gazette').",
        )
        for name, beside in (("a", "a.xmp"), ("b", "b.jpg.xmp"))
    ]


def test_an_original_has_the_name_and_shows_the_same(check: Audit, tmp_path: Path) -> None:
    save(tmp_path / "raw/2026/Bridge.png", picture(1, (480, 320)), "Ida Lund")
    save(tmp_path / "raw/ferry.jpg", picture(2, (480, 320)), "Ida Lund")
    save(tmp_path / "web/bridge-240x160.jpg", picture(1))
    save(tmp_path / "web/ferry.jpg", picture(3))  # another picture of the same name
    save(tmp_path / "web/bridge-cropped.jpg", picture(1).crop((0, 0, 160, 160)))
    findings = check()
    assert [finding.location.uri for finding in findings] == ["web/bridge-240x160.jpg", "web/bridge-cropped.jpg"]
    for finding in findings:
        assert (finding.message_key, finding.values["other"], finding.values["text"]) == (
            "original",
            "Bridge.png",
            "Ida Lund",
        )


def test_one_finding_for_a_file_with_all_its_uses(check: Audit, tmp_path: Path) -> None:
    save(tmp_path / "raw/a.png", picture(1), "Ida Lund")
    save(tmp_path / "web/a.jpg", picture(1))
    (tmp_path / "web/copy-of-a.jpg").write_bytes((tmp_path / "web/a.jpg").read_bytes())
    (finding,) = check()
    assert finding.location.uri == "web/a.jpg"
    assert [(place.uri, place.label) for place in finding.related] == [("web/copy-of-a.jpg", "also used here")]


def test_a_copy_in_the_run(check: Audit, tmp_path: Path) -> None:
    save(tmp_path / "web/large.jpg", picture(1, (480, 320)), "Ida Lund")
    save(tmp_path / "web/other.jpg", picture(2), "Ida Lund")
    save(tmp_path / "web/small.jpg", picture(1))
    (finding,) = check()
    assert (finding.location.uri, finding.message_key, finding.confidence) == ("web/small.jpg", "copy", "likely")


def test_blank_pictures_are_no_copies_of_each_other(check: Audit, tmp_path: Path) -> None:
    save(tmp_path / "web/a.jpg", Image.new("RGB", (240, 160), "grey"), "Ida Lund")
    save(tmp_path / "web/b.png", Image.new("RGB", (120, 80), "grey"))
    assert check() == []


def test_no_rule_that_compares_no_original_read(check: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path / "web/a.jpg", picture(1))
    monkeypatch.setattr(
        "mediaaudit.engine.originals.find_original", lambda *_: pytest.fail("originals were looked for")
    )
    assert check("privacy/gps") == []
