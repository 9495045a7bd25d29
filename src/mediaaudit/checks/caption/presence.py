"""Captions that are not there, or hold nothing but the credit."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.checks._twins import wants_words, with_twins
from mediaaudit.lazy import dataclass
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Problem
from mediaaudit.text.shorten import shorten


@dataclass(frozen=True, slots=True)
class Missing:
    """Options of ``caption.missing``: the placements (``lead``, ``figure``, ``inline``) that want a caption."""

    placements: tuple[str, ...] = ("lead", "figure", "inline")


@check("caption.missing")
def missing(image: Image, document: Document, phrases: Phrases, options: Missing) -> Iterator[Problem]:
    """Report a picture of the article with neither caption nor credit line of its own."""
    if not wants_words(image, phrases) or image.placement not in options.placements:
        return
    if any(_says(media) for media in with_twins(image, document)):
        return
    yield Problem(message="missing")


@check("caption.only_credit")
def only_credit(image: Image, document: Document, phrases: Phrases) -> Iterator[Problem]:
    """Report a picture under which a credit stands and nothing else."""
    line = image.credit_line
    if not wants_words(image, phrases) or line is None or not line.value.strip():
        return
    captions = (media.caption for media in with_twins(image, document))
    if any(caption and caption.value.strip() for caption in captions):
        return
    yield Problem(message="only", at=line.span, values={"credit": shorten(line.value)})


def _says(media: Media) -> bool:
    return any(text and text.value.strip() for text in (media.caption, media.credit_line))
