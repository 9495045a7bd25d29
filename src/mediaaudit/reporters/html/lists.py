"""The views that point to findings: by photographer and agency for the photo desk, by rule for developers."""

from __future__ import annotations

from mediaaudit.model.rule import Rule
from mediaaudit.reporters.display import sentence
from mediaaudit.reporters.links import help_uri
from mediaaudit.reporters.rule_help import one_line

from .entries import NO_PHOTOGRAPHER, Entries, Entry, grouped, most_first, short_hash
from .markup import Html, fill, join, lines, text
from .previews import Previews, name_of
from .words import counted, standards


def by_maker(entries: Entries, previews: Previews) -> Html:
    """Return a section for each agency, and in it a list for each photographer."""
    groups = most_first(grouped(entries.all, lambda entry: entry.agency))
    return join((_agency(name, group, previews) for name, group in groups))


def maker_anchor(name: str) -> str:
    """Return the id of an agency's section."""
    return f"by-{short_hash(name)}"


def _agency(name: str, group: list[Entry], previews: Previews) -> Html:
    people = most_first(grouped(group, lambda entry: entry.photographer))
    alone = len(people) == 1 and people[0][0] == NO_PHOTOGRAPHER
    lists = (_photographer("" if alone else person, found, previews) for person, found in people)
    return fill("agency", anchor=maker_anchor(name), name=text(name), counts=counted(group), people=join(lists))


def _photographer(name: str, group: list[Entry], previews: Previews) -> Html:
    rows = lines(_row(entry, previews, place=False) for entry in group)
    heading = fill("photographer-name", name=text(name), counts=counted(group)) if name else Html()
    return fill("photographer", heading=heading, rows=rows)


def by_rule(entries: Entries, previews: Previews) -> Html:
    """Return a section for each rule that found something: what it is about, and where."""
    groups = grouped(entries.all, lambda entry: entry.finding.rule.code)
    ordered = sorted(groups.items(), key=lambda item: (-sum(entry.asks for entry in item[1]), item[0]))
    return join((_rule(group[0].finding.rule, group, previews) for _, group in ordered))


def rule_anchor(code: str) -> str:
    """Return the id of a rule's section."""
    return f"rule-{code}"


def _rule(rule: Rule, group: list[Entry], previews: Previews) -> Html:
    return fill(
        "rule",
        anchor=rule_anchor(rule.code),
        code=rule.code,
        name=rule.name,
        summary=one_line(rule.summary),
        counts=counted(group),
        why=one_line(rule.why),
        instead=one_line(rule.instead),
        standards=standards(rule.taxa),
        uri=help_uri(rule.name),
        rows=lines(_row(entry, previews, place=True) for entry in group),
    )


def _row(entry: Entry, previews: Previews, *, place: bool) -> Html:
    location = entry.finding.location
    region = location.region
    where = f"{location.uri}:{region.start_line}:{region.start_column}" if place and region else location.uri
    return fill(
        "row",
        of=entry.anchor,
        severity=entry.finding.severity,
        label=entry.finding.severity.capitalize(),
        preview=previews.small(entry.picture),
        message=sentence(entry.finding.message),
        picture=f"{name_of(entry.picture)} in " if entry.picture and not place else "",
        where=text(where, 200),
    )
