"""Markdown for a pull request comment or a job summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from mediaaudit.lazy import pattern
from mediaaudit.model.report import Finding, Report

from .display import printable, sentence
from .links import help_uri
from .options import Options
from .selection import SEVERITIES, amount, open_findings
from .summary import summary_lines

ROOM = 60_000  # characters; a GitHub comment holds 65,536
_SPECIAL = pattern(r"([\\`*_\[\]<>#|~@&$])")


def render(report: Report, _options: Options) -> str:
    """Return a summary and a table for each article, those with errors first, cut where a comment would be too long."""
    head = "".join(f"{line}\n\n" for line in _summary(report))
    parts = [head]
    used, left = len(head), 0
    for part, count in _articles(open_findings(report)):
        if used + len(part) > ROOM or left:
            left += count
        else:
            parts.append(part)
            used += len(part)
    if left:
        parts.append(f"… and {amount(left, 'more finding')} that did not fit here.\n")
    return "".join(parts)


def _summary(report: Report) -> Iterator[str]:
    first, *others = summary_lines(report)
    yield f"## mediaaudit\n\n**{_escaped(first)}**"
    if others:
        yield "\n".join(f"- {_escaped(line)}" for line in others)
    if report.notifications:
        yield "\n".join(f"- {notice.level}: {_escaped(sentence(notice.message))}" for notice in report.notifications)


def _articles(findings: Iterable[Finding]) -> Iterator[tuple[str, int]]:
    groups = [(uri, list(group)) for uri, group in groupby(findings, key=lambda finding: finding.location.uri)]
    groups.sort(key=lambda item: min(SEVERITIES.index(finding.severity) for finding in item[1]))
    for uri, group in groups:
        rows = "".join(_row(finding) for finding in group)
        table = f"| line | severity | rule | finding |\n| ---: | --- | --- | --- |\n{rows}\n"
        yield f"### {_escaped(printable(uri))}\n\n{table}", len(group)


def _row(finding: Finding) -> str:
    region = finding.location.region
    line = region.start_line if region else ""
    rule = f"[{finding.rule.code}]({help_uri(finding.rule.name)}) {_escaped(finding.rule.name)}"
    return f"| {line} | {finding.severity} | {rule} | {_escaped(sentence(finding.message))} |\n"


def _escaped(text: str) -> str:
    # An entity for @ and #: GitHub turns them into mentions and links even behind a backslash.
    return _SPECIAL.sub(lambda found: _ENTITIES.get(found[1], f"\\{found[1]}"), text)


_ENTITIES = {"@": "&#64;", "#": "&#35;", "<": "&lt;", ">": "&gt;", "&": "&amp;"}
