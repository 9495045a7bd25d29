"""Every shipped rule file: it binds, its examples hold, each message is shown, each check is used."""

from __future__ import annotations

import inspect
import json
from importlib import import_module
from pkgutil import walk_packages

import jsonschema
import pytest

from mediaaudit import checks
from mediaaudit.catalogue.binding import bind
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.catalogue.tables import read_toml
from mediaaudit.checks._contract import Check
from mediaaudit.model.rule import Rule
from mediaaudit.resources import rules_folder, schemas_folder
from mediaaudit.testing import assert_examples

RULES = list(shipped_catalogue().rules.values())
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@each_rule
def test_examples_hold(rule: Rule) -> None:
    assert_examples(rule)


@each_rule
def test_file_matches_the_schema(rule: Rule) -> None:
    schema = json.loads((schemas_folder() / "rule.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(read_toml(rules_folder() / f"{rule.name}.toml"), schema)


@each_rule
def test_rule_binds_to_its_check(rule: Rule) -> None:
    assert bind(rule).check.name == rule.check


@each_rule
def test_examples_show_wrong_and_right_and_every_message(rule: Rule) -> None:
    shown = {key for example in rule.examples for key in example.expect}
    assert shown == set(rule.messages)
    assert any(not example.expect for example in rule.examples), "no example of what is right"


@each_rule
def test_file_says_what_fix_does_where_the_check_offers_one(rule: Rule) -> None:
    assert bool(rule.fix) == ("fixes=" in inspect.getsource(bind(rule).check.function))


@each_rule
def test_wording(rule: Rule) -> None:
    assert not rule.summary.endswith(".")
    assert len(rule.summary) <= 80
    assert rule.instead.endswith("."), "a whole sentence says what to do"
    for message in rule.messages.values():
        assert message.endswith("."), "SARIF wants messages that are sentences"


def test_every_check_has_a_rule() -> None:
    modules = walk_packages(checks.__path__, f"{checks.__name__}.")
    known = {
        value.name
        for module in modules
        for value in vars(import_module(module.name)).values()
        if isinstance(value, Check)
    }
    general = {name for name in known if name.startswith("pattern.")}  # for rules of a newsroom's own
    assert known - general == {rule.check for rule in RULES}
