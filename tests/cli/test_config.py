from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run


def test_config_shows_what_is_in_force(run: Run, newsroom: Path) -> None:
    (newsroom / "base.toml").write_text("max-warnings = 5\n", encoding="utf-8")
    text = 'extends = "base.toml"\npreset = "rights"\n[[overrides]]\npaths = ["opinion/**"]\nignore = ["CRD001"]\n'
    (newsroom / "mediaaudit.toml").write_text(text, encoding="utf-8")
    shown = json.loads(run("config", "show").stdout)
    assert (shown["preset"], shown["max-warnings"], shown["fail-on"]) == ("rights", 5, "error")
    assert shown["extends"][0].endswith("base.toml")
    assert shown["overrides"][0]["ignore"] == ["credit/missing"]
    assert json.loads(run("config").stdout) == shown
    assert list(json.loads(run("config", "--select", "ALT001", "--isolated").stdout)["rules"]) == ["ALT001 alt/missing"]


def test_config_schema_is_json(run: Run) -> None:
    assert json.loads(run("config", "schema").stdout)["title"] == "Configuration of mediaaudit"


def test_a_budget_of_warnings(run: Run, newsroom: Path) -> None:
    (newsroom / "mediaaudit.toml").write_text(
        'select = ["ALT001"]\nseverity = { ALT001 = "warning" }', encoding="utf-8"
    )
    assert run("check", "bad.html").exit_code == 1
    assert run("check", "bad.html", "--max-warnings", "1").exit_code == 0
    assert run("check", "bad.html", "--max-warnings", "0").exit_code == 1
    assert run("check", "bad.html", "--max-warnings", "0", "--exit-zero").exit_code == 0
    assert run("check", "bad.html", "--max-warnings", "-1").exit_code == 2


def test_reasons_are_required(run: Run, newsroom: Path) -> None:
    html = '<!-- mediaaudit-disable-next ALT001 --><img src="a.jpg">'
    (newsroom / "silent.html").write_text(html, encoding="utf-8")
    assert run("check", "silent.html", "--select", "ALT001").exit_code == 0
    result = run("check", "silent.html", "--select", "ALT001", "--require-reason", "--format", "concise")
    assert (result.exit_code, "MA003" in result.stdout) == (1, True)
