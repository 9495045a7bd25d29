"""Editorial or not: the story's own pictures, told from logos, portraits, advertisements and links to other stories."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediaaudit.model.media import PICTURE_KINDS, Placement
from mediaaudit.model.vocabulary import PageVocabulary

from .candidates import Candidates, leads_away, url_words
from .captions import Caption
from .classes import ClassReader
from .media import Occurrence
from .outline import Outline
from .story import Story

_SMALL = 100  # pixels: no side of a story's picture is declared smaller than this, and icons are
_BESIDE = frozenset({"nav", "footer", "aside", "dialog"})
_ALWAYS = frozenset({"advert", "person", "overlay", "player"})  # names that no caption outweighs
_NAMED = frozenset({"teaser", "site", "interface"})  # names that a caption outweighs
_DRAWN = frozenset({"svg", "area", "canvas"})
_NUMBER = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")


class Judge:
    """Judges the pictures of one outline."""

    def __init__(self, outline: Outline, story: Story, classes: ClassReader, vocabulary: PageVocabulary) -> None:
        self._outline = outline
        self._story = story
        self._classes = classes
        self._site_urls = vocabulary.urls.get("site", frozenset()) | vocabulary.urls.get("tracker", frozenset())
        self._offers = vocabulary.urls.get("offer", frozenset())
        self._candidates = Candidates(vocabulary)

    def may_be_editorial(self, occurrence: Occurrence) -> bool:
        """Say whether a picture can belong to the story at all, whatever is printed under it."""
        if occurrence.kind not in PICTURE_KINDS or occurrence.kind in _DRAWN:
            return False
        if not occurrence.candidates or self._candidates.is_placeholder(occurrence.candidates[0].url):
            return False
        return not self._is_small(occurrence.number) and not self._stands_apart(occurrence.number, _ALWAYS)

    def is_editorial(self, occurrence: Occurrence, printed: Caption, *, copy: bool) -> bool:
        """Say whether a picture that may be editorial belongs to the story that the page tells. Doubt says no.

        ``copy`` says that an editorial picture earlier on the page is the same.
        """
        number = occurrence.number
        captioned = printed.framed and not (printed.caption is None and printed.credit_line is None)
        if not captioned and (copy or self._is_sign(occurrence) or self._stands_apart(number, _NAMED)):
            return False
        if copy and self._is_series(number):
            return False
        if self._is_linked(number, captioned=captioned):
            return False
        return self._is_placed(number, printed, captioned=captioned)

    def placement(self, occurrence: Occurrence, printed: Caption, *, first: bool) -> Placement:
        """Return lead for the first editorial picture up to the story's first words, else figure or inline."""
        if first and self._outline.chunk_starts[occurrence.number] <= self._story.start and self._story.length:
            return "lead"
        return "figure" if printed.figure else "inline"

    def _is_small(self, number: int) -> bool:
        element = self._outline.elements[number]
        sizes = [
            int(found[1])
            for name in ("width", "height", "data-width", "data-height")
            if (found := _NUMBER.match(element.attr(name) or ""))
        ]
        return bool(sizes) and (min(sizes) <= 2 or max(sizes) < _SMALL)

    def _is_sign(self, occurrence: Occurrence) -> bool:
        """Say whether a picture's address is named like a logo, an icon or a tracking pixel."""
        url = occurrence.candidates[0].url
        words = url_words(url.rstrip("/").rpartition("/")[2])
        return any(word in self._site_urls for word in words) or url.partition("?")[0].lower().endswith(".svg")

    def _beside(self, number: int) -> Iterator[int]:
        """Yield an element and those around it up to the one that holds the story."""
        yield number
        for above in self._outline.ancestors(number):
            if self._outline.tags[above] in {"body", "html"} or self._story.holds(above):
                return
            yield above

    def _stands_apart(self, number: int, names: frozenset[str]) -> bool:
        """Say whether a box beside the story, or a box with such a name, holds a picture."""
        for above in self._beside(number):
            tag = self._outline.tags[above]
            if tag in _BESIDE or (tag == "article" and self._story.length) or self._classes.kinds(above) & names:
                return True
        return False

    def _is_series(self, number: int) -> bool:
        return any("gallery" in self._classes.kinds(above) for above in self._beside(number))

    def _is_linked(self, number: int, *, captioned: bool) -> bool:
        """Say whether a picture is the way to another story."""
        return any(
            self._outline.tags[above] == "a"
            and self._is_elsewhere(self._outline.elements[above].attr("href") or "", captioned=captioned)
            for above in self._beside(number)
        )

    def _is_elsewhere(self, href: str, *, captioned: bool) -> bool:
        """Say whether a link around a picture goes to another story; a captioned picture may link to its source."""
        if not captioned:
            return leads_away(href)
        return any(word in self._offers for word in url_words(href))

    def _is_placed(self, number: int, printed: Caption, *, captioned: bool) -> bool:
        """Say whether a picture stands where the story is told."""
        story, outline = self._story, self._outline
        at = outline.chunk_starts[number]
        if not story.length:
            return True
        if captioned and printed.figure:
            return True
        if at > story.end:
            return captioned and outline.within(number, story.container)
        if at >= story.start:
            return outline.within(number, story.container)
        return printed.figure is not None or captioned
