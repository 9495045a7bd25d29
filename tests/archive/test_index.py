"""The promises of an index, for every engine that is installed."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from mediaaudit.archive import index
from mediaaudit.archive.files import sign_file
from mediaaudit.archive.index import IndexUnusable, query, update
from mediaaudit.archive.sqlite_engine import SqliteEngine
from mediaaudit.model.signature import Signature

from .conftest import draw, encode


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight pictures in a folder."""
    folder = tmp_path_factory.mktemp("archive")
    for seed in range(8):
        (folder / f"{seed}.jpg").write_bytes(encode(draw(seed, (360, 240))))
    return folder


@pytest.fixture
def folder(archive: Path, tmp_path: Path) -> Path:
    return shutil.copytree(archive, tmp_path / "pictures")


@pytest.fixture
def engine(tmp_path: Path) -> SqliteEngine:
    return SqliteEngine(tmp_path / "index", create=True)


def files(folder: Path) -> list[str]:
    return [path.as_posix() for path in folder.iterdir()]


def signature(path: Path) -> Signature:
    found = sign_file(path.as_posix()).signature
    assert found is not None
    return found


def names(engine: SqliteEngine, picture: Signature) -> list[tuple[str, str]]:
    return [(Path(match.path).name, match.comparison.relation) for match in query(engine, picture)]


def dump(path: Path) -> list[tuple[object, ...]]:
    """Return what an index holds, apart from the numbers of its rows."""
    query_ = "SELECT path, file.sha256, code, count(value) FROM file JOIN picture USING (sha256) JOIN band ON id = picture GROUP BY path"
    with sqlite3.connect(path) as base:
        return sorted(base.execute(query_).fetchall())


def test_copies_are_found_in_any_form(folder: Path, engine: SqliteEngine, tmp_path: Path) -> None:
    assert update(engine, files(folder)).read == 8
    original = Image.open(folder / "3.jpg")
    asked = tmp_path / "asked.jpg"
    for change in (
        original.crop((30, 40, 300, 220)),
        original.transpose(Image.Transpose.ROTATE_90),
        original.transpose(Image.Transpose.FLIP_LEFT_RIGHT).crop((20, 10, 340, 220)),
        original.resize((150, 100)),
    ):
        asked.write_bytes(encode(change))
        assert names(engine, signature(asked)) == [("3.jpg", "copy")]
    assert names(engine, signature(folder / "3.jpg")) == [("3.jpg", "identical")]
    asked.write_bytes(encode(draw(99, (360, 240))))
    assert names(engine, signature(asked)) == []


def test_an_update_reads_what_changed_and_nothing_else(folder: Path, engine: SqliteEngine) -> None:
    update(engine, files(folder))
    (folder / "0.jpg").rename(folder / "moved.jpg")
    (folder / "1.jpg").unlink()
    (folder / "2.jpg").write_bytes(encode(draw(50, (360, 240))))
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    done = update(engine, files(folder))
    assert (done.read, done.known, done.untouched, done.gone) == (1, 1, 5, 2)
    assert [Path(path).name for path, _ in done.unreadable] == ["broken.jpg"]
    assert names(engine, signature(folder / "moved.jpg")) == [("moved.jpg", "identical")]
    again = update(engine, files(folder))
    assert (again.read, again.untouched, again.unreadable) == (0, 8, ())


def test_a_file_that_vanishes_is_named(folder: Path, engine: SqliteEngine) -> None:
    done = update(engine, [*files(folder), (folder / "ghost.jpg").as_posix()])
    assert done.read == 8
    assert "cannot be read" in done.unreadable[0][1]


def test_readers_see_what_a_writer_writes(folder: Path, tmp_path: Path, engine: SqliteEngine) -> None:
    reader = SqliteEngine(tmp_path / "index")
    picture = signature(folder / "3.jpg")
    assert names(reader, picture) == []
    update(engine, files(folder))
    assert names(reader, picture) == [("3.jpg", "identical")]
    asked = sign_file((folder / "4.jpg").as_posix()).signature
    assert asked is not None
    assert names(SqliteEngine(tmp_path / "index"), asked) == names(reader, asked)


BUILD = """
import sys
from pathlib import Path
from mediaaudit.archive import index
from mediaaudit.archive.sqlite_engine import SqliteEngine
index.BATCH = 1
engine = SqliteEngine(Path(sys.argv[1]), create=True)
index.update(engine, sys.argv[2:], told=lambda _: print("done", flush=True))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
def test_a_killed_build_is_resumed(folder: Path, tmp_path: Path) -> None:
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    command = [sys.executable, "-c", BUILD, str(killed), *sorted(files(folder))]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as build:
        assert build.stdout is not None
        for _ in range(3):
            build.stdout.readline()
        build.kill()
    assert 1 <= len(dump(killed)) < 8
    again = update(SqliteEngine(killed), files(folder))
    assert again.untouched >= 1
    assert again.read + again.untouched == 8
    update(SqliteEngine(whole, create=True), files(folder))
    assert dump(killed) == dump(whole)


def test_a_batch_that_fails_leaves_nothing(folder: Path, engine: SqliteEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "BATCH", 4)
    before = engine.write
    calls = []

    def full_disk(*arguments: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            engine._base.execute("PRAGMA max_page_count = 1")
        before(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "write", full_disk)
    with pytest.raises(IndexUnusable, match="full"):
        update(engine, files(folder))
    engine._base.execute("PRAGMA max_page_count = 1000000")
    monkeypatch.setattr(engine, "write", before)
    assert len(engine.entries()) == 4
    assert update(engine, files(folder)).untouched == 4


@pytest.mark.parametrize(
    "content", [b"not an index, but long enough to be looked at as one" * 20, b"SQLite format 3\0" + bytes(200)]
)
def test_a_damaged_or_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "index"
    path.write_bytes(content)
    with pytest.raises(IndexUnusable, match="index"):
        SqliteEngine(path)
    assert path.read_bytes() == content


def test_another_programs_file_and_another_version_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="does not exist"):
        SqliteEngine(tmp_path / "none")
    foreign = tmp_path / "foreign"
    with sqlite3.connect(foreign) as base:
        base.execute("CREATE TABLE notes (text)")
    with pytest.raises(IndexUnusable, match="no index of mediaaudit"):
        SqliteEngine(foreign)
    SqliteEngine(tmp_path / "later", create=True).close()
    with sqlite3.connect(tmp_path / "later") as base:
        base.execute("PRAGMA user_version = 99")
    with pytest.raises(IndexUnusable, match="version 99"):
        SqliteEngine(tmp_path / "later")
