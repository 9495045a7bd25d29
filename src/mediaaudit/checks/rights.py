"""Rights that a picture file states and the page may breach: restrictions, terms that ended, unlabelled AI."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from types import MappingProxyType

from mediaaudit.checks._contract import check
from mediaaudit.lazy import dataclass
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.model.phrases import AsOf, Phrases
from mediaaudit.model.problem import Confidence, Problem, Value
from mediaaudit.model.source import Span
from mediaaudit.text.dates import add_days, parse_date
from mediaaudit.text.phrase_search import find_phrase
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import plain, words

# Terms of IPTC's digital source type vocabulary for pictures in which generative AI had a part.
AI_SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "trainedalgorithmicmedia": "generated",
        "compositewithtrainedalgorithmicmedia": "edited",
        "compositesynthetic": "composite",
    }
)
# PLUS, "credit line required": on or beside the picture, or in a list of credits.
CREDIT_WANTED = frozenset({"cr-cai", "cr-coi", "cr-cca"})
MAX_FIGURE = 20_000  # characters of markup around a picture that are looked at
_TAG = re.compile(r"<[^<>]*>")
_LONG_WORD = 3  # letters; shorter words of a name are particles


def _shown(image: Image, document: Document) -> str:
    """Return what a reader sees written at the picture: caption, credit, and whatever else its figure holds."""
    figure = image.figure or Span(0, 0)
    markup = document.source.text[figure.start : min(figure.end, figure.start + MAX_FIGURE)]
    parts = (image.caption, image.credit_line, image.adjacent)
    return " ".join([*(part.value for part in parts if part), unescape(_TAG.sub(" ", markup))])


@dataclass(frozen=True, slots=True)
class RestrictionBreached:
    """Options of ``rights.restriction_breached``.

    ``countries`` are those in which the pages appear, as suppliers write them ("japan", "uk"): "JAPAN OUT" is a breach
    there and nowhere else.
    """

    countries: tuple[str, ...] = ()


@check("rights.restriction_breached")
def restriction_breached(
    image: Image, document: Document, metadata: PhotoMetadata, phrases: Phrases, options: RestrictionBreached
) -> Iterator[Problem]:
    """Report a picture whose file forbids what the page does with it."""
    fields = metadata.merged
    terms = " ; ".join(filter(None, (fields.instructions, fields.usage_terms, fields.description)))
    wanted = find_phrase(terms, phrases.of("rights.mandatory-credit")) or _plus_term(fields)
    if wanted and image.credit_line is None and not _names_shown(fields, _shown(image, document)):
        yield Problem(message="credit", values={"terms": shorten(wanted)})
    if unprinted := find_phrase(terms, phrases.of("rights.no-web")):
        yield Problem(message="web", values={"terms": shorten(unprinted)})
    if territory := find_phrase(terms, frozenset(f"{country} out" for country in options.countries)):
        yield Problem(message="territory", values={"terms": shorten(territory)})


def _plus_term(fields: PhotoFields) -> str | None:
    code = (fields.credit_line_required or "").rstrip("/").rpartition("/")[2]
    return f"PLUS {code}" if code.casefold() in CREDIT_WANTED else None


def _names_shown(fields: PhotoFields, shown: str) -> bool:
    """Say whether a name that the file credits is printed at the picture, in whatever form."""
    names = [*fields.creator, fields.credit_line or "", fields.source or "", *fields.copyright_owner]
    wanted = {word for name in names for word in words(name) if len(word) >= _LONG_WORD}
    return not wanted.isdisjoint(words(shown))


@check("rights.expired")
def expired(
    image: Image,  # noqa: ARG001 - the scope is the use
    document: Document,
    metadata: PhotoMetadata,
    phrases: Phrases,
    today: AsOf,
) -> Iterator[Problem]:
    """Report a picture that is shown after its term or before its release."""
    fields = metadata.merged
    published = _day(document.published.value if document.published else None)
    now = date.fromisoformat(today.date)
    end, release = _day(fields.expires), _day(fields.embargo)
    dates: dict[str, Value] = {"published": published.isoformat() if published else "", "today": now.isoformat()}
    if end and published and published > end:
        yield Problem(message="published", values={**dates, "end": end.isoformat()})
    elif end and now > end:
        # What was published in time may stay or must go: the file does not say.
        doubt: Confidence = "review" if published else "likely"
        yield Problem(message="over", values={**dates, "end": end.isoformat()}, confidence=doubt)
    if release and now < release:
        yield Problem(message="embargo", values={**dates, "release": release.isoformat()})
    if handout := _handout(fields, phrases):
        term, last = handout
        if published and published > last:
            yield Problem(
                message="handout", values={**dates, "days": term, "end": last.isoformat()}, confidence="likely"
            )


def _day(text: str | None) -> date | None:
    found = parse_date(text)
    return found.calendar() if found else None


def _handout(fields: PhotoFields, phrases: Phrases) -> tuple[int, date] | None:
    """Return the days that a handout may be used and the last of them, counted from the date of the picture."""
    made = _day(fields.date_created)
    term = _term(" ; ".join(filter(None, (fields.instructions, fields.usage_terms, fields.description))), phrases)
    return (term, add_days(made, term)) if made and term else None


def _term(terms: str, phrases: Phrases) -> int | None:
    """Return the number of "14 days from time of transmission", None where there is no such clause."""
    units, events = phrases.of("rights.days"), phrases.of("rights.transmission")
    spoken = plain(terms[:4000]).split()
    for at, word in enumerate(spoken[:-1]):
        near = " ".join(spoken[at + 2 : at + 9])
        if (
            word.isascii()
            and word.isdigit()
            and len(word) < 4
            and spoken[at + 1] in units
            and find_phrase(near, events)
        ):
            return int(word)
    return None


@check("rights.ai_unlabelled")
def ai_unlabelled(image: Image, document: Document, metadata: PhotoMetadata, phrases: Phrases) -> Iterator[Problem]:
    """Report a picture that says of itself that generative AI made or changed it, where the page does not say so."""
    fields = metadata.merged
    source = (fields.digital_source_type or "").rstrip("/").replace(":", "/").rpartition("/")[2].casefold()
    key = AI_SOURCES.get(source)
    if key is None and not fields.ai_system:
        return
    if find_phrase(_shown(image, document), phrases.of("rights.ai-label")):
        return
    yield Problem(
        message=key or "system",
        values={"source": shorten(source), "system": shorten(fields.ai_system or "")},
        confidence=None if key else "review",
    )
