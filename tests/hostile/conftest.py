"""An audited tree that is out to do harm, beside a place that it must not touch or tell of."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from mediaaudit.cli import main

SECRET = "hunter2-is-the-password"
PAGE = (
    '<!doctype html><html lang="en"><title>A bridge opens</title><article><h1>A bridge opens</h1>'
    "<p>The mayor opened the bridge on Saturday, and the first cyclists crossed it in the rain.</p>"
    '<figure><img src="{}" alt="A red bridge"><figcaption>The bridge. Photo: Ida Lund/AP</figcaption></figure>'
    "</article></html>"
)
Tool = Callable[..., "Done"]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of the machine that no run was told of, with a secret in several kinds of file."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.txt").write_text(f"{SECRET}\n" * 3, encoding="utf-8")
    (folder / "secret.html").write_text(PAGE.format("x.jpg").replace("A red bridge", SECRET), encoding="utf-8")
    (folder / "secret.toml").write_text(f'"{SECRET}" = 1\n', encoding="utf-8")
    picture(folder / "secret.jpg", comment=SECRET)
    return folder


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The audited folder: the top of a repository, with one article and its picture."""
    folder = tmp_path / "tree"
    (folder / ".git").mkdir(parents=True)
    (folder / "story.html").write_text(PAGE.format("bridge.jpg"), encoding="utf-8")
    picture(folder / "bridge.jpg")
    return folder


def picture(path: Path, *, comment: str = "", shade: int = 90) -> None:
    """Write a small JPEG with something to be seen, and a comment if wanted."""
    image = Image.new("RGB", (320, 240), (shade, 60, 40))
    image.paste((200, 220, 40 + shade), (40, 30, 200, 150))
    exif = Image.Exif()
    if comment:
        exif[0x010E] = comment
    image.save(path, quality=80, exif=exif)


@dataclass
class Done:
    """What a run said, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user who runs the tool."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def tool(tree: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Tool:
    """Run the command line in this process, in the tree, with a home of its own."""
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("XDG_CACHE_HOME", "MEDIAAUDIT_CACHE_DIR", "MEDIAAUDIT_TRUST_CONFIG"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str | Path, env: dict[str, str] | None = None, cwd: Path = tree) -> Done:
        monkeypatch.chdir(cwd)
        result = CliRunner(env={"HOME": str(home), **(env or {})}).invoke(main, list(map(str, arguments)))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert "please report it, with what follows" not in result.stderr, result.stderr
        return Done(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def program(tmp_path: Path, tree: Path, home: Path) -> Tool:
    """Run the command line as its console script does, in a process of its own; 60 seconds mean that it hung."""
    script = tmp_path / "bin" / "mediaaudit"
    script.parent.mkdir()
    text = "import sys\nfrom mediaaudit.cli import main\nsys.exit(main(prog_name='mediaaudit'))\n"
    script.write_text(text, encoding="utf-8")

    def run(*arguments: str | Path, env: dict[str, str] | None = None, cwd: Path = tree) -> Done:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("MEDIAAUDIT_", "XDG_", "GIT_"))
        }
        done = subprocess.run(
            [sys.executable, script, *map(str, arguments)],
            cwd=cwd,
            env={**kept, "HOME": str(home), "COLUMNS": "200", **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    return run


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return what the files of a folder hold."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
