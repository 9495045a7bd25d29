"""What is installed is what is in the repository. CI runs this file against the built wheel too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mediaaudit import resources

ROOT = Path(__file__).resolve().parents[1]


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_rules_and_schemas_are_those_of_the_repository() -> None:
    assert contents(resources.rules_folder()) == contents(ROOT / "rules")
    assert contents(resources.schemas_folder()) == contents(ROOT / "schemas")


def test_resources_are_found_in_an_installation_and_in_a_checkout(tmp_path: Path) -> None:
    package = tmp_path / "src" / "mediaaudit"
    package.mkdir(parents=True)
    assert resources._root(package) == tmp_path
    (package / "_data").mkdir()
    resources._root.cache_clear()
    assert resources._root(package) == package / "_data"
    resources._root.cache_clear()


@pytest.mark.skipif(os.environ.get("MEDIAAUDIT_EXPECT") != "wheel", reason="only against an installed wheel")
def test_the_wheel_stands_on_its_own() -> None:
    assert ROOT not in Path(resources.__file__).parents
    done = subprocess.run(
        [sys.executable, "-m", "mediaaudit", "check", str(ROOT / "examples" / "newsroom"), "--format", "concise"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "alt/repeats-headline" in done.stdout
