from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

import pytest

from mediaaudit import __version__

from .conftest import Run


def test_flags_write_the_files(run: Run, newsroom: Path) -> None:
    result = run(
        "init", "--preset", "rights", "--suppliers", "Reuters, dpa", "--credit-style", "reuters", "--site-root", "public",
        "--pictures", "https://cdn.example.com/=img", "--ci", "github",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "rules are on" in result.stdout
    written = tomllib.loads((newsroom / "mediaaudit.toml").read_text(encoding="utf-8"))
    assert written == {
        "preset": "rights",
        "site-root": "public",
        "credit": {"style": "reuters"},
        "options": {"RGT008": {"contracted": ["Reuters", "dpa"]}},
        "paths": {"https://cdn.example.com/": "img"},
    }
    workflow = (newsroom / ".github/workflows/mediaaudit.yml").read_text(encoding="utf-8")
    assert f'pip install "mediaaudit=={__version__}"' in workflow
    assert run("check", "good.html").exit_code == 0


def test_nothing_is_asked_without_a_terminal(run: Run, newsroom: Path) -> None:
    assert run("init").exit_code == 0
    assert tomllib.loads((newsroom / "mediaaudit.toml").read_text(encoding="utf-8")) == {"preset": "newsroom"}
    assert sorted(path.name for path in newsroom.iterdir()) == ["bad.html", "good.html", "mediaaudit.toml"]


def test_gitlab(run: Run, newsroom: Path) -> None:
    assert run("init", "--ci", "gitlab").exit_code == 0
    assert "codequality" in (newsroom / ".gitlab/mediaaudit.yml").read_text(encoding="utf-8")


def test_what_exists_is_kept(run: Run, newsroom: Path) -> None:
    (newsroom / "mediaaudit.toml").write_text("# mine\n", encoding="utf-8")
    result = run("init", "--ci", "gitlab")
    assert (result.exit_code, "mediaaudit.toml: exists already" in result.stderr) == (2, True)
    assert not (newsroom / ".gitlab").exists()
    assert (newsroom / "mediaaudit.toml").read_text(encoding="utf-8") == "# mine\n"
    assert run("init", "--force").exit_code == 0
    assert "preset" in (newsroom / "mediaaudit.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--credit-style", "rueters"), "'rueters' is no credit style"),
        (("--pictures", "nowhere"), "'nowhere' is not ADDRESS=FOLDER"),
        (("--preset", "strikt"), "strikt"),
        (("gone",), "gone"),
    ],
)
def test_a_mistake_is_named(run: Run, newsroom: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run("init", *arguments)
    assert (result.exit_code, said in " ".join(result.stderr.split())) == (2, True)
    assert not (newsroom / "mediaaudit.toml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    import pty
    import subprocess

    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "mediaaudit", "init", "--site-root", "public"]
    process = subprocess.Popen(command, cwd=tmp_path, stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    os.close(follower)
    os.write(leader, b'delivery\n"Reuters" \\, dpa\n\ngitlab\n')
    said, _ = process.communicate(timeout=30)
    os.close(leader)
    assert process.returncode == 0, said
    written = tomllib.loads((tmp_path / "mediaaudit.toml").read_text(encoding="utf-8"))
    assert written == {
        "preset": "delivery", "site-root": "public", "options": {"RGT008": {"contracted": ['"Reuters" \\', "dpa"]}}
    }  # fmt: skip
    assert (tmp_path / ".gitlab/mediaaudit.yml").is_file()
