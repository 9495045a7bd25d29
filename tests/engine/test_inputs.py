from __future__ import annotations

from pathlib import Path

import pytest

from mediaaudit.engine.inputs import Collecting, collect


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.html", "a.htm", "img/a.jpg", "notes.txt", "sub/c.xhtml", "node_modules/x.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.PNG").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def uris(*paths: str, how: Collecting | None = None) -> list[str]:
    return [item.uri for item in collect([Path(path) for path in paths], how or Collecting()).inputs]


def test_a_folder_gives_its_articles_in_order(site: Path) -> None:
    assert uris(".") == ["a.htm", "b.html", "sub/c.xhtml"]


def test_a_folder_without_articles_gives_its_pictures(site: Path) -> None:
    assert uris("photos") == ["photos/one.PNG"]


def test_a_file_named_twice_is_audited_once(site: Path) -> None:
    assert uris("b.html", ".", "b.html") == ["b.html", "a.htm", "sub/c.xhtml"]


def test_exclusions_spare_named_files_unless_forced(site: Path) -> None:
    assert uris(".", "b.html", how=Collecting(exclude=("b.html", "sub"))) == ["a.htm", "b.html"]
    assert uris(".", "b.html", how=Collecting(exclude=("b.html", "sub"), force_exclude=True)) == ["a.htm"]


@pytest.mark.parametrize(
    ("path", "code", "level"),
    [
        ("gone.html", "missing-input", "error"),
        ("notes.txt", "unknown-input", "error"),
        ("empty", "empty-folder", "warning"),
    ],
)
def test_what_cannot_be_audited_is_named(site: Path, path: str, code: str, level: str) -> None:
    (site / "empty").mkdir()
    found = collect([Path("b.html"), Path(path)], Collecting())
    assert [item.uri for item in found.inputs] == ["b.html"]
    (notice,) = found.notifications
    assert (notice.code, notice.level) == (code, level)
    assert path in notice.message
