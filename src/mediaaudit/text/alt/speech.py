"""Tell a text that no voice can read out from one that it can."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from mediaaudit.lazy import pattern

SpeechFault = Literal["symbols", "entities", "markup", "mojibake", "number", "fragment"]

SCAN = 4000  # code points looked at
# Character references that were escaped twice: "&amp;quot;" in the page is "&quot;" in the text.
_ENTITY = pattern(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_MARKUP = pattern(
    r"</?(?:a|b|i|p|em|br|div|img|span|strong|figcaption|figure|script|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE
)
# UTF-8 read as Windows-1252 or Latin-1: "Ã¼" for "ü", "â€™" for "’"; and bytes that were no text.
_MOJIBAKE = pattern(
    "Ã[\u0080-\u00bf\u0152-\u017e\u02c6\u02dc\u2013-\u2122]|â€[\u0080-\u00bf\u0152-\u2122]|Â[\u00a0-\u00bf]|\ufffd"
)
_BARE = frozenset("<>|+=~^`$/\\")  # symbols that nobody means as words; arrows, stars and emoji have names
# The first words are missing: a template left out a name and kept its comma.
_FRAGMENT = pattern(r"\s*[,;:.!?)\]](?=\s+\w)")


def speech_fault(text: str) -> SpeechFault | None:
    """Return what keeps a text from being read out, or None.

    ``symbols``: no letter, digit or sign that has a name (emoji have); ``number``: nothing but a number of up to five
    digits; ``entities`` and ``markup``: HTML left as text; ``mojibake``: decoded with the wrong character set;
    ``fragment``: it begins in mid-sentence with a punctuation mark.
    """
    head = text[:SCAN].strip()
    if not head:
        return None
    if not any(_has_a_sound(char) for char in head):
        return "symbols"
    if "&" in head and _ENTITY.search(head):
        return "entities"
    if "<" in head and _MARKUP.search(head):
        return "markup"
    if not head.isascii() and (_MOJIBAKE.search(head) or _is_misread(head)):
        return "mojibake"
    if head.isdecimal() and len(head) < 6:
        return "number"
    return "fragment" if _FRAGMENT.match(head) else None


def _is_misread(text: str) -> bool:
    from mediaaudit.text.charsets import in_other_charset  # its tables are for few texts

    return bool(in_other_charset(text))


def _has_a_sound(char: str) -> bool:
    return char.isalnum() or (unicodedata.category(char)[0] in "SM" and char not in _BARE)
