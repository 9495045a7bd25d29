"""Whether two printed names may be one person's."""

from __future__ import annotations

import unicodedata

from mediaaudit.lazy import pattern
from mediaaudit.model.credit import Tolerance

from .shape import is_account

# Cyrillic and Greek letters by sound, near enough for the skeleton below; Latin letters that NFKD leaves whole.
_LETTERS = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэіґў", "abvgdeziiklmnoprstufieigu", strict=True)),
        "ё": "io", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "iu",
        "я": "ia", "ї": "i", "є": "ie",
        **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)),
        "θ": "th", "χ": "ch", "ψ": "ps",
        "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
    }
)  # fmt: skip
# Spellings of one sound that transliterations differ in; the longer first.
_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("tsch", "c"), ("sh", "s"), ("ch", "h"), ("kh", "h"), ("gh", "g"), ("zh", "z"),
    ("ts", "c"), ("tz", "c"), ("ph", "f"), ("th", "t"), ("dj", "j"), ("iy", "i"), ("yi", "i"), ("ij", "i"),
    ("ou", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a"), ("ck", "k"), ("q", "k"), ("w", "v"), ("y", "i"), ("j", "i"),
)  # fmt: skip
_WORD = pattern(r"[^\W\d_]+")
_LONG_ENOUGH = 7  # letters of a name in which one differing letter is a slip of the pen


def same_person(a: str, b: str) -> tuple[Tolerance, ...] | None:
    """Return the differences that let two names be one person's, () for equal ones, None for two people."""
    if a == b:
        return ()
    if "@" in a + b or is_account(a) or is_account(b):
        return ("account",)
    left, right = _words(a), _words(b)
    if left == right:
        return ("capitals",) if _joined(a) != _joined(b) else ()
    plain_left, plain_right = [_plain(word) for word in left], [_plain(word) for word in right]
    if plain_left == plain_right:
        return ("diacritics",)
    if sorted(plain_left) == sorted(plain_right):
        return ("name-order",)
    if _initials_fit(plain_left, plain_right):
        return ("initials",)
    return _by_sound(plain_left, plain_right)


def _by_sound(left: list[str], right: list[str]) -> tuple[Tolerance, ...] | None:
    sounds_left, sounds_right = [_skeleton(word) for word in left], [_skeleton(word) for word in right]
    if sorted(sounds_left) == sorted(sounds_right) or "".join(sounds_left) == "".join(sounds_right):
        return ("transliteration",)
    if _initials_fit(sounds_left, sounds_right):
        return ("initials", "transliteration")
    short, long = sorted((sounds_left, sounds_right), key=len)
    if short and len(short) < len(long) and set(short) <= set(long) and len(short[-1]) > 1:
        return ("short-name",)
    a, b = "".join(sounds_left), "".join(sounds_right)
    return ("spelling",) if min(len(a), len(b)) >= _LONG_ENOUGH and _one_slip(a, b) else None


def _words(name: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", name).casefold())


def _joined(name: str) -> str:
    return "".join(_WORD.findall(unicodedata.normalize("NFKC", name)))


def _plain(word: str) -> str:
    """Take the accents off."""
    letters = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _skeleton(word: str) -> str:
    """Reduce a word to what its transliterations share."""
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    letters = [letter for n, letter in enumerate(word) if n == 0 or letter != word[n - 1]]
    return "".join(letters)


def _initials_fit(left: list[str], right: list[str]) -> bool:
    """Say whether the family names are equal and the other names agree as far as they are written."""
    if not left or not right or left[-1] != right[-1] or len(left[-1]) == 1:
        return False
    short, long = sorted((left[:-1], right[:-1]), key=len)
    if not short:
        return False
    return all(any(x.startswith(y) or y.startswith(x) for x in long) for y in short) and short[0][0] == long[0][0]


def _one_slip(a: str, b: str) -> bool:
    """Say whether one letter more, fewer, other or swapped with its neighbour makes one word of the other."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    swapped = rest_a[:2] == rest_b[1::-1] and len(rest_b) > 1 and rest_a[2:] == rest_b[2:]
    return rest_a[1:] == rest_b[1:] or rest_a[1:] == rest_b or rest_a == rest_b[1:] or swapped
