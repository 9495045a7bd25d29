"""The lines that close a report for people: how much was found, read, left out, and why."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.model.report import Finding, Report, Summary

from .display import printable
from .selection import amount, by_severity, listing, open_findings


def summary_lines(report: Report) -> Iterator[str]:
    """Yield the closing lines, the count of findings first."""
    yield _found(report)
    yield from _left_out(report)
    if pictures := _pictures(report.summary):
        yield f"pictures: {pictures}"
    for reason, count in sorted(report.summary.not_evaluated.items(), key=lambda item: (-item[1], item[0])):
        yield f"not evaluated: {count} × {printable(reason)}"


def _found(report: Report) -> str:
    findings = open_findings(report)
    read = report.summary.documents
    if not findings:
        alone = report.summary.pictures_read
        seen = amount(read, "article") if read else amount(alone, "picture file") if alone else ""
        return f"No findings in {seen}." if seen else "No findings; no article was read."
    counts = listing([amount(count, severity) for severity, count in by_severity(findings).items() if count])
    # A picture audited by itself is a place of findings too, and no article.
    pictures = {finding.location.uri for finding in findings if _is_file(finding)}
    articles = {finding.location.uri for finding in findings} - pictures
    where = []
    if articles:
        some = f"{len(articles)} of " if len(articles) < read else ""
        where.append(some + amount(max(read, len(articles)), "article"))
    if pictures:
        where.append(amount(len(pictures), "picture file"))
    return f"Found {counts} in {listing(where)}."


def _is_file(finding: Finding) -> bool:
    return finding.location.region is None and finding.subject_kind != "document"


def _left_out(report: Report) -> Iterator[str]:
    suppressed = sum(finding.suppression is not None for finding in report.findings)
    known = len(report.findings) - len(open_findings(report)) - suppressed
    if suppressed:
        yield f"suppressed: {suppressed}"
    if known:
        yield f"in the baseline: {known}"


def _pictures(summary: Summary) -> str:
    counts = {
        "read": summary.pictures_read,
        "fetched": summary.pictures_fetched,
        "remote": summary.pictures_remote,
        "missing": summary.pictures_missing,
    }
    if not any(counts.values()):
        return ""
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count or what in {"read", "remote"})
