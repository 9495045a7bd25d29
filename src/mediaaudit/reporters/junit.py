"""JUnit XML: a suite for each article, a failed case for each finding."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from mediaaudit.model.report import Finding, Report

from .display import printable, sentence
from .options import Options
from .selection import open_findings


def render(report: Report, _options: Options) -> str:
    """Return the report as JUnit XML; a run without findings is one passed case, what could not be done an error."""
    findings = open_findings(report)
    errors = [notice for notice in report.notifications if notice.level == "error"]
    cases = len(findings) + len(errors)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="mediaaudit" tests="{max(cases, 1)}" failures="{len(findings)}" errors="{len(errors)}">',
    ]
    for uri, group in groupby(findings, key=lambda finding: finding.location.uri):
        lines += _suite(uri, list(group))
    if errors or not cases:
        lines.append(f'<testsuite name="mediaaudit" tests="{max(len(errors), 1)}" failures="0" errors="{len(errors)}">')
        lines += [
            f"<testcase name={_attribute(notice.code)} classname={_attribute(notice.uri or 'mediaaudit')}>"
            f"<error message={_attribute(sentence(notice.message))}/></testcase>"
            for notice in errors
        ] or ['<testcase name="all" classname="mediaaudit"/>']
        lines.append("</testsuite>")
    return "".join(f"{line}\n" for line in [*lines, "</testsuites>"])


def _suite(uri: str, findings: list[Finding]) -> Iterator[str]:
    yield f'<testsuite name={_attribute(uri)} tests="{len(findings)}" failures="{len(findings)}" errors="0">'
    for finding in findings:
        line, column = _position(finding)
        name = f"{finding.rule.code} {finding.rule.name} {line}:{column}"
        yield f'<testcase name={_attribute(name)} classname={_attribute(uri)} file={_attribute(uri)} line="{line}">'
        text = f"{uri}:{line}:{column}: {finding.message} {finding.rule.instead}"
        message = _attribute(sentence(finding.message))
        yield f'<failure type="{finding.severity}" message={message}>{escape(sentence(text))}</failure></testcase>'
    yield "</testsuite>"


def _position(finding: Finding) -> tuple[int, int]:
    region = finding.location.region
    return (region.start_line, region.start_column) if region else (1, 1)


def _attribute(text: str) -> str:
    # XML has no way to write control characters: they are shown as escapes.
    return quoteattr(printable(text))
