"""What a command may import: a hook runs on every save."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"bs4", "PIL", "numpy", "scipy", "imagehash", "jsonschema", "sqlite3", "multiprocessing", "concurrent.futures"}


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
