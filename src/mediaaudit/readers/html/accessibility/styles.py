"""The cascade, as far as it says what is shown (CSS Cascade 5): importance, style attribute, layers, specificity, order.

Rules are indexed by an id, class or tag that their last compound asks for, so that an element meets only the rules
that could match it; the parser matches them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from operator import attrgetter

from mediaaudit.readers.html.tree import Element, Node

from .conditions import media_applies
from .declarations import Declaration, settle
from .selectors import Selector
from .sheets import Entry, SheetReader

__all__ = ["StyleSheets"]

BUDGET = 100_000  # rules held against elements of one tree, and so many more for each element:
PER_ELEMENT = 50  # thousands of rules for one tag would make it quadratic. Beyond it no rule is held against anything
REMEMBERED = 1_000_000  # code points of the style sheets of a page that are remembered for the next
POSITIONAL = 200  # selectors of one tree that look at siblings: each costs one walk over the tree


class StyleSheets:
    """The style sheets of one tree: a document's, or a shadow root's."""

    def __init__(self, scope: Node, sheets: Iterable[tuple[str, str]]) -> None:
        """Read the texts of the ``<style>`` elements in order, each with its ``media`` attribute."""
        self._scope = scope
        self._left = BUDGET
        self._met: dict[tuple[str, str, str], tuple[list[Entry], list[Entry]]] = {}
        self._selected: dict[str, frozenset[Element]] = {}
        self._unknown: set[str] = set()
        texts = tuple(text for text, media in sheets if media_applies(media))
        self._index = _known_index(texts) if sum(map(len, texts)) <= REMEMBERED else _index(texts)

    def concern(self, element: Element) -> bool:
        """Tell whether any rule that says what is shown could match the element."""
        return bool(self._index) and any(self._candidates(element))

    def style(self, element: Element, inline: Iterable[Declaration]) -> dict[str, str]:
        """Return each declared property with the value that wins; ``inline`` are the style attribute's declarations."""
        normal, style = settle(inline)
        important, entries = self._candidates(element) if self._index else ((), ())
        self._left += PER_ELEMENT - len(important) - len(entries)
        if self._left < 0:
            self._index = {}
        self._apply(element, important, style)
        style = normal | style
        self._apply(element, entries, style)
        return style

    def _apply(self, element: Element, entries: Iterable[Entry], style: dict[str, str]) -> None:
        """Fill in what is not declared yet, from entries in falling precedence."""
        for entry in entries:
            if not entry.values.keys() <= style.keys() and self._matches(element, entry.selector):
                for name, value in entry.values.items():
                    style.setdefault(name, value)

    def _candidates(self, element: Element) -> tuple[list[Entry], list[Entry]]:
        """Return the entries, important and other, that the element's id, classes and tag lead to, the strongest first."""
        key = (element.tag, element.attr("id") or "", element.attr("class") or "")
        found = self._met.get(key)
        if found is None:
            tag, id_, classes = key
            index = self._index
            names = [tag.lower(), "*", "#" + id_, *dict.fromkeys(["." + name for name in classes.split()])]
            entries = [entry for name in names if name in index for entry in index[name]]
            entries.sort(key=attrgetter("precedence"), reverse=True)
            important = [entry for entry in entries if entry.precedence[0]] if entries else entries
            found = self._met[key] = important, entries[len(important) :]
        return found

    def _matches(self, element: Element, selector: Selector) -> bool:
        if selector.whole:
            return True
        if selector.text in self._unknown:
            return False
        try:
            return element in self._select(selector.text) if selector.positional else element.matches(selector.text)
        except ValueError:  # a selector that the parser does not know: browsers drop such a rule too
            self._unknown.add(selector.text)
            return False

    def _select(self, text: str) -> frozenset[Element]:
        found = self._selected.get(text)
        if found is None:
            found = frozenset(self._scope.select(text)) if len(self._selected) < POSITIONAL else frozenset()
            self._selected[text] = found
        return found


def _index(texts: tuple[str, ...]) -> Mapping[str, list[Entry]]:
    """Return the entries of style sheets by the keys of their selectors."""
    reader = SheetReader()
    for text in texts:
        reader.read(text)
    index: dict[str, list[Entry]] = {}
    for entry in reader.entries():
        index.setdefault(entry.selector.key, []).append(entry)
    return index


_known_index = lru_cache(maxsize=32)(_index)  # the articles of one site often have the same
