"""How often each rule was broken, and on whose pictures (``check --statistics``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from mediaaudit.model.report import Finding, Report

from .display import clip, printable
from .options import Options
from .selection import open_findings

SHOWN = 20  # agencies and photographers; rules are all shown
_NAME_ROOM = 60  # columns of a name at most
_SUMMARY_ROOM = 20  # columns of what a rule is about at least


def render(report: Report, options: Options) -> str:
    """Return aligned tables, the most frequent first: what could not be done, rules, then agencies and photographers of the pictures concerned.

    A line is a count and a name; for a rule its code, name and what it is about. A finding counts for every agency and
    every photographer that the credit of its picture names. The last two tables need a report that was illustrated.
    """
    findings = open_findings(report)
    tables = [
        _rules(findings, options.width),
        _names("agencies", findings, report),
        _names("photographers", findings, report),
    ]
    failures = [f"error: {printable(notice.message)}" for notice in report.notifications if notice.level == "error"]
    return "\n".join("".join(f"{line}\n" for line in table) for table in (failures, *tables) if table)


def _rules(findings: Iterable[Finding], room: int) -> list[str]:
    rules = {finding.rule.code: finding.rule for finding in findings}
    counts = Counter(finding.rule.code for finding in findings)
    code_room = max(map(len, counts), default=0)
    name_room = max((len(rule.name) for rule in rules.values()), default=0)
    lines = []
    for code, count in _most_first(counts):
        start = f"{count}  {code:<{code_room}}  {rules[code].name:<{name_room}}  "
        lines.append(start + clip(printable(rules[code].summary), max(room - len(start), _SUMMARY_ROOM)))
    return lines


def _names(field: str, findings: Iterable[Finding], report: Report) -> list[str]:
    """Return a table under its heading, nothing where no credit names anybody."""
    counts: Counter[str] = Counter()
    for finding in findings:
        picture = report.pictures.get(finding.location.picture or "")
        if picture:
            counts.update(dict.fromkeys(getattr(picture, field), 1))
    shown = Counter(
        {clip(printable(" ".join(name[:500].split())), _NAME_ROOM): count for name, count in counts.items()}
    )
    lines = [f"{count}  {name}" for count, name in _rows(shown)]
    return [field.capitalize(), *lines] if lines else []


def _rows(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    ordered = list(_most_first(counts))
    for name, count in ordered[:SHOWN]:
        yield count, name
    if len(ordered) > SHOWN:
        yield " " * len(ordered[0][1]), f"and {len(ordered) - SHOWN} more"


def _most_first(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield names with their counts as text of one width, the most frequent first."""
    room = len(str(max(counts.values(), default=0)))
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield name, f"{count:>{room}}"
