"""What other programs start us with: hooks, the GitHub action, the GitLab job."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from mediaaudit.cli import main

ROOT = Path(__file__).resolve().parents[1]


def entries() -> list[str]:
    return re.findall(r"^  entry: (.*)$", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("entry", entries())
def test_hooks_run(entry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    program, *arguments = shlex.split(entry)
    result = CliRunner().invoke(main, [*arguments, "--isolated", "examples/newsroom/bridge-opens.html"])
    assert (program, result.exit_code) == ("mediaaudit", 1)
    assert "ALT001" in result.stdout


def test_the_step_of_the_action_writes_all_its_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    (formats,) = re.findall(r'--format "(.*)"', text)
    formats = formats.replace("$GITHUB_STEP_SUMMARY", f"{tmp_path}/summary.md").replace("$SARIF", f"{tmp_path}/a.sarif")
    result = CliRunner().invoke(main, ["check", "examples/newsroom", "--isolated", "--format", formats])
    assert result.exit_code == 1
    assert result.stdout.startswith("::error file=examples/newsroom/")
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("## mediaaudit")
    assert '"2.1.0"' in (tmp_path / "a.sarif").read_text(encoding="utf-8")


def test_the_job_for_gitlab_writes_its_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_text('<img src="a.jpg">', encoding="utf-8")
    (line,) = re.findall(r"- (mediaaudit check .*)", (ROOT / "examples/ci/gitlab-ci.yml").read_text(encoding="utf-8"))
    result = CliRunner().invoke(main, [*shlex.split(line)[1:], "--isolated"])
    assert result.exit_code == 1
    assert {path.name for path in tmp_path.iterdir()} == {"a.html", "gl-code-quality-report.json", "mediaaudit.xml"}
