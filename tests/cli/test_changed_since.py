from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import Run

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
ALT = ("--select", "alt/missing", "--isolated", "--format", "concise", "--exit-zero")


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=desk", "-c", "user.email=desk@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.html").write_text(f'<article><img src="img/{name}%20a.jpg"></article>', encoding="utf-8")
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "two a.jpg").write_bytes(b"old")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "start")
    return tmp_path


def audited(run: Run, *paths: str) -> list[str]:
    result = run("check", *(paths or (".",)), *ALT, "--changed-since", "HEAD")
    assert result.exit_code == 0, result.stderr
    return [line.partition(":")[0] for line in result.stdout.splitlines() if "ALT001" in line]


def test_nothing_changed(run: Run, archive: Path) -> None:
    assert audited(run) == []


def test_a_changed_and_a_new_article(run: Run, archive: Path) -> None:
    (archive / "three.html").write_text("<article><img src=new.jpg></article>", encoding="utf-8")
    (archive / "sub").mkdir()
    (archive / "sub" / "new.html").write_text("<article><img src=b.jpg></article>", encoding="utf-8")
    assert audited(run) == ["sub/new.html", "three.html"]
    assert audited(run, "sub") == ["sub/new.html"]


def test_a_changed_picture_brings_the_articles_that_use_it(run: Run, archive: Path) -> None:
    (archive / "img" / "two a.jpg").write_bytes(b"new")
    assert audited(run) == ["two.html"]


def test_a_deleted_picture_too(run: Run, archive: Path) -> None:
    (archive / "img" / "two a.jpg").unlink()
    assert audited(run) == ["two.html"]


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=x"])
def test_a_revision_that_git_does_not_know(run: Run, archive: Path, revision: str) -> None:
    result = run("check", ".", "--isolated", f"--changed-since={revision}")
    assert result.exit_code == 2
    assert revision in result.stderr
