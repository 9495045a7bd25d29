"""Where the story is: which element holds most of the running text, and from where to where it runs."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from .classes import ClassReader
from .outline import Outline

_APART = frozenset({"a", "aside", "button", "dialog", "figcaption", "figure", "footer", "label", "nav", "ul"})
_SENTENCE = 40  # characters: shorter text nodes are labels, links, bylines
_NEAR = 3  # levels up to which an element's name speaks of a text in it
_LABELS = frozenset({"caption", "credit"})
_FOREIGN = frozenset({"advert", "overlay", "paid", "person", "related", "site"})
_LITTLE = 0.3  # share of the running text below which such names cannot be right
_MOST = 0.8  # the story's element holds this share of the running text
_MUCH = 0.4  # an element with this share of it is not a box beside the story


class Story:
    """The running text of a page, as text nodes by number.

    ``container`` is the innermost element with most of it (0, the root, where there is none), ``start`` and ``end``
    the first and the last of its text nodes, ``headline`` the ``h1`` that belongs to it (-1 if none), ``length`` its
    characters.
    """

    __slots__ = ("_apart", "_outline", "_sums", "_where", "container", "end", "headline", "length", "start")

    def __init__(self, outline: Outline, classes: ClassReader) -> None:
        self._outline = outline
        self._apart: dict[int, bool] = {}
        self._where = self._running(classes)
        lengths = [len(outline.chunks[number][1]) for number in self._where]
        self._sums = [0, *accumulate(lengths)]
        self.length = self._sums[-1]
        self.container = self._innermost()
        inside = [number for number in self._where if self._inside(number)]
        self.start, self.end = (inside[0], inside[-1]) if inside else (0, len(outline.chunks))
        self.headline = self._headline()

    def _running(self, classes: ClassReader) -> list[int]:
        """Return the text nodes that read like running text: long, and in no link, list, caption or box.

        Names that take text out of the story (a comment, a notice of the site) count unless they would take
        out nearly all of it.
        """
        outline = self._outline
        found = [
            number
            for number, (owner, text) in enumerate(outline.chunks)
            if len(text) >= _SENTENCE
            and len(text.strip()) >= _SENTENCE
            and not self._is_apart(owner)
            and not self._is_named(owner, classes, _LABELS)
        ]
        own = [number for number in found if not self._is_named(outline.chunks[number][0], classes, _FOREIGN)]
        return own if self._characters(own) >= _LITTLE * self._characters(found) else found

    def _is_apart(self, number: int) -> bool:
        """Say whether an element is, or is in, one that holds no running text; what is found on the way is kept."""
        outline, known, chain = self._outline, self._apart, []
        while number >= 0 and number not in known:
            chain.append(number)
            if outline.tags[number] in _APART:
                break
            number = outline.parents[number]
        found = number >= 0 and known.get(number, True)
        known.update(dict.fromkeys(chain, found))
        return found

    def _is_named(self, number: int, classes: ClassReader, kinds: frozenset[str]) -> bool:
        """Say whether a text's element or one just above it has a name of such kinds."""
        for _ in range(_NEAR):
            if number < 0:
                return False
            if classes.kinds(number) & kinds:
                return True
            number = self._outline.parents[number]
        return False

    def _characters(self, numbers: list[int]) -> int:
        return sum(len(self._outline.chunks[number][1]) for number in numbers)

    def weight(self, number: int) -> int:
        """Return the characters of running text inside an element."""
        first = bisect_left(self._where, self._outline.chunk_starts[number])
        last = bisect_left(self._where, self._outline.chunk_ends[number])
        return self._sums[last] - self._sums[first]

    def tells(self, first: int, last: int) -> bool:
        """Say whether running text stands between two text nodes."""
        return bisect_left(self._where, first) < bisect_left(self._where, last)

    def holds(self, number: int) -> bool:
        """Say whether an element holds so much of the story that it is not a box beside it."""
        return self.length > 0 and self.weight(number) >= _MUCH * self.length

    def _innermost(self) -> int:
        container, deeper = 0, self.length > 0 and bool(self._outline.tags)
        while deeper:
            deeper = False
            for child in self._outline.children(container):
                if self.weight(child) >= _MOST * self.length:
                    container, deeper = child, True
                    break
        return container

    def _inside(self, chunk: int) -> bool:
        return self._outline.chunk_starts[self.container] <= chunk < self._outline.chunk_ends[self.container]

    def _headline(self) -> int:
        """Return the last ``h1`` before the story's text, else the first one."""
        outline = self._outline
        found = [number for number, tag in enumerate(outline.tags) if tag == "h1" and outline.text(number)]
        before = [number for number in found if outline.chunk_starts[number] <= self.start]
        return (before or found[:1] or [-1])[-1]
