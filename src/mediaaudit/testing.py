"""Helpers for the tests of rules, also those of a newsroom's own."""

from __future__ import annotations

from mediaaudit.engine.examples import run_example
from mediaaudit.model.rule import Rule


def assert_examples(rule: Rule) -> None:
    """Run every example of a rule file and compare the message keys that it gives with those it promises.

    Raises AssertionError that names the file, the example and both lists.
    """
    for number, example in enumerate(rule.examples, 1):
        findings = run_example(rule, example)
        got = [finding.message_key for finding in findings]
        if got != list(example.expect):
            said = "".join(f"\n  {finding.message}" for finding in findings)
            raise AssertionError(f"{rule.origin}, example {number}: expected {list(example.expect)}, got {got}{said}")
