"""What is printed under a picture: the caption and the credit line, wherever a page keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.source import Span, Text
from mediaaudit.model.vocabulary import PageVocabulary
from mediaaudit.text.credit import find_credit, split_caption

from . import tree
from .boxes import Boxes
from .classes import ClassReader
from .lines import Line, LineReader
from .outline import Outline

_SHORT = 160  # characters: no credit line in an element of its own is longer
_WORDY = 5  # spaces: a longer text under a credit's name has to read like a credit
_NOTE = 300  # characters: a paragraph after a picture that is longer is running text
_SEAMS = " ()[]{}.,;:|/–—-•·*\"'"


@dataclass(frozen=True, slots=True)
class Caption:
    """What is printed under one picture.

    ``framed`` says that the page marks it as a caption or a credit (``figcaption``, a telling name), ``box`` is the
    element around picture and caption.
    """

    caption: Text | None = None
    credit_line: Text | None = None
    figure: Span | None = None
    framed: bool = False
    box: int = -1


class CaptionReader:
    """Reads captions and credit lines around the pictures of one outline."""

    def __init__(
        self,
        outline: Outline,
        boxes: Boxes,
        classes: ClassReader,
        vocabulary: PageVocabulary,
        directory: Directory,
    ) -> None:
        """Take the page, the boxes around its pictures, and what pages and credits are made of."""
        self._outline = outline
        self._boxes = boxes
        self._classes = classes
        self._directory = directory
        self._lines = LineReader(outline, classes, vocabulary)
        self._attributes = vocabulary.attributes
        self._ids: dict[str, int] | None = None
        self._descriptions: dict[int, list[Line]] = {}
        self._alone: dict[str, Credit | None] = {}
        self._parts: dict[str, tuple[str, Credit | None]] = {}

    def read(self, number: int) -> Caption:
        """Return what is printed under the picture with this number."""
        figure = self._boxes.figure(number)
        box = self._boxes.box(number)
        zone = figure if figure >= 0 and self._outline.within(box, figure) else box
        lines = [*self._lines.read(zone), *self._described(number, zone)]
        framed = any(line.named and not line.linked for line in lines)
        if not framed:
            lines = [line for line in lines if not line.linked and self._outline.tags[zone] == "figure"]
        if not any(line.named == "caption" for line in lines):
            lines += self._following(zone, has_lines=bool(lines))
        captions, credits = self._sorted(lines)
        return Caption(
            caption=self._text(captions),
            credit_line=self._text(credits) or self._declared(number, figure),
            figure=tree.element_span(self._outline.elements[figure]) if figure >= 0 else None,
            framed=framed or bool(credits),
            box=zone,
        )

    def _sorted(self, lines: list[Line]) -> tuple[list[Line], list[Line]]:
        """Part the lines into those of the caption and those of the credit, each said once."""
        credits = [line for line in lines if self._is_credit(line, lines)]
        others = [line for line in lines if line not in credits]
        if any(line.named == "caption" for line in others):
            others = [line for line in others if line.named == "caption"]
        elif any(line.named for line in others):  # an element named after the credit holds the caption, too
            others = [line for line in others if line.named]
        captions: list[Line] = []
        for line in others:
            rest, found = self._split(line, credited=bool(credits))
            captions += rest
            credits += found
        return _once(captions), _once(credits)

    def _is_credit(self, line: Line, lines: list[Line]) -> bool:
        """Say whether a whole line is a credit: by its element's name, or by what it says."""
        if line.named == "credit":
            return len(line.text) <= _SHORT and (
                self._reads_like_credit(line.text) or not self._is_caption(line, lines)
            )
        if len(lines) == 1 or len(line.text) > _SHORT:
            return False
        credited = any(other.named == "credit" for other in lines)
        return self._covers(line.text, by_name=line is lines[-1] and not credited)

    def _reads_like_credit(self, text: str) -> bool:
        return text.count(" ") < _WORDY or self._covers(text)

    def _is_caption(self, line: Line, lines: list[Line]) -> bool:
        """Say whether a wordy line under a credit's name is the caption: nothing else is, and something else is credit."""
        others = [other for other in lines if other is not line]
        return not any(other.named == "caption" for other in others) and any(
            other.named == "credit" and self._reads_like_credit(other.text) for other in others
        )

    def _covers(self, text: str, *, by_name: bool = True) -> bool:
        """Say whether a text is a credit from end to end; ``by_name``: also where all of it is a person's name."""
        found = self._credit(text)
        if found is None or (text[: found.start] + text[found.end :]).strip(_SEAMS):
            return False
        if found.ambiguous:
            return False
        if by_name or found.agencies or found.via or found.supplied or found.license:
            return True
        return find_credit(text, self._directory) is not None

    def _credit(self, text: str) -> Credit | None:
        """Return what a text in an element of its own says as a credit; each text is parsed once a page."""
        if text not in self._alone:
            self._alone[text] = find_credit(text, self._directory, alone=True)
        return self._alone[text]

    def _split(self, line: Line, *, credited: bool) -> tuple[list[Line], list[Line]]:
        """Part a line of running text into caption and credit."""
        if line.tail and self._covers(line.tail) and line.text.endswith(line.tail):
            return self._parted(line, line.text[: -len(line.tail)], line.tail)
        if line.head and self._covers(line.head, by_name=False) and line.text.startswith(line.head):
            return self._parted(line, line.text[len(line.head) :], line.head)
        if line.text not in self._parts:
            self._parts[line.text] = split_caption(line.text, self._directory)
        rest, found = self._parts[line.text]
        if found is None or (credited and not self._adds(found, line.text)):
            return [line], []
        return self._parted(line, rest, found.text)

    @staticmethod
    def _adds(found: Credit, text: str) -> bool:
        """Say whether a credit in the caption counts beside one of its own: it must end or begin the caption, surely."""
        amid = text[found.end :].strip(_SEAMS) and text[: found.start].strip(_SEAMS)
        return not found.ambiguous and not amid

    @staticmethod
    def _parted(line: Line, caption: str, credit: str) -> tuple[list[Line], list[Line]]:
        caption = caption.strip().strip("|").strip()
        rest = [replace(line, text=caption)] if caption.strip(_SEAMS) else []
        return rest, [replace(line, text=credit, named="credit")]

    def _described(self, number: int, zone: int) -> Iterable[Line]:
        """Return the lines outside the zone that ``aria-describedby`` of the picture or its figure points at."""
        for holder in dict.fromkeys((number, zone)):
            for name in (self._outline.elements[holder].attr("aria-describedby") or "").split()[:4]:
                target = self._by_id(name)
                if target >= 0 and not self._outline.within(target, zone):
                    if target not in self._descriptions:
                        self._descriptions[target] = self._lines.read(target, named="caption")
                    yield from self._descriptions[target]

    def _by_id(self, name: str) -> int:
        if self._ids is None:
            self._ids = {}
            for number, element in enumerate(self._outline.elements):
                identity = element.attr("id")
                if identity:
                    self._ids.setdefault(identity, number)
        return self._ids.get(name, -1)

    def _following(self, zone: int, *, has_lines: bool) -> list[Line]:
        """Return the lines of the element right after the picture's box, where they read like its caption."""
        outline = self._outline
        after = self._boxes.next_text(zone)
        if after < 0:
            return []
        lines = self._lines.read(after)
        text = " ".join(line.text for line in lines)
        if not lines or len(text) > _NOTE or any(line.linked for line in lines):
            return []
        if all(line.named for line in lines):
            return lines
        if has_lines:
            return lines if self._covers(text) else []
        if outline.tags[after] not in {"p", "div", "span", "small", "em", "i", "center"}:
            return []
        found = find_credit(text, self._directory)
        return lines if found is not None and not text[found.end :].strip(_SEAMS) else []

    def _declared(self, number: int, figure: int) -> Text | None:
        """Return the credit that a ``data-*`` attribute of the picture or its figure holds for a script to show."""
        for holder in (number, figure):
            if holder < 0:
                continue
            element = self._outline.elements[holder]
            for name in self._attributes.get("credit", ()):
                value = (element.attr(name) or "").strip()
                if value and len(value) <= _SHORT:
                    span = dict(tree.attribute_spans(element)).get(name)
                    return Text(value, (span,) if span else ())
        return None

    def _text(self, lines: list[Line]) -> Text | None:
        if not lines:
            return None
        spans = {tree.element_span(self._outline.elements[line.owner]) for line in lines}
        pieces = sorted((span for span in spans if span), key=lambda span: (span.start, span.end))
        return Text(" ".join(line.text for line in lines), tuple(pieces))


def _once(lines: list[Line]) -> list[Line]:
    """Return the lines without those whose words another line says already."""
    kept: list[Line] = []
    for line in lines:
        words = _words(line.text)
        if any(words in _words(other.text) for other in kept):
            continue
        kept = [other for other in kept if _words(other.text) not in words]
        kept.append(line)
    return kept


def _words(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())
