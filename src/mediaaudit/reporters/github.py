"""GitHub workflow commands: annotations in the checks of a pull request, also where code scanning is not to be had."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from mediaaudit.model.report import Finding, Notification, Report

from .display import printable, sentence
from .options import Options
from .selection import SEVERITIES, amount, open_findings
from .shares import in_turn

Item = TypeVar("Item")

LIMIT = 10  # annotations of each level that GitHub shows for a step
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, _options: Options) -> str:
    """Return one workflow command a finding, the worst first, at most ten of each level, articles in turn, then how many were left out."""
    findings = open_findings(report)
    errors = [notice for notice in report.notifications if notice.level == "error"]
    # What could not be read leaves half the room to what was found.
    room = LIMIT // 2 if any(finding.severity == "error" for finding in findings) else LIMIT
    lines = [_notification(notice) for notice in _by_place(errors, lambda notice: notice.uri or "")[:room]]
    unsaid = len(errors) - len(lines)
    left = 0
    for severity in SEVERITIES:
        of_level = _by_place(
            [finding for finding in findings if finding.severity == severity], lambda finding: finding.location.uri
        )
        room = LIMIT - (len(lines) if severity == "error" else 0)
        lines += [_finding(finding) for finding in of_level[:room]]
        left += max(len(of_level) - room, 0)
    if unsaid:
        lines.append(f"mediaaudit: {amount(unsaid, 'more error')} of what could not be read.")
    if left:
        lines.append(f"mediaaudit: {amount(left, 'more finding')}; the markdown format lists them in the job summary.")
    return "".join(f"{line}\n" for line in lines)


def _by_place(found: list[Item], place: Callable[[Item], str]) -> list[Item]:
    """Return the first of each article, then the second of each: one article must not crowd out the others."""
    groups: dict[str, list[Item]] = {}
    for each in found:
        groups.setdefault(place(each), []).append(each)
    return in_turn(groups.values())


def _finding(finding: Finding) -> str:
    region = finding.location.region
    place = {"file": finding.location.uri, "title": f"{finding.rule.code} {finding.rule.name}"}
    if region:
        place |= {"line": str(region.start_line), "endLine": str(region.end_line)}
        if region.start_line == region.end_line:  # GitHub ignores columns of a range of lines
            place |= {"col": str(region.utf16_start_column), "endColumn": str(region.utf16_end_column)}
    return _command(_COMMANDS[finding.severity], place, finding.message)


def _notification(notification: Notification) -> str:
    place = {"file": notification.uri} if notification.uri else {}
    return _command("error", {**place, "title": f"mediaaudit {notification.code}"}, notification.message)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(sentence(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
