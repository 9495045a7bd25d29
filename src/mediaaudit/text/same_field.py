"""Whether two metadata fields that should say the same do, after what storage alone makes different.

IIM cuts its values (By-line and Credit at 32 bytes, Copyright Notice at 128, Caption at 2,000: IIM 4.2, 6.), programs write
capitals, lose accents and misread charsets, and one standard may hold more words than the other. None of that is a
contradiction: where in doubt, two values agree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from .dates import days_apart, parse_date
from .words import plain, share_in, words

# The most bytes an IIM dataset may have (IIM 4.2), by field.
IIM_LIMITS: Mapping[str, int] = {
    "creator": 32, "credit_line": 32, "source": 32, "city": 32, "job_id": 32, "country": 64, "copyright_notice": 128,
    "headline": 256, "instructions": 256, "description": 2000,
}  # fmt: skip
SLACK = 3  # bytes: a cut inside a character, and the blank before the cut that readers take off
SIMILAR = 0.9  # share of words in common: below it, two descriptions are two texts
MAX_TEXT = 10_000  # characters of a value that are compared: five times the longest that IIM can hold
OTHER_DAY = 2  # days: time zones make two clocks differ by up to one day


def cut_by_iim(field: str, short: str, long: str) -> bool:
    """Say whether ``short`` is ``long`` cut at the limit that IIM has for the field."""
    limit = IIM_LIMITS.get(field)
    if limit is None or len(short) >= len(long):
        return False
    # One byte a character or UTF-8: a cut value fills the limit in one of the two.
    full = any(
        limit - SLACK <= size <= limit for size in (len(short), len(short[:MAX_TEXT].encode("utf-8", "replace")))
    )
    return full and plain(long[:MAX_TEXT]).startswith(plain(short))


def same_text(one: str, other: str) -> bool:
    """Say whether two texts are the same but for case, punctuation, accents and misread characters."""
    if plain(one) == plain(other) or _bare(one) == _bare(other) != "":
        return True
    first, second = _undamaged(one), _undamaged(other)
    if min(len(first), len(second)) * 2 >= max(len(plain(one)), len(plain(other))):
        return first == second
    # Mostly beyond ASCII: one of the two in other letters is the other misread.
    return _script(one) != _script(other)


def names_agree(one: str, other: str) -> bool:
    """Say whether two lines of names may mean the same people: one holds the words of the other, initials count."""
    if same_text(one, other):
        return True
    short, long = sorted((words(_plain_letters(one)), words(_plain_letters(other))), key=len)
    if not short or _acronym(short, long):
        return True
    known, initials = set(long), {word[0] for word in long}
    return all(word in known or (len(word) == 1 and word in initials) or word[0] in known for word in short)


def notices_agree(one: str, other: str, boilerplate: frozenset[str]) -> bool:
    """Say whether two copyright notices name the same holder; years and the words of the form do not count."""
    first, second = (
        [word for word in words(_plain_letters(text)) if word not in boilerplate and not word.isdigit()]
        for text in (one, other)
    )
    return not first or not second or names_agree(" ".join(first), " ".join(second))


def descriptions_agree(one: str, other: str) -> bool:
    """Say whether two descriptions are one: the same words, or all of the shorter in the longer."""
    if same_text(one, other):
        return True
    short, long = sorted((words(_plain_letters(one)), words(_plain_letters(other))), key=len)
    return share_in(short, long) >= SIMILAR and (share_in(long, short) >= SIMILAR or " ".join(short) in " ".join(long))


def dates_agree(one: str, other: str) -> bool:
    """Say whether two dates may be one moment, in whatever zone and precision."""
    first, second = parse_date(one), parse_date(other)
    if first is None or second is None:
        return True
    apart = days_apart(first, second)
    return apart is None or apart < OTHER_DAY


def agreement(boilerplate: frozenset[str]) -> Mapping[str, Callable[[str, str], bool]]:
    """Return the comparison of each text field that the three standards share, by its name."""
    compared: Mapping[str, Callable[[str, str], bool]] = {
        "creator": names_agree,
        "credit_line": names_agree,
        "copyright_notice": lambda one, other: notices_agree(one, other, boilerplate),
        "description": descriptions_agree,
        "date_created": dates_agree,
    }
    return {field: _within_limits(agree) for field, agree in compared.items()}


def _within_limits(agree: Callable[[str, str], bool]) -> Callable[[str, str], bool]:
    return lambda one, other: one == other or agree(one[:MAX_TEXT], other[:MAX_TEXT])


def _acronym(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)


def _plain_letters(text: str) -> str:
    """Return the text without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _bare(text: str) -> str:
    return plain(_plain_letters(text)).replace(" ", "")


def _undamaged(text: str) -> str:
    """Return what no charset error touches: the ASCII letters and digits."""
    return "".join(char for char in text.casefold() if char.isascii() and char.isalnum())


def _script(text: str) -> str:
    """Return the script of a text's first letter beyond ASCII: the first word of the letter's Unicode name."""
    letter = next((char for char in text if not char.isascii() and char.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""
