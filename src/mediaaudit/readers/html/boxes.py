"""The box around a picture: the figure, or the largest element that holds nothing but the picture and a few words."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from .outline import BLOCKS, Outline
from .story import Story

_STOP = frozenset({"article", "body", "html", "main", "table", "tbody", "tr"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENOUGH = 3_000  # characters: a picture's box with more text than this holds more than a caption
_NOTE = 300  # characters: as much text as may look like running text and be a caption
_MANY = 200  # text nodes, likewise
_HIGH = 16  # levels above a picture in which its box is looked for
_CROWD = 3  # a figure with more pictures than this is a gallery, and its caption is none of theirs


class Boxes:
    """Knows the pictures of an outline and the elements that belong to one of them alone.

    ``headings`` are the numbers of the page's headings.
    """

    def __init__(self, outline: Outline, story: Story, pictures: list[int]) -> None:
        """Take the page and the numbers of its pictures in document order, copies of an earlier one left out."""
        self._outline = outline
        self._story = story
        self._pictures = pictures
        self.headings = [number for number, tag in enumerate(outline.tags) if tag in _HEADINGS]
        self._captions = [number for number, tag in enumerate(outline.tags) if tag == "figcaption"]
        self._figures: dict[int, int] = {}
        self._boxes: dict[tuple[int, int], int] = {}

    def figure(self, number: int) -> int:
        """Return the nearest figure around a picture, -1 for none and for a figure of many pictures."""
        figure = self._figure(number)
        return figure if figure >= 0 and self.count(figure) <= _CROWD else -1

    def share_figure(self, first: int, second: int) -> bool:
        """Say whether two pictures stand in the same figure."""
        return self._figure(first) >= 0 and self._figure(first) == self._figure(second)

    def _figure(self, number: int) -> int:
        """Return the nearest figure that is or holds an element, -1 for none."""
        chain = []
        while number >= 0 and number not in self._figures and self._outline.tags[number] != "figure":
            chain.append(number)
            number = self._outline.parents[number]
        found = self._figures.get(number, number)
        self._figures.update(dict.fromkeys(chain, found))
        return found

    def count(self, number: int) -> int:
        """Return the number of different pictures inside an element."""
        return self._outline.count(self._pictures, number)

    def headings_in(self, number: int) -> list[int]:
        """Return the innermost elements of the texts of the headings inside an element, one for each heading."""
        outline = self._outline
        first, last = bisect_left(self.headings, number), bisect_left(self.headings, outline.ends[number])
        texts = (outline.chunks[outline.chunk_starts[h] : outline.chunk_ends[h]] for h in self.headings[first:last])
        return [next((owner for owner, text in chunks if text.strip()), number) for chunks in texts]

    def box(self, number: int) -> int:
        """Return the largest element around a picture with no other picture, no heading and no story."""
        return self._largest(number, 1)

    def group(self, number: int) -> int:
        """Return the same for a picture and the few that share a caption with it."""
        return self._largest(number, _CROWD)

    def boxes_in(self, number: int) -> list[int]:
        """Return the boxes of the pictures inside an element."""
        first, last = (bisect_left(self._pictures, at) for at in (number, self._outline.ends[number]))
        return [self.box(picture) for picture in self._pictures[first:last]]

    def _largest(self, number: int, crowd: int) -> int:
        best = self._boxes.get((number, crowd))
        if best is None:
            best = number
            for above in islice(self._outline.ancestors(number), _HIGH):
                if not self._is_box(above, best, crowd):
                    break
                best = above
            self._boxes[number, crowd] = best
        return best

    def _is_box(self, above: int, inner: int, crowd: int) -> bool:
        outline = self._outline
        return (
            outline.tags[above] not in _STOP
            and self.count(above) <= crowd
            and not outline.count(self.headings, above)
            and outline.count(self._captions, above) <= max(crowd, outline.count(self._captions, inner))
            and self._story.weight(above) <= max(self._story.weight(inner), _NOTE)
            and outline.chunk_ends[above] - outline.chunk_starts[above] <= _MANY
            and self._length(above) <= _ENOUGH
        )

    def _length(self, number: int) -> int:
        outline = self._outline
        return sum(len(text) for _, text in outline.chunks[outline.chunk_starts[number] : outline.chunk_ends[number]])

    def next_text(self, box: int) -> int:
        """Return the block with the first text after a box, -1 where a picture or a heading comes between."""
        outline = self._outline
        at = outline.chunk_ends[box]
        while at < len(outline.chunks) and not outline.chunks[at][1].strip():
            at += 1
        if at >= len(outline.chunks):
            return -1
        block = owner = inner = outline.chunks[at][0]
        parent = outline.parents[box]
        while owner >= 0 and owner != parent and not outline.within(box, owner):
            block = owner
            if outline.tags[owner] in BLOCKS:
                break
            owner = outline.parents[owner]
        between = bisect_left(self._pictures, outline.ends[box]) < bisect_left(self._pictures, inner)
        headed = bisect_left(self.headings, outline.ends[box]) < bisect_left(self.headings, outline.ends[block])
        return -1 if between or headed or outline.within(box, block) else block
