"""Which findings people are shown, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from mediaaudit.model.problem import Severity
from mediaaudit.model.report import Finding, Report

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class OpenFindings(Collection[Finding]):
    """The findings of a report that ask for something: neither suppressed nor known from the baseline."""

    def __init__(self, findings: Collection[Finding]) -> None:
        """Take all findings; they are gone through whenever these are asked for."""
        self._all = findings

    def __iter__(self) -> Iterator[Finding]:
        return (each for each in self._all if each.suppression is None and each.baseline_state != "unchanged")

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, finding: object) -> bool:
        return any(each == finding for each in self)


def open_findings(report: Report) -> OpenFindings:
    """Return the findings that ask for something."""
    return OpenFindings(report.findings)


def tally(report: Report) -> tuple[dict[Severity, int], int, int]:
    """Return the findings that ask for something by severity, and how many are suppressed and known, in one pass."""
    counts: Counter[str] = Counter()
    for finding in report.findings:
        suppressed, known = finding.suppression is not None, finding.baseline_state == "unchanged"
        counts["suppressed" if suppressed else "known" if known else finding.severity] += 1
    return {severity: counts[severity] for severity in SEVERITIES}, counts["suppressed"], counts["known"]


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
