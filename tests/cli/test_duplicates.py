from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import numpy as np
import pytest
from PIL import Image

from mediaaudit.archive.files import Signed, sign_file

from .conftest import Run

SCHEMA = Path(__file__).parents[2] / "schemas" / "duplicates.schema.json"


def draw(seed: int) -> Image.Image:
    """Return a picture that has detail at several scales."""
    chance = np.random.default_rng(seed)
    total = np.zeros((300, 450), np.float32)
    for cells in (5, 11, 23, 47):
        coarse = Image.fromarray(chance.normal(0, 30, (cells, cells)).astype(np.float32))
        total += np.asarray(coarse.resize((450, 300), Image.Resampling.BICUBIC))
    return Image.fromarray(np.clip(128 + total, 0, 255).astype(np.uint8))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    draw(1).save("harbour.jpg", quality=90)
    draw(1).crop((40, 30, 400, 280)).save("harbour-teaser.jpg", quality=80)
    draw(2).save("council.png")
    (tmp_path / "again.png").write_bytes((tmp_path / "council.png").read_bytes())
    draw(3).save("alone.jpg")
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing")
    return tmp_path


def test_text_names_groups_and_what_was_done(folder: Path, run: Run) -> None:
    result = run("duplicates", ".")
    assert result.exit_code == 0
    assert (
        "harbour.jpg\n  harbour-teaser.jpg: cropped to 9–89 % of the width and 10–93 % of the height\n" in result.output
    )
    assert "council.png: identical" in result.output
    assert "not compared: broken.jpg" in result.output
    assert "alone.jpg" not in result.output


def test_json_keeps_its_schema(folder: Path, run: Run) -> None:
    result = run("duplicates", ".", "--format", "json")
    value = json.loads(result.output)
    jsonschema_rs.validator_for(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(value)
    assert [(pair["a"], pair["b"], pair["relation"]) for pair in value["pairs"]] == [
        ("again.png", "council.png", "identical"),
        ("harbour-teaser.jpg", "harbour.jpg", "copy"),
    ]
    assert result.output == run("duplicates", ".", "--format", "json", "--jobs", "1").output


def test_exit_code_and_decisions(folder: Path, run: Run) -> None:
    assert run("duplicates", ".", "--exit-code").exit_code == 1
    for pair, decision in (("again.png council.png", "known"), ("harbour.jpg harbour-teaser.jpg", "not-a-duplicate")):
        done = run("compare", *pair.split(), "--decide", decision, "--decisions", "decisions.txt")
        assert done.exit_code == 0
    (folder / "harbour.jpg").rename("moved.jpg")
    result = run("duplicates", ".", "--exit-code", "--decisions", "decisions.txt")
    assert (result.exit_code, "0 groups" in result.output) == (0, True)


def test_a_mistake_in_the_decisions_is_named(folder: Path, run: Run) -> None:
    (folder / "decisions.txt").write_text("knwon a b\n", encoding="utf-8")
    result = run("duplicates", ".", "--decisions", "decisions.txt")
    assert result.exit_code == 2
    assert "decisions.txt: line 1" in result.output


def test_a_named_file_that_is_broken_or_missing(folder: Path, run: Run) -> None:
    assert run("duplicates", "harbour.jpg", "broken.jpg").exit_code == 2
    assert run("duplicates", "harbour.jpg", "nowhere.jpg").exit_code == 2


def test_compare_tells_by_its_exit_status(folder: Path, run: Run) -> None:
    result = run("compare", "harbour.jpg", "harbour-teaser.jpg")
    assert (result.exit_code, "cropped to 9–89 %" in result.output) == (0, True)
    result = run("compare", "harbour.jpg", "alone.jpg", "--format", "json")
    assert (result.exit_code, json.loads(result.output)["relation"]) == (1, "different")
    assert run("compare", "harbour.jpg", "broken.jpg").exit_code == 2
    assert run("compare", "harbour.jpg", "nowhere.jpg").exit_code == 2
    assert run("compare", "harbour.jpg", "alone.jpg", "--decide", "known").exit_code == 2


def test_html_shows_each_further_file_beside_the_fullest(folder: Path, run: Run) -> None:
    result = run("duplicates", ".", "--format", "html", "-o", "pairs.html", "-q")
    assert (result.exit_code, result.output) == (0, "")
    page = (folder / "pairs.html").read_text(encoding="utf-8")
    assert "harbour-teaser.jpg&#x27; shows the same picture as &#x27;harbour.jpg&#x27;, cropped to" in page
    assert "again.png" in page
    assert "broken.jpg was not compared" in page
    assert "alone.jpg" not in page
    assert page.count('data-overlay="yes"') >= 1


def test_signatures_are_made_once(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def sign(path: str, inside: tuple[Path, ...] | None) -> Signed:
        made.append(path)
        return sign_file(path, inside)

    monkeypatch.setattr("mediaaudit.engine.signing.sign_file", sign)
    first = run("duplicates", ".", "--format", "json")
    assert len(made) == 6
    made.clear()
    second = run("duplicates", ".", "--format", "json")
    assert made == ["broken.jpg"]  # what has no signature is tried again
    assert second.output == first.output
    (folder / "alone.jpg").rename(folder / "council-2.jpg")
    draw(4).save(folder / "harbour.jpg")
    made.clear()
    moved = run("duplicates", ".", "--format", "json")
    assert made == ["broken.jpg", "harbour.jpg"]
    made.clear()
    assert run("duplicates", ".", "--format", "json", "--no-cache").output == moved.output
    assert len(made) == 6


def test_a_cache_that_cannot_be_used_is_said_and_changes_nothing(folder: Path, run: Run, tmp_path: Path) -> None:
    expected = run("duplicates", ".", "--format", "json", "--no-cache").output
    place = tmp_path.parent / f"{tmp_path.name}-cache"
    run("duplicates", ".", "--cache-dir", place)
    (place / "results.sqlite").write_bytes(b"something else entirely, by mistake" * 30)
    result = run("duplicates", ".", "--format", "json", "--cache-dir", place)
    assert "is not used in this run: it was not made by mediaaudit" in result.stderr
    assert result.stdout == expected
