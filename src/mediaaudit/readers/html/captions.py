"""What is printed under a picture: the caption and the credit line, wherever a page keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.directory import Directory
from mediaaudit.model.source import Span, Text
from mediaaudit.model.vocabulary import PageVocabulary
from mediaaudit.text.printed import find_printed

from . import tree
from .boxes import Boxes
from .classes import ClassReader
from .credits import CreditSorter
from .lines import Line, LineReader
from .outline import Outline, fold

_NOTE = 300  # characters: a text beside a picture that is longer is running text
_DECLARED = 160  # characters: a longer attribute is no credit
_DESCRIPTIONS = 8  # elements that one picture may be described by
_HOLDERS = 30  # elements of a box that are asked for such an attribute
_NAMES = frozenset({"caption", "credit"})
_BOLD = frozenset({"b", "strong"})
_NEAR = 2  # levels up to which an element's name speaks of a text in it
_SIBLINGS = 2  # blocks below a picture that may be its caption and its credit
_AFTER = frozenset({"p", "div", "span", "small", "em", "i", "center", "td", "dd"})


@dataclass(frozen=True, slots=True)
class Caption:
    """What is printed under one picture.

    ``framed`` says that the page marks it as a caption or a credit (``figcaption``, a telling name, a line that reads
    like a credit), ``linked`` that all that is printed there leads to another page, ``box`` is the element around
    picture and caption, ``owners`` are the elements that the caption stands in.
    """

    caption: Text | None = None
    credit_line: Text | None = None
    figure: Span | None = None
    framed: bool = False
    linked: bool = False
    box: int = -1
    owners: tuple[int, ...] = ()


class CaptionReader:
    """Reads captions and credit lines around the pictures of one outline."""

    def __init__(
        self,
        outline: Outline,
        boxes: Boxes,
        classes: ClassReader,
        vocabulary: PageVocabulary,
        directory: Directory,
        source: str,
    ) -> None:
        """Take the page, the boxes around its pictures, what pages and credits are made of, and the page's source."""
        self._source = source
        self._outline = outline
        self._boxes = boxes
        self._classes = classes
        self._lines = LineReader(outline, classes, vocabulary)
        self._sorter = CreditSorter(directory, self._lines.clean)
        self._caption_names = vocabulary.attributes.get("caption", ())
        self._credit_names = vocabulary.attributes.get("credit", ())
        self._read: dict[tuple[int, int, str], Caption] = {}
        self._ids: dict[str, int] | None = None
        self._descriptions: dict[int, list[Line]] = {}

    def read(self, number: int) -> Caption:
        """Return what is printed under the picture with this number."""
        figure = self._boxes.figure(number)
        box = self._boxes.box(number)
        zone = figure if figure >= 0 and self._outline.within(box, figure) else box
        described = self._outline.elements[number].attr("aria-describedby") or ""
        key = (zone, figure, described)
        if key not in self._read:
            self._read[key] = self._caption(zone, figure, described)
        return self._read[key]

    def _caption(self, zone: int, figure: int, described: str) -> Caption:
        """Return what is printed in a zone, for a picture with that figure around it and that description."""
        lines = [*self._lines.read(zone), *self._described(described, zone)]
        if not lines and figure >= 0:  # a caption for screen readers is this picture's own, whatever is shown elsewhere
            lines = [line for line in self._lines.read(figure, unseen=True) if line.named]
        # A link around everything makes a card of another story, unless it says who made the picture.
        framed = any(line.named and (not line.linked or self._sorter.covers(line.text)) for line in lines)
        linked = bool(lines) and all(line.linked for line in lines)
        if not framed:
            lines = self._plain(figure if figure >= 0 else zone, lines)
        if not any(line.named == "caption" for line in lines) or not any(line.named == "credit" for line in lines):
            after = self._following(zone, lines)
            framed = framed or any(line.named for line in after)
            lines = [*lines, *after]
        if not lines:
            lines = self._shared(zone)
            framed = bool(lines)
        captions, credits = self._sorter.sort(lines)
        captions = [replace(line, text=self._lines.unlabelled(line.text)) for line in captions]
        if captions and not (figure >= 0 and all(self._outline.within(line.owner, figure) for line in captions)):
            outer = self._figure_of(captions, zone)
            figure = outer if outer >= 0 else figure
        return Caption(
            caption=self._text(captions) or self._declared(zone, self._caption_names, _NOTE),
            credit_line=self._text(credits) or self._declared(zone, self._credit_names, _DECLARED),
            figure=tree.element_span(self._outline.elements[figure]) if figure >= 0 else None,
            framed=framed or bool(credits),
            linked=linked,
            box=zone,
            owners=tuple(line.owner for line in captions),
        )

    def _plain(self, zone: int, lines: list[Line]) -> list[Line]:
        """Return those lines of a box without telling names that read like a caption: no links, and not too much."""
        lines = [line for line in lines if not line.linked and self._outline.within(line.owner, zone)]
        if self._outline.tags[zone] == "figure":
            return lines
        if sum(len(line.text) for line in lines) > _NOTE:
            return []
        pictured = "picture" in self._classes.kinds(zone)
        sure = any(self._sorter.ends_with_credit(line.text) for line in lines)
        slanted = all(line.slanted for line in lines)
        return lines if pictured or sure or slanted else []

    def _described(self, described: str, zone: int) -> Iterable[Line]:
        """Return the lines outside the zone that ``aria-describedby`` of the picture or its figure points at."""
        names = f"{described} {self._outline.elements[zone].attr('aria-describedby') or ''}".split()
        for name in dict.fromkeys(names[:_DESCRIPTIONS]):
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

    def _following(self, zone: int, lines: list[Line]) -> list[Line]:
        """Return the lines of the elements right after the picture's box, where they read like its caption and credit."""
        found: list[Line] = []
        after = zone
        for _ in range(_SIBLINGS):
            after = self._named_around(self._boxes.next_text(after), zone)
            more = self._beneath(after, [*lines, *found]) if after >= 0 else []
            if not more:
                break
            found += more
        return found

    def _named_around(self, block: int, zone: int) -> int:
        """Return the element just around a block that is called a caption or a credit, if there is one, else the block."""
        for above in islice(self._outline.ancestors(block), _NEAR) if block >= 0 else ():
            if self._outline.within(zone, above):
                break
            if self._classes.kinds(above) & _NAMES:
                return above
        return block

    def _shared(self, zone: int) -> list[Line]:
        """Return the caption that a picture without one of its own shares with its neighbours."""
        group = self._boxes.group(zone)
        if group == zone:
            return []
        boxes = self._boxes.boxes_in(group)
        lines = self._lines.read(group)
        own = any(self._outline.within(line.owner, box) for line in lines for box in boxes)
        plain = not all(line.named and not line.linked for line in lines)
        return [] if own or plain or sum(len(line.text) for line in lines) > _NOTE else lines

    def _figure_of(self, lines: list[Line], zone: int) -> int:
        """Return the figure that holds a picture's box and the caption that it shares with others, -1 for none."""
        outline = self._outline
        around = (above for above in outline.ancestors(zone) if outline.tags[above] == "figure")
        return next((each for each in around if all(outline.within(line.owner, each) for line in lines)), -1)

    def _beneath(self, block: int, before: list[Line]) -> list[Line]:
        """Return the lines of a block below a picture that belong to it; ``before`` are those found already."""
        lines = self._lines.read(block)
        text = " ".join(line.text for line in lines)
        if not lines or len(text) > _NOTE or any(line.linked for line in lines) or self._is_byline(block):
            return []
        names, known = {line.named for line in lines}, {line.named for line in before}
        if "" not in names and names.isdisjoint(known):
            return lines
        if before:  # where a caption is marked, what follows it is the byline of the story
            return lines if known == {""} and self._sorter.covers(text) else []
        if self._outline.tags[block] not in _AFTER:
            return []
        set_off = all(line.slanted for line in lines) or self._is_set_off(block)
        return lines if set_off or self._sorter.ends_with_credit(text) else []

    def _is_byline(self, block: int) -> bool:
        """Say whether a block or one just around it is named after people: those who wrote the story."""
        around = islice(self._outline.ancestors(block), _NEAR)
        return any("person" in self._classes.kinds(number) for number in (block, *around))

    def _is_set_off(self, block: int) -> bool:
        """Say whether a block is centred, as a caption is, and what follows it is not; a subheading is all bold."""
        after = self._boxes.next_text(block)
        if not self._is_centred(block) or (after >= 0 and self._is_centred(after)):
            return False
        outline = self._outline
        chunks = outline.chunks[outline.chunk_starts[block] : outline.chunk_ends[block]]
        return not all(outline.tags[owner] in _BOLD for owner, text in chunks if text.strip())

    def _is_centred(self, number: int) -> bool:
        attr = self._outline.elements[number].attr
        style = (attr("style") or "").lower().replace(" ", "")
        return (attr("align") or "").lower() == "center" or "text-align:center" in style

    def _declared(self, zone: int, names: Sequence[str], longest: int) -> Text | None:
        """Return what a ``data-*`` attribute in a picture's box holds for a script or a style sheet to show."""
        for holder in range(zone, min(self._outline.ends[zone], zone + _HOLDERS)):
            element = self._outline.elements[holder]
            for name in names:
                value = element.attr(name)
                if value and (value := fold(value)) and len(value) <= longest and "<" not in value:
                    span = tree.tag_spans(element)[1].get(name)
                    return Text(value, (span,) if span else ())
        return None

    def _text(self, lines: list[Line]) -> Text | None:
        if not lines:
            return None
        spans = {span for line in lines if (span := self._place(line))}
        pieces = sorted(spans, key=lambda span: (span.start, span.end))
        return Text(" ".join(line.text for line in lines), tuple(pieces))

    def _place(self, line: Line) -> Span | None:
        """Return where a line is printed: its words where the source has them literally and once, else its element."""
        span = tree.element_span(self._outline.elements[line.owner])
        found = find_printed(self._source, span, line.text) if span else None
        if span is None or found is None or find_printed(self._source, Span(found.end, span.end), line.text):
            return span
        return found
