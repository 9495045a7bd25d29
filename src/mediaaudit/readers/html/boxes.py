"""The box around a picture: the figure, or the largest element that holds nothing but the picture and a few words."""

from __future__ import annotations

from bisect import bisect_left

from .outline import BLOCKS, Outline
from .story import Story

_STOP = frozenset({"article", "body", "html", "main", "table", "tbody", "tr"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENOUGH = 3_000  # characters: a picture's box with more text than this holds more than a caption
_CROWD = 3  # a figure with more pictures than this is a gallery, and its caption is none of theirs


class Boxes:
    """Knows the pictures of an outline and the elements that belong to one of them alone."""

    def __init__(self, outline: Outline, story: Story, pictures: list[int]) -> None:
        """Take the page and the numbers of its pictures in document order, copies of an earlier one left out."""
        self._outline = outline
        self._story = story
        self._pictures = pictures
        self._headings = [number for number, tag in enumerate(outline.tags) if tag in _HEADINGS]

    def figure(self, number: int) -> int:
        """Return the nearest figure around a picture, -1 for none and for a figure of many pictures."""
        for above in self._outline.ancestors(number):
            if self._outline.tags[above] == "figure":
                return above if self._outline.count(self._pictures, above) <= _CROWD else -1
        return -1

    def box(self, number: int) -> int:
        """Return the largest element around a picture with no other picture, no heading and no running text."""
        outline, best = self._outline, number
        for above in outline.ancestors(number):
            if outline.tags[above] in _STOP or outline.count(self._pictures, above) > 1:
                break
            if outline.count(self._headings, above) or self._story.weight(above) > self._story.weight(best):
                break
            if outline.chunk_ends[above] - outline.chunk_starts[above] > 200 or self._length(above) > _ENOUGH:
                break
            best = above
        return best

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
        block = owner = outline.chunks[at][0]
        parent = outline.parents[box]
        while owner >= 0 and owner != parent and not outline.within(box, owner):
            block = owner
            if outline.tags[owner] in BLOCKS:
                break
            owner = outline.parents[owner]
        between = bisect_left(self._pictures, outline.ends[box]) < bisect_left(self._pictures, block)
        headed = bisect_left(self._headings, outline.ends[box]) < bisect_left(self._headings, outline.ends[block])
        return -1 if between or headed or outline.within(box, block) else block
