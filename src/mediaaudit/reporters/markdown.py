"""Markdown for a pull request comment or a job summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from mediaaudit.lazy import pattern
from mediaaudit.model.report import Finding, Notification, Report

from .display import clip, printable, sentence
from .links import help_uri
from .options import Options
from .selection import SEVERITIES, amount, open_findings
from .shares import in_turn, shares
from .summary import summary_lines

ROOM = 60_000  # characters; a GitHub comment holds 65,536
_LISTED = 200  # articles of the list that stands first where not all findings fit
_TOLD = 20  # notes on what could not be read
_WORDS = 400  # columns of one finding or note
_NAME = 120  # columns of an article's name
_MORE = 60  # characters of the line that says how many findings of an article are left out
_HEADER = "| line | severity | rule | finding |\n| ---: | --- | --- | --- |\n"
_SPECIAL = pattern(r"([\\`*_\[\]<>#|~@&$])")


def render(report: Report, _options: Options) -> str:
    """Return a summary, a list of the articles, and a table for each, those with errors first.

    Where a comment would be too long, each article gets its share: no article can crowd out another one.
    """
    head = "".join(f"{line}\n\n" for line in _summary(report))
    articles = _articles(open_findings(report))
    rows = [[_row(finding) for finding in group] for _, group in articles]
    tops = [f"### {_escaped(clip(printable(uri), _NAME))}\n\n{_HEADER}" for uri, _ in articles]
    whole = sum(len(top) + sum(map(len, each)) + 1 for top, each in zip(tops, rows, strict=True))
    if len(head) + whole <= ROOM:
        return head + "".join(f"{top}{''.join(each)}\n" for top, each in zip(tops, rows, strict=True))
    overview = _overview(articles)
    taken = shares(rows, ROOM - len(head) - len(overview), lambda number: len(tops[number]) + _MORE)
    parts = [head, overview]
    for top, each, count in zip(tops, rows, taken, strict=True):
        if count:
            left = len(each) - count
            more = f"\n… and {amount(left, 'more finding')} in this article.\n" if left else ""
            parts.append(f"{top}{''.join(each[:count])}{more}\n")
    if left := sum(map(len, rows)) - sum(taken):
        parts.append(f"… and {amount(left, 'more finding')} that did not fit here.\n")
    return "".join(parts)


def _overview(articles: Sequence[tuple[str, list[Finding]]]) -> str:
    """Return a list of the articles with how much was found in each."""
    lines = [f"- {_escaped(clip(printable(uri), _NAME))}: {amount(len(group), 'finding')}\n" for uri, group in articles]
    left = len(lines) - _LISTED
    return "".join(lines[:_LISTED]) + (f"- … and {amount(left, 'more article')}\n" if left > 0 else "") + "\n"


def _summary(report: Report) -> Iterator[str]:
    first, *others = summary_lines(report)
    yield f"## mediaaudit\n\n**{_escaped(first)}**"
    if others:
        yield "\n".join(f"- {_escaped(line)}" for line in others[:_TOLD])
    if report.notifications:
        yield "\n".join(_told(report.notifications))


def _told(notifications: Sequence[Notification]) -> Iterator[str]:
    """Yield the lines of notifications, errors first, articles in turn."""
    groups: dict[tuple[bool, str], list[Notification]] = {}
    for notice in notifications:
        groups.setdefault((notice.level != "error", notice.uri or ""), []).append(notice)
    errors = in_turn(group for (mild, _), group in groups.items() if not mild)
    others = in_turn(group for (mild, _), group in groups.items() if mild)
    for notice in (*errors, *others)[:_TOLD]:
        yield f"- {notice.level}: {_escaped(clip(sentence(notice.message), _WORDS))}"
    if (left := len(notifications) - _TOLD) > 0:
        yield f"- … and {amount(left, 'more note')} on what could not be read; the other formats have them"


def _articles(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    groups = [(uri, list(group)) for uri, group in groupby(findings, key=lambda finding: finding.location.uri)]
    groups.sort(key=lambda item: min(SEVERITIES.index(finding.severity) for finding in item[1]))
    return groups


def _row(finding: Finding) -> str:
    region = finding.location.region
    line = region.start_line if region else ""
    rule = f"[{finding.rule.code}]({help_uri(finding.rule.name)}) {_escaped(finding.rule.name)}"
    return f"| {line} | {finding.severity} | {rule} | {_escaped(clip(sentence(finding.message), _WORDS))} |\n"


def _escaped(text: str) -> str:
    # An entity for @ and #: GitHub turns them into mentions and links even behind a backslash.
    return _SPECIAL.sub(lambda found: _ENTITIES.get(found[1], f"\\{found[1]}"), text)


_ENTITIES = {"@": "&#64;", "#": "&#35;", "<": "&lt;", ">": "&gt;", "&": "&amp;"}
