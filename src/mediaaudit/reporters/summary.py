"""The lines that close a report for people: how much was found, read, left out, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from mediaaudit.model.problem import Severity
from mediaaudit.model.report import Finding, Report, Summary

from .display import printable
from .selection import amount, listing, open_findings, tally


def summary_lines(report: Report) -> Iterator[str]:
    """Yield the closing lines, the count of findings first."""
    severities, suppressed, known = tally(report)
    yield _found(report, severities)
    if suppressed:
        yield f"suppressed: {suppressed}"
    if known:
        yield f"in the baseline: {known}"
    if pictures := _pictures(report.summary):
        yield f"pictures: {pictures}"
    for reason, count in sorted(report.summary.not_evaluated.items(), key=lambda item: (-item[1], item[0])):
        yield f"not evaluated: {count} × {printable(reason)}"


def _found(report: Report, severities: Mapping[Severity, int]) -> str:
    read = report.summary.documents
    if not any(severities.values()):
        alone = report.summary.pictures_read
        seen = amount(read, "article") if read else amount(alone, "picture file") if alone else ""
        return f"No findings in {seen}." if seen else "No findings; no article was read."
    counts = listing([amount(count, severity) for severity, count in severities.items() if count])
    articles, pictures = _places(open_findings(report))
    where = []
    if articles:
        some = f"{articles} of " if articles < read else ""
        where.append(some + amount(max(read, articles), "article"))
    if pictures:
        where.append(amount(pictures, "picture file"))
    return f"Found {counts} in {listing(where)}."


def _places(findings: Iterable[Finding]) -> tuple[int, int]:
    """Return in how many articles there are findings, and in how many picture files.

    A picture audited by itself is a place of findings too, and no article.
    """
    articles = pictures = 0
    for _, group in groupby(findings, key=lambda finding: finding.location.uri):
        if any([is_file(finding) for finding in group]):  # noqa: C419 - the whole group is gone through
            pictures += 1
        else:
            articles += 1
    return articles, pictures


def is_file(finding: Finding) -> bool:
    """Return whether a finding is about a picture file that stands for itself, not about an article."""
    return finding.location.region is None and finding.subject_kind != "document"


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
