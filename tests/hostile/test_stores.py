"""Caches and indexes that somebody put there: only our own are opened, nothing of others is changed or removed."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from mediaaudit.engine.cache import NAME
from mediaaudit.readers.fetch.store import Store

from .conftest import Tool, picture, snapshot

pytestmark = pytest.mark.skipif(os.name == "nt", reason="owners and modes are POSIX")


@pytest.fixture
def cache(tree: Path, tool: Tool) -> Path:
    """A cache in the tree, as a run has left it."""
    folder = tree / "cache"
    assert tool("check", ".", "--cache-dir", folder).returncode in {0, 1}
    assert (folder / NAME).stat().st_mode & 0o777 == 0o600
    return folder


def test_our_own_is_used(cache: Path, tool: Tool) -> None:
    assert "cache" not in tool("check", ".", "--cache-dir", cache).stderr


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal"])
def test_a_link_is_not_opened(cache: Path, outside: Path, tool: Tool, ending: str) -> None:
    path = cache / f"{NAME}{ending}"
    if not ending:
        (outside / "base").write_bytes(path.read_bytes())
    path.unlink(missing_ok=True)
    path.symlink_to(outside / ("base" if not ending else "secret.txt"))
    before = snapshot(outside)
    done = tool("check", ".", "--cache-dir", cache, "--format", "text")
    assert "it is a link" in done.stdout
    assert tool("cache", "clean", "--cache-dir", cache).returncode == 2
    assert snapshot(outside) == before


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_what_others_may_write_to_is_not_opened(cache: Path, tool: Tool, mode: int) -> None:
    (cache / NAME).chmod(mode)
    assert "other users may write to it" in tool("check", ".", "--cache-dir", cache).stdout


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_what_belongs_to_others_is_not_opened(cache: Path, tool: Tool) -> None:
    os.chown(cache / NAME, 12345, 12345)
    assert "it belongs to another user" in tool("check", ".", "--cache-dir", cache).stdout


@pytest.mark.parametrize("content", ["words", "base"])
@pytest.mark.parametrize("name", [NAME, "index"])
def test_what_we_did_not_make_stays(tree: Path, tool: Tool, content: str, name: str) -> None:
    folder = tree / "there"
    folder.mkdir()
    if content == "words":
        (folder / name).write_bytes(b"my only copy " * 100)
    else:
        with sqlite3.connect(folder / name) as base:
            base.execute("create table recipe (name text)")
        base.close()
    before = (folder / name).read_bytes()
    if name == NAME:
        tool("check", ".", "--cache-dir", folder)
        assert tool("cache", "clean", "--cache-dir", folder).returncode == 2
    else:
        assert tool("index", "build", ".", "--index", folder / name).returncode == 2
    assert (folder / name).read_bytes() == before


def test_a_trigger_is_not_let_in(cache: Path, tool: Tool) -> None:
    with sqlite3.connect(cache / NAME) as base:
        base.execute("create trigger t after insert on entry begin delete from file; end")
    base.close()
    assert "triggers" in tool("check", ".", "--cache-dir", cache).stdout


def test_a_ledger_of_fetched_pictures_deletes_nothing_else(outside: Path, tmp_path: Path) -> None:
    folder = tmp_path / "fc"
    Store(folder, 1 << 30).close()
    victim = outside / "secret.txt"
    hashed = outside / ("a" * 64)
    hashed.write_bytes(b"x" * 100)
    names = [str(victim), "../" * 12 + str(victim).lstrip("/"), "aa/../../../outside/secret.txt", "a" * 64, ""]
    with sqlite3.connect(folder / "index.sqlite") as base:
        for number, name in enumerate(names):
            base.execute("insert into entry values (?, ?, null, null, null, null, ?)", (str(number), name, number))
    base.close()
    (folder / "content" / "aa").symlink_to(outside)
    before = snapshot(outside)
    store = Store(folder, 1)
    assert snapshot(outside) == before
    for number in range(len(names)):
        entry = store.entry(str(number))
        assert entry is None or store.content(entry) in {None, b""}
    store.close()


def test_an_index_of_the_tree_names_no_picture_to_show(tree: Path, outside: Path, tool: Tool) -> None:
    picture(tree / "asked.jpg", shade=30)
    assert tool("index", "build", ".", "--index", "pictures.mediaaudit").returncode == 0
    with sqlite3.connect(tree / "pictures.mediaaudit") as base:
        base.execute("update file set path = ? where path like '%bridge%'", (str(outside / "secret.jpg"),))
    base.close()
    before = snapshot(outside)
    done = tool("index", "query", "bridge.jpg", "--index", "pictures.mediaaudit")
    assert done.returncode == 0  # a name is told, nothing is opened
    assert snapshot(outside) == before
