from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from .conftest import Run

EXAMPLES = Path(__file__).parents[2] / "examples"
ALT = ("--select", "alt/missing", "--isolated")


def test_exit_status(run: Run, newsroom: Path) -> None:
    assert run("check", "good.html", *ALT).exit_code == 0
    assert run("check", "bad.html", *ALT).exit_code == 1
    assert run("check", "bad.html", *ALT, "--exit-zero").exit_code == 0
    assert run("check", "bad.html", *ALT, "--fail-on", "never").exit_code == 0
    assert run("check", "gone.html", *ALT).exit_code == 2
    assert run("check", "gone.html", *ALT, "--exit-zero").exit_code == 2


@pytest.mark.parametrize("format_", ["text", "concise", "json", "sarif"])
def test_exit_status_is_the_same_for_every_format(run: Run, newsroom: Path, format_: str) -> None:
    assert run("check", "bad.html", *ALT, "--format", format_).exit_code == 1
    assert run("check", "good.html", *ALT, "--format", format_).exit_code == 0


def test_a_missing_path_does_not_cost_the_others(run: Run, newsroom: Path) -> None:
    result = run("check", "gone.html", "bad.html", *ALT, "--format", "concise")
    assert result.exit_code == 2
    assert "bad.html:1:20: ALT001 alt/missing" in result.stdout
    assert "mediaaudit: gone.html does not exist." in result.stderr


def test_an_unreadable_file_is_named(run: Run, newsroom: Path) -> None:
    (newsroom / "dir.html").mkdir()
    (newsroom / "locked.html").write_text("<p>", encoding="utf-8")
    (newsroom / "locked.html").chmod(0)
    if os.access(newsroom / "locked.html", os.R_OK):
        (newsroom / "locked.html").unlink()
        (newsroom / "locked.html").symlink_to(newsroom / "loop.html")
        (newsroom / "loop.html").symlink_to(newsroom / "locked.html")
    result = run("check", "locked.html", "bad.html", *ALT, "--format", "concise")
    assert result.exit_code == 2
    assert "locked.html" in result.stderr
    assert "bad.html:1:20: ALT001" in result.stdout


def test_nothing_to_audit(run: Run, newsroom: Path) -> None:
    (newsroom / "empty").mkdir()
    result = run("check", "empty", *ALT)
    assert result.exit_code == 2
    assert "nothing to audit" in result.stderr
    assert run("check", "empty", *ALT, "--allow-empty").exit_code == 0


def test_standard_input_is_named_and_finds_its_pictures(run: Run, newsroom: Path) -> None:
    html = b'<article><img src="a.jpg"></article>'
    result = run("check", "-", *ALT, "--format", "json", "--stdin-filename", "desk/draft.html", stdin=html)
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["file"] == "desk/draft.html"


def test_several_formats_at_once(run: Run, newsroom: Path) -> None:
    result = run("check", "bad.html", *ALT, "--format", "sarif=out.sarif,json=out.json,concise")
    assert result.stdout.startswith("bad.html:1:20: ALT001")
    assert json.loads((newsroom / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert len(json.loads((newsroom / "out.json").read_text(encoding="utf-8"))["findings"]) == 1
    assert sorted(path.name for path in newsroom.iterdir()) == ["bad.html", "good.html", "out.json", "out.sarif"]


def test_output_goes_to_a_file(run: Run, newsroom: Path) -> None:
    result = run("check", "bad.html", *ALT, "--format", "json", "--output", "report.json")
    assert result.stdout == ""
    assert json.loads((newsroom / "report.json").read_text(encoding="utf-8"))["schema_version"] == 1


def test_a_report_that_cannot_be_written_is_named(run: Run, newsroom: Path) -> None:
    result = run("check", "bad.html", *ALT, "--format", "json=no/such/folder.json")
    assert result.exit_code == 2
    assert "no/such" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--select", "alt/mising"), "unknown rule 'alt/mising', did you mean 'alt/missing'?"),
        (("--format", "xml"), "'xml' is not one of text"),
        (("--format", "json,sarif"), "only one format can go to standard output"),
        (("--config", "gone.toml"), "gone.toml: cannot be read"),
        (("--as-of", "yesterday"), "yesterday"),
        (("--base-dir", "gone"), "gone"),
    ],
)
def test_a_mistake_in_the_command_is_named(run: Run, newsroom: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run("check", "bad.html", *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_a_mistake_in_the_configuration_is_named(run: Run, newsroom: Path) -> None:
    (newsroom / "mediaaudit.toml").write_text("[options.ALT001]\ncolour = 1\n", encoding="utf-8")
    result = run("check", "bad.html")
    assert result.exit_code == 2
    assert "options.ALT001.colour: rule alt/missing has no such option" in result.stderr
    assert run("check", "bad.html", "--isolated", "--select", "ALT001").exit_code == 1


def test_severity_filters_what_is_shown_apart_from_what_fails(run: Run, newsroom: Path) -> None:
    (newsroom / "mediaaudit.toml").write_text('select = ["ALT001"]\nseverity = { ALT001 = "note" }', encoding="utf-8")
    assert run("check", "bad.html").exit_code == 0
    assert run("check", "bad.html", "--fail-on", "note").exit_code == 1
    result = run("check", "bad.html", "--fail-on", "note", "--min-severity", "warning", "--format", "concise")
    assert (result.exit_code, "ALT001" in result.stdout) == (1, False)


def test_statistics_count_by_rule(run: Run, newsroom: Path) -> None:
    result = run("check", "bad.html", *ALT, "--statistics")
    assert result.exit_code == 1
    assert "ALT001" in result.stdout
    assert "bad.html" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "env", "coloured"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(run: Run, newsroom: Path, arguments: tuple[str, ...], env: dict[str, str], coloured: bool) -> None:
    result = run("check", "bad.html", *ALT, *arguments, env={"NO_COLOR": "", "FORCE_COLOR": "", **env})
    assert ("\x1b[" in result.stdout) is coloured


def test_jobs_give_the_same_bytes(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLES / "newsroom", tmp_path / "newsroom")
    monkeypatch.chdir(tmp_path / "newsroom")
    monkeypatch.setattr("mediaaudit.cli.check.BREAK_EVEN", 1)
    monkeypatch.setattr("mediaaudit.engine.audit.BATCH", 2)
    command = ("check", ".", "--select", "ALL", "--format", "json", "--as-of", "2026-01-01", "--no-cache", "--jobs")
    one = run(*command, "1")
    assert len(json.loads(one.stdout)["findings"]) > 10
    for jobs in ("2", "3", "auto"):
        assert run(*command, jobs).stdout_bytes == one.stdout_bytes


@pytest.mark.parametrize("jobs", ["0", "257", "many", "1.5"])
def test_jobs_are_a_number_or_auto(run: Run, newsroom: Path, jobs: str) -> None:
    result = run("check", ".", "--jobs", jobs)
    assert result.exit_code == 2
    assert "neither auto nor a number from 1 to 256" in result.stderr
