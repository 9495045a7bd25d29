"""Text alternatives that wait in the picture's own file."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.checks._fixes import attributes_fix
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Problem
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
    # Unsafe: only a person knows whether it fits here.
    title = "Use the text alternative of the file"
    fixes = attributes_fix(image, document, {"alt": offered}, title=title, applicability="unsafe")
    yield Problem(message=key, at=at, values=values, fixes=fixes)
