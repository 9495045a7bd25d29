"""Find the credit in a line: after a cue, in brackets, at the end, at the beginning."""

from __future__ import annotations

from functools import lru_cache

from mediaaudit.lazy import replace
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory

from .fold import Folded, fold
from .lexemes import Lexeme, read_lexemes
from .lexicon import lexicon_of
from .line import Line, Place
from .places import find_place

_LONGEST = 4000  # characters: of a longer text only both ends are read, for a credit stands at one of them


def find_credit(text: str, directory: Directory, *, alone: bool = False) -> Credit | None:
    """Find the credit in a caption or a credit line; None where there is none.

    ``alone`` says that the text stood in an element of its own that says "credit": then a bare name or organisation is
    a credit whatever it looks like. Offsets are code points of ``text``.
    """
    if len(text) <= _LONGEST:
        return _find(text, directory, alone=alone)
    half = _LONGEST // 2
    tail = _find(text[-half:], directory, alone=False)
    if tail is None:
        return _find(text[:half], directory, alone=False)
    shift = len(text) - half
    return replace(tail, start=tail.start + shift, end=tail.end + shift)


@lru_cache(maxsize=1024)  # a caption is asked about by its reader and by several rules
def _find(text: str, directory: Directory, *, alone: bool) -> Credit | None:
    folded = fold(text)
    lexicon = lexicon_of(directory)
    lexemes = read_lexemes(folded.text, lexicon)
    if not lexemes:
        return None
    place = find_place(Line.of(lexemes, lexicon, directory), alone=alone)
    return None if place is None else _credit(text, folded, lexemes, place)


def _credit(text: str, folded: Folded, lexemes: list[Lexeme], place: Place) -> Credit:
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
        ambiguous=record.ambiguous or place.doubtful,
        unknown=record.unknown,
        rest=record.rest,
    )
