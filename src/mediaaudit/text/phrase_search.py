"""Find a phrase of a list inside a text, as words: capitals and punctuation do not count."""

from __future__ import annotations

from functools import lru_cache

from .words import plain

MAX_TEXT = 20_000  # characters that are looked at


def find_phrase(text: str, phrases: frozenset[str]) -> str | None:
    """Return the first phrase that stands in a text, the longest of those that begin there, or None."""
    known, lengths = _index(phrases)
    spoken = plain(text[:MAX_TEXT]).split()
    for at, word in enumerate(spoken):
        for length in lengths.get(word, ()):
            phrase = " ".join(spoken[at : at + length])
            if phrase in known:
                return phrase
    return None


@lru_cache(maxsize=64)
def _index(phrases: frozenset[str]) -> tuple[frozenset[str], dict[str, list[int]]]:
    """Return the phrases as they are compared, and the lengths in words of those that begin with a word, falling.

    Lists are few and live long.
    """
    known = frozenset(filter(None, map(plain, phrases)))
    lengths: dict[str, list[int]] = {}
    for length, first in sorted({(phrase.count(" ") + 1, phrase.split()[0]) for phrase in known}, reverse=True):
        lengths.setdefault(first, []).append(length)
    return known, lengths
