"""Words of a text in any script: folding, tokens, overlap, and look-up of phrases."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mediaaudit.lazy import dataclass, pattern

# Scripts that write no spaces: Thai, Lao, Myanmar, Khmer, kana, Han. Each character stands for a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = pattern(r"[^\W_]+(?:['’][^\W_]+)*")
_ANY_WORD = pattern(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:['’][^\W_{_UNSPACED}]+)*")
_START = pattern("(?<![^ ])[^ ]")
_ANY_START = pattern(rf"[{_UNSPACED}]|(?<![^ ])[^ ]")
_UNSPACED_END = pattern(f"[{_UNSPACED}]$")
_GAP = pattern(r"[\W_]+")
_SHORT = 1000  # characters of a text whose words are remembered for a while


def fold(text: str) -> str:
    """Return the text as it counts in comparisons: compatibility forms (NFKC) and case folded, white space single."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, without punctuation; one for each character where a script has no spaces."""
    return _short_words(text) if len(text) <= _SHORT else _words(text)


def _words(text: str) -> tuple[str, ...]:
    folded = fold(text).replace("’", "'")
    return tuple((_ANY_WORD if _may_be_unspaced(folded) else _WORD).findall(folded))


_short_words = lru_cache(maxsize=2048)(_words)  # many rules ask for the words of one caption


def plain(text: str) -> str:
    """Return the folded text with every run of what is neither letter nor digit as one space."""
    return _short_plain(text) if len(text) <= _SHORT else _plain(text)


def _plain(text: str) -> str:
    folded = fold(text)
    return folded if folded.replace(" ", "").isalnum() else _GAP.sub(" ", folded).strip()


_short_plain = lru_cache(maxsize=256)(_plain)  # as many as the rules ask for on one page, again and again


def share_in(some: Sequence[str], others: Sequence[str]) -> float:
    """Return the share (0 to 1) of the words of ``some`` that ``others`` have too, each as often as in both."""
    if not some:
        return 0.0
    return (Counter(some) & Counter(others)).total() / len(some)


def is_run_of(some: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether the words stand in ``others`` in the same order with nothing between them."""
    return f" {' '.join(some)} " in f" {' '.join(others)} "


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """Phrases for look-up by hash: whole, or at the beginning of a text."""

    phrases: frozenset[str]
    lengths: tuple[int, ...]  # of the phrases, the longest first
    starts: frozenset[str]  # their first two characters: few texts begin with any

    def has(self, text: str) -> bool:
        """Say whether a text (``plain``) is one of the phrases."""
        return text in self.phrases

    def start_of(self, text: str) -> str | None:
        """Return the longest phrase that a text (``plain``) begins with as words, or None."""
        if text[:2] not in self.starts and text[:1] not in self.starts:
            return None
        for length in self.lengths:
            if text[:length] in self.phrases and _ends_word(text, length):
                return text[:length]
        return None

    def end_of(self, text: str) -> str | None:
        """Return the longest phrase that a text (``plain``) ends with as words, or None."""
        for length in self.lengths:
            if length <= len(text) and text[-length:] in self.phrases and _begins_word(text, len(text) - length):
                return text[-length:]
        return None

    def within(self, text: str) -> bool:
        """Say whether one of the phrases stands anywhere in a text (``plain``) as words."""
        return (
            any(self.start_of(text[at : at + self.lengths[0] + 1]) for at in _word_starts(text))
            if self.lengths
            else False
        )


@lru_cache(maxsize=256)
def phrase_index(phrases: frozenset[str]) -> PhraseIndex:
    """Return the index of a phrase list. Lists are few and live long: each is indexed once."""
    known = frozenset(filter(None, map(_plain, phrases)))
    lengths = tuple(sorted({len(phrase) for phrase in known}, reverse=True))
    return PhraseIndex(known, lengths, frozenset(phrase[:2] for phrase in known))


def _may_be_unspaced(text: str) -> bool:
    return not text.isascii() and max(text) >= _UNSPACED[0]  # few texts need the tables of those scripts


def _word_starts(text: str) -> Iterator[int]:
    return (match.start() for match in (_ANY_START if _may_be_unspaced(text) else _START).finditer(text))


def _begins_word(text: str, at: int) -> bool:
    return (
        at == 0
        or text[at - 1] == " "
        or (text[at] >= _UNSPACED[0] and _UNSPACED_END.match(text, at, at + 1) is not None)
    )


def _ends_word(text: str, at: int) -> bool:
    if at >= len(text) or text[at] == " ":
        return True
    return text[at - 1] >= _UNSPACED[0] and _UNSPACED_END.match(text, at - 1, at) is not None
