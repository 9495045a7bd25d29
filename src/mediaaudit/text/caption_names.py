"""The names that a caption or a description mentions."""

from __future__ import annotations

from mediaaudit.lazy import pattern

from .credit_agreement import name_words

_LONGEST = 4000  # code points that are looked at
_WORD = pattern(r"[^\W\d_]+|[.!?:]")


def caption_names(text: str) -> frozenset[str]:
    """Return the capitalised words of a text, folded, apart from those that open a sentence and those all in capitals."""
    found: set[str] = set()
    opening = True
    for token in _WORD.findall(text[:_LONGEST]):
        if not token[0].isalpha():
            opening = True
            continue
        if not opening and len(token) > 2 and token[0].isupper() and not token.isupper():
            found.update(name_words(token))
        opening = False
    return frozenset(found)
