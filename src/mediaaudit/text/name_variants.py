"""Spellings of one person's name among many, and which of them to prefer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from .credit_agreement import name_words

VariantKind = Literal["capitals", "letters", "initials", "near"]

_BUCKET = 100  # names that share a word and are compared with each other; "van" and "Maria" would cost too much
_WORD = 40  # letters of a word that are compared
_SHORTEST = 4  # letters of a word in which one wrong letter is a slip: Jan and Jon are two people
_SLIP = 0.8  # share of letters that a misspelt word keeps


@dataclass(frozen=True, slots=True)
class Variant:
    """What a name should probably be, and in what the two differ.

    ``capitals``: in capitals only; ``letters``: in accents, dots or hyphens; ``initials``: one has an initial for a first
    name; ``near``: by a letter or two. ``staff`` says that the preferred name is one of the newsroom's own list.
    """

    preferred: str
    kind: VariantKind
    staff: bool


def name_variants(names: Iterable[str], roster: Iterable[str]) -> Mapping[str, Variant]:
    """Return, for every spelling that another one should replace, that other one.

    ``names`` are those printed, each as often as it is; ``roster`` names that are right. What is printed most often is
    preferred, then small letters before capitals, and letters with accents before those without.
    """
    counted, staff = Counter(names), frozenset(roster)
    ranked = sorted({*counted, *staff}, key=lambda name: _rank(name, counted[name], name in staff), reverse=True)
    found: dict[str, Variant] = {}
    by_words: dict[tuple[str, ...], str] = {}
    by_word: dict[tuple[int, str], list[str]] = {}
    for name in ranked:
        words = name_words(name)
        if len(words) < 2:
            continue
        preferred = by_words.setdefault(words, name)
        if preferred != name:
            kind: VariantKind = "capitals" if preferred.casefold() == name.casefold() else "letters"
            found[name] = Variant(preferred, kind, preferred in staff)
            continue
        if name not in staff and (near := _near(words, by_word, staff)):
            found[name] = near
        for place in ((0, words[0]), (1, words[-1])):
            bucket = by_word.setdefault(place, [])
            if len(bucket) < _BUCKET:
                bucket.append(name)
    return {name: variant for name, variant in found.items() if counted[name]}


def _rank(name: str, count: int, known: bool) -> tuple[bool, int, bool, int, str]:  # noqa: FBT001
    return known, count, not (name.isupper() or name.islower()), sum(not char.isascii() for char in name), name


def _near(
    words: tuple[str, ...], by_word: Mapping[tuple[int, str], list[str]], staff: frozenset[str]
) -> Variant | None:
    """Return the preferred name that shares first or last word with this one, and nearly the rest."""
    for place in ((1, words[-1]), (0, words[0])):
        for other in by_word.get(place, ()):
            theirs = name_words(other)
            if len(theirs) != len(words):
                continue
            pairs = [(a, b) for a, b in zip(words, theirs, strict=True) if a != b]
            if len(pairs) != 1:
                continue
            a, b = pairs[0]
            if place[0] == 1 and min(len(a), len(b)) == 1 and a[0] == b[0]:
                if len(a) == 1:  # the fuller name is to be preferred, whichever is printed more often
                    return Variant(other, "initials", other in staff)
            elif min(len(a), len(b)) >= _SHORTEST and likeness(a, b) >= _SLIP:
                return Variant(other, "near", other in staff)
    return None


def likeness(a: str, b: str) -> float:
    """Return 1 minus the edit distance of two words over the length of the longer one (0 to 1)."""
    a, b = a[:_WORD], b[:_WORD]
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (left != right))
    return 1 - row[-1] / max(len(a), len(b), 1)
