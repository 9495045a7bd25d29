"""A newsroom's own rules: written, tested, switched on; mistakes in them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mediaaudit.catalogue.tables import read_toml
from mediaaudit.checks.pattern import FIELDS
from mediaaudit.resources import schemas_folder

GUIDE = Path(__file__).parents[2] / "docs" / "house-rules.md"
GUIDED = re.findall(r"```toml rule\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
PAGE = '<article><h1>A</h1><figure><img src="a.jpg" alt="A ribbon"><figcaption>It opens today</figcaption></figure></article>'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom with the rules of the guide and one article."""
    monkeypatch.chdir(tmp_path)
    rules = tmp_path / "newsroom" / "rules"
    rules.mkdir(parents=True)
    for number, text in enumerate(GUIDED):
        (rules / f"rule-{number}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "mediaaudit.toml").write_text('rule-paths = { house = "newsroom/rules" }\n', encoding="utf-8")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    return rules


def test_every_rule_of_the_guide_holds_and_fits_the_schema(folder: Path, run: Any) -> None:
    assert len(GUIDED) == 4
    result = run("rules", "test", "newsroom/rules")
    assert result.exit_code == 0, result.output
    assert "4 rules hold." in result.output
    schema = json.loads((schemas_folder() / "rule.schema.json").read_text(encoding="utf-8"))
    for path in folder.glob("*.toml"):
        jsonschema.validate(read_toml(path), schema)


def test_the_guide_names_every_field() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert all(f"`{name}`" in text or f"`.{name.rpartition('.')[2]}`" in text or
               f"`{name.rpartition('.')[2]}`" in text for name in FIELDS)  # fmt: skip


def test_house_rules_are_on_and_are_named_as_others_are(folder: Path, run: Any) -> None:
    assert "page.html:1:72: HR001 house/rule-0" in run("check", "--format", "concise").output
    assert "HR001" not in run("check", "--format", "concise", "--ignore", "house").output
    assert "HR001" not in run("check", "--format", "concise", "--select", "alt").output
    assert "HR001" in run("check", "--format", "concise", "--select", "house/rule-0").output
    assert "HR001 house/rule-0" in run("rule", "HR001").output
    assert json.loads(run("check", "--format", "sarif").stdout)["runs"][0]["results"]
    assert "house" in run("config", "show").output


def test_a_house_rule_can_be_suppressed(folder: Path, run: Any) -> None:
    page = PAGE.replace("<figure>", "<!-- mediaaudit-disable-next house/rule-0 -- the day is known --><figure>")
    Path("page.html").write_text(page, encoding="utf-8")
    assert run("check", "--select", "house,MA", "--format", "concise").exit_code == 0


def test_a_new_rule_holds_at_once_and_overwrites_nothing(tmp_path: Path, monkeypatch: Any, run: Any) -> None:
    monkeypatch.chdir(tmp_path)
    assert "rule-paths" in run("rules", "new", "caption-stop").output
    assert run("rules", "new", "caption-stop").exit_code == 2
    run("rules", "new", "another")
    result = run("rules", "test", "newsroom/rules")
    assert result.exit_code == 0, result.output
    assert "HR001" in result.output
    assert "HR002" in result.output
    assert run("rules", "new", "../outside").exit_code == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"image.caption"', '"image.captoin"', ":11: options.field: 'image.captoin' is no field, did you mean 'image.caption'?"),
        ("must_not_match", "must_not_mach", ":12: options.must_not_mach: rule house/rule-0 has no such option, did you mean"),
        ("tomorrow)", "tomorrow", "is no regular expression"),
        ("forbidden =", "forbiden =", "messages.forbidden: is missing: the check can say so"),
        ('"HR001"', '"ALT001"', ":1: code: ALT001 is the code of alt/missing"),
        ('"HR001"', '"no 1"', ":1: code: 'no 1' is no code"),
        ("pattern.image_field", "pattern.imagefield", ":3: check: there is no check called 'pattern.imagefield'"),
        ("severity =", "severty =", "severity: is missing, is it 'severty'?"),
        ("[options]", '[measured]\nfindings = 3\nright = 4\non = "x"\n[options]', "measured.right: must be at most as many"),
        ("[options]", '[measured]\nfindings = "3"\n[options]', "measured.findings: must be a whole number"),
        ("{value}", "{worth}", "messages.forbidden: '{worth}' is not filled in"),
    ],
)  # fmt: skip
def test_a_mistake_names_file_line_and_key(folder: Path, run: Any, old: str, new: str, said: str) -> None:
    path = folder / "rule-0.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    for command in (("rules", "test", "newsroom/rules"), ("check",)):
        result = run(*command)
        assert result.exit_code == 2
        assert "newsroom/rules/rule-0.toml" in result.stderr
        assert said in result.stderr


def test_an_example_that_does_not_hold_is_shown(folder: Path, run: Any) -> None:
    path = folder / "rule-0.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('expect = ["forbidden"]', "expect = []"), encoding="utf-8")
    result = run("rules", "test", "newsroom/rules")
    assert result.exit_code == 1
    assert "example 1: expected [], got ['forbidden']" in result.output
    assert "no example shows the message 'forbidden'" in result.output


@pytest.mark.parametrize("prefix", ["alt", "House", ""])
def test_a_prefix_that_is_taken_or_no_word_is_refused(folder: Path, run: Any, prefix: str) -> None:
    Path("mediaaudit.toml").write_text(f'rule-paths = {{ "{prefix}" = "newsroom/rules" }}\n', encoding="utf-8")
    assert run("check").exit_code == 2


def test_a_slow_pattern_sees_a_short_text(folder: Path, run: Any) -> None:
    Path("page.html").write_text(PAGE.replace("It opens today", "a" * 1_000_000 + " today"), encoding="utf-8")
    assert "HR001" not in run("check", "--format", "concise", "--select", "house").output
