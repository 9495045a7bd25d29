"""Where the credit stands in a line: after a cue, in brackets, at the end, at the beginning."""

from __future__ import annotations

from typing import NamedTuple

from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory

from .body import SEPARATORS, Body, BodyReader, Item
from .fold import Folded, fold
from .lexemes import Lexeme, read_lexemes
from .lexicon import Lexicon, lexicon_of
from .makers import Record, settle
from .shape import is_capitalised

_LONGEST = 4000  # characters; of a longer text only both ends are read: a credit stands at one of them
_OPENERS = frozenset("([")
_CUES = ("cue", "maker", "symbol", "courtesy", "handout", "screenshot", "file")


class _Place(NamedTuple):
    start: int  # lexeme indices
    end: int
    body: Body
    record: Record
    cued: bool


def find_credit(text: str, directory: Directory, *, alone: bool = False) -> Credit | None:
    """Find the credit in a caption or a credit line.

    ``alone`` says that the text stood in an element of its own that says "credit": then a bare name is a credit too.
    """
    if len(text) <= _LONGEST:
        return _find(text, directory, alone=alone)
    half = _LONGEST // 2
    tail = _find(text[-half:], directory, alone=False)
    if tail is not None:
        shift = len(text) - half
        return Credit(**{**_fields(tail), "start": tail.start + shift, "end": tail.end + shift})
    return _find(text[:half], directory, alone=False)


def _fields(credit: Credit) -> dict[str, object]:
    return {name: getattr(credit, name) for name in Credit.__slots__}


def _find(text: str, directory: Directory, *, alone: bool) -> Credit | None:
    folded = fold(text)
    lexicon = lexicon_of(directory)
    lexemes = read_lexemes(folded.text, lexicon)
    if not lexemes:
        return None
    finder = _Finder(lexemes, lexicon, directory, alone)
    place = finder.cued() or finder.bracketed() or finder.tail() or finder.head()
    if place is None:
        return None
    return _credit(text, folded, lexemes, place)


def _credit(text: str, folded: Folded, lexemes: list[Lexeme], place: _Place) -> Credit:
    start, end = folded.source(lexemes[place.start].start, lexemes[place.end - 1].end)
    record = place.record
    return Credit(
        text=text[start:end],
        start=start,
        end=end,
        photographers=record.photographers,
        pool=record.pool,
        agencies=record.agencies,
        via=record.via,
        supplied=record.supplied,
        license=record.license,
        ambiguous=record.ambiguous,
        rest=record.rest,
    )


class _Finder:
    def __init__(self, lexemes: list[Lexeme], lexicon: Lexicon, directory: Directory, alone: bool) -> None:
        self.lexemes, self.lexicon, self.directory, self.alone = lexemes, lexicon, directory, alone

    def _place(self, start: int, first: int, stop: int, *, cued: bool) -> _Place | None:
        body = BodyReader(self.lexemes, first, stop, self.lexicon, cued=cued).read()
        if not body.items:
            return None
        record = settle(body.items, self.lexicon, self.directory)
        return None if record.empty else _Place(start, body.end, body, record, cued)

    def cued(self) -> _Place | None:
        """The first credit that a cue opens."""
        for i, lexeme in enumerate(self.lexemes):
            if lexeme.kind != "term":
                continue
            if not any(role in lexeme.meaning for role in _CUES):
                continue
            place = self._after_cue(i, lexeme)
            if place is not None:
                return place
        return None

    def _after_cue(self, i: int, lexeme: Lexeme) -> _Place | None:
        meaning = lexeme.meaning
        following = self.lexemes[i + 1] if i + 1 < len(self.lexemes) else None
        if following is None:
            return None
        colon = following.key in (":", "=", ".", "©")
        marker = any(role in meaning for role in ("courtesy", "handout", "screenshot", "file"))
        if marker and not colon and "courtesy" not in meaning:
            return None
        strong = colon or lexeme.text == "©" or "maker" in meaning or "courtesy" in meaning
        boundary = i == 0 or self.lexemes[i - 1].kind == "stop" or self.lexemes[i - 1].kind == "mark"
        if not strong and not (
            boundary and (is_capitalised(following.text) or following.kind != "word") and is_capitalised(lexeme.text)
        ):
            return None
        first = i if marker else i + (2 if colon and following.key != "©" else 1)
        place = self._place(i, first, len(self.lexemes), cued=True)
        if place is None:
            return None
        if place.body.ending == "prose" and not self._trusted(place, strong=strong):
            return None
        return place

    def _trusted(self, place: _Place, *, strong: bool) -> bool:
        return strong and any(item.role in ("org", "words") for item in place.body.items)

    def bracketed(self) -> _Place | None:
        """The last bracket that holds nothing but a credit."""
        for i in range(len(self.lexemes) - 1, -1, -1):
            if self.lexemes[i].key not in _OPENERS:
                continue
            place = self._place(i + 1, i + 1, len(self.lexemes), cued=False)
            if place is None or place.body.ending != "close":
                continue
            after = place.end + 1
            if self._is_dateline(after):
                continue
            if any(item.role == "org" for item in place.body.items):
                return place
            rest = self.lexemes[after:]
            ends = all(x.kind == "stop" for x in rest)
            if ends and (i == 0 or self.lexemes[i - 1].kind == "stop"):
                return place
        return None

    def _is_dateline(self, after: int) -> bool:
        return after < len(self.lexemes) and self.lexemes[after].key == "-"

    def tail(self) -> _Place | None:
        """A credit that ends the line without brackets or cue."""
        stop = len(self.lexemes)
        while stop and self.lexemes[stop - 1].kind == "stop":
            stop -= 1
        starts = [0, *(i + 1 for i, x in enumerate(self.lexemes[:stop]) if x.kind == "stop")]
        place = self._place(starts[-1], starts[-1], stop, cued=False)
        if place is not None and place.body.ending in ("end", "interface") and self._is_tail(place, starts[-1]):
            return place
        return None

    def _is_tail(self, place: _Place, start: int) -> bool:
        items = place.body.items
        if any(item.role == "org" for item in items):
            return not any(item.before == "," for item in items)
        return len(items) == 1 and bool(place.record.photographers)

    def head(self) -> _Place | None:
        """Not yet."""
        return None


def split_caption(text: str, directory: Directory) -> tuple[str, Credit | None]:
    """Return the caption without its credit, the seams tidied, and the credit."""
    credit = find_credit(text, directory)
    if credit is None:
        return " ".join(text.split()), None
    before, after = text[: credit.start].rstrip(), text[credit.end :].lstrip()
    while before and after and before[-1] in "([" and after[0] in ")]":
        before, after = before[:-1].rstrip(), after[1:].lstrip()
    before = before.rstrip(" -–—/|([")
    after = after.lstrip(" )]-–—/|")
    if before and after[:1] in {".", ","} and before[-1] in ".!?":
        after = after[1:].lstrip()
    return " ".join(f"{before} {after}".split()), credit
