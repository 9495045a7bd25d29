"""The one module that knows the HTML parser (turbohtml): the WHATWG tree, and where its tags stood in the source.

Traps of the parser that the callers must know: offsets are code points in newline-normalised text; text nodes and
comments have no position; ``<template>`` content is reached by ``descendants``; scripting is off, so ``<noscript>`` is
parsed as elements; implied elements have no location; a declarative shadow root hangs at ``Element.shadow_root``.
"""

from __future__ import annotations

import turbohtml
from turbohtml import Comment, Document, Element, Namespace, Node
from turbohtml import Text as TextNode

from mediaaudit.model.source import Span

__all__ = ["Comment", "Document", "Element", "Namespace", "Node", "TextNode"]
__all__ += ["attributes", "content_span", "element_span", "parse", "start_span", "tag_spans"]


def parse(text: str) -> Document:
    """Return the tree of a page or a fragment. Never raises: every text is some HTML."""
    return turbohtml.parse(text, source_locations=True)


def start_span(element: Element) -> Span | None:
    """Return the span of the start tag, or None for an element that the source only implies."""
    location = element.source_location
    return Span(location.start_tag.start_offset, location.start_tag.end_offset) if location else None


def element_span(element: Element) -> Span | None:
    """Return the span from the start tag to the end tag; to the start tag's end where the source has no end tag."""
    location = element.source_location
    if location is None:
        return None
    return Span(location.start_tag.start_offset, (location.end_tag or location.start_tag).end_offset)


def content_span(element: Element) -> Span | None:
    """Return the span between the tags; None for an implied element and for one that the source does not close."""
    location = element.source_location
    if location is None or location.end_tag is None:
        return None
    return Span(location.start_tag.end_offset, location.end_tag.start_offset)


def attributes(element: Element) -> dict[str, str]:
    """Return the attributes under lower-case names, "" for one without a value; the first of one name counts.

    For all attributes of an element at once; a single look-up is ``element.attr``. Tokens of a list (``class``) are
    joined by single spaces.
    """
    return {name: " ".join(value) if isinstance(value, list) else value or "" for name, value in element.attrs.items()}


def tag_spans(element: Element) -> tuple[Span | None, dict[str, Span]]:
    """Return the span of the start tag, None for an implied element, and those of its attributes by lower-case name.

    The span of an attribute is ``name="value"`` as a whole. The parser makes all of a tag's places anew for each
    question, so who needs several asks once.
    """
    location = element.source_location
    if location is None:
        return None, {}
    tag = location.start_tag
    spans = {name: Span(span.start_offset, span.end_offset) for name, span in location.attrs.items()}
    return Span(tag.start_offset, tag.end_offset), spans
