"""Editorial or not: the story's own pictures, told from logos, portraits, advertisements and links to other stories."""

from __future__ import annotations

import re

from mediaaudit.model.media import PICTURE_KINDS, Placement
from mediaaudit.model.vocabulary import PageVocabulary

from .candidates import Candidates, url_words
from .captions import Caption
from .classes import ClassReader
from .media import Occurrence
from .outline import Outline
from .story import Story

_SMALL = 100  # pixels: no side of a story's picture is declared smaller than this, and icons are
_BESIDE = frozenset({"nav", "footer", "aside", "dialog", "form"})
_ALWAYS = frozenset({"advert", "person", "overlay", "player"})  # names that no caption outweighs
_NAMED = frozenset({"teaser", "site", "interface"})  # names that a caption outweighs
_NUMBER = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|tiff?)(?:[?#]|$)", re.IGNORECASE)


class Judge:
    """Judges the pictures of one outline."""

    def __init__(self, outline: Outline, story: Story, classes: ClassReader, vocabulary: PageVocabulary) -> None:
        self._outline = outline
        self._story = story
        self._classes = classes
        self._site_urls = vocabulary.urls.get("site", frozenset()) | vocabulary.urls.get("tracker", frozenset())
        self._candidates = Candidates(vocabulary)

    def is_editorial(self, occurrence: Occurrence, printed: Caption) -> bool:
        """Say whether a picture belongs to the story that the page tells. Doubt says no."""
        if occurrence.kind not in PICTURE_KINDS or occurrence.kind in {"svg", "area", "canvas"}:
            return False
        if not occurrence.candidates or self._candidates.is_placeholder(occurrence.candidates[0].url):
            return False
        captioned = printed.caption is not None or printed.credit_line is not None
        if self._is_small(occurrence.number) or (not captioned and self._is_sign(occurrence)):
            return False
        if self._stands_apart(occurrence.number, captioned=captioned):
            return False
        return self._is_placed(occurrence.number, printed, captioned=captioned)

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

    def _stands_apart(self, number: int, *, captioned: bool) -> bool:
        """Say whether a box, a name or a link takes a picture out of the story."""
        outline = self._outline
        kinds = self._classes.kinds(outline.elements[number])
        if kinds & _ALWAYS or (kinds & _NAMED and not captioned):
            return True
        for above in outline.ancestors(number):
            tag = outline.tags[above]
            if self._story.holds(above) or tag in {"body", "html"}:
                return False
            if tag in _BESIDE or (tag == "article" and self._story.length):
                return True
            kinds = self._classes.kinds(outline.elements[above])
            if kinds & _ALWAYS or (kinds & _NAMED and not captioned):
                return True
            if tag == "a" and not captioned and self._leads_away(outline.elements[above].attr("href")):
                return True
        return False

    @staticmethod
    def _leads_away(href: str | None) -> bool:
        """Say whether a link goes to another page: not to a picture file, a place on this page or a script."""
        href = (href or "").strip()
        return bool(href) and not href.startswith(("#", "javascript:")) and _FILE.search(href) is None

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
