"""Spellings of one person's name among many, and which of them to prefer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from mediaaudit.lazy import dataclass

from .credit_agreement import name_words

VariantKind = Literal["capitals", "letters", "initials", "near"]
Words = tuple[str, ...]

_SHORTEST = 5  # letters of a word in which one wrong letter is a slip: Lund and Lind are two families
_LONGEST = 30  # letters of a word in which slips are looked for


@dataclass(frozen=True, slots=True)
class Variant:
    """What a name should probably be, and in what the two differ.

    ``capitals``: in capitals only; ``letters``: in accents, dots or hyphens; ``initials``: one has an initial for a first
    name; ``near``: by one letter. ``staff`` says that the preferred name is one of the newsroom's own list.
    """

    preferred: str
    kind: VariantKind
    staff: bool


def name_variants(names: Iterable[str], roster: Iterable[str]) -> Mapping[str, Variant]:
    """Return, for every spelling that another one should replace, that other one.

    ``names`` are those printed, each as often as it is; ``roster`` names that are right. What is printed most often is
    preferred, then small letters before capitals, and letters with accents before those without; a name in full is
    preferred to one with an initial however often each is printed. Linear in the number of names.
    """
    counted, staff = Counter(names), frozenset(roster)
    ranked = sorted({*counted, *staff}, key=lambda name: _rank(name, counted[name], staff), reverse=True)
    found: dict[str, Variant] = {}
    by_words: dict[Words, str] = {}
    for name in ranked:
        words = name_words(name)
        if len(words) < 2:
            continue
        preferred = by_words.setdefault(words, name)
        if preferred != name:
            kind: VariantKind = "capitals" if preferred.casefold() == name.casefold() else "letters"
            found[name] = Variant(preferred, kind, preferred in staff)
    for name, other, kind in (*_initials(by_words), *_slips(by_words)):
        if name not in staff:
            found.setdefault(name, Variant(other, kind, other in staff))
    return {name: variant for name, variant in found.items() if counted[name]}


def _rank(name: str, count: int, staff: frozenset[str]) -> tuple[bool, int, bool, int, str]:
    accents = sum(not char.isascii() for char in name)
    return name in staff, count, not (name.isupper() or name.islower()), accents, name


def _initials(by_words: Mapping[Words, str]) -> Iterator[tuple[str, str, VariantKind]]:
    """Yield names with an initial for the first name, and the name in full that each may stand for."""
    full: dict[tuple[str, Words], str] = {}
    for words, name in by_words.items():
        if len(words[0]) > 1:
            full.setdefault((words[0][0], words[1:]), name)
    for words, name in by_words.items():
        if len(words[0]) == 1 and (other := full.get((words[0], words[1:]))):
            yield name, other, "initials"


def _slips(by_words: Mapping[Words, str]) -> Iterator[tuple[str, str, VariantKind]]:
    """Yield names that differ from a preferred one by one letter in one word: they share a word with a letter left out."""
    known: dict[tuple[int, Words], str] = {}
    for words, name in by_words.items():
        keys = list(_with_a_letter_less(words))
        other = next((known[key] for key in keys if key in known), None)
        if other:
            yield name, other, "near"
        for key in keys:
            known.setdefault(key, name)


def _with_a_letter_less(words: Words) -> Iterator[tuple[int, Words]]:
    for place, word in enumerate(words):
        if _SHORTEST <= len(word) <= _LONGEST:
            yield place, words
            for at in range(len(word)):
                yield place, (*words[:place], word[:at] + word[at + 1 :], *words[place + 1 :])
