"""Which pictures want words of their own: photographs, not drawings; those of one figure, and copies, share them."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media
from mediaaudit.model.phrases import Phrases
from mediaaudit.text.phrase_search import find_phrase

# Drawings, canvases and areas explain themselves or are explained by the text; agencies' rules are about photographs.
PHOTOGRAPHS = frozenset({"img", "amp-img", "role-img", "delayed-image"})
_REACH = 100  # media before and after a picture among which its twins are sought: pages of thousands stay linear


def with_twins(image: Image, document: Document) -> Iterator[Media]:
    """Yield the picture and the other occurrences that share its figure or its address."""
    yield image
    first = max(0, image.index - _REACH)
    for other in document.media[first : image.index + _REACH]:
        if other.index != image.index and isinstance(other, Image) and _belong_together(image, other):
            yield other


def _belong_together(image: Image, other: Image) -> bool:
    return bool((image.figure and other.figure == image.figure) or (image.src and other.src == image.src))


def wants_words(image: Image, phrases: Phrases) -> bool:
    """Say whether a picture is one that newsrooms caption and credit: a photograph, and not the still of a film."""
    return image.kind in PHOTOGRAPHS and not find_phrase(image.attribute("class") or "", phrases.of("credit.player"))
