"""Addresses on storage, asked as paths are."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaaudit.readers.pictures import Locator
from mediaaudit.readers.place import StoragePath, is_inside, place_of
from mediaaudit.readers.storage import entries, forget, read_bytes

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def memory() -> Iterator[Any]:
    """An empty storage in this process."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    forget(stored("memory://"))
    yield system
    system.store.clear()


def stored(address: str) -> StoragePath:
    place = place_of(address)
    assert isinstance(place, StoragePath)
    return place


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("s3://bucket/site/", "s3://bucket/site"),
        ("S3://Bucket/a/../b", "s3://Bucket/b"),
        ("gs://bucket", "gs://bucket"),
        ("memory:////site//x", "memory:///site/x"),
        ("memory://", "memory://"),
        ("s3://bucket/what?#is this", "s3://bucket/what?#is this"),
    ],
)
def test_an_address_is_one(text: str, address: str) -> None:
    place = stored(text)
    assert str(place) == place.as_posix() == address
    assert place_of(str(place)) == place == pickle.loads(pickle.dumps(place))


@pytest.mark.parametrize("text", ["a/b", "http://host/x", "HTTPS://host/x", "ftp://host/x", "C://x", "a::s3://b/x"])
def test_the_web_and_paths_are_none(text: str) -> None:
    assert place_of(text) == Path(text)


@pytest.mark.parametrize("text", ["file:///srv/site", "local:///srv/site", "FILE:///srv/site"])
def test_files_of_this_machine_are_paths(text: str) -> None:
    assert place_of(text) == Path("/srv/site")


@pytest.mark.parametrize(
    ("address", "folder", "inside"),
    [
        ("s3://bucket/site/a", "s3://bucket/site", True),
        ("s3://bucket/site", "s3://bucket/site", True),
        ("s3://bucket/site-2/a", "s3://bucket/site", False),
        ("gs://bucket/site/a", "s3://bucket/site", False),
        ("s3://bucket/site/../other/a", "s3://bucket/site", False),
        ("memory://../a", "memory://", False),
        ("memory://a", "memory://", True),
        ("memory:///srv/a", "/srv", False),
        ("/srv/a", "memory:///srv", False),
    ],
)
def test_what_is_inside_is_told_by_names(address: str, folder: str, inside: bool) -> None:
    assert is_inside(place_of(address), place_of(folder)) is inside


@given(st.lists(st.sampled_from(["..", ".", "", "a", "secret", "site", "%2e%2e", "..\\..", "memory:", "x::"])))
def test_no_address_of_an_article_leads_out(parts: list[str]) -> None:
    page = stored("memory://bucket/site/page.html")
    located = Locator(page, None, None, {}, [page.parent]).locate("/".join(parts))
    assert located.outcome != "file"
    if located.outcome in {"missing", "unreadable"} and located.path:
        assert str(located.path).startswith("memory://bucket/site")


def test_files_and_folders(memory: Any) -> None:
    memory.pipe("/bucket/site/a.html", b"words")
    memory.pipe("/bucket/site/pictures/b.jpg", b"x")
    site = stored("memory://bucket/site")
    assert site.is_dir()
    assert not site.is_file()
    assert (site / "a.html").is_file()
    assert (site / "a.html").stat().st_size == 5
    assert (site / "a.html").read_bytes() == b"words"
    assert (site / "a.html").read_bytes(2) == b"wo"
    assert {(entry.name, entry.is_dir(), entry.is_file()) for entry in entries(site)} == {
        ("a.html", False, True),
        ("pictures", True, False),
    }


def test_what_is_missing_is_said_as_of_a_path(memory: Any) -> None:
    gone = stored("memory://bucket/gone.jpg")
    assert not gone.exists()
    for ask in (gone.stat, gone.read_bytes, gone.entries):
        with pytest.raises(FileNotFoundError, match="No such file or directory"):
            ask()


def test_what_is_there_is_asked_once_until_it_is_to_be_forgotten(memory: Any) -> None:
    path = stored("memory://bucket/a.jpg")
    memory.pipe("/bucket/a.jpg", b"x")
    assert path.exists()
    memory.rm("/bucket/a.jpg")
    assert path.exists()
    forget(path)
    assert not path.exists()


def test_a_name_that_no_storage_can_have_is_not_asked_for() -> None:
    assert not stored(f"no-such-protocol://bucket/{'a' * 1100}").exists()


def test_an_object_that_no_path_leads_to_has_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [
        {"name": "bucket/site/", "type": "file"},  # what stands for the folder itself
        {"name": "bucket/site/", "type": "directory"},  # of "site//x.html"
        {"name": "bucket/site/..", "type": "file"},
        {"name": "bucket/site//y.html", "type": "file"},
        {"name": "bucket/site/z.html", "type": "file"},
        {"name": "bucket/site/deep/", "type": "directory"},
    ]
    answering(monkeypatch, ls=lambda _self, _name, detail: listed)
    assert [entry.name for entry in entries(stored("answers://bucket/site"))] == ["", "", "", "z.html", "deep"]


def answering(monkeypatch: pytest.MonkeyPatch, **methods: Any) -> None:
    """Have a storage of the protocol ``answers``."""
    kind = type("Answers", (fsspec.AbstractFileSystem,), {"protocol": "answers", "cachable": False, **methods})
    fsspec.register_implementation("answers", kind, clobber=True)
    monkeypatch.setattr("mediaaudit.readers.storage._system", lambda _protocol, _authority: kind())


class OfThePackage(Exception):  # noqa: N818
    """Packages of storage have errors of their own."""


@pytest.mark.parametrize(
    ("raised", "kind", "said"),
    [
        (OfThePackage("Unable to locate\n credentials"), OSError, "Unable to locate credentials"),
        (PermissionError("Forbidden"), PermissionError, "Forbidden"),
        (OfThePackage(), OSError, "OfThePackage"),
    ],
)
def test_whatever_a_storage_raises_is_an_oserror(
    monkeypatch: pytest.MonkeyPatch, raised: Exception, kind: type[OSError], said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    answering(monkeypatch, info=fail, cat_file=fail, ls=fail)
    path = stored("answers://bucket/a.jpg")
    for ask in (path.exists, path.read_bytes, path.entries):
        with pytest.raises(kind) as caught:
            ask()
        assert (caught.value.strerror, caught.value.filename) == (said, "answers://bucket/a.jpg")
    located = Locator(path.parent / "page.html", None, None, {}, [path.parent]).locate("a.jpg")
    assert (located.outcome, located.note) == ("unreadable", said)


@pytest.mark.parametrize(
    ("address", "module", "said"),
    [
        ("memory://x", "fsspec", r"install mediaaudit\[storage\]"),
        ("s3://bucket/x", "s3fs", r"s3fs.*mediaaudit\[s3\]"),
        ("gs://bucket/x", "gcsfs", r"gcsfs.*mediaaudit\[gs\]"),
        ("quux://bucket/x", "quux", "quux"),
    ],
)
def test_what_is_to_be_installed_is_said(monkeypatch: pytest.MonkeyPatch, address: str, module: str, said: str) -> None:
    from mediaaudit.readers import storage

    storage._system.cache_clear()
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(OSError, match=said):
        read_bytes(stored(address))


def test_a_log_of_the_package_is_not_printed() -> None:
    code = (
        "import fsspec, logging\n"
        "class Talks(fsspec.AbstractFileSystem):\n"
        "    def info(self, path, **options):\n"
        "        logging.getLogger('talking.core').error('again and again')\n"
        "        raise ValueError('gone wrong')\n"
        "Talks.__module__ = 'talking.core'\n"
        "fsspec.register_implementation('talks', Talks)\n"
        "from mediaaudit.cli import main\n"
        "main(['check', '--isolated', '--no-cache', 'talks://bucket/site'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("mediaaudit: talks://bucket/site cannot be read: gone wrong.")


def test_an_address_never_reaches_another_storage(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """``::`` chains file systems where fsspec is given a whole address."""
    memory.pipe("/secret.jpg", b"secret")
    answering(monkeypatch, cat_file=lambda _self, name: name.encode())
    assert stored("answers://bucket/a::memory://secret.jpg").read_bytes() == b"bucket/a::memory:/secret.jpg"
