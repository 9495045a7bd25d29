"""Text in a charset of one byte a letter that was read as another: as Windows-1252, which programs take where none is named.

Alphabets that are not Latin leave words of accented letters only ("Èâàí Ïåòðîâ"). Latin ones leave signs and capitals where
no word has any ("MŸller", "Wa³êsa"). What may be an honest word is let pass.
"""

from __future__ import annotations

from typing import NamedTuple

from mediaaudit.lazy import pattern

# Words of bytes from C0 on, and of the few below that are letters in the alphabets meant.
_HIGH_WORD = pattern(r"[\xc0-\xff¸¨º³¿´²¯ª¢¹¼¾]{2,}")
_HIGH_LETTER = pattern(r"(?<!\w)[\xc0-\xff³²](?!\w)|[\xc0-\xff¸¨º³¿´²¯ª¢¹¼¾]{2,}")
_LONG = 4  # letters of a word that no Latin alphabet writes in accented letters alone,
_SEVERAL = 2  # or so many words of three


class _Alphabet(NamedTuple):
    charset: str
    first: str  # the letters of the alphabet lie from here
    last: str
    frequent: frozenset[str]  # letters of which most of any text is made


_ALPHABETS = (
    _Alphabet("cp1251", "Ё", "ґ", frozenset("оеаинтсрвлмкі")),
    _Alphabet("koi8-r", "Ё", "ё", frozenset("оеаинтсрвлмк")),
    _Alphabet("cp1255", "א", "ת", frozenset("יוהלאמרתבנשם")),
    _Alphabet("cp1253", "ʹ", "ώ", frozenset("αοιετσνηυρκςάίόέή")),
)
_MOSTLY = 0.5  # share of letters that are frequent ones: of a real text two thirds, of another alphabet's a third

_HONEST = pattern(r"(?<=[a-z])[\xe0-\xff]")
# Signs and capitals within words, by the charset that has a letter in their place.
_WITHIN = (
    (
        "mac_roman",
        pattern(
            r"(?<=[a-z\xdf-\xff])[ŸŠŽŒ](?![A-Z\xc0-\xde])|(?<=[A-Z])[ŸŠŽ](?=[a-z])|(?<=[A-Za-z])[§‡ˆ‰†](?=[a-z])|(?<=[a-z])ˆ(?!\w)"
            r"|(?<=[A-Z])[†€‡](?=[A-Z])|(?<!\w)[†€](?=[a-z]{3})|(?<=[a-z])™(?=[a-z])"
        ),
    ),
    (
        "cp1250",
        pattern(
            r"(?<=[a-z\xdf-\xff])[³¹¿](?=[a-z\xdf-\xff])|(?<![\w£])£(?=[a-z\xdf-\xff]{2})|(?<!\w)[¯](?=[a-z\xdf-\xff])"
        ),
    ),
    ("cp850", pattern(r"(?<=[A-Za-z])„(?=[a-z])")),
)


def in_other_charset(text: str) -> str | None:
    """Return a text that was read as Windows-1252 as it was meant, None where nothing says that it was misread."""
    return _in_other_alphabet(text) or _in_latin(text)


def _in_other_alphabet(text: str) -> str | None:
    found = [word for word in _HIGH_WORD.findall(text) if sum(char >= "À" for char in word) * 2 > len(word)]
    if not (any(len(word) >= _LONG for word in found) or sum(len(word) == _LONG - 1 for word in found) >= _SEVERAL):
        return None
    best, share = None, _MOSTLY
    for alphabet in _ALPHABETS:
        letters = "".join(filter(None, (_as(word, alphabet.charset) for word in found)))
        if not letters or not all(alphabet.first <= char <= alphabet.last for char in letters) or not _cased(letters):
            continue
        common = sum(char in alphabet.frequent for char in letters.casefold()) / len(letters)
        if common > share:
            best, share = alphabet, common
    if best is None:
        return None
    charset = best.charset
    return _HIGH_LETTER.sub(lambda match: _as(match[0], charset) or match[0], text)


def _cased(letters: str) -> bool:
    """Say whether small letters prevail, or there are none: half of a text in the wrong alphabet is in capitals."""
    capitals = sum(map(str.isupper, letters))
    return capitals * 2 < len(letters) or capitals == len(letters)


def _in_latin(text: str) -> str | None:
    for charset, traces in _WITHIN:
        if charset == "mac_roman" and _HONEST.search(text):
            continue  # Mac Roman has capitals and signs in the place of these
        if traces.search(text) and (meant := _as(text, charset)) is not None:
            return meant
    return None


def _as(text: str, charset: str) -> str | None:
    """Return what the bytes of a text are in another charset, None where it was never read as Windows-1252."""
    try:
        return text.encode("cp1252").decode(charset)
    except UnicodeError:
        return None
