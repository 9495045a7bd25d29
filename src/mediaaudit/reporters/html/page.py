"""The page as a whole: head with its policy, figures, filters, three views, and the data to save."""

from __future__ import annotations

import gzip
from base64 import b64encode
from collections import Counter
from hashlib import sha256

from mediaaudit.model.report import Report
from mediaaudit.reporters.display import sentence
from mediaaudit.reporters.json_text import to_json
from mediaaudit.reporters.options import Options
from mediaaudit.reporters.report_json import report_object
from mediaaudit.reporters.rule_help import one_line
from mediaaudit.reporters.selection import SEVERITIES, amount, by_severity

from .charts import charts
from .entries import Entries, State
from .findings import article_anchor, by_article
from .lists import by_maker, by_rule
from .markup import Html, fill, join, resource, text
from .previews import Previews
from .words import day, long_date

LONG = 400  # findings; from here on a browser lays out only what is in sight


def render(report: Report, _options: Options) -> str:
    """Return the report as one HTML page without a request to anywhere; pictures are shown if it was illustrated.

    Its content security policy lets in this style sheet, this script and ``data:`` pictures, and nothing else.
    """
    entries, previews = Entries(report), Previews()
    style, script = resource("report.css"), resource("report.js")
    page = fill(
        "page",
        length="long" if len(entries.all) > LONG else "short",
        policy=_policy(style, script),
        version=report.version,
        style=Html(style),
        script=Html(script),
        lead=_lead(report, entries),
        as_of=_as_of(report),
        figures=_figures(entries),
        charts=charts(entries),
        filters=_filters(entries),
        body=_views(entries, previews) if entries.all else fill("nothing"),
        notices=_notices(report),
        store=previews.store(),
        data=_data(report),
    )
    return page + "\n"


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(source: str) -> str:
    return f"sha256-{b64encode(sha256(source.encode()).digest()).decode()}"


def _as_of(report: Report) -> str:
    date = day(report.as_of)
    return long_date(date) if date else report.as_of


def _lead(report: Report, entries: Entries) -> str:
    read = amount(report.summary.documents, "article")
    seen = amount(report.summary.images, "picture")
    if not entries.asking:
        return f"Nothing to do in {read} with {seen}."
    places = len({entry.finding.location.uri for entry in entries.asking})
    some = f"{places} of " if places < report.summary.documents else ""
    return f"{amount(len(entries.asking), 'finding')} in {some}{read} with {seen}."


def _figures(entries: Entries) -> Html:
    counts = by_severity(entry.finding for entry in entries.asking)
    figures = [
        fill(
            "figure",
            severity=severity,
            count=counts[severity],
            label=severity if counts[severity] == 1 else f"{severity}s",
        )
        for severity in SEVERITIES
    ]
    states = Counter(entry.state for entry in entries.all)
    labels: dict[State, str] = {
        "new": "new since the baseline",
        "known": "known from the baseline",
        "suppressed": "suppressed",
    }
    figures += [
        fill("figure", severity="quiet", count=states[state], label=label)
        for state, label in labels.items()
        if states[state]
    ]
    return join(figures)


def _filters(entries: Entries) -> Html:
    if not entries.all:
        return Html()
    rules = {entry.finding.rule.code: entry.finding.rule for entry in entries.all}
    articles = {entry.finding.location.uri: entry.article.headline for entry in entries.all}
    makers = [(str(number), name, name in entries.agencies) for name, number in entries.makers.items()]
    states = {entry.state for entry in entries.all}
    return fill(
        "filters",
        rules=join(_option(code, f"{code} {one_line(rules[code].summary)}") for code in sorted(rules)),
        articles=join(_option(article_anchor(uri), headline or uri) for uri, headline in articles.items()),
        agencies=_choices("Agencies", [_option(number, name) for number, name, agency in makers if agency]),
        photographers=_choices(
            "Photographers", [_option(number, name) for number, name, agency in makers if not agency]
        ),
        states=_states(states) if states != {"open"} else Html(),
    )


def _option(value: str, label: str) -> Html:
    return fill("option", value=value, label=text(label, 80))


def _choices(label: str, options: list[Html]) -> Html:
    return fill("choices", label=label, options=join(options)) if options else Html()


def _states(states: set[State]) -> Html:
    labels: dict[State, str] = {
        "new": "New since the baseline",
        "known": "Known from the baseline",
        "suppressed": "Suppressed",
    }
    return fill("states", options=join(_option(state, label) for state, label in labels.items() if state in states))


def _views(entries: Entries, previews: Previews) -> Html:
    return fill(
        "views",
        articles=by_article(entries, previews),
        makers=by_maker(entries, previews),
        rules=by_rule(entries, previews),
    )


def _notices(report: Report) -> Html:
    lines = [
        fill(
            "notice",
            label=notice.level.capitalize(),
            what=sentence(f"{notice.uri + ': ' if notice.uri else ''}{notice.message}"),
        )
        for notice in report.notifications
    ]
    for reason, count in sorted(report.summary.not_evaluated.items(), key=lambda item: (-item[1], item[0])):
        lines.append(fill("notice", label="Not judged", what=sentence(f"{count} × {reason}")))
    if report.summary.pictures_remote:
        remote = f"{amount(report.summary.pictures_remote, 'picture')} on other servers: nothing is fetched."
        lines.append(fill("notice", label="Not read", what=remote))
    return fill("notices", lines=join(lines)) if lines else Html()


def _data(report: Report) -> Html:
    """Return the JSON report, packed: plain, it would be a third of the page."""
    packed = gzip.compress((to_json(report_object(report), depth=2) + "\n").encode("utf-8", "replace"), mtime=0)
    return Html(b64encode(packed).decode("ascii"))
