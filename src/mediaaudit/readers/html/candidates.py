"""The addresses of a picture: which of them is real, and which only holds the place until a script comes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.media import Candidate
from mediaaudit.model.source import Span
from mediaaudit.model.vocabulary import PageVocabulary
from mediaaudit.text.srcset import split_srcset

_WORDS = pattern(r"[a-z]+|\d+x\d+")
_PICTURE = pattern(r"\.(?:jpe?g|png|webp|avif|gif|heic|tiff?|jxl|svg|bmp)(?:[?#!/:]|$)", re.IGNORECASE)
_ADDRESS = pattern(r"(?:https?:)?//[^\s/]+/|\.{0,2}/[^\s/]", re.IGNORECASE)
_SHORT_NAME = 36  # characters: placeholders have short names, and long ones use any word
_SOURCE_NAME = pattern(r"src|im(?:g|age)|photo|picture")
_DATA_ATTRIBUTE_LIMIT = 4_000  # longer values are settings or whole pictures, not addresses


@dataclass(frozen=True, slots=True)
class SrcsetEntry:
    """One image candidate string: address, and width or density where given."""

    url: str
    width: int | None = None
    density: float | None = None


def parse_srcset(value: str) -> list[SrcsetEntry]:
    """Return the entries of a ``srcset`` (HTML standard, "parse a srcset attribute"); bad entries are left out."""
    return [entry for url, descriptors in split_srcset(value) if (entry := _entry(url, descriptors))]


def _entry(url: str, descriptors: list[str]) -> SrcsetEntry | None:
    width: int | None = None
    density: float | None = None
    for descriptor in descriptors:
        number, unit = descriptor[:-1], descriptor[-1]
        if unit in "wh" and number.isascii() and number.isdigit() and len(number) < 10:
            width = int(number) if unit == "w" else width
        elif unit == "x":
            try:
                density = float(number)
            except ValueError:
                return None
        else:
            return None
    return SrcsetEntry(url, width, density)


def url_words(url: str) -> list[str]:
    """Return the lower-case words of an address's path (of all of it where it has none), the query left out."""
    return _WORDS.findall(url.partition("?")[0].partition("#")[0].lower()[-300:])


def is_picture(candidate: Candidate) -> bool:
    """Say whether a declared type or the address's extension promises a picture."""
    if candidate.media_type:
        return candidate.media_type.strip().lower().startswith("image/")
    return _PICTURE.search(candidate.url) is not None


def leads_away(href: str | None) -> bool:
    """Say whether a link goes to another page: not to a picture file, a place on this page or a script."""
    href = (href or "").strip()
    return bool(href) and not href.lower().startswith(("#", "javascript:")) and _PICTURE.search(href) is None


class Candidates:
    """Collects the addresses of media elements with a vocabulary of placeholders and lazy-loading attributes."""

    def __init__(self, vocabulary: PageVocabulary) -> None:
        self._placeholders = vocabulary.urls.get("placeholder", frozenset())
        self._lazy = vocabulary.attributes.get("lazy-src", ())
        self._lazy_sets = frozenset(vocabulary.attributes.get("lazy-srcset", ()))
        self._known = frozenset({"src", "srcset", "data", "poster", *self._lazy, *self._lazy_sets})
        self._sets = self._lazy_sets | {"srcset"}
        self._ranks = {name: rank for rank, name in enumerate(("src", "data", *self._lazy))}

    def is_placeholder(self, url: str) -> bool:
        """Say whether an address only holds a picture's place: empty, inline data, or named like a blank."""
        url = url.strip()
        if not url or url[:5].lower() == "data:" or url[:6].lower() in {"about:", "javasc"} or url.startswith("#"):
            return True
        name = url.partition("?")[0].rstrip("/").rpartition("/")[2]
        return len(name) <= _SHORT_NAME and not self._placeholders.isdisjoint(url_words(name))

    def of(self, attributes: Mapping[str, str], spans: Mapping[str, Span], *, origin: str = "") -> list[Candidate]:
        """Return the addresses in an element's attributes, in order of trust, placeholders last.

        ``spans`` are the places of the attributes, ``origin`` replaces the attribute's name as the candidates' origin
        (``source``, ``fallback``).
        """
        media_type = attributes.get("type")
        found: list[Candidate] = []
        for name in self._order(attributes):
            value, span = attributes[name], spans.get(name)
            if name in self._sets:
                entries = parse_srcset(value)
            elif self._holds_address(name, value):
                entries = [SrcsetEntry(value.strip())] if value.strip() else []
            else:
                continue
            found += [
                Candidate(
                    url=entry.url,
                    origin=origin or name,
                    span=span,
                    width=entry.width,
                    density=entry.density,
                    media_type=media_type,
                )
                for entry in entries
            ]
        return found

    def _holds_address(self, name: str, value: str) -> bool:
        """Say whether an attribute holds an address: by its name, if it is no markup or settings, or by what it says."""
        if name in self._known:
            return name not in self._lazy or value.lstrip()[:1] not in {"<", "{", "["}
        return _looks_like_picture(name, value)

    def _order(self, names: Mapping[str, str]) -> list[str]:
        """Return the attributes that hold addresses, the most trustworthy first."""
        first: list[str] = []
        sets: list[str] = []
        others: list[str] = []
        for name in names:
            if name in self._sets:
                sets.append(name)
            elif name in self._ranks:
                first.append(name)
            elif name.startswith("data-") and name not in self._known:
                others.append(name)
        return [*sorted(first, key=self._ranks.__getitem__), *sets, *others]

    def settle(self, found: list[Candidate]) -> tuple[Candidate, ...]:
        """Return the candidates with the real picture first, each address once, placeholders at the end."""
        if len(found) < 2:
            return tuple(found)
        unique = {candidate.url: candidate for candidate in reversed(found)}
        ordered = sorted(found, key=lambda candidate: self.is_placeholder(candidate.url))
        return tuple(candidate for candidate in ordered if unique.get(candidate.url) is candidate)


def _looks_like_picture(name: str, value: str) -> bool:
    """Say whether an unknown ``data-*`` attribute holds a picture's address: by its extension, or by both names."""
    if not 5 < len(value) < _DATA_ATTRIBUTE_LIMIT or any(char in value for char in ' \n"{'):
        return False
    if _ADDRESS.match(value) is None:
        return False
    return _PICTURE.search(value) is not None or (_SOURCE_NAME.search(name) is not None and "//" in value)
