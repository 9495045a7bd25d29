"""Findings of a run in any number: those of a large one lie on disk, each without its rule, of which there are few."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from mediaaudit.model.report import Finding, Report
from mediaaudit.model.rule import Rule

from .spill import Spill

_FIELDS = tuple(name for name in Finding.__annotations__ if name != "rule")
_values = attrgetter(*_FIELDS)


Packed = tuple[str, tuple[object, ...]]  # the name of the rule, the other fields


def packed(finding: Finding) -> Packed:
    """Return a finding without its rule."""
    return finding.rule.name, _values(finding)


def unpacked(finding: Packed, rules: Mapping[str, Rule]) -> Finding:
    """Return the finding again. ``rules`` are those of the run by name."""
    name, values = finding
    return Finding(rule=rules[name], **dict(zip(_FIELDS, values, strict=True)))  # type: ignore[arg-type]


def findings_spill(rules: Mapping[str, Rule]) -> Spill[Finding]:
    """Return an empty list for findings. ``rules`` are those of the run by name."""

    def pack(finding: Finding) -> bytes:
        import pickle

        return pickle.dumps(packed(finding), pickle.HIGHEST_PROTOCOL)

    def unpack(data: bytes) -> Finding:
        import pickle

        return unpacked(pickle.loads(data), rules)  # noqa: S301 - our own file

    return Spill(pack=pack, unpack=unpack)


def kept(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> Sequence[Finding]:
    """Return the findings as they come, to be read again and again: a tuple, or more than memory is to hold."""
    found = findings_spill(rules)
    for finding in findings:
        found.add("", finding)
    return found if found.on_disk else tuple(found)


def rules_of(report: Report) -> dict[str, Rule]:
    """Return the rules of a report by name."""
    return {rule.name: rule for rule in report.rules}
