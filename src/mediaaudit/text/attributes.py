"""Attributes written into a start tag as its author would: same quotes, nothing else touched."""

from __future__ import annotations

from collections.abc import Mapping

from mediaaudit.lazy import pattern
from mediaaudit.model.media import Media
from mediaaudit.model.problem import Edit
from mediaaudit.model.source import Span

_TAG_NAME = pattern(r"<[a-zA-Z][^\s/>]*")
_QUOTED = pattern(r"=\s*([\"'])")
_BREAKS = pattern("[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_REFERENCES = {'"': "&quot;", "'": "&#39;"}


def write_attributes(media: Media, source: str, values: Mapping[str, str]) -> tuple[Edit, ...]:
    """Return the edits that give an occurrence's start tag these attributes; empty where the tag is not understood.

    One that is there gets the new value between its own quotes; the others come after the last one, quoted as the tag
    quotes. ``source`` is the text of the document.
    """
    spans = dict(media.attribute_spans)
    quote = _quote_of(source, spans)
    edits: list[Edit] = []
    added = ""
    for name, value in values.items():
        if name in spans:
            edit = _replaced(source, name, spans[name], value, quote)
            if edit is None:
                return ()
            edits.append(edit)
        else:
            added += f" {name}={quote}{_escaped(value, quote)}{quote}"
    if added:
        opening = _TAG_NAME.match(source, media.span.start)
        if opening is None:
            return ()
        last = max((span.end for span in spans.values()), default=opening.end())
        edits.append(Edit(Span(last, last), added))
    return tuple(edits)


def is_plain(media: Media, source: str, name: str, value: str) -> bool:
    """Say whether an attribute's value stands in the source as it would be written: nothing is lost with its spelling."""
    span = dict(media.attribute_spans).get(name)
    if span is None:
        return False
    edit = _replaced(source, name, span, value, '"')
    return edit is not None and source[edit.span.start : edit.span.end] in {edit.text, value}


def _quote_of(source: str, spans: Mapping[str, Span]) -> str:
    for span in sorted(spans.values(), key=lambda span: span.start):
        if quoted := _QUOTED.search(source, span.start, span.end):
            return quoted[1]
    return '"'


def _replaced(source: str, name: str, span: Span, value: str, quote: str) -> Edit | None:
    written = source[span.start : span.end]
    sign = written.find("=", 1)
    if (written if sign < 0 else written[:sign]).strip().lower() != name:
        return None
    if sign < 0:
        return Edit(Span(span.end, span.end), f"={quote}{_escaped(value, quote)}{quote}")
    start = span.start + sign + 1
    start += len(source[start : span.end]) - len(source[start : span.end].lstrip())
    own = source[start : start + 1]
    if own in _REFERENCES and span.end - start > 1 and source[span.end - 1] == own:
        return Edit(Span(start + 1, span.end - 1), _escaped(value, own))
    return Edit(Span(start, span.end), f"{quote}{_escaped(value, quote)}{quote}")


def _escaped(value: str, quote: str) -> str:
    """Return a value for an attribute in these quotes, on one line and without control characters."""
    from html import escape

    return escape(_BREAKS.sub(" ", value).strip(), quote=False).replace(quote, _REFERENCES[quote])
