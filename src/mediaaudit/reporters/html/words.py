"""How the page writes dates, places, sizes and standards."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from mediaaudit.lazy import pattern
from mediaaudit.model.report import Location, Picture
from mediaaudit.reporters.selection import SEVERITIES, amount, by_severity
from mediaaudit.reporters.standards import STANDARDS
from mediaaudit.text.dates import parse_date

from .entries import Entry
from .markup import Html, fill, join

_TAG = pattern(r"([a-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*", re.IGNORECASE)
# ISO 639-1: a screen reader changes its voice for these, and stumbles over anything else.
_LANGUAGES = (
    " ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fo fr fy ga gl gu he hi hr hu hy id is it ja ka kk ko ku "
    "ky la lb lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt rm ro ru rw se si sk sl so sq sr sv sw ta te tg th "
    "tk tr tt ug uk ur uz vi xh yi zh zu "
)
_CLAUSES = {"act": "{uri}{clause}/"}  # standards whose clauses have pages of their own


def day(text: str | None) -> date | None:
    """Return the day of a date as a page has it, None where there is none."""
    parsed = parse_date(text)
    return parsed.calendar() if parsed else None


def long_date(value: date) -> str:
    """Return ``22 November 2026``."""
    return f"{value.day} {value:%B %Y}"


def language(tag: str | None) -> Html:
    """Return a ``lang`` attribute for text in the language of a page, nothing for one that is not known."""
    if not tag or not _TAG.fullmatch(tag) or f" {re.split('[-_]', tag.lower())[0]} " not in _LANGUAGES:
        return Html()
    return fill("lang", tag=tag.replace("_", "-"))


def position(location: Location) -> str:
    """Return ``line 12, column 3``, or ``whole file``."""
    region = location.region
    return f"line {region.start_line}, column {region.start_column}" if region else "whole file"


def counted(entries: list[Entry]) -> str:
    """Return ``2 errors, 1 note`` of what asks for something, else ``nothing to do``."""
    counts = by_severity(entry.finding for entry in entries if entry.asks)
    return (
        ", ".join(
            amount(counts[severity], severity).replace(" ", "\N{NO-BREAK SPACE}")
            for severity in SEVERITIES
            if counts[severity]
        )
        or "nothing to do"
    )


def measures(picture: Picture) -> str:
    """Return ``840 × 560 pixels, 30 kB`` as far as it is known."""
    pixels = f"{picture.width} × {picture.height} pixels" if picture.width else ""
    size = f"{max(1, round(picture.size / 1000)):,} kB" if picture.size else ""
    return ", ".join(filter(None, (pixels, size)))


@cache
def standards(taxa: tuple[str, ...]) -> Html:
    """Return the clauses that a rule cites as a line, each with a link where the standard has an address."""
    return fill("standards", list=join(map(_standard, taxa), ", ")) if taxa else Html()


def _standard(taxon: str) -> Html:
    prefix, _, clause = taxon.partition(":")
    standard = STANDARDS.get(prefix)
    if standard is None:
        return fill("standard-plain", name=f"{prefix} {clause}")
    name = " ".join(filter(None, (standard.name, standard.version, clause)))
    uri = _CLAUSES[prefix].format(uri=standard.uri, clause=clause) if prefix in _CLAUSES else standard.uri
    return fill("standard", name=name, uri=uri)
