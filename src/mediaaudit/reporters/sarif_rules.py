"""SARIF metadata of rules, and the standards they refer to as taxonomies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from string import Formatter
from typing import Any

from mediaaudit.model.problem import Confidence, Severity, Value
from mediaaudit.model.rule import Rule

from .links import help_uri
from .rule_help import help_markdown, help_text, one_line
from .standards import STANDARDS, split

# GitHub, "SARIF support for code scanning".
_FULL_DESCRIPTION = 1024
_TAGS = 20

_PRECISION: Mapping[Confidence, str] = {"certain": "very-high", "likely": "high", "review": "medium"}
_PROBLEM_SEVERITY: Mapping[Severity, str] = {"error": "error", "warning": "warning", "note": "recommendation"}


class Taxonomies:
    """The standards that a set of rules cites, each with the clauses cited, in a stable order."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Gather the citations of the rules."""
        cited = sorted({(prefix, clause) for rule in rules for prefix, clause in map(split, rule.taxa)})
        self._clauses: dict[str, list[str]] = {}
        for prefix, clause in cited:
            self._clauses.setdefault(prefix, []).append(clause)
        self._prefixes = list(self._clauses)

    def components(self) -> list[dict[str, Any]]:
        """Return ``run.taxonomies``."""
        return [_component(prefix, clauses) for prefix, clauses in self._clauses.items()]

    def supported(self) -> list[dict[str, Any]]:
        """Return ``driver.supportedTaxonomies``."""
        return [{"name": _name(prefix), "index": index} for index, prefix in enumerate(self._prefixes)]

    def relationships(self, rule: Rule) -> list[dict[str, Any]]:
        """Return a rule's ``relationships``."""
        found = []
        for prefix, clause in map(split, rule.taxa):
            component = {"name": _name(prefix), "index": self._prefixes.index(prefix)}
            target = {"id": clause, "index": self._clauses[prefix].index(clause), "toolComponent": component}
            found.append({"target": target, "kinds": ["relevant"]})
        return found


def _name(prefix: str) -> str:
    return STANDARDS[prefix].name if prefix in STANDARDS else prefix


def _component(prefix: str, clauses: Sequence[str]) -> dict[str, Any]:
    taxa = [{"id": clause} for clause in clauses]
    standard = STANDARDS.get(prefix)
    if standard is None:  # a house rule may cite what it likes
        return {"name": prefix, "taxa": taxa}
    version = {"version": standard.version} if standard.version else {}
    return {
        "name": standard.name,
        **version,
        "organization": standard.organization,
        "informationUri": standard.uri,
        "shortDescription": {"text": f"{standard.title}."},
        "taxa": taxa,
    }


def rule_object(rule: Rule, taxonomies: Taxonomies) -> dict[str, Any]:
    """Return the ``reportingDescriptor`` of a rule: its code is the id, its name the name."""
    descriptor: dict[str, Any] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": stop(one_line(rule.summary))},
        "fullDescription": {"text": _cut(stop(one_line(rule.why) or one_line(rule.summary)))},
        "help": {"text": help_text(rule), "markdown": help_markdown(rule)},
        "helpUri": help_uri(rule.name),
        "defaultConfiguration": {"level": rule.severity},
        "messageStrings": {key: {"text": stop(positional(text))} for key, text in rule.messages.items()},
        "properties": {
            "precision": _PRECISION[rule.confidence],
            "problem.severity": _PROBLEM_SEVERITY[rule.severity],
            "tags": list(dict.fromkeys((rule.family, *rule.tags, *rule.taxa)))[:_TAGS],
        },
    }
    if relationships := taxonomies.relationships(rule):
        descriptor["relationships"] = relationships
    return descriptor


def _cut(text: str) -> str:
    return text if len(text) <= _FULL_DESCRIPTION else text[: _FULL_DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"


def stop(text: str) -> str:
    """Return a sentence with its full stop (SARIF2001); GitHub takes the first sentence as the alert's title."""
    return text if re.search(r"[.!?…][\"'”’)]?\Z", text) else f"{text}."


def positional(template: str) -> str:
    """Return a message with numbered placeholders (SARIF 3.11.5) for named ones: ``{percent} %`` -> ``{0} %``."""
    names = _names(template)
    return "".join(
        literal.replace("{", "{{").replace("}", "}}") + (f"{{{names.index(name)}}}" if name is not None else "")
        for literal, name, _, _ in Formatter().parse(template)
    )


def arguments(template: str, values: Mapping[str, Value]) -> list[str]:
    """Return the values of a message's placeholders as text, in the order of ``positional``; lists joined by commas."""
    found = (values.get(name, "") for name in _names(template))
    return [", ".join(value) if isinstance(value, tuple) else str(value) for value in found]


def _names(template: str) -> list[str]:
    return list(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name is not None))
