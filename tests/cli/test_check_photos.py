"""A folder of pictures without articles."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

Run = Callable[..., Result]
GPS = {1: "N", 2: (59.0, 54.0, 0.0), 3: "E", 4: (10.0, 45.0, 0.0)}


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two names of one picture that tells where it was taken, one that is cut off, and one in order."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "photos"
    (folder / "copies").mkdir(parents=True)
    scene = Image.frombytes("RGB", (64, 48), random.Random(1).randbytes(64 * 48 * 3))
    exif = Image.Exif()
    exif[0x8825] = GPS
    scene.save(folder / "a.jpg", exif=exif)
    (folder / "copies" / "b.jpg").write_bytes((folder / "a.jpg").read_bytes())
    scene.save(folder / "sound.png")
    (folder / "cut.png").write_bytes((folder / "sound.png").read_bytes()[:150])
    return folder


def test_each_file_s_fault_once_at_its_first_name(run: Run, photos: Path) -> None:
    result = run("check", "photos", "--isolated", "--format", "json")
    report = json.loads(result.stdout)
    found = {(finding["name"], finding["file"]): finding for finding in report["findings"]}
    assert set(found) == {("privacy/gps", "photos/a.jpg"), ("file/unusable", "photos/cut.png")}
    gps = found["privacy/gps", "photos/a.jpg"]
    assert [(place["file"], place["label"]) for place in gps["related"]] == [("photos/copies/b.jpg", "also used here")]
    assert (report["summary"]["documents"], report["summary"]["pictures_read"]) == (0, 3)
    assert result.exit_code == 1


def test_the_report_for_people_is_about_pictures(run: Run, photos: Path) -> None:
    said = run("check", "photos", "--isolated").stdout
    assert "photos/a.jpg" in said
    assert "photos/copies/b.jpg" in said
    assert "in 2 picture files" in said
    assert "No findings in 1 picture file." in run("check", "photos/sound.png", "--isolated").stdout


def test_many_processes_say_the_same(run: Run, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = run("check", "photos", "--isolated", "--format", "json").stdout
    monkeypatch.setattr("mediaaudit.engine.audit.BATCH", 1)
    assert run("check", "photos", "--isolated", "--format", "json").stdout == alone
