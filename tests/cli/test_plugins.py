"""Plug-ins: the example in ``examples/plugin``, installed as a package is, and what can be wrong with one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mediaaudit.testing import assert_examples, plugin_rules

EXAMPLE = Path(__file__).parents[2] / "examples" / "plugin"
PAGE = """<article><h1>A</h1><div class="gallery"><img src="a.jpg" alt="A"><img src="b.jpg" alt="B"><img src="c.jpg" alt="C">
</div><figure><img src="d.jpg" alt="A ribbon"><figcaption>THE BRIDGE IS OPEN.</figcaption></figure></article>"""


@pytest.fixture
def gazette(installed_plugin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom in the working directory with the example plug-in installed and named."""
    newsroom = tmp_path / "newsroom"
    newsroom.mkdir()
    monkeypatch.chdir(newsroom)
    monkeypatch.setenv("MEDIAAUDIT_TRUST_CONFIG", "1")
    (newsroom / "mediaaudit.toml").write_text('plugins = ["gazette"]\n', encoding="utf-8")
    (newsroom / "page.html").write_text(PAGE, encoding="utf-8")
    return installed_plugin


def test_its_examples_hold(gazette: Path) -> None:
    rules = plugin_rules("gazette")
    assert [rule.name for rule in rules] == ["gazette/gallery-without-heading", "gazette/shouting"]
    for rule in rules:
        assert_examples(rule)


def test_its_own_tests_pass(gazette: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(gazette)!r}); import pytest; sys.exit(pytest.main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "-q", "-p", "no:cacheprovider", "--rootdir", EXAMPLE, EXAMPLE / "tests"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 passed" in done.stdout


def test_its_rules_run_beside_ours(gazette: Path, run: Any) -> None:
    result = run("check", "--format", "concise", "-v", ".")
    assert "GZ001 gazette/gallery-without-heading A gallery of 3 pictures has no heading." in result.stdout
    assert "GZ002 gazette/shouting" in result.stdout
    assert "plug-ins: gazette" in result.stderr
    assert "GZ001" not in run("check", "--format", "concise", "--ignore", "gazette", ".").stdout
    assert "GZ001 gazette/gallery-without-heading" in run("rule", "gz001").stdout
    assert json.loads(run("config", "show").stdout)["plugins"] == ["gazette"]


def test_its_checks_run_in_other_processes(gazette: Path, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mediaaudit.cli.check.BREAK_EVEN", 1)
    monkeypatch.setattr("mediaaudit.engine.audit.BATCH", 2)
    for number in range(3):
        Path(f"{number}.html").write_text(PAGE, encoding="utf-8")
    alone = run("check", "--format", "concise", "--select", "gazette", ".").stdout
    assert alone.count("GZ001") == 4
    assert run("check", "--format", "concise", "--select", "gazette", "--jobs", "2", ".").stdout == alone


def test_what_nobody_names_is_not_imported(gazette: Path, run: Any) -> None:
    run("check", "--isolated", "page.html")
    assert "gazette_rules" not in sys.modules


@pytest.mark.parametrize(
    ("name", "said"),
    [("gazete", "mediaaudit.toml:1: plugins: 'gazete' is not installed, did you mean 'gazette'?"),
     ("broken", "plug-in 'broken' cannot be imported: ModuleNotFoundError"),
     ("value", "plug-in 'value': gazette_rules.checks:shouting is no module or package"),
     ("thief", "there is a check called 'alt.missing' already")],
)  # fmt: skip
def test_what_is_wrong_with_a_plugin_is_said(gazette: Path, run: Any, name: str, said: str) -> None:
    points = gazette / "gazette_rules-1.0.dist-info" / "entry_points.txt"
    wrong = "[mediaaudit.checks]\nbroken = no_such_module\nvalue = gazette_rules.checks:shouting\nthief = thief\n"
    points.write_text(points.read_text(encoding="utf-8").replace("[mediaaudit.checks]\n", wrong), encoding="utf-8")
    thief = "from mediaaudit.plugin import check\n@check('alt.missing')\ndef missing(image): yield\n"
    (gazette / "thief.py").write_text(thief, encoding="utf-8")
    Path("mediaaudit.toml").write_text(f'plugins = ["{name}"]\n', encoding="utf-8")
    result = run("check", ".")
    assert result.exit_code == 2
    assert said in result.stderr
