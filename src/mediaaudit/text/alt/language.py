"""Tell the language of a short text by its words of grammar, where they leave no doubt."""

from __future__ import annotations

from collections.abc import Mapping

from mediaaudit.text.words import words

MOST = 200  # words looked at
FEWEST = 3  # words of grammar that must speak for a language
# Languages written alike that little words do not part.
_KIN = ({"no", "nb", "nn", "da", "sv"}, {"es", "pt", "gl", "ca"}, {"de", "nl", "lb", "af"}, {"nb", "no", "nn"})


def language_of(text: str, lists: Mapping[str, frozenset[str]]) -> str | None:
    """Return the language (ISO 639-1) that the words of grammar of a text speak for, or None where there is doubt.

    ``lists`` maps a language to such words. There must be at least three, twice as many as for any language that is
    not its kin, and for kin one more.
    """
    said = words(text)[:MOST]
    counts = sorted(((sum(map(known.__contains__, said)), language) for language, known in lists.items()), reverse=True)
    if not counts or counts[0][0] < FEWEST:
        return None
    best, language = counts[0]
    for count, other in counts[1:]:
        if count > (best - 1 if are_kin(language, other) else best // 2):
            return None
    return language


def are_kin(one: str, other: str) -> bool:
    """Say whether two languages share so many words that a short text does not part them."""
    return one == other or any(one in family and other in family for family in _KIN)
