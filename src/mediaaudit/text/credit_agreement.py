"""Do two credits of one picture contradict each other? Doubt counts as no."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import islice

from mediaaudit.lazy import dataclass
from mediaaudit.model.credit import Contradiction, Credit, Tolerance
from mediaaudit.model.directory import Directory

from .agencies import agency_of, homes_of
from .credit import compare_credits

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})
_MOST = 20  # names of a credit that are compared
_LONGEST = 120  # code points of a name that are compared
# Whose name a picture carries because they made it or sent it out. Distributors, stock sites and libraries hand on what
# others made: their name in another's place is a matter for a person to look at.
_MAKERS = frozenset({"wire", "outlet", "government"})


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What two credits contradict each other on, the names that each gives, and what was tolerated on the way.

    ``doubtful`` says that one house may have handed on the other's picture.
    """

    on: Contradiction
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    tolerated: tuple[Tolerance, ...] = ()
    doubtful: bool = False


def disagreement(ours: Credit, theirs: Credit, directory: Directory) -> Disagreement | None:
    """Return what two credits of one picture contradict each other on, or None; see ``compare_credits``.

    Three things are tolerated beyond it: names of one word, which may be accounts, brands or first names, names that may
    be a person's or an organisation's, and a name that one credit has as a person and the other as an organisation.
    """
    ours, theirs = _cut(ours), _cut(theirs)
    found = compare_credits(ours, theirs, directory)
    if found.verdict != "contradict" or _crossed(ours, theirs, directory):
        return None
    if "photographer" in found.contradicts:
        people = (*ours.photographers, *theirs.photographers)
        if {*ours.unknown, *theirs.unknown} & {*people}:
            return None  # either may be the organisation
        if not all(len(name_words(name)) > 1 for name in people):
            return None
        return Disagreement("photographer", ours.photographers, theirs.photographers, found.tolerated)
    mine, other = organisations(ours), organisations(theirs)
    doubtful = bool(ours.photographers and theirs.photographers) or not _are_makers((*mine, *other), directory)
    return Disagreement("organisation", mine, other, found.tolerated, doubtful)


def _cut(credit: Credit) -> Credit:
    """Return a credit with so many names at most that comparing them all costs nothing."""
    if len(credit.photographers) + len(credit.agencies) + len(credit.via) <= _MOST:
        return credit
    people, agencies, via = (
        tuple(islice(names, _MOST)) for names in (credit.photographers, credit.agencies, credit.via)
    )
    return Credit(
        text=credit.text, start=credit.start, end=credit.end, photographers=people, agencies=agencies, via=via,
        pool=credit.pool, supplied=credit.supplied, license=credit.license, ambiguous=credit.ambiguous,
        unknown=credit.unknown,
    )  # fmt: skip


def organisations(credit: Credit) -> tuple[str, ...]:
    """Return every organisation of a credit, before and after a "via"."""
    return (*credit.agencies, *credit.via)


def _are_makers(names: Iterable[str], directory: Directory) -> bool:
    agencies = [agency_of(name, directory) for name in names]
    return all(agency is not None and agency.kind in _MAKERS for agency in agencies)


def _crossed(ours: Credit, theirs: Credit, directory: Directory) -> bool:
    """Say whether a name that one credit has as a person is the other's organisation."""
    return any(
        same_organisation(person, house, directory)
        for a, b in ((ours, theirs), (theirs, ours))
        for person in a.photographers
        for house in organisations(b)
    )


def same_organisation(a: str, b: str, directory: Directory) -> bool:
    """Say whether two names may be of one organisation, or of a house and its brand."""
    ours, theirs = name_words(a), name_words(b)
    if not ours or not theirs or "".join(ours) == "".join(theirs):
        return True
    short, long = sorted((ours, theirs), key=len)
    return set(short) <= set(long) or _is_acronym(short, long) or bool(homes_of(a, directory) & homes_of(b, directory))


def _is_acronym(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)


def name_words(name: str, limit: int = _LONGEST) -> tuple[str, ...]:
    """Return the words of a name as they are compared: small letters without accents, dots and hyphens."""
    plain = unicodedata.normalize("NFKD", name[:limit].casefold().translate(_LETTERS))
    letters = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return tuple(letters.split())
