"""Presets, files that extend others, overrides by path."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.config.files import read_config
from mediaaudit.config.model import Config
from mediaaudit.config.presets import DEFAULT, presets
from mediaaudit.config.resolve import Resolved, overlay, resolve
from mediaaudit.engine.audit import audit
from mediaaudit.engine.inputs import Collecting, collect
from mediaaudit.engine.outcome import fails, too_many_warnings
from mediaaudit.model.report import Report


def write(folder: Path, text: str, name: str = "mediaaudit.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def resolved(path: Path, flags: Config | None = None) -> Resolved:
    return resolve(overlay(read_config(path), flags or Config()), shipped_catalogue())


def rules(found: Resolved) -> set[str]:
    return {binding.rule.name for binding in found.plan.bindings}


def mistake(path: Path) -> str:
    with pytest.raises(CatalogueError) as caught:
        resolved(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", presets())
def test_every_preset_selects_rules(tmp_path: Path, name: str) -> None:
    found = rules(resolved(write(tmp_path, f'preset = "{name}"')))
    assert "mediaaudit/unused-suppression" in found
    assert presets()[name].summary.endswith(".")


def test_the_default_is_a_preset_too(tmp_path: Path) -> None:
    assert rules(resolved(write(tmp_path, ""))) == rules(resolved(write(tmp_path, f'preset = "{DEFAULT}"')))


def test_a_preset_is_what_the_file_and_the_flags_are_laid_over(tmp_path: Path) -> None:
    path = write(tmp_path, 'preset = "rights"\nextend-select = ["ALT001"]\nignore = ["CRD001"]')
    found = rules(resolved(path))
    assert "alt/missing" in found
    assert "credit/incomplete" in found
    assert not {"credit/missing", "alt/file-name"} & found
    assert rules(resolved(path, Config(select=("ALT003",)))) == {"alt/file-name", "alt/missing"}


def test_strict_wants_reasons(tmp_path: Path) -> None:
    assert "mediaaudit/suppression-without-reason" in rules(resolved(write(tmp_path, 'preset = "strict"')))
    assert "mediaaudit/suppression-without-reason" in rules(resolved(write(tmp_path, "require-reason = true")))
    assert "mediaaudit/suppression-without-reason" not in rules(resolved(write(tmp_path, "")))


def test_a_file_extends_others(tmp_path: Path) -> None:
    write(tmp_path, '[severity]\nALT001 = "note"\nALT003 = "note"\n[house]\nphrases = ["own"]', "house/base.toml")
    write(tmp_path, 'extends = "../house/base.toml"\nignore = ["ALT004"]', "desk/desk.toml")
    found = resolved(write(tmp_path, 'extends = ["desk/desk.toml"]\n[severity]\nALT003 = "warning"'))
    severities = {binding.rule.code: binding.severity for binding in found.plan.bindings}
    assert (severities["ALT001"], severities["ALT003"]) == ("note", "warning")
    assert "alt/placeholder" not in rules(found)
    assert found.plan.phrases == (tmp_path / "desk" / ".." / "house" / "own",)
    assert found.origin == str(tmp_path / "mediaaudit.toml")


def test_a_preset_does_away_with_what_an_extended_file_selects(tmp_path: Path) -> None:
    write(tmp_path, 'select = ["ALT001"]', "base.toml")
    assert rules(resolved(write(tmp_path, 'extends = "base.toml"'))) == {"alt/missing"}
    assert "credit/missing" in rules(resolved(write(tmp_path, 'extends = "base.toml"\npreset = "rights"')))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('preset = "strikt"', "preset: 'strikt' is not one of newsroom, accessibility, rights, delivery, strict, did you mean"),
        ('extends = "mediaaudit.toml"', "extends: "),
        ("max-warnings = -1", "max-warnings: must be 0 or more"),
        ('max-warnings = "3"', "max-warnings: must be a whole number"),
        ("[[overrides]]\nignore = ['ALT001']", "overrides[1].paths: is missing"),
        ("[[overrides]]\npaths = ['a']\nselect = ['ALT']", "overrides[1].select: is not a key that belongs here"),
        ("[[overrides]]\npaths = ['a']\nignore = ['ALT999']", "overrides.ignore: unknown rule 'ALT999'"),
        ("[[overrides]]\npaths = ['#']", "overrides.paths: '#' is no pattern of paths"),
        ("[[overrides]]\npaths = ['a']\noptions = {PRV003 = {kinds = []}}", "its options are the same everywhere"),
    ],
)  # fmt: skip
def test_a_mistake_names_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    assert said in mistake(write(tmp_path, text))


def test_an_unknown_option_of_an_override_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "[[overrides]]\npaths = ['a']\noptions = {ALT008 = {longest = 1}}")
    with pytest.raises(
        CatalogueError, match=r"overrides\.options\.ALT008\.longest: rule alt/too-long has no such option"
    ):
        resolved(path)


def test_files_that_extend_each_other(tmp_path: Path) -> None:
    write(tmp_path, 'extends = "mediaaudit.toml"', "other.toml")
    path = write(tmp_path, 'extends = "other.toml"')
    with pytest.raises(CatalogueError, match="extends this file in turn"):
        read_config(path)


@pytest.fixture
def desks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("news/a.html", "opinion/b.html", "opinion/2026/c.html"):
        write(
            tmp_path, '<article><img src="x.jpg"><img src="y.jpg" alt="A bridge with two red pylons"></article>', name
        )
    return tmp_path


def report(path: Path) -> Report:
    found = resolved(path)
    return audit(collect([Path()], Collecting()), found.plan)


def found_in(path: Path, code: str) -> dict[str, str]:
    return {f.location.uri: f.severity for f in report(path).findings if f.rule.code == code}


@pytest.mark.parametrize("pattern", ["opinion/**", "opinion/", "/opinion", "opinion/**/*.html"])
def test_rules_are_left_out_by_path(desks: Path, pattern: str) -> None:
    path = write(desks, f'select = ["ALT001"]\n[[overrides]]\npaths = ["{pattern}"]\nignore = ["alt"]')
    assert found_in(path, "ALT001") == {"news/a.html": "error"}


def test_severities_and_options_by_path(desks: Path) -> None:
    path = write(
        desks,
        'select = ["ALT001", "ALT008"]\n[[overrides]]\npaths = ["opinion/**"]\nseverity = {ALT001 = "note"}\n'
        'options = {ALT008 = {max_length = 10}}\n[[overrides]]\npaths = ["2026/"]\nseverity = {ALT001 = "warning"}\n',
    )
    assert found_in(path, "ALT001") == {
        "news/a.html": "error", "opinion/b.html": "note", "opinion/2026/c.html": "warning"
    }  # fmt: skip
    assert set(found_in(path, "ALT008")) == {"opinion/b.html", "opinion/2026/c.html"}


def test_patterns_start_from_the_folder_of_the_file(desks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(desks, 'select = ["ALT001"]\n[[overrides]]\npaths = ["opinion/**"]\nignore = ["ALL"]')
    monkeypatch.chdir(desks / "opinion")
    assert found_in(path, "ALT001") == {}


def test_a_fault_of_a_file_stands_where_its_rule_is_not_left_out(desks: Path) -> None:
    (desks / "x.jpg").write_bytes(b"no picture")
    for name in ("news/a.html", "opinion/b.html"):
        write(desks, '<article><img src="../x.jpg" alt="A bridge"></article>', name)
    text = 'select = ["FILE001"]\n[[overrides]]\npaths = ["news/"]\nignore = ["FILE001"]'
    (finding,) = (f for f in report(write(desks, text)).findings if f.location.uri.endswith(".html"))
    assert finding.location.uri == "opinion/b.html"


def test_a_suppression_of_a_rule_that_is_left_out_is_not_called_unused(desks: Path) -> None:
    write(desks, '<img src="y.jpg" alt="A bridge" data-mediaaudit-ignore="ALT001: x">', "opinion/b.html")
    text = 'select = ["ALT001", "MA001"]\n'
    assert set(found_in(write(desks, text), "MA001")) == {"opinion/b.html"}
    assert found_in(write(desks, text + '[[overrides]]\npaths = ["opinion/"]\nignore = ["ALT001"]'), "MA001") == {}


def test_a_budget_of_warnings(desks: Path) -> None:
    path = write(desks, 'select = ["ALT001"]\nseverity = {ALT001 = "warning"}\nmax-warnings = 3')
    found = resolved(path)
    three = report(path)
    assert not fails(three, found.fail_on)
    assert not too_many_warnings(three, 3)
    assert too_many_warnings(three, 2)
    assert not too_many_warnings(three, None)
