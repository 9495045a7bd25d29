"""What is printed under a picture: the caption and the credit line, wherever a page keeps them."""

from __future__ import annotations

from dataclasses import dataclass

from mediaaudit.model.directory import Directory
from mediaaudit.model.source import Span, Text
from mediaaudit.model.vocabulary import PageVocabulary

from . import tree
from .classes import ClassReader
from .outline import BLOCKS, Chunk, Outline, fold
from .story import Story

_ENOUGH = 1_500  # characters: a picture's box with more text than this holds more than a caption
_STOP = frozenset({"article", "body", "html", "main", "h1", "table", "tbody", "tr"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DEEP = 12  # levels above a text node in which its own element is looked for


@dataclass(frozen=True, slots=True)
class Segment:
    """One line of a caption: the element that holds it, its text, and what its names say of it."""

    owner: int
    text: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Caption:
    """What is printed under one picture."""

    caption: Text | None = None
    credit_line: Text | None = None
    figure: Span | None = None
    box: int = -1  # the largest element around the picture that holds nothing else


class CaptionReader:
    """Reads captions and credit lines around the pictures of one outline."""

    def __init__(
        self,
        outline: Outline,
        story: Story,
        classes: ClassReader,
        vocabulary: PageVocabulary,
        directory: Directory,
        pictures: list[int],
    ) -> None:
        """Take the page, and the numbers of its pictures in document order."""
        self._outline = outline
        self._story = story
        self._classes = classes
        self._directory = directory
        self._pictures = pictures
        self._headings = [number for number, tag in enumerate(outline.tags) if tag in _HEADINGS]
        phrases = vocabulary.phrases
        self._whole = phrases.get("whole", frozenset())
        self._lead_ins = tuple(phrases.get("lead-in", ()))
        self._tails = tuple(phrases.get("tail", ()))

    def read(self, number: int) -> Caption:
        """Return what is printed under the picture with this number."""
        figure = self._figure(number)
        box = self.box(number)
        zone = figure if figure >= 0 and self._outline.within(box, figure) else box
        segments = self._segments(zone)
        caption: list[Segment] = []
        credit: list[Segment] = []
        framed = any("caption" in segment.kinds for segment in segments)
        for segment in segments:
            if "credit" in segment.kinds:
                credit.append(segment)
            elif not framed or "caption" in segment.kinds:
                caption.append(segment)
        return Caption(
            caption=self._text(caption),
            credit_line=self._text(credit),
            figure=tree.element_span(self._outline.elements[figure]) if figure >= 0 else None,
            box=zone,
        )

    def _figure(self, number: int) -> int:
        for above in self._outline.ancestors(number):
            if self._outline.tags[above] == "figure":
                return above
        return -1

    def box(self, number: int) -> int:
        """Return the largest element around a picture with no other picture, no heading and no running text."""
        outline, best = self._outline, number
        for above in outline.ancestors(number):
            if outline.tags[above] in _STOP or outline.count(self._pictures, above) > 1:
                break
            if outline.count(self._headings, above) or self._story.weight(above) > self._story.weight(best):
                break
            best = above
        return best

    def _segments(self, zone: int) -> list[Segment]:
        """Return the lines of text in an element, interface words left out, each line once."""
        outline = self._outline
        chunks = outline.chunks[outline.chunk_starts[zone] : outline.chunk_ends[zone]]
        if sum(len(text) for _, text in chunks) > _ENOUGH * 4:
            return []
        lines: list[tuple[int, list[Chunk]]] = []
        for chunk in chunks:
            key = self._line(chunk[0], zone)
            if lines and lines[-1][0] == key:
                lines[-1][1].append(chunk)
            else:
                lines.append((key, [chunk]))
        seen: set[str] = set()
        segments: list[Segment] = []
        for key, found in lines:
            text = self._clean(outline.join(found))
            if text and text not in seen:
                seen.add(text)
                segments.append(Segment(key, text, self._kinds(key, zone)))
        return segments

    def _line(self, owner: int, zone: int) -> int:
        """Return the element that makes a text node a line of its own: a block, or one named caption or credit."""
        outline = self._outline
        for _ in range(_DEEP):
            if owner <= zone or outline.tags[owner] in BLOCKS or self._named(owner):
                return owner
            owner = outline.parents[owner]
        return owner

    def _named(self, number: int) -> frozenset[str]:
        return self._classes.kinds(self._outline.elements[number]) & {"caption", "credit"}

    def _kinds(self, owner: int, zone: int) -> frozenset[str]:
        """Return whether a line's element or one around it, inside the zone, is named caption or credit."""
        outline = self._outline
        found: frozenset[str] = frozenset()
        while owner >= zone:
            own = self._named(owner)
            if "credit" in own and "caption" not in own and not found:
                return frozenset({"credit"})
            found |= own
            if outline.tags[owner] == "figcaption":
                found |= {"caption"}
            owner = outline.parents[owner]
        return found & {"caption"}

    def _clean(self, text: str) -> str:
        """Return a line without interface words."""
        before = None
        while text and text != before:
            before = text
            folded = text.casefold()
            if folded.strip(" .:–-") in self._whole:
                return ""
            for lead in self._lead_ins:
                if folded.startswith(lead):
                    text = fold(text[len(lead) :])
                    break
            for tail in self._tails:
                if folded.endswith(" " + tail):
                    text = fold(text[: len(text) - len(tail)])
                    break
        return text

    def _text(self, segments: list[Segment]) -> Text | None:
        if not segments:
            return None
        spans = [tree.element_span(self._outline.elements[segment.owner]) for segment in segments]
        pieces = tuple(dict.fromkeys(span for span in spans if span))
        return Text(" ".join(segment.text for segment in segments), tuple(sorted(pieces, key=lambda s: s.start)))
