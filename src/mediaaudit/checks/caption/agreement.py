"""Captions held against what the picture file says: its date, its place, its description."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mediaaudit.checks._contract import check
from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Problem
from mediaaudit.text.agencies import agency_of
from mediaaudit.text.caption_names import caption_names
from mediaaudit.text.credit_agreement import name_words, organisations
from mediaaudit.text.credit_words import says
from mediaaudit.text.dates import parse_date
from mediaaudit.text.phrase_search import find_phrase
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import words

_YEAR = pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST = 4000  # code points of a caption that are looked at


@dataclass(frozen=True, slots=True)
class FilePhotoUnlabelled:
    """Options of ``caption.file_photo_unlabelled``: the age in days from which a picture is one from the archive."""

    max_age: int = 365


@check("caption.file_photo_unlabelled")
def file_photo_unlabelled(
    image: Image,
    document: Document,
    metadata: PhotoMetadata,
    credit: Credit | None,
    directory: Directory,
    options: FilePhotoUnlabelled,
) -> Iterator[Problem]:
    """Report a picture much older than the article whose caption neither dates it nor calls it a file picture."""
    taken = parse_date(metadata.merged.date_created)
    published = _day(document.published.value if document.published else None)
    if taken is None or published is None or not taken.possible or image.caption is None:
        return
    age = (published - taken.earliest()).days
    line = image.credit_line.value if image.credit_line else ""
    if age <= options.max_age or _is_dated(f"{image.caption.value[:_LONGEST]} {line}", directory):
        return
    if credit and (credit.supplied == "file" or _from_stock(credit, directory)):
        return
    yield Problem(
        message="unlabelled",
        at=image.caption.span,
        values={"taken": taken.earliest().isoformat(), "days": age, "caption": shorten(image.caption.value)},
    )


def _day(text: str | None) -> date | None:
    """Return the day of an ISO 8601 date, None for any other text."""
    found = parse_date((text or "")[:10])
    return found.calendar() if found else None


def _is_dated(text: str, directory: Directory) -> bool:
    return bool(_YEAR.search(text) or says(text, directory, "file", "month", "symbol"))


def _from_stock(credit: Credit, directory: Directory) -> bool:
    agencies = (agency_of(name, directory) for name in organisations(credit))
    return any(agency is not None and agency.kind in {"stock", "library"} for agency in agencies)


@check("caption.contradicts_file")
def contradicts_file(image: Image, metadata: PhotoMetadata) -> Iterator[Problem]:
    """Report a caption that has no name and no longer word in common with the description in the file."""
    description = metadata.merged.description or ""
    if image.caption is None or not description:
        return
    ours, theirs = caption_names(image.caption.value), caption_names(description)
    if len(ours) < 2 or len(theirs) < 2 or ours & theirs or _shares_words(image.caption.value, description):
        return
    values = {"caption": shorten(image.caption.value), "description": shorten(description)}
    yield Problem(message="nothing_shared", at=image.caption.span, values=values)


def _shares_words(one: str, other: str) -> bool:
    """Say whether two texts share a word of five letters or more, or are in different scripts."""
    ours, theirs = (frozenset(word for word in words(text[:_LONGEST]) if len(word) > 4) for text in (one, other))
    return bool(ours & theirs) or "".join(ours).isascii() != "".join(theirs).isascii()


@dataclass(frozen=True, slots=True)
class NoDateOrPlace:
    """Options of ``caption.no_date_or_place``: the languages whose words for dates the phrase lists hold."""

    languages: tuple[str, ...] = ("en", "de", "fr", "es")


@check("caption.no_date_or_place")
def no_date_or_place(
    image: Image, metadata: PhotoMetadata | None, phrases: Phrases, options: NoDateOrPlace
) -> Iterator[Problem]:
    """Report a caption without any date, or without the place that the file names."""
    caption = image.caption
    if caption is None or not caption.value.strip():
        return
    text = caption.value[:_LONGEST]
    dated = any(char.isdigit() for char in text) or find_phrase(text, phrases.of("caption.date-word"))
    if not dated and phrases.language in options.languages:
        yield Problem(message="no_date", at=caption.span, values={"caption": shorten(text)})
    places = [place for place in (metadata.merged.city, metadata.merged.country) if place] if metadata else []
    said = set(name_words(text, _LONGEST))
    if places and not any(set(name_words(place)) <= said for place in places):
        values = {"caption": shorten(text), "place": shorten(", ".join(places))}
        yield Problem(message="no_place", at=caption.span, values=values)
