"""One line as it is searched: its lexemes, and what a stretch of them reads as."""

from __future__ import annotations

from typing import NamedTuple

from mediaaudit.model.directory import Directory

from .body import BodyReader
from .items import Body, Ending, Item
from .lexemes import Lexeme
from .lexicon import Lexicon
from .makers import Lean, Record, settle

_OPENERS = frozenset("([【")


class Place(NamedTuple):
    """A credit read at a place: its first lexeme and the one after its last."""

    start: int
    end: int
    body: Body
    record: Record
    doubtful: bool = False

    @property
    def items(self) -> list[Item]:
        """The parts of the credit."""
        return self.body.items

    @property
    def ending(self) -> Ending:
        """What ended it."""
        return self.body.ending


class Line(NamedTuple):
    """A line and the tables it is read with; ``stop`` is where words of the page's interface begin."""

    lexemes: list[Lexeme]
    lexicon: Lexicon
    directory: Directory
    stop: int

    @classmethod
    def of(cls, lexemes: list[Lexeme], lexicon: Lexicon, directory: Directory) -> Line:
        """Make a line of its lexemes."""
        stop = next((n for n, x in enumerate(lexemes) if n and "interface" in x.meaning), len(lexemes))
        return cls(lexemes, lexicon, directory, stop)

    def read(self, start: int, first: int, stop: int, *, cued: bool) -> Place | None:
        """Read a credit that begins at ``start`` (its cue) and whose names begin at ``first``; None for an empty one."""
        body = BodyReader(self.lexemes, first, stop, self.lexicon, cued=cued).read()
        if not body.items:
            return None
        record = settle(body.items, self.lexicon, self.directory, self._lean(start, first))
        return None if record.empty else Place(start, body.end, body, record)

    def _lean(self, start: int, first: int) -> Lean:
        """Say what the cue between two lexemes makes of a name that nobody knows."""
        meaning = self.lexemes[start].meaning
        if start == first or "by" in meaning:
            return None
        if "source" in meaning:
            return "organisation"
        return "person" if "maker" in meaning else None

    def joined(self, first: Place, second: Place) -> Place:
        """Make one place of a credit that is said twice."""
        again = second.items[0]
        again = again._replace(before=again.before or ";")
        body = Body([*first.items, again, *second.items[1:]], second.end, second.ending)
        return Place(first.start, second.end, body, settle(body.items, self.lexicon, self.directory, None))

    def before(self, i: int) -> Lexeme | None:
        """Return the lexeme before one."""
        return self.lexemes[i - 1] if i else None

    def starts(self, i: int) -> bool:
        """Say whether a sentence, a bracket or the line begins at a lexeme."""
        before = self.before(i)
        return before is None or before.kind == "stop" or before.key in _OPENERS

    def bounded(self, i: int) -> bool:
        """Say whether a mark of any kind, or nothing, stands before a lexeme."""
        before = self.before(i)
        return before is None or before.kind in ("stop", "mark")
