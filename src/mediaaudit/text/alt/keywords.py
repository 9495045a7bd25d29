"""Tell a list of search words from a description."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from mediaaudit.lazy import pattern
from mediaaudit.text.words import words

LONGEST = 2000  # characters looked at
_SEPARATOR = pattern(r"\s*[,;|•·、，；\n]\s*")
_HASHTAG = pattern(r"#\w")
_HASHTAGS = 3
_ITEM = 4  # words that an item of such a list has at most
_REPEATS = 3  # times that one word stands in a text without separators,
_REPEATING = 4  # or items that it stands in
_SENTENCE = pattern(r"[.!?。！？](?:\s|$)")
_LONG = 4  # letters of a word that tells when it is repeated


def is_keyword_list(text: str, grammar: Mapping[str, frozenset[str]], least: int) -> bool:
    """Say whether a text is a list of search words: ``least`` items, hashtags, or one word again and again.

    ``grammar`` are words of grammar by language, which sentences have. A list of names is none: its items begin with
    capitals; in languages that give all nouns one, only repetition tells.
    """
    head = text[:LONGEST].strip()
    if (tags := len(_HASHTAG.findall(head))) >= _HASHTAGS:
        return tags * 2 >= len(head.split())
    if _SENTENCE.search(head.rstrip(".")):
        return False
    items = [item for item in _SEPARATOR.split(head.rstrip(".")) if item]
    counts = [len(words(item)) for item in items]
    if not items or max(counts) > _ITEM:
        return len(items) == 1 and _is_rambling(words(head), grammar)
    if any(_speaks(words(item), grammar) for item in items):
        return False
    repeated = Counter(word for item in items for word in set(words(item)) if len(word) >= _LONG)
    if repeated and max(repeated.values()) >= _REPEATING:
        return True
    return len(items) >= least and sum(_begins_small(item) for item in items[1:]) == len(items) - 1


def _is_rambling(said: tuple[str, ...], grammar: Mapping[str, frozenset[str]]) -> bool:
    """Say whether words without separators or grammar repeat one of them: "cheap shoes buy shoes shoes sale"."""
    repeated = Counter(word for word in said if len(word) >= _LONG)
    often = bool(repeated) and max(repeated.values()) >= _REPEATS
    return often and not _speaks(said, grammar) and not any(map(str.isdigit, said))


def _speaks(said: tuple[str, ...], grammar: Mapping[str, frozenset[str]]) -> bool:
    return any(word in known for word in said for known in grammar.values())


def _begins_small(item: str) -> bool:
    return re.match(r"[^\W\d_]", item) is not None and item[0].islower()
