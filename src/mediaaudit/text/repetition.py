"""Text that is said twice in a row or in two sentences."""

from __future__ import annotations

from mediaaudit.lazy import pattern

from .words import plain

MIN_WORDS = 5  # of a sentence that is repeated: shorter ones are refrains
MAX_TEXT = 4000  # code points that are looked at
_SENTENCE = pattern(r"(?<=[.!?…])\s+|\n+")


def repeated_part(text: str) -> str | None:
    """Return the words, as printed, that a text says twice: its whole first half, or one of its sentences; else None."""
    words = text[:MAX_TEXT].split()
    half = len(words) // 2
    if half >= MIN_WORDS and len(words) % 2 == 0 and _plain(words[:half]) == _plain(words[half:]):
        return " ".join(words[:half])
    seen: set[str] = set()
    for sentence in _SENTENCE.split(text[:MAX_TEXT]):
        said = plain(sentence)
        if said.count(" ") + 1 < MIN_WORDS:
            continue
        if said in seen:
            return sentence.strip()
        seen.add(said)
    return None


def _plain(words: list[str]) -> str:
    return plain(" ".join(words))
