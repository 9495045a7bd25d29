"""Metadata inside picture files: readable, of one mind, undamaged, plausible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from types import MappingProxyType

from mediaaudit.checks._contract import check
from mediaaudit.checks._origins import renditions
from mediaaudit.model.asset import Asset, Faults
from mediaaudit.model.corpus import Copies, Corpus, Marks
from mediaaudit.model.metadata import Container, Original, PhotoFields, PhotoMetadata
from mediaaudit.model.phrases import AsOf, Phrases
from mediaaudit.model.problem import Confidence, Place, Problem, Value
from mediaaudit.text.camera_text import is_camera_text, is_camera_word
from mediaaudit.text.dates import PhotoDate, add_days, parse_date
from mediaaudit.text.mojibake import lost_letters, misread
from mediaaudit.text.same_field import IIM_LIMITS, agreement, cut_by_iim
from mediaaudit.text.short_name import short_name
from mediaaudit.text.shorten import shorten

# Fields by the name that a report gives them, which is the message key too.
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "creator": "creator", "credit": "credit_line", "source": "source", "copyright": "copyright_notice",
        "headline": "headline", "description": "description", "date": "date_created", "instructions": "instructions",
        "city": "city", "country": "country",
    }
)  # fmt: skip
SHARED = ("creator", "credit", "copyright", "description", "date")
STANDARDS: Mapping[Container, str] = MappingProxyType({"xmp": "XMP", "iim": "IPTC-IIM", "exif": "Exif"})
# Faults that lose metadata; those of a thumbnail, of padding and of single entries lose nothing that a newsroom reads.
CORRUPT = frozenset(
    {
        "exif-header", "exif-offset", "exif-cut", "iim-cut", "iim-structure", "xmp-malformed", "xmp-extension",
        "photoshop-cut", "photoshop-structure", "bad-profile",
    }
)  # fmt: skip
FEW_LETTERS = 2  # no name has fewer
FIRST_PHOTOGRAPH = 1826  # Niépce's view from the window at Le Gras
CLOCK_STARTS = frozenset({(1904, 1, 1), (1970, 1, 1), (1980, 1, 1)})  # where clocks that were never set begin


@check("metadata.corrupt")
def corrupt(asset: Asset, faults: Faults) -> Iterator[Problem]:
    """Report embedded metadata that cannot be read as a whole; a file that is broken altogether is another matter."""
    if any(fault.unusable and fault.code != "wrong-type" for fault in faults.faults):
        return
    torn = [fault for fault in faults.faults if fault.code in CORRUPT]
    if torn:  # one cut tears several blocks that lie in each other: the first one says it
        fault = torn[0]
        values = {"file": short_name(asset.uri), "fault": shorten(fault.message, 200).rstrip("."), "code": fault.code}
        yield Problem(message="corrupt", values=values)


@check("metadata.fields_disagree")
def fields_disagree(asset: Asset, metadata: PhotoMetadata, phrases: Phrases) -> Iterator[Problem]:
    """Report each field for which two standards in one file hold different values."""
    agree = agreement(phrases.of("metadata.copyright-words"))
    for name in SHARED:
        field = FIELDS[name]
        by_itself = is_camera_text if name == "description" else is_camera_word
        found = [
            (container, value)
            for container, fields in metadata.containers
            if (value := _text(fields, field)) and not by_itself(value, phrases)
        ]
        for (one, first), (other, second) in combinations(_whole(field, found), 2):
            if not agree[field](first, second):
                values: dict[str, Value] = {
                    "file": short_name(asset.uri),
                    "one": shorten(first),
                    "other": shorten(second),
                }
                yield Problem(message=name, values={**values, "in_one": STANDARDS[one], "in_other": STANDARDS[other]})
                break


def _whole(field: str, found: list[tuple[Container, str]]) -> list[tuple[Container, str]]:
    """Leave out what IIM holds in part and another standard as a whole."""
    values = [value for container, value in found if container != "iim"]
    return [
        (container, value)
        for container, value in found
        if container != "iim" or not any(cut_by_iim(field, value, other) for other in values)
    ]


def _text(fields: PhotoFields, field: str) -> str:
    value = getattr(fields, field)
    return ", ".join(value) if isinstance(value, tuple) else value or ""


@check("metadata.truncated_iim")
def truncated_iim(asset: Asset, metadata: PhotoMetadata) -> Iterator[Problem]:
    """Report each IIM value that was cut at the limit of its field, where XMP has the whole one."""
    iim, xmp = metadata.container("iim"), metadata.container("xmp")
    if iim is None or xmp is None:
        return
    for name, field in FIELDS.items():
        short, whole = _text(iim, field), _text(xmp, field)
        if short and cut_by_iim(field, short, whole):
            values: dict[str, Value] = {"file": short_name(asset.uri), "field": name, "limit": IIM_LIMITS[field]}
            yield Problem(message="cut", values={**values, "short": shorten(short), "whole": shorten(whole)})


@check("metadata.stale_digest")
def stale_digest(asset: Asset, metadata: PhotoMetadata) -> Iterator[Problem]:
    """Report IIM that was changed after XMP and IIM were last written together."""
    if metadata.iim_digest == "stale" and metadata.container("xmp"):
        yield Problem(message="stale", values={"file": short_name(asset.uri)})


@check("metadata.mojibake")
def mojibake(asset: Asset, metadata: PhotoMetadata) -> Iterator[Problem]:
    """Report each field whose text was read or written in the wrong charset."""
    for name, field in FIELDS.items():
        for container, fields in metadata.containers:
            text = _text(fields, field)
            if text.isascii() and "?" not in text:
                continue
            values: dict[str, Value] = {"file": short_name(asset.uri), "field": name, "container": STANDARDS[container]}
            meant = misread(text)
            if meant:
                yield Problem(message="misread", values={**values, "text": shorten(text), "meant": shorten(meant)})
                break
            if lost_letters(text):
                yield Problem(message="lost", values={**values, "text": shorten(text)})
                break


@check("metadata.date_implausible")
def date_implausible(asset: Asset, metadata: PhotoMetadata, today: AsOf) -> Iterator[Problem]:
    """Report a date of creation that cannot be: no such day, before photography, after today, an unset clock."""
    written = metadata.merged.date_created
    found = parse_date(written)
    key = _implausible(found, date.fromisoformat(today.date)) if found else None
    if key:
        yield Problem(message=key, values={"file": short_name(asset.uri), "date": shorten(written or "", 40)})


def _implausible(found: PhotoDate, today: date) -> str | None:
    if not found.possible:
        return "impossible"
    if found.year < FIRST_PHOTOGRAPH:
        return "early"
    if found.earliest() > add_days(today, 1):  # somewhere it is tomorrow already
        return "future"
    unset = (found.year, found.month, found.day) in CLOCK_STARTS and found.clock is not None and found.clock[0] == 0
    return "unset" if unset else None


@check("metadata.orientation_pending")
def orientation_pending(asset: Asset, metadata: PhotoMetadata) -> Iterator[Problem]:
    """Report a picture that is stored turned or mirrored and relies on every program to put it right."""
    orientation = metadata.merged.orientation
    if orientation is not None and 2 <= orientation <= 8:
        yield Problem(message="pending", values={"file": short_name(asset.uri), "orientation": orientation})


@check("metadata.credit_missing")
def credit_missing(corpus: Corpus, copies: Copies | None, _original: Original | None) -> Iterator[Problem]:
    """Report each file that names nobody, or no holder of rights, where its original or a copy of it does."""
    for found in renditions(corpus, copies):
        nothing = not _names_somebody(found.marks) and not found.marks.copyright_notice
        others = [found.original, *(found.copies if nothing else ())]
        for other in others:
            if other and (lost := _lost(found.marks, other)):
                key = "copy" if other is not found.original else "sidecar" if other.sidecar else "original"
                values: dict[str, Value] = {
                    "file": short_name(found.use.file or ""),
                    "other": short_name(other.uri),
                    "lost": tuple(lost),
                    "text": shorten(", ".join(lost.values()), 100),
                }
                doubt: Confidence | None = "likely" if key == "copy" else None
                yield Problem(message=key, at=Place(found.use), related=found.again, values=values, confidence=doubt)
                break


def _names_somebody(marks: Marks) -> bool:
    return any(_is_said(text) for text in (*marks.creator, marks.credit_line, marks.source))


def _lost(marks: Marks, other: Marks) -> dict[str, str]:
    """Return what a file lacks and the other one says, by the name of the field."""
    lost = {}
    if not _names_somebody(marks):
        lost = {"creator": ", ".join(other.creator), "credit": other.credit_line or ""}
    if not _is_said(marks.copyright_notice):
        lost["copyright"] = other.copyright_notice or ""
    return {name: text for name, text in lost.items() if _is_said(text)}


def _is_said(text: str | None) -> bool:
    """Tell words from what programs write for none: blanks, dots, a lone sign."""
    return sum(char.isalpha() for char in text or "") >= FEW_LETTERS
