"""Text alternatives that wait in the picture's own file."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from mediaaudit.checks._contract import check
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Edit, Fix, Problem
from mediaaudit.model.source import Span
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import words

from ._spoken import is_junk, spoken

_PICTURES = frozenset({"img", "amp-img"})


@check("alt.available_in_file")
def available_in_file(image: Image, document: Document, metadata: PhotoMetadata, phrases: Phrases) -> Iterator[Problem]:
    """Report a picture without a usable text alternative whose file has one (IPTC Alt Text, since 2021.1)."""
    offered = " ".join((metadata.merged.alt_text or "").split())
    if (
        image.kind not in _PICTURES
        or image.exposure == "hidden"
        or not words(offered)
        or is_junk(offered, image, phrases)
    ):
        return
    said = spoken(image)
    if said is None:
        key = "missing"
    elif is_junk(said.text, image, phrases):
        key = "junk"
    else:
        return
    values = {"offered": shorten(offered, 120), "alt": shorten(said.text) if said else ""}
    at = image.attribute_span("alt")
    yield Problem(message=key, at=at, values=values, fixes=tuple(_fix(image, document, offered)))


def _fix(image: Image, document: Document, offered: str) -> Iterator[Fix]:
    """Yield the edit that writes the file's text into the page. Unsafe: only a person knows whether it fits here."""
    written = f'alt="{escape(offered)}"'
    span = next((span for name, span in image.attribute_spans if name == "alt"), None)
    if span is None:
        tag = document.source.text[image.span.start : image.span.end]
        end = image.span.start + 1 + len(image.kind)
        if not tag.lower().startswith(f"<{image.kind}"):
            return
        span, written = Span(end, end), f" {written}"
    yield Fix(title="Use the text alternative of the file", applicability="unsafe", edits=(Edit(span, written),))
