from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mediaaudit.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run the command line in this process; an exception that nobody expected fails the test."""

    def call(*arguments: str | Path, stdin: bytes | None = None, env: dict[str, str] | None = None) -> Result:
        result = CliRunner().invoke(main, [str(part) for part in arguments], input=stdin, env=env)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert "please report it, with what follows" not in result.stderr, result.stderr
        return result

    return call


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles in a working directory of their own: one with a picture without alt, one in order."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.html").write_text('<article><h1>A</h1><img src="a.jpg"></article>', encoding="utf-8")
    (tmp_path / "good.html").write_text("<article><h1>A</h1><p>No picture.</p></article>", encoding="utf-8")
    return tmp_path
