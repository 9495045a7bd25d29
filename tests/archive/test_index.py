"""The promises of an index, for every engine that is installed."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from mediaaudit.archive import index
from mediaaudit.archive.engines import open_engine
from mediaaudit.archive.index import Engine, IndexUnusable, query, update
from mediaaudit.archive.sqlite_engine import SqliteEngine
from mediaaudit.model.signature import Signature
from mediaaudit.readers.pictures.signature import read_signature

from .conftest import draw, encode

read_once = cache(read_signature)  # most of the time goes on signatures, the same in every test


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "read_signature", read_once)


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


@pytest.fixture(params=["", "lancedb:"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where an index can be made, for each engine."""
    if request.param:
        pytest.importorskip("lancedb", reason="needs mediaaudit[lancedb]")
    return f"{request.param}{tmp_path / 'index'}"


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    with closing(open_engine(address, create=True)) as opened:
        yield opened


def files(folder: Path) -> list[str]:
    return [path.as_posix() for path in folder.iterdir()]


def signature(path: Path) -> Signature:
    return read_once(path.read_bytes())


def names(engine: Engine, picture: Signature) -> list[tuple[str, str]]:
    return [(Path(match.path).name, match.comparison.relation) for match in query(engine, picture)]


def dump(engine: Engine) -> list[tuple[object, ...]]:
    """Return what an index holds of each file, and what it finds for it."""
    found: list[tuple[object, ...]] = []
    for path, entry in sorted(engine.entries().items()):
        assert entry.sha256
        assert engine.holds(entry.sha256)
        found.append((entry, names(engine, signature(Path(path)))))
    return found


def test_copies_are_found_in_any_form(folder: Path, engine: Engine, tmp_path: Path) -> None:
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


def test_an_update_reads_what_changed_and_nothing_else(folder: Path, engine: Engine) -> None:
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


def test_a_file_that_vanishes_is_named(folder: Path, engine: Engine) -> None:
    done = update(engine, [*files(folder), (folder / "ghost.jpg").as_posix()])
    assert done.read == 8
    assert "cannot be read" in done.unreadable[0][1]


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_a_file_whose_name_is_no_text_is_named(folder: Path, engine: Engine) -> None:
    name = os.fsencode(folder) + b"/caf\xe9.jpg"
    Path(os.fsdecode(name)).write_bytes((folder / "3.jpg").read_bytes())
    done = update(engine, files(folder))
    assert [(os.fsencode(path), reason) for path, reason in done.unreadable] == [
        (name, "it cannot be read: its name is no text in UTF-8")
    ]
    assert done.read == 8


def test_readers_see_what_a_writer_writes(folder: Path, address: str, engine: Engine) -> None:
    reader = open_engine(address)
    picture = signature(folder / "3.jpg")
    assert names(reader, picture) == []
    update(engine, files(folder))
    assert names(reader, picture) == [("3.jpg", "identical")]
    assert dump(open_engine(address)) == dump(reader)


def test_files_of_one_content_are_all_found(folder: Path, engine: Engine) -> None:
    for number in range(30):
        shutil.copy(folder / "3.jpg", folder / f"it's 3 ({number}).jpg")
    assert update(engine, files(folder)).known == 30
    asked = signature(folder / "3.jpg")
    assert len(names(engine, asked)) == 31
    for path in folder.glob("*3*.jpg"):
        path.unlink()
    assert update(engine, files(folder)).gone == 31
    assert not engine.holds(asked.sha256)
    assert names(engine, asked) == []


def test_a_picture_that_says_nothing_is_kept_and_found_by_content_alone(folder: Path, engine: Engine) -> None:
    Image.new("RGB", (1, 1)).save(folder / "dot.png")
    Image.new("RGB", (2, 1)).save(folder / "line.png")
    assert update(engine, files(folder)).read == 10
    assert names(engine, signature(folder / "dot.png")) == [("dot.png", "identical")]


BUILD = """
import sys
from mediaaudit.archive import index
from mediaaudit.archive.engines import open_engine
index.BATCH = 1
engine = open_engine(sys.argv[1], create=True)
index.update(engine, sys.argv[2:], told=lambda _: print("done", flush=True))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
def test_a_killed_build_is_resumed(folder: Path, address: str) -> None:
    killed, whole = f"{address}-killed", f"{address}-whole"
    command = [sys.executable, "-c", BUILD, killed, *sorted(files(folder))]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as build:
        assert build.stdout is not None
        for _ in range(3):
            build.stdout.readline()
        build.kill()
    resumed = open_engine(killed)
    assert 1 <= len(resumed.entries()) < 8
    again = update(resumed, files(folder))
    assert again.untouched >= 1
    assert again.read + again.untouched == 8
    undisturbed = open_engine(whole, create=True)
    update(undisturbed, files(folder))
    assert dump(resumed) == dump(undisturbed)


def test_both_engines_give_the_same(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("lancedb", reason="needs mediaaudit[lancedb]")
    original = Image.open(folder / "3.jpg")
    (folder / "crop.jpg").write_bytes(encode(original.crop((30, 40, 300, 220))))
    (folder / "turned.jpg").write_bytes(encode(original.transpose(Image.Transpose.ROTATE_90)))
    one, two = (open_engine(f"{kind}{tmp_path / 'both'}{kind[:1]}", create=True) for kind in ("", "lancedb:"))
    for engine in (one, two):
        update(engine, files(folder))
    for path in folder.iterdir():
        asked = signature(path)
        assert list(query(one, asked)) == list(query(two, asked))
    assert dump(one) == dump(two)


def test_a_batch_that_fails_leaves_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = SqliteEngine(tmp_path / "full", create=True)
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


def test_lance_folders_that_hold_no_index_are_refused(tmp_path: Path, folder: Path) -> None:
    lancedb = pytest.importorskip("lancedb", reason="needs mediaaudit[lancedb]")
    with pytest.raises(IndexUnusable, match="does not exist"):
        open_engine(f"lancedb:{tmp_path / 'none'}")
    with pytest.raises(IndexUnusable, match="no index of mediaaudit"):
        open_engine(f"lancedb:{folder}")
    foreign = lancedb.connect(tmp_path / "foreign").create_table("pictures", [{"note": "text"}])
    with pytest.raises(IndexUnusable, match="another program"):
        open_engine(f"lancedb:{tmp_path / 'foreign'}", create=True)
    assert foreign.count_rows() == 1
    damaged = open_engine(f"lancedb:{tmp_path / 'damaged'}", create=True)
    update(damaged, files(folder))
    for path in (tmp_path / "damaged").rglob("*.lance"):
        if path.is_file():
            path.write_bytes(b"something else entirely, by mistake" * 30)
    with pytest.raises(IndexUnusable, match="cannot be used as an index"):
        open_engine(f"lancedb:{tmp_path / 'damaged'}").entries()


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lancedb", None)
    with pytest.raises(IndexUnusable, match=r"mediaaudit\[lancedb\]"):
        open_engine(f"lancedb:{tmp_path / 'index'}", create=True)
