"""The view by article: each picture as printed, and beside it what was found."""

from __future__ import annotations

from collections.abc import Sequence

from mediaaudit.model.report import Finding, Picture
from mediaaudit.model.source import Region
from mediaaudit.reporters.display import sentence
from mediaaudit.reporters.links import help_uri
from mediaaudit.reporters.rule_help import one_line

from .entries import Entries, Entry, grouped, short_hash
from .markup import Html, fill, join, lines, text
from .pairs import crop_of, pair
from .previews import Previews, name_of
from .words import counted, day, language, long_date, measures, position, standards

_CONFIDENCE = {"certain": "certain", "likely": "likely", "review": "for a person to judge"}
_STATE = {"new": "new", "known": "known", "suppressed": "suppressed"}
_RELATED = 8  # places that a finding lists; a picture used four hundred times needs no four hundred lines


def by_article(entries: Entries, previews: Previews) -> Html:
    """Return a section for each article, in the order of the report."""
    groups = grouped(entries.all, lambda entry: entry.finding.location.uri)
    return join((_article(uri, group, entries, previews) for uri, group in groups.items()))


def article_anchor(uri: str) -> str:
    """Return the id of an article's section."""
    return f"a-{short_hash(uri)}"


def _article(uri: str, group: list[Entry], entries: Entries, previews: Previews) -> Html:
    article = group[0].article
    published = day(article.published)
    cards = grouped(
        group, lambda entry: entry.finding.location.picture or entry.finding.subject_id if entry.picture else ""
    )
    return fill(
        "article",
        anchor=article_anchor(uri),
        headline=text(article.headline or uri, 200),
        lang=language(article.language) if article.headline else Html(),
        path=text(uri, 300),
        published=f"Published {long_date(published)}. " if published else "",
        counts=counted(group),
        cards=lines(_card(card, entries, previews) for card in cards.values()),
    )


def _card(card: Sequence[Entry], entries: Entries, previews: Previews) -> Html:
    picture = card[0].picture
    found = lines(_finding(entry, entries, previews) for entry in card)
    if picture is None:
        return fill("card-plain", findings=found)
    crop = next((each for entry in card if (each := crop_of(entry.finding, own=True))), None)
    return fill(
        "card",
        preview=previews.large(picture, crop),
        name=name_of(picture),
        measures=measures(picture),
        printed=printed(picture, card[0]),
        findings=found,
    )


def printed(picture: Picture, entry: Entry) -> Html:
    """Return the words of a picture: alt, caption, credit."""
    alt = Html() if picture.alt is None else text(picture.alt)
    missing = "no alt attribute" if picture.alt is None else "empty: marked as decoration"
    return fill(
        "printed",
        lang=language(entry.article.language),
        alt=alt or fill("absent", what=missing),
        caption=text(picture.caption or "") or fill("absent", what="none"),
        credit=text(picture.credit or "") or fill("absent", what="none"),
    )


def _finding(entry: Entry, entries: Entries, previews: Previews) -> Html:
    finding = entry.finding
    rule = finding.rule
    state = fill("state", state=_STATE[entry.state]) if entry.state in _STATE else Html()
    return fill(
        "finding",
        anchor=entry.anchor,
        severity=finding.severity,
        label=finding.severity.capitalize(),
        code=rule.code,
        state=entry.state,
        state_label=state,
        by=" ".join(str(entries.makers[name]) for name in dict.fromkeys(entry.makers)),
        message=sentence(finding.message),
        instead=one_line(rule.instead),
        name=rule.name,
        position=position(finding.location),
        pair=pair(entry, entries.report, previews),
        why=one_line(rule.why),
        standards=standards(rule.taxa),
        confidence=_CONFIDENCE[finding.confidence],
        more=join((*_reason(finding), *_fixes(finding), *_related(finding), *_source(finding.location.region))),
        uri=help_uri(rule.name),
    )


def _reason(finding: Finding) -> list[Html]:
    if finding.suppression is None:
        return []
    return [fill("note", label="Suppressed", what=text(finding.suppression or "without a reason"))]


def _fixes(finding: Finding) -> list[Html]:
    return [fill("note", label=f"Fix ({fix.applicability})", what=sentence(fix.title)) for fix in finding.fixes]


def _related(finding: Finding) -> list[Html]:
    places = [
        f"{related.label or 'here'}: {'' if related.uri == finding.location.uri else related.uri + ', '}{position(related)}"
        for related in finding.related[:_RELATED]
    ]
    if len(finding.related) > _RELATED:
        places.append(f"and {len(finding.related) - _RELATED} more")
    return [fill("note", label="See", what=text("; ".join(places), 1500))] if places else []


def _source(region: Region | None) -> list[Html]:
    """Return the source line with the place marked."""
    if region is None or not region.snippet.strip():
        return []
    start = region.start_column - region.snippet_column
    one_row = region.end_line == region.start_line
    end = region.end_column - region.snippet_column if one_row else len(region.snippet)
    before, there, after = region.snippet[:start], region.snippet[start:end], region.snippet[end:]
    return [fill("source", line=region.start_line, before=before.lstrip(), there=there, after=after.rstrip())]
