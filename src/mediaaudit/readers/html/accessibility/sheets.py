"""Style sheets read into declarations of what is shown: display, visibility, content-visibility.

Blocks are found by their braces (CSS Syntax 3), nested rules and conditional groups unfolded (CSS Nesting 1, CSS
Conditional 3). Nothing is matched here: see ``styles``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediaaudit.lazy import dataclass, pattern

from .conditions import media_applies, supports_applies
from .declarations import NOT_STRUCTURE, Declaration, declarations
from .selectors import MAX_LENGTH, Selector, parse_selectors, split_list

__all__ = ["Entry", "Precedence", "SheetReader"]

Precedence = tuple[bool, int, tuple[int, int, int], int]  # important, layer, specificity, order: greater wins

MAX_SHEETS = 5_000_000  # code points of one page's style sheets; the largest seen has 670,000
MAX_RULES = 20_000  # rules of one page that say what is shown; the largest seen has about 400
_MAX_DEPTH = 32  # blocks in blocks
_UNLAYERED = 1 << 30

_AT_RULE = pattern(r"@([-\w]+)(.*)", re.DOTALL)
_LAYER_STATEMENT = pattern(r"@layer\s+([^;{}]+);", re.IGNORECASE)
# What scripts undo: Modernizr's class of a page without them (like noscript), and pictures that have yet to get a src
_WITHOUT_SCRIPTS = pattern(r"\.no-?js\b|:not\(\s*\[src\]\s*\)", re.IGNORECASE)
_WORDS = pattern(r"display|visibility|@layer", re.IGNORECASE)


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
        text = _plain(text)
        if not _is_telling(text):
            return
        opened: list[str] = []  # the preludes of the open blocks
        frames = [_OUTSIDE]  # the outer ones of them, as far as they had to be understood
        for piece in text.split("}"):
            if piece.count("{") == 1 and not _is_telling(piece):
                continue
            *preludes, body = piece.split("{")
            for prelude in preludes:
                before, _, own = prelude.rpartition(";")
                if _is_telling(before):
                    self._stretch(before + ";", self._frame(opened, frames))
                opened.append(own)
                if "@layer" in own:  # a layer takes its rank where its name first stands
                    self._frame(opened, frames)
            if _is_telling(body):
                self._stretch(body, self._frame(opened, frames))
            if opened:
                opened.pop()
                del frames[len(opened) + 1 :]

    def _frame(self, opened: list[str], frames: list[_Frame]) -> _Frame:
        """Return the innermost open block, understood together with those around it."""
        for prelude in opened[len(frames) - 1 :]:
            frames.append(self._open(prelude.strip(), frames[-1], len(frames)))
        return frames[-1]

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

    def _stretch(self, text: str, frame: _Frame) -> None:
        """Take what stands between two braces: declarations in a rule, statements outside of rules."""
        if frame.applies and frame.selectors:
            self._rule(frame, declarations(text))
        elif frame.applies:
            for statement in _LAYER_STATEMENT.findall(text):
                for name in statement.split(","):
                    self._layers.setdefault(f"{frame.layer}.{name.strip()}", len(self._layers))

    def _rule(self, frame: _Frame, found: list[Declaration]) -> None:
        if self._order >= MAX_RULES or not found:
            return
        self._order += 1
        rank = self._layers[frame.layer] if frame.layer else _UNLAYERED
        selectors = parse_selectors(frame.selectors)
        if _WITHOUT_SCRIPTS.search(frame.selectors):
            selectors = [each for each in selectors if not _WITHOUT_SCRIPTS.search(each.text)]
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


def _is_telling(text: str) -> bool:
    """Tell whether a stretch of a style sheet is worth reading."""
    return "display" in text or "visibility" in text or "@layer" in text


def _plain(text: str) -> str:
    """Return a style sheet without comments, whose braces are all structure, and whose own words are in lower case."""
    if "/*" in text or (any(sign in text for sign in "\"'\\") and _has_braces(NOT_STRUCTURE.findall(text))):
        text = NOT_STRUCTURE.sub(_without_braces, text)
    lower = text.lower()
    if any(lower.count(word) != text.count(word) for word in ("display", "visibility", "@layer")):
        text = _WORDS.sub(lambda match: match[0].lower(), text)
    return text


def _has_braces(texts: list[str]) -> bool:
    found = "".join(texts)
    return "{" in found or "}" in found


def _without_braces(match: re.Match[str]) -> str:
    found = match[0]
    if found[0] == "/":
        return " "
    if "{" not in found and "}" not in found:
        return found
    return f"\\{ord(found[1]):x} " if found[0] == "\\" else found.replace("{", " ").replace("}", " ")
