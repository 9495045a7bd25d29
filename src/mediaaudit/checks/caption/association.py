"""Captions that only the eye connects with their picture."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.problem import Problem
from mediaaudit.text.shorten import shorten

_SHORTCODES = ("[caption", "[/caption]", "[wp_caption", "[/wp_caption]")  # WordPress, where the theme does not know it


@check("caption.not_associated")
def not_associated(image: Image, document: Document) -> Iterator[Problem]:
    """Report a caption outside a figure, and one that shows the code that should have made it."""
    caption = image.caption
    if caption is None or caption.span is None:
        return
    values = {"caption": shorten(caption.value)}
    if any(code in caption.value for code in _SHORTCODES):
        yield Problem(message="shortcode", at=caption.span, values=values)
        return
    described = image.attribute("aria-describedby") or image.attribute("aria-details")
    figure = image.figure
    inside = figure is not None and figure.start <= caption.span.start and caption.span.end <= figure.end
    if not inside and not described:
        yield Problem(message="outside", at=caption.span, values=values)
    elif figure is not None and inside and "<figcaption" not in document.source.text[figure.start : figure.end].lower():
        yield Problem(message="no_figcaption", at=caption.span, values=values)
