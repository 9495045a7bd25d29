"""What a report means for the run: what is shown, and whether it fails."""

from __future__ import annotations

from typing import Literal

from mediaaudit.lazy import replace
from mediaaudit.model.problem import Severity
from mediaaudit.model.report import Report

from .findings import kept, rules_of

_ORDER: tuple[Severity, ...] = ("note", "warning", "error")


def fails(report: Report, fail_on: Severity | Literal["never"]) -> bool:
    """Say whether a report holds an open finding of that severity or a worse one."""
    if fail_on == "never":
        return False
    least = _ORDER.index(fail_on)
    return any(
        _ORDER.index(finding.severity) >= least
        for finding in report.findings
        if finding.suppression is None and finding.baseline_state != "unchanged"
    )


def too_many_warnings(report: Report, most: int | None) -> bool:
    """Say whether a report holds more open warnings than a budget allows; None is no budget."""
    if most is None:
        return False
    warnings = (
        finding.severity == "warning" and finding.suppression is None and finding.baseline_state != "unchanged"
        for finding in report.findings
    )
    return sum(warnings) > most


def at_least(report: Report, severity: Severity) -> Report:
    """Return the report without the findings below a severity."""
    least = _ORDER.index(severity)
    if not least:
        return report
    findings = (finding for finding in report.findings if _ORDER.index(finding.severity) >= least)
    return replace(report, findings=kept(findings, rules_of(report)))


def could_not_do(report: Report, *, strict: bool) -> bool:
    """Say whether something that was asked for was not done: named input not read; if strict, anything in part."""
    levels = {"error", "warning"} if strict else {"error"}
    return any(notice.level in levels for notice in report.notifications)
