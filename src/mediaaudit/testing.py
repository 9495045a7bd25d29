"""Helpers for the tests of rules, also those of a newsroom's own."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.engine.examples import run_example
from mediaaudit.model.rule import Rule


def assert_examples(rule: Rule) -> None:
    """Run every example of a rule file and compare the message keys that it gives with those it promises.

    Raises AssertionError that names the file, the example and both lists.
    """
    for problem in _wrong_examples(rule):
        raise AssertionError(f"{rule.origin}, {problem}")


def examples_problems(rule: Rule) -> list[str]:
    """Return, a sentence each, which examples of a rule do not hold, and what they leave unshown."""
    problems = list(_wrong_examples(rule))
    shown = {key for example in rule.examples for key in example.expect}
    problems += [f"no example shows the message {key!r}" for key in rule.messages if key not in shown]
    if all(example.expect for example in rule.examples):
        problems.append("no example shows what is right (expect = [])")
    return problems


def _wrong_examples(rule: Rule) -> Iterator[str]:
    for number, example in enumerate(rule.examples, 1):
        try:
            findings = run_example(rule, example)
        except ValueError as error:  # a fact that no reader could have found
            yield f"example {number}: {error}"
            continue
        got = [finding.message_key for finding in findings]
        if got != list(example.expect):
            said = "".join(f"\n  {finding.message}" for finding in findings)
            yield f"example {number}: expected {list(example.expect)}, got {got}{said}"


def plugin_rules(name: str) -> list[Rule]:
    """Return the rules of an installed plug-in. Raises CatalogueError as for a configuration that names it."""
    from mediaaudit.catalogue.catalogue import shipped_catalogue
    from mediaaudit.catalogue.house import with_house_rules
    from mediaaudit.catalogue.plugins import load_plugins

    catalogue = with_house_rules(shipped_catalogue(), load_plugins([name], "plug-in"))
    return [rule for rule in catalogue.rules.values() if rule.family == name]
