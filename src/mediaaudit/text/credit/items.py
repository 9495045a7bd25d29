"""The parts of a credit as they are read, and the reader's hands: take a word, close an item, pass a separator."""

from __future__ import annotations

from typing import Literal, NamedTuple

from .lexemes import Lexeme
from .lexicon import Lexicon

Role = Literal[
    "words", "org", "via", "for", "pool", "handout", "courtesy", "screenshot", "file", "licence", "reserved", "drop"
]  # fmt: skip
Ending = Literal["end", "close", "stop", "interface", "cue", "prose"]
SEPARATORS = frozenset("/|•·;,-~=&+\\›>")
CLOSERS = frozenset(")]}】")
QUOTES = frozenset("\"'“”„‟‘’«»‹「」『』")
PLATFORMS = frozenset({"stock", "library", "social"})  # where anyone may have an account


class Item(NamedTuple):
    """One part of a credit: its role, its lexemes, the separator before it ("" for none), the indices it spans."""

    role: Role
    lexemes: tuple[Lexeme, ...]
    before: str
    at: int
    after: int

    @property
    def text(self) -> str:
        """The words as a line would print them, spaced as they were."""
        return "".join((" " if n and x.gap else "") + x.text for n, x in enumerate(self.lexemes))


class Body(NamedTuple):
    """The items read, the index after the last lexeme of the credit, and what ended it."""

    items: list[Item]
    end: int
    ending: Ending


class ItemReader:
    """Reads items from ``start`` up to ``stop``; ``cued`` allows what only a cue can vouch for."""

    def __init__(self, lexemes: list[Lexeme], start: int, stop: int, lexicon: Lexicon, *, cued: bool) -> None:
        self.lexemes, self.stop, self.lexicon, self.cued = lexemes, stop, lexicon, cued
        self.items: list[Item] = []
        self.words: list[Lexeme] = []
        self.before = ""
        self.opened: int | None = None  # number of items before an open bracket
        self.i = self.end = self.first = self.last = start

    def _next(self, offset: int = 1) -> Lexeme | None:
        return self.lexemes[self.i + offset] if self.i + offset < self.stop else None

    def _take(self, lexeme: Lexeme) -> None:
        if not self.words:
            self.first = self.i
        self.words.append(lexeme)
        self.last = self.i
        self.i += 1

    def _flush(self) -> None:
        while self.words and self.words[-1].key == "-":
            self.words.pop()
            self.last -= 1
        if self.words:
            self.end = self.last + 1
            self.items.append(Item("words", tuple(self.words), self.before, self.first, self.end))
            self.words, self.before = [], ""

    def _add(self, role: Role, length: int = 1) -> None:
        self._flush()
        self.items.append(
            Item(role, tuple(self.lexemes[self.i : self.i + length]), self.before, self.i, self.i + length)
        )
        self.before = ""
        self.i += length
        self.end = self.i

    def _separate(self, key: str) -> None:
        self._flush()
        self.before = key
        self.i += 1

    def _names_organisation(self) -> bool:
        return any(self.lexicon.of_organisation(word.key) for word in self.words)

    @staticmethod
    def _platform(item: Item) -> bool:
        agency = item.lexemes[0].agency
        return agency is not None and (agency.kind in PLATFORMS or agency.name == "Getty Images")
