"""The words around a sound or film: there a page prints its transcript, or the link to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mediaaudit.model.source import Text

from . import tree
from .outline import Chunk, Outline

REACH = 2000  # code points on each side
_SECTIONS = frozenset({"figure", "section", "article", "main", "body"})


def nearby_text(outline: Outline, number: int, is_hidden: Callable[[tree.Element], bool]) -> Text | None:
    """Return the text before and after a medium in the nearest section that has any, or None.

    ``is_hidden`` tells of an element whether readers do not get its text; fallback content of the medium is left out.
    """
    for around in outline.ancestors(number):
        if outline.tags[around] in _SECTIONS:
            before = outline.chunks[outline.chunk_starts[around] : outline.chunk_starts[number]]
            after = outline.chunks[outline.chunk_ends[number] : outline.chunk_ends[around]]
            first = list(_reach(reversed(before), outline, is_hidden, from_end=True))[::-1]
            text = outline.join([*first, *_reach(after, outline, is_hidden)])
            if text:
                span = tree.content_span(outline.elements[around]) or tree.start_span(outline.elements[around])
                return Text(text, (span,) if span else ())
    return None


def _reach(
    chunks: Iterable[Chunk], outline: Outline, is_hidden: Callable[[tree.Element], bool], *, from_end: bool = False
) -> Iterator[Chunk]:
    """Yield the chunks that readers get, until they make up the reach; a long one is cut on the far side."""
    left = REACH
    for owner, text in chunks:
        if not text.isspace() and is_hidden(outline.elements[owner]):
            continue
        yield owner, text[-left:] if from_end else text[:left]
        left -= len(text)
        if left <= 0:
            return
