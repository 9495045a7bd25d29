"""Style sheets read into declarations of what is shown: display, visibility, content-visibility.

Blocks are found by their braces (CSS Syntax 3), nested rules and conditional groups unfolded (CSS Nesting 1, CSS
Conditional 3). Nothing is matched here: see ``styles``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .conditions import media_applies, supports_applies
from .selectors import MAX_LENGTH, Selector, parse_selectors, split_list
from .words import words

__all__ = ["Declaration", "Entry", "Precedence", "SheetReader", "declarations"]

Declaration = tuple[str, str, bool]  # property, value, important
Precedence = tuple[bool, int, tuple[int, int, int], int]  # important, layer, specificity, order: greater wins

MAX_SHEETS = 5_000_000  # code points of one page's style sheets; the largest seen has 670,000
MAX_RULES = 20_000  # rules of one page that say what is shown; the largest seen has about 400
_MAX_DEPTH = 32  # blocks in blocks
_UNLAYERED = 1 << 30

_KEYWORDS = {
    "display": words("""
        none contents block inline inline-block flow-root flex inline-flex grid inline-grid table inline-table
        table-row table-cell table-row-group table-header-group table-footer-group table-column table-column-group
        table-caption list-item run-in ruby ruby-base ruby-text math -webkit-box -webkit-inline-box
        initial inherit unset revert revert-layer
        """),
    "visibility": words("visible hidden collapse initial inherit unset revert revert-layer"),
    "content-visibility": words("visible hidden auto initial inherit unset revert revert-layer"),
}
_DECLARATION = re.compile(
    r"(?:^|;)\s*(display|visibility|content-visibility)\s*:\s*([-a-z]+(?:[ \t]+[-a-z]+)?)\s*(!\s*important)?\s*(?=;|$)",
    re.IGNORECASE,
)
_STRING = r""""(?:[^"\\\n]|\\.)*(?:["\n]|\Z)|'(?:[^'\\\n]|\\.)*(?:['\n]|\Z)"""
_COMMENT_OR_STRING = re.compile(rf"/\*(?:[^*]|\*(?!/))*(?:\*/|\Z)|{_STRING}", re.DOTALL)
_BRACE = re.compile(rf"[{{}}]|{_STRING}|\\.", re.DOTALL)
_AT_RULE = re.compile(r"@([-\w]+)(.*)", re.DOTALL)
_LAYER_STATEMENT = re.compile(r"@layer\s+([^;{}]+);", re.IGNORECASE)
_ASCII_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def declarations(text: str) -> list[Declaration]:
    """Return the valid declarations of a block or a ``style`` attribute that say what is shown, in order."""
    if "/*" in text or '"' in text or "'" in text:
        text = _COMMENT_OR_STRING.sub(" ", text)
    found = []
    for match in _DECLARATION.finditer(text):
        name, value = match[1].lower(), match[2].lower()
        if value in _KEYWORDS[name] or (name == "display" and " " in value):
            found.append((name, value, match[3] is not None))
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """A selector, and what its rule declares at one importance."""

    selector: Selector
    precedence: Precedence
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Frame:
    """An open block: the selector list its declarations are for ("" outside of rules), its layer, whether it applies."""

    selectors: str = ""
    layer: str = ""
    applies: bool = True


_OUTSIDE = _Frame()
_OFF = _Frame(applies=False)


class SheetReader:
    """Style sheets of one tree, read in order into entries."""

    def __init__(self) -> None:
        self._layers: dict[str, int] = {}
        self._left = MAX_SHEETS
        self._order = 0
        self._entries: dict[tuple[str, bool, int, tuple[str, ...]], Entry] = {}

    def entries(self) -> Iterator[Entry]:
        """Yield what was read; of rules that differ in nothing but their place only the last, which wins."""
        yield from self._entries.values()

    def read(self, text: str) -> None:
        """Add one style sheet; what lies beyond the limits of this module is left out."""
        text = text[: self._left]
        self._left -= len(text)
        lower = _lower(text)
        if "display" not in lower and "visibility" not in lower:
            return
        if "/*" in text:
            text = _COMMENT_OR_STRING.sub(lambda match: " " if match[0][0] == "/" else match[0], text)
            lower = _lower(text)
        self._blocks(text, lower)

    def _blocks(self, text: str, lower: str) -> None:
        frames, start = [_OUTSIDE], 0
        for brace in _BRACE.finditer(text):
            end = brace.start()
            if brace[0] == "{":
                split = text.rfind(";", start, end) + 1 or start
                self._block(text, lower, start, split, frames[-1])
                frames.append(self._open(text[split:end].strip(), frames[-1], len(frames)))
            elif brace[0] == "}":
                self._block(text, lower, start, end, frames[-1])
                if len(frames) > 1:
                    frames.pop()
            else:
                continue
            start = brace.end()
        self._block(text, lower, start, len(text), frames[-1])

    def _open(self, prelude: str, parent: _Frame, depth: int) -> _Frame:
        """Return the frame of a block that begins."""
        if not parent.applies or depth > _MAX_DEPTH:
            return _OFF
        if not prelude.startswith("@"):
            selectors = _nest(parent.selectors, prelude) if parent.selectors else prelude
            return _Frame(selectors, parent.layer) if len(selectors) <= MAX_LENGTH else _OFF
        match = _AT_RULE.match(prelude)
        name, rest = (match[1].lower(), match[2].strip()) if match else ("", "")
        if name == "layer":
            layer = f"{parent.layer}.{rest or len(self._layers)}"
            self._layers.setdefault(layer, len(self._layers))
            return _Frame(parent.selectors, layer)
        applies = (name == "media" and media_applies(rest)) or (name == "supports" and supports_applies(rest))
        return parent if applies else _OFF

    def _block(self, text: str, lower: str, start: int, end: int, frame: _Frame) -> None:
        """Take what stands between two braces: declarations, or statements outside of rules."""
        if not frame.applies or start >= end:
            return
        if not frame.selectors:
            for statement in _LAYER_STATEMENT.findall(text, start, end) if "@layer" in lower else ():
                for name in statement.split(","):
                    self._layers.setdefault(f"{frame.layer}.{name.strip()}", len(self._layers))
        elif lower.find("display", start, end) >= 0 or lower.find("visibility", start, end) >= 0:
            self._rule(frame, declarations(text[start:end]))

    def _rule(self, frame: _Frame, found: list[Declaration]) -> None:
        if self._order >= MAX_RULES or not found:
            return
        self._order += 1
        rank = self._layers[frame.layer] if frame.layer else _UNLAYERED
        selectors = parse_selectors(frame.selectors)
        for important in (False, True):
            values = {name: value for name, value, weight in found if weight is important}
            for selector in selectors if values else ():
                # of important declarations the earlier layer wins (CSS Cascade 5, section 6.4.4)
                precedence = (important, -rank if important else rank, selector.specificity, self._order)
                self._entries[selector.text, important, rank, tuple(values)] = Entry(selector, precedence, values)


def _nest(parent: str, child: str) -> str:
    """Write a nested selector list as one of its own (CSS Nesting 1): ``&`` is the parent, else a descendant of it."""
    around = f":is({parent})"
    parts = (part.strip() for part in split_list(child))
    return ", ".join(part.replace("&", around) if "&" in part else f"{around} {part}" for part in parts)


def _lower(text: str) -> str:
    """Lower the ASCII letters only, so that offsets stay."""
    return text.lower() if text.isascii() else text.translate(_ASCII_LOWER)
