"""What a command may import: a hook runs on every save."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "bs4", "PIL", "numpy", "scipy", "imagehash", "jsonschema", "sqlite3", "multiprocessing", "concurrent.futures", "fsspec",
}  # fmt: skip
# What a text report on an article without picture files at hand has no use for.
RARE = {
    "difflib", "email", "http", "random", "shutil", "socket", "ssl", "subprocess", "tempfile", "textwrap", "traceback",
    "urllib.request", "xml", "zipfile",
    "mediaaudit.archive", "mediaaudit.fixes", "mediaaudit.readers.av", "mediaaudit.readers.fetch",
    "mediaaudit.readers.metadata", "mediaaudit.readers.pictures.read", "mediaaudit.readers.pictures.decode",
    "mediaaudit.readers.html.accessibility.styles", "mediaaudit.reporters.sarif",
    "mediaaudit.engine.baseline",
}  # fmt: skip


def imported(*arguments: str | Path) -> set[str]:
    """Return the modules that a command has imported when it ends."""
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('\\n'.join(sys.modules), file=sys.stderr))\n"
        "from mediaaudit.cli import main\n"
        "main(prog_name='mediaaudit')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode in {0, 1}, done.stderr
    return set(done.stderr.split())


def test_version_imports_next_to_nothing() -> None:
    modules = imported("--version")
    assert not modules & (HEAVY | {"turbohtml", "tomllib", "importlib.metadata", "mediaaudit.cli.check"})


@pytest.mark.parametrize("select", ["alt/missing", "alt"])
def test_a_check_that_needs_no_pixels_decodes_none(tmp_path: Path, select: str) -> None:
    page = tmp_path / "page.html"
    page.write_text('<article><img src="a.jpg"></article>', encoding="utf-8")
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    assert not imported("check", "--isolated", "--select", select, page) & HEAVY


def test_an_article_alone_imports_what_it_needs(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<article><figure><img src="a.jpg"><figcaption>Words. Photo: AFP</figcaption></figure></article>')
    assert not imported("check", "--isolated", page) & (HEAVY | RARE)


def test_values_and_patterns_are_not_made_at_import() -> None:
    code = (
        "import re, dataclasses, locale, click, turbohtml, json\n"
        "made = []\n"
        "compile_, process = re._compiler.compile, dataclasses._process_class\n"
        "re._compiler.compile = lambda source, flags=0: made.append(source) or compile_(source, flags)\n"
        "dataclasses._process_class = lambda cls, *rest: made.append(cls) or process(cls, *rest)\n"
        "import mediaaudit.cli.check, mediaaudit.readers.html, mediaaudit.reporters.text\n"
        "print(*made, sep='\\n')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [line for line in done.stdout.splitlines() if line] == []


def test_one_article_without_pictures_at_hand_asks_no_cache(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<article><img src="a.jpg"></article>', encoding="utf-8")
    assert "sqlite3" not in imported("check", "--isolated", "--cache-dir", tmp_path / "cache", "--select", "ALL", page)
    assert not (tmp_path / "cache").exists()
