"""What assistive technology says of a picture, and where the page says so."""

from __future__ import annotations

from dataclasses import dataclass

from mediaaudit.model.media import Media
from mediaaudit.model.source import Span


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words that are read out for an occurrence, and the attribute they come from (else its start tag)."""

    text: str
    span: Span


def spoken(media: Media) -> Spoken | None:
    """Return the text alternative that is read out, or None where there is none or it is blank."""
    text = media.name.text
    if media.kind == "delayed-image" and media.alt:  # a script will make it an image with this alternative
        text = media.alt.value
    if not text.strip():
        return None
    source = media.name.source if media.name.source in {"aria-label", "aria-labelledby", "title"} else "alt"
    if source == "alt" and media.alt and media.alt.span:
        return Spoken(text, media.alt.span)
    return Spoken(text, media.attribute_span(source))
