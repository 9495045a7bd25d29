"""Name from content: the text of an element as assistive technology speaks it (accname 1.2, steps 2F to 2I)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mediaaudit.readers.html.tree import Element, Node, TextNode

from .rendering import Rendering

__all__ = ["ContentReader", "flat"]

MAX_NODES = 20_000  # nodes read for one name
MAX_CHARACTERS = 20_000  # code points gathered for one name
BUDGET = 50_000  # nodes read for all the names of a page, and so many more for each element that is met on the way:
REPEATS = 8  # links inside links, without an end, would make it quadratic
_NO_TEXT = frozenset({"noscript", "script", "style", "template"})

OwnName = Callable[[Element, bool], str | None]


def flat(text: str) -> str:
    """Return the text with its white space folded, as a flat string (accname 1.2, section 4.2)."""
    return " ".join(text.split()) if text else ""


# An element whose children are being read, those still to be read, how many pieces of text there were before it, and
# whether it is a block.
_Frame = tuple[Element | None, Iterator[Node], int, bool]


class ContentReader:
    """Reads the text of elements for one document, within bounds."""

    def __init__(self, rendering: Rendering, own_name: OwnName) -> None:
        """Take the states, and a function that names an embedded element by its attributes.

        ``own_name(element, follow)`` returns None where its content is to be read; ``follow`` says whether
        aria-labelledby may be followed.
        """
        self._rendering = rendering
        self._own_name = own_name
        self._spent = 0

    def read(self, start: Element, *, follow: bool, hidden: bool = False, skip: Element | None = None) -> str:
        """Return the flat text below an element, without hidden text unless ``hidden``, and without ``skip``."""
        pieces: list[str] = []
        filled = characters = 0
        limit = self._spent + MAX_NODES
        stack: list[_Frame] = [(None, self._children(start, hidden=hidden), 0, False)]
        while stack:
            element, children, before, is_block = stack[-1]
            child = next(children, None) if characters < MAX_CHARACTERS and self._spent < limit else None
            if child is None:
                stack.pop()
                if element is not None and filled == before:
                    title = element.attr("title") or ""
                    pieces.append(title)
                    filled += bool(title.strip())
                if is_block:
                    pieces.append(" ")
            elif isinstance(child, TextNode):
                pieces.append(child.data)
                characters += len(child.data)
                filled += not child.data.isspace()
            elif isinstance(child, Element) and child != skip and self._counts(child, hidden=hidden):
                block = not self._rendering.inline(child)
                if block:
                    pieces.append(" ")
                own = self._own_name(child, follow)
                if own is None:
                    stack.append((child, self._children(child, hidden=hidden), filled, block))
                else:
                    pieces.append(f"{own} " if block else own)
                    characters += len(own)
                    filled += bool(own)
        return flat("".join(pieces))

    def _children(self, element: Element, *, hidden: bool) -> Iterator[Node]:
        """Return the children in the flat tree; of an element that does not show its content, only its elements."""
        if self._spent > BUDGET + REPEATS * self._rendering.met:
            return iter(())
        children = element.flattened_children
        self._spent += len(children)
        if not hidden and self._rendering.state(element).inner is not None:
            return (child for child in children if isinstance(child, Element))
        return iter(children)

    def _counts(self, element: Element, *, hidden: bool) -> bool:
        if element.tag in _NO_TEXT:
            return False
        return hidden or self._rendering.state(element).hidden_by is None
