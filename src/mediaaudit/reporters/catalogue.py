"""Rules for people and programs: ``mediaaudit rule`` and ``mediaaudit rules``."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable
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
        "options": {name: list(value) if isinstance(value, tuple) else value for name, value in rule.options.items()},
        "messages": dict(rule.messages),
        "help_uri": help_uri(rule.name),
    }


def rule_json(rule: Rule) -> str:
    """Return one rule as JSON."""
    return to_json(rule_object(rule)) + "\n"


def rule_text(rule: Rule, *, width: int = 88) -> str:
    """Return a rule explained: summary, why, what to do, options, examples, standards."""
    parts = [
        f"{rule.code} {rule.name}\n{rule.summary}.",
        f"{rule.severity}, {rule.confidence}, looks at {_LOOKS_AT[rule.applies]}"
        + (f"; tags: {', '.join(rule.tags)}" if rule.tags else ""),
        f"Why\n{_filled(rule.why, width)}",
        f"Instead\n{_filled(rule.instead, width)}",
    ]
    if rule.options:
        listed = "\n".join(f"  {name} = {to_json(value).strip()}" for name, value in rule.options.items())
        parts.append(f"Options\n{listed}")
    for title, fails in (("Reported", True), ("Not reported", False)):
        example = next((example for example in rule.examples if bool(example.expect) is fails), None)
        if example:
            parts.append(f"{title}\n" + "\n".join(_indented(page) for page in example.pages.values()))
    if rule.taxa:
        parts.append(f"Standards\n  {', '.join(rule.taxa)}")
    parts.append(help_uri(rule.name))
    return "\n\n".join(parts) + "\n"


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


_LOOKS_AT = {
    "all": "every picture",
    "exposed": "every picture that assistive technology sees",
    "editorial": "the pictures of the story",
}


def _filled(text: str, width: int) -> str:
    return textwrap.fill(one_line(text), width, initial_indent="  ", subsequent_indent="  ")


def _indented(page: str) -> str:
    return textwrap.indent(textwrap.dedent(page).strip(), "  ")
