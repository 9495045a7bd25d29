"""An audited tree that is out to do harm, beside a place that it must not touch or tell of."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

SECRET = "hunter2-is-the-password"
PAGE = (
    '<!doctype html><html lang="en"><title>A bridge opens</title><article><h1>A bridge opens</h1>'
    "<p>The mayor opened the bridge on Saturday, and the first cyclists crossed it in the rain.</p>"
    '<figure><img src="{}" alt="A red bridge"><figcaption>The bridge. Photo: Ida Lund/AP</figcaption></figure>'
    "</article></html>"
)
Tool = Callable[..., "subprocess.CompletedProcess[str]"]


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


@pytest.fixture
def tool(tmp_path: Path, tree: Path) -> Tool:
    """Run the command line as its console script does, in the tree, with a home of its own; 60 seconds mean that it hung."""
    script = tmp_path / "bin" / "mediaaudit"
    script.parent.mkdir()
    script.write_text(
        "import sys\nfrom mediaaudit.cli import main\nsys.exit(main(prog_name='mediaaudit'))\n", encoding="utf-8"
    )
    home = tmp_path / "home"
    home.mkdir()

    def run(
        *arguments: str | Path, env: dict[str, str] | None = None, cwd: Path = tree
    ) -> subprocess.CompletedProcess[str]:
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
        return done

    return run


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return what the files of a folder hold."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
