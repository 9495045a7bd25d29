"""The page laid flat: one walk over the tree, then everything is an index.

Elements are numbered in document order, so that "inside", "before" and "between" are comparisons of numbers, and the
visible text of any element is a stretch of one list. Content that is never shown is left out: ``<template>`` (a
declarative shadow root is shown), comments, scripts, styles. Elements in ``<noscript>`` are listed, their text is not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from mediaaudit.lazy import pattern

from . import tree

_UNSEEN = frozenset({"head", "script", "style", "template", "noframes", "title"})
_MUTE = frozenset({"noscript", "select", "textarea", "datalist"})
_CLOSED = frozenset({"svg", "math", "iframe"})  # listed, but nothing inside them is our business
_FALLBACK = frozenset({"video", "audio", "canvas", "object"})  # what they hold is shown only where they cannot be
_MUTED = _MUTE | _FALLBACK
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "button", "center", "dd", "details", "dialog", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_SENTENCE = pattern(r"[^\W\d_][.!?:;…]+$")  # an element that follows such an end is set apart by the style sheet


Chunk = tuple[int, str]  # one text node: the number of its element, and its text


class Outline:
    """The elements of a page by number, and its visible text.

    ``elements``, ``tags``, ``parents`` (-1 at the top), ``ends`` (the number after the last descendant), ``muted``
    (inside ``<noscript>`` or fallback content) and ``chunk_starts``/``chunk_ends`` (its text in ``chunks``) are
    parallel.
    """

    __slots__ = ("chunk_ends", "chunk_starts", "chunks", "elements", "ends", "muted", "parents", "tags")

    def __init__(self, document: tree.Document) -> None:
        self.elements: list[tree.Element] = []
        self.tags: list[str] = []
        self.parents: list[int] = []
        self.ends: list[int] = []
        self.muted: list[bool] = []
        self.chunks: list[Chunk] = []
        self.chunk_starts: list[int] = []
        self.chunk_ends: list[int] = []
        self._walk(document)

    def _walk(self, document: tree.Document) -> None:
        """Enter all elements and texts. One loop without calls of its own: it runs for each node of each page."""
        elements, tags, parents, ends, muted = self.elements, self.tags, self.parents, self.ends, self.muted
        chunks, starts, stops = self.chunks, self.chunk_starts, self.chunk_ends
        element_type, text_type = tree.Element, tree.TextNode
        stack: list[tuple[int, Iterator[tree.Node]]] = [(-1, iter(document.children))]
        number = -1
        while stack:
            owner, nodes = stack[-1]
            silent = owner >= 0 and muted[owner]
            for node in nodes:
                if isinstance(node, text_type):
                    if not silent and owner >= 0:
                        chunks.append((owner, node.data))
                elif isinstance(node, element_type) and (tag := node.tag) not in _UNSEEN:
                    number += 1
                    elements.append(node)
                    tags.append(tag)
                    parents.append(owner)
                    ends.append(number + 1)
                    muted.append(silent or tag in _MUTED)
                    starts.append(len(chunks))
                    if tag == "br":
                        chunks.append((number, "\n"))
                    stops.append(len(chunks))
                    if tag not in _CLOSED and (
                        children := node.children if node.shadow_root is None else _children(node, node.shadow_root)
                    ):
                        stack.append((number, iter(children)))
                        break
            else:
                stack.pop()
                if owner >= 0:
                    ends[owner] = number + 1
                    stops[owner] = len(chunks)

    def ancestors(self, number: int) -> Iterator[int]:
        """Yield the numbers of an element's ancestors, the nearest first."""
        number = self.parents[number]
        while number >= 0:
            yield number
            number = self.parents[number]

    def children(self, number: int) -> Iterator[int]:
        """Yield the numbers of an element's child elements."""
        child, end = number + 1, self.ends[number]
        while child < end:
            yield child
            child = self.ends[child]

    def within(self, number: int, ancestor: int) -> bool:
        """Say whether an element is the other or inside it."""
        return ancestor <= number < self.ends[ancestor]

    def count(self, numbers: list[int], ancestor: int) -> int:
        """Return how many of the sorted numbers lie inside an element."""
        return bisect_left(numbers, self.ends[ancestor]) - bisect_left(numbers, ancestor)

    def text(self, number: int) -> str:
        """Return the visible text of an element, white space folded, blocks kept apart."""
        return self.join(self.chunks[self.chunk_starts[number] : self.chunk_ends[number]])

    def join(self, chunks: list[Chunk]) -> str:
        """Return the text of neighbouring chunks, white space folded, blocks kept apart."""
        parts: list[str] = []
        before = -1
        for owner, text in chunks:
            if before >= 0 and owner != before and self._apart(before, owner, parts[-1], text):
                parts.append(" ")
            parts.append(text)
            before = owner
        return fold("".join(parts))

    def _apart(self, first: int, second: int, before: str, after: str) -> bool:
        """Say whether a reader sees a gap between two texts: a block, or what style sheets commonly set apart."""
        if _SENTENCE.search(before):
            return True
        if before[-1:].islower() and after[:1].isupper() and not self._nested(first, second):
            return True
        return self._broken(first, second)

    def _nested(self, first: int, second: int) -> bool:
        return self.within(first, second) or self.within(second, first)

    def _broken(self, first: int, second: int) -> bool:
        """Say whether a block starts or ends between two chunks of different elements."""
        return self._leaves_block(first, second) or self._leaves_block(second, first)

    def _leaves_block(self, number: int, other: int) -> bool:
        """Say whether a block lies around an element and not around the other."""
        while number >= 0 and not self.within(other, number):
            if self.tags[number] in BLOCKS:
                return True
            number = self.parents[number]
        return False


def fold(text: str) -> str:
    """Return a text with every run of white space, no-break spaces included, as one space, and none at the ends."""
    return " ".join(text.split())


def _children(host: tree.Element, shadow: tree.Node) -> list[tree.Node]:
    """Return what a shadow host shows: its shadow tree, then its children (which the slots there take in)."""
    return [*shadow.children, *host.children]
