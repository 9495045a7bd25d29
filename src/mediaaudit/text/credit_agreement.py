"""Do two names, or two credits, speak of the same people and organisations? Doubt counts as yes.

What a newsroom tolerates is tolerated: capitals, accents, initials, a missing first name, another order, accounts,
another script, and small differences of transliteration.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory

from .agencies import agency_of, homes_of

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})
_MOST = 20  # names of a credit that are compared
_LONGEST = 120  # code points of a name that are compared
NEAR = 0.75  # share of letters that two spellings of one name have in common: Nadeschdin and Nadezhdin have 0.78


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What two credits do not agree on, and the names that each gives."""

    on: Literal["photographer", "organisation"]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


def name_words(name: str, limit: int = _LONGEST) -> tuple[str, ...]:
    """Return the words of a name as they are compared: small letters without accents, dots and hyphens."""
    plain = unicodedata.normalize("NFKD", name[:limit].casefold().translate(_LETTERS))
    letters = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return tuple(letters.split())


def same_person(a: str, b: str) -> bool:
    """Say whether two names may be of one person."""
    ours, theirs = name_words(a), name_words(b)
    if not ours or not theirs or _is_account(a) or _is_account(b):
        return True
    if "".join(ours).isascii() != "".join(theirs).isascii():
        return True  # another script: a transliteration cannot be told from another name
    short, long = sorted((ours, theirs), key=len)
    return set(short) <= set(long) or _initials_fit(short, long) or likeness("".join(ours), "".join(theirs)) >= NEAR


def _is_account(name: str) -> bool:
    return "@" in name or "_" in name or (" " not in name.strip() and any(char.isdigit() for char in name))


def _initials_fit(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Say whether every word of the shorter name is a word of the longer one or the beginning of one: J. Ernst."""
    if not any(len(word) > 1 and word in long for word in short):
        return False
    return all(word in long or any(_initial_of(word, other) for other in long) for word in short)


def _initial_of(a: str, b: str) -> bool:
    return min(len(a), len(b)) == 1 and a[0] == b[0]


def likeness(a: str, b: str) -> float:
    """Return 1 minus the edit distance of two texts over the length of the longer one (0 to 1)."""
    a, b = a[:_LONGEST], b[:_LONGEST]
    if not a or not b:
        return float(a == b)
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (left != right))
    return 1 - row[-1] / max(len(a), len(b))


def same_organisation(a: str, b: str, directory: Directory) -> bool:
    """Say whether two names may be of one organisation, or of a house and its brand."""
    ours, theirs = name_words(a), name_words(b)
    if not ours or not theirs or ours == theirs or "".join(ours) == "".join(theirs):
        return True
    short, long = sorted((ours, theirs), key=len)
    if set(short) <= set(long) or _is_acronym(short, long):
        return True
    homes, others = homes_of(a, directory), homes_of(b, directory)
    return bool(homes & others) or likeness("".join(ours), "".join(theirs)) >= NEAR


def _is_acronym(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)


# Whose name a picture carries because they made it or sent it out. Distributors, stock sites and libraries hand on what
# others made: their name beside another house's, or in its place, contradicts nobody.
_MAKERS = frozenset({"wire", "outlet", "government"})


def disagreement(ours: Credit, theirs: Credit, directory: Directory) -> Disagreement | None:
    """Return what two credits of one picture contradict each other on, or None.

    Who names fewer people or organisations contradicts nobody; a photographer in common settles the matter, because
    the chain of agencies behind one photographer is told in many ways. Organisations are held against each other only
    where the house data knows them all as makers of pictures.
    """
    if _crossed(ours, theirs, directory):
        return None
    if ours.photographers and theirs.photographers:
        if _common(ours.photographers, theirs.photographers, same_person):
            return None
        # One word may be an account, a brand or a first name.
        if not all(len(name_words(name)) > 1 for name in (*ours.photographers, *theirs.photographers)):
            return None
        return Disagreement("photographer", ours.photographers, theirs.photographers)
    mine, other = organisations(ours), organisations(theirs)
    if not (mine and other and _all_makers(mine, directory) and _all_makers(other, directory)):
        return None
    if _common(mine, other, lambda a, b: same_organisation(a, b, directory)):
        return None
    return Disagreement("organisation", mine, other)


def organisations(credit: Credit) -> tuple[str, ...]:
    """Return every organisation of a credit, before and after a "via"."""
    return (*credit.agencies, *credit.via)


def _all_makers(names: Iterable[str], directory: Directory) -> bool:
    agencies = [agency_of(name, directory) for name in names]
    return all(agency is not None and agency.kind in _MAKERS for agency in agencies)


def _crossed(ours: Credit, theirs: Credit, directory: Directory) -> bool:
    """Say whether a name that one credit has as a person is the other's organisation."""
    pairs = ((ours, theirs), (theirs, ours))
    return any(
        _common(a.photographers, organisations(b), lambda x, y: same_organisation(x, y, directory)) for a, b in pairs
    )


def _common(ours: Iterable[str], theirs: Iterable[str], same: Callable[[str, str], bool]) -> bool:
    others = tuple(islice(theirs, _MOST))
    return any(same(a, b) for a in islice(ours, _MOST) for b in others)
