"""CSV for a spreadsheet of the photo desk."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain

from mediaaudit.model.report import Finding, Notification, Report

from .display import printable
from .options import Options
from .selection import open_findings

COLUMNS = (
    "file", "line", "column", "severity", "confidence", "rule", "name", "message", "what to do", "picture",
    "picture file", "related",
)  # fmt: skip


def render(report: Report, _options: Options) -> Iterator[str]:
    """Yield a header and one row a finding, those for what could not be done first, in UTF-8 with a byte order mark: spreadsheets guess wrong without one."""
    yield "\ufeff"
    failures = (_failure(notice) for notice in report.notifications if notice.level == "error")
    for row in chain([COLUMNS], failures, map(_row, open_findings(report))):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow([_cell(cell) for cell in row])
        yield out.getvalue()


def _failure(notice: Notification) -> tuple[object, ...]:
    """Return the row of what could not be done; it has no rule."""
    return (notice.uri or "", "", "", notice.level, "", "", notice.code, notice.message, *[""] * (len(COLUMNS) - 8))


def _row(finding: Finding) -> tuple[object, ...]:
    region = finding.location.region
    related = "; ".join(
        f"{place.label} {place.uri}:{place.region.start_line}" if place.region else f"{place.label} {place.uri}"
        for place in finding.related
    )
    return (
        finding.location.uri,
        region.start_line if region else "",
        region.start_column if region else "",
        finding.severity,
        finding.confidence,
        finding.rule.code,
        finding.rule.name,
        finding.message,
        " ".join(finding.rule.instead.split()),
        finding.image_src or "",
        finding.image_file or "",
        related,
    )


def _cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: text of a page may begin with ``=``."""
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
