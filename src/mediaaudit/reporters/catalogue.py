"""Rules as JSON, and as a list for people: ``mediaaudit rules``."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from mediaaudit.model.rule import Rule

from .json_text import to_json
from .links import help_uri
from .rule_help import one_line


def rule_object(rule: Rule) -> dict[str, Any]:
    """Return a rule as a JSON object."""
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": rule.summary,
        "severity": rule.severity,
        "confidence": rule.confidence,
        "applies": rule.applies,
        "tags": list(rule.tags),
        "taxa": list(rule.taxa),
        "since": rule.since,
        "why": one_line(rule.why),
        "instead": one_line(rule.instead),
        "fix": one_line(rule.fix),
        "measured": asdict(rule.measured) if rule.measured else None,
        "options": {name: list(value) if isinstance(value, tuple) else value for name, value in rule.options.items()},
        "messages": dict(rule.messages),
        "help_uri": help_uri(rule.name),
    }


def rule_json(rule: Rule) -> str:
    """Return one rule as JSON."""
    return to_json(rule_object(rule)) + "\n"


def rules_json(rules: Iterable[Rule], enabled: Collection[str]) -> str:
    """Return rules as a JSON array, each with whether it is on."""
    return to_json([{**rule_object(rule), "enabled": rule.name in enabled} for rule in rules]) + "\n"


def rules_text(rules: Iterable[Rule], enabled: Collection[str]) -> str:
    """Return rules as a table, those that are on marked with a star."""
    lines = [
        f"{'*' if rule.name in enabled else ' '} {rule.code:<8} {rule.name:<34} {rule.severity:<8} {rule.summary}"
        for rule in rules
    ]
    return "\n".join([*lines, "", "* on in this configuration"]) + "\n"
