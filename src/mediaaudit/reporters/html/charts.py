"""Counts as small charts: bars that are lists, and columns for the weeks of publication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from mediaaudit.model.problem import Severity
from mediaaudit.reporters.rule_help import one_line
from mediaaudit.reporters.selection import SEVERITIES, amount, by_severity

from .entries import Entries, Entry, grouped, most_first
from .lists import maker_anchor, rule_anchor
from .markup import Html, fill, join, text
from .words import day, long_date

BARS = 6
WEEKS = 26  # half a year; an archive's earlier weeks are counted, not drawn
_HEIGHT = 60  # of the columns, in units of the drawing
_WEEK = timedelta(weeks=1)


def charts(entries: Entries) -> Html:
    """Return the charts that have something to show."""
    if not entries.asking:
        return Html()
    return join((_rules(entries.asking), _agencies(entries.asking), _weeks(entries.asking)))


def _rules(asking: Iterable[Entry]) -> Html:
    groups = grouped(asking, lambda entry: entry.finding.rule.code)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    bars = [(rule_anchor(code), one_line(found[0].finding.rule.summary), _counts(found)) for code, found in ordered]
    return _bars("By rule", "rules", bars)


def _agencies(asking: Iterable[Entry]) -> Html:
    groups = most_first(grouped((entry for entry in asking if entry.picture), lambda entry: entry.agency))
    return _bars("By agency", "makers", [(maker_anchor(name), name, _counts(found)) for name, found in groups])


def _counts(found: Iterable[Entry]) -> Mapping[Severity, int]:
    return by_severity(entry.finding for entry in found)


def _bars(title: str, view: str, bars: list[tuple[str, str, Mapping[Severity, int]]]) -> Html:
    if not bars:
        return Html()
    most = max(sum(counts.values()) for _, _, counts in bars)
    rows = join((_bar(anchor, name, counts, most) for anchor, name, counts in bars[:BARS]))
    more = fill("bars-more", view=view, count=len(bars) - BARS) if len(bars) > BARS else Html()
    return fill("bars", title=title, rows=rows, more=more)


def _bar(anchor: str, name: str, counts: Mapping[Severity, int], most: int) -> Html:
    done = 0.0
    parts = []
    for severity in SEVERITIES:
        share = 100 * counts[severity] / most
        if share:
            parts.append(fill("bar-part", x=f"{done:.2f}", width=f"{share:.2f}", severity=severity))
            done += share
    total = sum(counts.values())
    said = ", ".join(amount(counts[severity], severity) for severity in SEVERITIES if counts[severity])
    return fill("bar", anchor=anchor, name=text(name, 90), count=total, said=said, parts=join(parts))


def _weeks(asking: Iterable[Entry]) -> Html:
    found: Counter[date] = Counter()
    for entry in asking:
        published = day(entry.article.published)
        if published:
            found[published - timedelta(days=published.weekday())] += 1
    if not found:
        return Html()
    last = max(found)
    first = max(min(found), last - (WEEKS - 1) * _WEEK)
    weeks = [first + number * _WEEK for number in range((last - first) // _WEEK + 1)]
    most = max(found[week] for week in weeks)
    columns = join(
        fill("column", x=number * 10 + 1, y=_HEIGHT - _scaled(found[week], most), height=_scaled(found[week], most))
        for number, week in enumerate(weeks)
        if found[week]
    )
    said = "; ".join(f"{long_date(week)}: {found[week]}" for week in weeks if found[week])
    earlier = sum(count for week, count in found.items() if week < first)
    return fill(
        "weeks",
        said=f"Findings by week of publication, weeks beginning {said}",
        width=max(len(weeks), 8) * 10,
        columns=columns,
        first=long_date(weeks[0]) if len(weeks) > 1 else "",
        last=long_date(last),
        said_below=f"At most {most} in a week" + (f"; {earlier} in earlier weeks" if earlier else ""),
    )


def _scaled(count: int, most: int) -> int:
    return max(2, round(_HEIGHT * count / most))
