"""Where a stretch of source prints text: between its tags, comments, scripts and styles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediaaudit.lazy import pattern
from mediaaudit.model.source import Span

LONGEST = 5000  # characters of source; a caption with its tags is far shorter
# What is not closed reaches to the end, as in HTML; so no character is looked at twice.
_MARKUP = pattern(
    r"""<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|"""
    r"""<[a-z/!?](?:[^"'>]|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))*(?:>|\Z)""",
    re.DOTALL | re.IGNORECASE,
)


def text_stretches(source: str, span: Span) -> Iterator[Span]:
    """Yield the stretches of text in a stretch of source, in order; none where it is too long to be a caption."""
    if span.end - span.start > LONGEST:
        return
    at = span.start
    for markup in _MARKUP.finditer(source, span.start, span.end):
        if markup.start() > at:
            yield Span(at, markup.start())
        at = markup.end()
    if at < span.end:
        yield Span(at, span.end)


def find_printed(source: str, span: Span, text: str) -> Span | None:
    """Return where a text stands in the source as it is read, in one piece; not in an attribute."""
    for stretch in text_stretches(source, span):
        at = source.find(text, stretch.start, stretch.end)
        if at >= 0:
            return Span(at, at + len(text))
    return None


def end_of_print(source: str, span: Span) -> Span | None:
    """Return the last stretch that is not blank, white space at its end left out."""
    last = None
    for stretch in text_stretches(source, span):
        text = source[stretch.start : stretch.end].rstrip()
        if text:
            last = Span(stretch.start, stretch.start + len(text))
    return last
