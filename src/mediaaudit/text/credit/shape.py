"""What a word looks like: a name's part, an acronym, an account, a number."""

from __future__ import annotations

from mediaaudit.lazy import pattern

_REFERENCE = pattern(r"(?:(?=.*\d)(?=.*[A-Z])[A-Z0-9_]{5,}|\d{6,}[a-z]{1,3})\Z")
_CASELESS = pattern(
    r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u10ff\u1200-\u137f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


def is_capitalised(word: str) -> bool:
    """Say whether a word starts as a name does; scripts without case and names like iStock count."""
    first = word[0]
    if first.isdigit():
        return not word.isdigit()  # 8th, 3sat, 9News
    return first.isupper() or first.istitle() or word[1:2].isupper() or is_caseless(first)


def is_acronym(word: str) -> bool:
    """Say whether a word is all capitals and short: AKM, ESA, 3M."""
    letters = word.replace("-", "")
    return letters.isupper() and letters.isalnum() and len(letters) <= 6 and len(word) > 1 and word.isascii()


def is_initial(word: str) -> bool:
    """Say whether a word is a single capital letter."""
    return len(word) == 1 and word.isupper()


def is_account(word: str) -> bool:
    """Say whether a word looks like an account rather than a name: digits, underscores, capitals inside."""
    return "_" in word or (any(c.isdigit() for c in word) and not word.isdigit()) or is_camel(word)


def is_camel(word: str) -> bool:
    """Say whether a capital follows a small letter inside a word, other than in Mac, Mc, De and the like."""
    for i in range(2, len(word)):
        if word[i].isupper() and word[i - 1].islower():
            return word[:i] not in ("Mac", "Mc", "De", "Di", "La", "Le", "Van", "Von", "Du", "Da", "O", "Fitz")
    return False


def is_reference(word: str) -> bool:
    """Say whether a word is an agency's archive number, as RTR4JDW4 or 16507315bs."""
    return _REFERENCE.match(word) is not None


def is_caseless(word: str) -> bool:
    """Say whether a word is of a script without capitals."""
    return word >= "\u0590" and _CASELESS.match(word) is not None  # most words need no table
