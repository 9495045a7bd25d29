"""Markdown for a pull request comment or a job summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from mediaaudit.lazy import pattern
from mediaaudit.model.report import Finding, Notification, Report

from .display import printable, sentence
from .links import help_uri
from .options import Options
from .selection import SEVERITIES, amount, open_findings
from .shares import in_turn, shares
from .summary import is_file, summary_lines

ROOM = 60_000  # characters; a GitHub comment holds 65,536
_HEAD = ROOM // 8  # of these for each of three lists that stand first: counts, notes, articles
_WORDS = 400  # code points of one finding or note
_NAME = 120  # code points of an article's name
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
    tops = [f"### {_name(uri)}\n\n{_HEADER}" for uri, _ in articles]
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
    lines = (f"- {_name(uri)}: {amount(len(group), 'finding')}" for uri, group in articles)
    return f"{_listed(lines, len(articles), 'article')}\n\n"


def _summary(report: Report) -> Iterator[str]:
    first, *others = summary_lines(report)
    yield f"## mediaaudit\n\n**{_words(first)}**"
    if others:
        yield _listed((f"- {_words(line)}" for line in others), len(others), "line")
    if report.notifications:
        notes = (f"- {notice.level}: {_words(sentence(notice.message))}" for notice in _told(report.notifications))
        yield _listed(notes, len(report.notifications), "note")


def _told(notifications: Sequence[Notification]) -> list[Notification]:
    """Return notifications, errors first, articles in turn."""
    groups: dict[tuple[bool, str], list[Notification]] = {}
    for notice in notifications:
        groups.setdefault((notice.level != "error", notice.uri or ""), []).append(notice)
    errors = in_turn(group for (mild, _), group in groups.items() if not mild)
    others = in_turn(group for (mild, _), group in groups.items() if mild)
    return [*errors, *others]


def _listed(lines: Iterable[str], total: int, noun: str) -> str:
    """Return as many lines of a list as have room, then how many more there are; the other formats have them."""
    shown: list[str] = []
    room = _HEAD
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            shown.append(f"- … and {amount(total - len(shown), f'more {noun}')}")
            break
        shown.append(line)
    return "\n".join(shown)


def _articles(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Return the findings by article, the worst first; picture files that stand alone come after all articles."""
    groups = [(uri, list(group)) for uri, group in groupby(findings, key=lambda finding: finding.location.uri)]
    groups.sort(
        key=lambda item: (
            all(is_file(finding) for finding in item[1]),
            min(SEVERITIES.index(finding.severity) for finding in item[1]),
        )
    )
    return groups


def _row(finding: Finding) -> str:
    region = finding.location.region
    line = region.start_line if region else ""
    rule = f"[{finding.rule.code}]({help_uri(finding.rule.name)}) {_escaped(finding.rule.name)}"
    return f"| {line} | {finding.severity} | {rule} | {_words(sentence(finding.message))} |\n"


def _words(text: str) -> str:
    return _escaped(text if len(text) <= _WORDS else f"{text[: _WORDS - 1]}…")


def _name(uri: str) -> str:
    """Return the name of an article, or its end, which tells articles apart."""
    shown = printable(uri)
    return _escaped(shown if len(shown) <= _NAME else f"…{shown[1 - _NAME :]}")


def _escaped(text: str) -> str:
    # An entity for @ and #: GitHub turns them into mentions and links even behind a backslash.
    return _SPECIAL.sub(lambda found: _ENTITIES.get(found[1], f"\\{found[1]}"), text)


_ENTITIES = {"@": "&#64;", "#": "&#35;", "<": "&lt;", ">": "&gt;", "&": "&amp;"}
