"""The README shows what is printed, and its commands exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from mediaaudit.cli import COMMANDS, main
from mediaaudit.config.files import read_config
from mediaaudit.reporters import FORMATS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_output_shown_is_the_output() -> None:
    printed = set((ROOT / "tests/golden/newsroom/text.txt").read_text(encoding="utf-8").splitlines())
    command, *lines = blocks("console")[0].splitlines()
    assert command == "$ mediaaudit check examples/newsroom"
    assert [line for line in lines if line != "…" and line not in printed] == []


def test_the_two_commands_make_an_environment_each() -> None:
    audit, test = blocks("sh")[0].splitlines()
    assert audit.endswith("/mediaaudit check examples/newsroom")
    assert test.endswith("/python -m pytest")
    assert audit.startswith("python3 -m venv .venv && ")
    assert test.startswith("python3 -m venv .venv && ")


def command_lines() -> list[str]:
    lines = [re.sub(r"\s+#.*", "", line) for line in blocks("sh")[1].splitlines()]
    return [line.partition("| ")[2] or line for line in lines if line]


@pytest.mark.parametrize("line", command_lines())
def test_every_command_line_is_understood(line: str) -> None:
    program, name, *arguments = shlex.split(line)
    assert (program, name in COMMANDS) == ("mediaaudit", True)
    options = [word for word in arguments if word.startswith("--")]
    group = [arguments[0]] if name == "baseline" else []
    shown = CliRunner().invoke(main, [name, *group, "--help"]).stdout
    assert [option for option in options if option not in shown] == []


def test_every_format_is_named() -> None:
    assert [name for name in FORMATS if f"`{name}`" not in README] == []


def test_the_configuration_is_one(tmp_path: Path) -> None:
    (text,) = blocks("toml")
    assert tomllib.loads(text)["credit"] == {"style": "reuters"}
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "mediaaudit.toml").write_text("", encoding="utf-8")
    path = tmp_path / "mediaaudit.toml"
    path.write_text(text, encoding="utf-8")
    config = read_config(path, trusted=False)
    assert (config.fail_on, config.refused) == ("error", ())
