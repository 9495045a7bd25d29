"""A file is the old one or the new one; mode and links are kept; whoever refuses says why."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mediaaudit.fixes.files import NotFixedError, write_whole

OLD, NEW = b"old content", b"new"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(OLD)
    return path


def refused(path: Path, before: bytes = OLD) -> str:
    with pytest.raises(NotFixedError) as caught:
        write_whole(path, NEW, before, (path.parent.resolve(),))
    return str(caught.value)


def test_content_changes_and_mode_stays(page: Path) -> None:
    page.chmod(0o640)
    write_whole(page, NEW, OLD, (page.parent.resolve(),))
    assert page.read_bytes() == NEW
    assert page.stat().st_mode & 0o7777 == 0o640
    assert [path.name for path in page.parent.iterdir()] == ["page.html"]


def test_nothing_is_written_through_a_link(page: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.html"
    link.symlink_to("page.html")
    assert refused(link) == f"it is a link; fix {page.resolve()} itself"
    assert page.read_bytes() == OLD


def test_nothing_is_written_outside(page: Path, tmp_path: Path) -> None:
    inside = tmp_path / "site"
    inside.mkdir()
    (inside / "folder").symlink_to(tmp_path)
    with pytest.raises(NotFixedError, match="a link leads out of the folders that may be used"):
        write_whole(inside / "folder" / "page.html", NEW, OLD, (inside.resolve(),))
    assert page.read_bytes() == OLD


def test_what_is_refused(page: Path, tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.html").startswith("it cannot be written: No such file")
    assert refused(page, b"something else") == "it was changed since it was read"
    page.chmod(0o444)
    assert refused(page) == "it is read-only"
    page.chmod(0o644)
    os.link(page, tmp_path / "second.html")
    assert refused(page) == "it has hard links, which would keep the old content"
    assert page.read_bytes() == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.html", "second.html"]


def test_a_full_disk_leaves_the_old_file(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert refused(page) == "it cannot be written: No space left on device"
    assert page.read_bytes() == OLD
    assert [path.name for path in page.parent.iterdir()] == ["page.html"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_write_that_the_system_cuts_off_leaves_the_old_file(page: Path) -> None:
    script = (
        "import resource, sys, pathlib\n"
        "from mediaaudit.fixes.files import NotFixedError, write_whole\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "try:\n    write_whole(path, b'x' * 100_000, path.read_bytes(), (path.parent.resolve(),))\n"
        "except NotFixedError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, page], capture_output=True, text=True, check=True)
    assert done.stdout == "it cannot be written: File too large\n"
    assert page.read_bytes() == OLD
    assert [path.name for path in page.parent.iterdir()] == ["page.html"]
