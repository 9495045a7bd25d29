"""Which findings people are shown, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mediaaudit.model.problem import Severity
from mediaaudit.model.report import Finding, Report

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


def open_findings(report: Report) -> tuple[Finding, ...]:
    """Return the findings that ask for something: neither suppressed nor known from the baseline."""
    return tuple(
        finding for finding in report.findings if finding.suppression is None and finding.baseline_state != "unchanged"
    )


def by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return how many findings there are of each severity, the worst first, zeros included."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in SEVERITIES}


def amount(count: int, noun: str) -> str:
    """Return ``1 error``, ``2 errors``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listing(parts: list[str]) -> str:
    """Return ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
