"""What assistive technology says of a picture, and where the page says so."""

from __future__ import annotations

import re

from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.document import Document
from mediaaudit.model.media import Link, Media
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.source import Span
from mediaaudit.text.alt.file_name import FileNameKind, file_name_kind
from mediaaudit.text.alt.placeholder import PlaceholderKind, placeholder_kind
from mediaaudit.text.words import phrase_index, words

_TAG = pattern(r"<([a-zA-Z][a-zA-Z0-9-]{0,40})")
_ROLE_BUTTON = pattern(r"\srole\s*=\s*[\"']?\s*button", re.IGNORECASE)
_PLACEHOLDERS = ("placeholder", "placeholder-opening", "generic", "machine-ending", "placeholder-word")
_SAYING = frozenset({"aria-label", "aria-labelledby", "title"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words that are read out for an occurrence, and the attribute they come from (else its start tag)."""

    text: str
    span: Span


def spoken(media: Media) -> Spoken | None:
    """Return the text alternative that is read out, or None where there is none, it is blank, or kept silent.

    What a style sheet hides for now (a slide, a tab) is read out when it is shown; what is aria-hidden is not.
    """
    if media.hidden_by == "aria-hidden":
        return None
    text = media.name.text
    if media.kind == "delayed-image" and media.alt:  # a script will make it an image with this alternative
        text = media.alt.value
    if not text.strip():
        return None
    source = media.name.source if media.name.source in _SAYING else "alt"
    if source == "alt" and media.alt and media.alt.span:
        return Spoken(text, media.alt.span)
    return Spoken(text, media.attribute_span(source))


def named(media: Media, attribute: str, value: str) -> bool:
    """Say whether an attribute has this value, case and outer white space aside."""
    return (media.attribute(attribute) or "").strip().lower() == value


def link_tag(link: Link, document: Document) -> str:
    """Return the tag name of a link or button; ``button`` as well for what has that role."""
    tag = document.source.text[link.span.start : min(link.span.end, link.span.start + 2000)]
    if _ROLE_BUTTON.search(tag):
        return "button"
    found = _TAG.match(tag)
    return found[1].lower() if found else ""


def placeholder_of(text: str, phrases: Phrases) -> PlaceholderKind | None:
    """Return what makes a text a placeholder on a page of the phrases' language, or None."""
    return placeholder_kind(text, *(phrase_index(phrases.of(f"alt.{name}")) for name in _PLACEHOLDERS))


def file_name_of(text: str, media: Media, phrases: Phrases) -> FileNameKind | None:
    """Return what makes a text the name of a file, that of the medium or any, or None."""
    addresses = (candidate.url for candidate in media.candidates)
    return file_name_kind(text, addresses, phrase_index(phrases.of("alt.program-name")))


def is_junk(text: str, media: Media, phrases: Phrases) -> bool:
    """Say whether a text is no alternative at all: a placeholder or the name of a file."""
    return placeholder_of(text, phrases) is not None or file_name_of(text, media, phrases) not in {None, "joined"}


def names_outlet(text: str, document: Document, phrases: Phrases) -> bool:
    """Say whether a text is the name of the publication and no more than a word for a picture beside it."""
    if not document.outlets:
        return False
    generic = phrases.of("alt.placeholder") | phrases.of("alt.generic")
    said = tuple(word for word in words(text) if word not in generic)
    return bool(said) and any(said == words(outlet) for outlet in document.outlets)
