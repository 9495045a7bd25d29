from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run
from .test_duplicates import draw


@pytest.mark.parametrize("kind", ["", "lancedb:"])
def test_build_update_and_query(tmp_path: Path, run: Run, kind: str) -> None:
    if kind:
        pytest.importorskip("lancedb", reason="needs mediaaudit[lancedb]")
    pictures, file = tmp_path / "pictures", f"{kind}{tmp_path / 'archive.index'}"
    pictures.mkdir()
    draw(1).save(pictures / "harbour.jpg")
    draw(2).save(pictures / "council.jpg")
    draw(1).crop((40, 30, 400, 280)).save(tmp_path / "teaser.jpg")
    assert "2 read" in run("index", "build", pictures, "--index", file).output
    draw(3).save(pictures / "ferry.jpg")
    assert "1 read, 0 known by content, 2 untouched" in run("index", "update", pictures, "--index", file).output
    result = run("index", "query", tmp_path / "teaser.jpg", "--index", file)
    assert result.exit_code == 0
    assert "harbour.jpg: copy:" in result.output
    value = json.loads(run("index", "query", tmp_path / "teaser.jpg", "--index", file, "--format", "json").output)
    assert [(Path(match["a"]).name, match["relation"]) for match in value["matches"]] == [("harbour.jpg", "copy")]
    draw(9).save(tmp_path / "other.jpg")
    assert "Nothing in the index" in run("index", "query", tmp_path / "other.jpg", "--index", file).output


def test_what_cannot_be_done_is_said(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "archive.index"
    assert run("index", "query", tmp_path, "--index", file).exit_code == 2
    assert run("index", "update", tmp_path, "--index", file).exit_code == 2
    draw(1).save(tmp_path / "harbour.jpg")
    assert run("index", "build", tmp_path, "--index", file, "--quiet").exit_code == 0
    gone = run("index", "update", tmp_path / "unmounted", "--index", file)
    assert (gone.exit_code, "does not exist" in gone.output) == (2, True)
    assert "harbour.jpg" in run("index", "query", tmp_path / "harbour.jpg", "--index", file).output
    file.write_bytes(b"something else entirely, by mistake" * 30)
    broken = run("index", "query", tmp_path / "harbour.jpg", "--index", file)
    assert (broken.exit_code, "cannot be used as an index" in broken.output) == (2, True)
