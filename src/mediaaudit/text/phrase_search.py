"""Find a phrase of a list inside a text, as words: capitals and punctuation do not count."""

from __future__ import annotations

from functools import lru_cache

from .words import plain

MAX_TEXT = 20_000  # characters that are looked at


def find_phrase(text: str, phrases: frozenset[str]) -> str | None:
    """Return the first phrase that stands in a text, the longest of those that begin there, or None."""
    known, longest = _index(phrases)
    spoken = plain(text[:MAX_TEXT]).split()
    for at in range(len(spoken)):
        for length in range(min(longest, len(spoken) - at), 0, -1):
            phrase = " ".join(spoken[at : at + length])
            if phrase in known:
                return phrase
    return None


@lru_cache(maxsize=64)
def _index(phrases: frozenset[str]) -> tuple[frozenset[str], int]:
    """Return the phrases as they are compared, and the words of the longest; lists are few and live long."""
    known = frozenset(filter(None, map(plain, phrases)))
    return known, max((phrase.count(" ") + 1 for phrase in known), default=0)
