"""Tell a text alternative that names a kind of thing, or an ornament, from one that says what is to be seen."""

from __future__ import annotations

from mediaaudit.text.words import PhraseIndex, plain

_CREDIT = "/©|@("
_SHORT = 4  # words of a text that opens by saying that a thing decorates
_SOLE = 3  # words before a redundant end, at least


def bare_kind(text: str, kinds: PhraseIndex, openers: PhraseIndex, weak: PhraseIndex) -> str | None:
    """Return the kind of thing that a text names without a further word, or None: "A simple chart." names a chart.

    ``kinds`` are such things, ``openers`` articles and the like, ``weak`` words that add nothing.
    """
    said = plain(text)
    while said:
        if kinds.has(said):
            return said
        first, _, rest = said.partition(" ")
        if not (openers.has(first) or weak.has(first)):
            return None
        said = rest
    return None


def is_decoration(text: str, things: PhraseIndex, openings: PhraseIndex, openers: PhraseIndex) -> bool:
    """Say whether a text names an ornament, a line or a background, or says of a thing that it decorates."""
    said = plain(text)
    first, _, rest = said.partition(" ")
    bare = rest if rest and openers.has(first) else said
    opening = openings.start_of(bare)
    return things.has(bare) or (opening is not None and len(bare.split()) <= _SHORT)


def redundant_end(text: str, ends: PhraseIndex, exceptions: PhraseIndex, determiners: PhraseIndex) -> str | None:
    """Return the word with which a text says at its end that it is a picture ("Harbour at dusk image"), or None.

    What a determiner stands before is a thing that is seen: "A woman holds a photo". Behind a bracket or a stroke it is
    part of a credit: "Ida Lund / North Pictures".
    """
    said = plain(text)
    if any(sign in text for sign in _CREDIT) or not text.rstrip(" .!")[-1:].isalpha():
        return None
    end = ends.end_of(said)
    if not end or end == said or exceptions.end_of(said):
        return None
    before = said[: -len(end)].split()
    return end if before and len(before) >= _SOLE - 1 and not determiners.has(before[-1]) else None
