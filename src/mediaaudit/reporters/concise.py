"""One line a finding, for editors, grep and logs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from mediaaudit.model.report import Finding, Notification, Report

from .display import printable, sentence
from .options import Options
from .selection import open_findings


def render(report: Report, _options: Options) -> Iterator[str]:
    """Yield ``path:line:col: ALT001 alt/missing message`` for each finding, then what the run could not do.

    Lines and columns count from 1, columns in code points; a whole file stands at 1:1.
    """
    lines = chain(map(_finding, open_findings(report)), map(_notification, report.notifications))
    return (f"{line}\n" for line in lines)


def _finding(finding: Finding) -> str:
    region = finding.location.region
    line, column = (region.start_line, region.start_column) if region else (1, 1)
    where = f"{printable(finding.location.uri)}:{line}:{column}"
    return f"{where}: {finding.rule.code} {finding.rule.name} {sentence(finding.message)}"


def _notification(notification: Notification) -> str:
    where = f"{printable(notification.uri)}: " if notification.uri else ""
    return f"{where}{notification.level}: {sentence(notification.message)} ({notification.code})"
