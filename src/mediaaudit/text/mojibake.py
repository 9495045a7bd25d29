"""Text that was read in the wrong charset: told by its traces, and put right where they allow it."""

from __future__ import annotations

import re

from mediaaudit.lazy import pattern

MAX_TEXT = 20_000  # characters looked at
# The characters that Windows-1252 (or Latin-1, where it has none) shows for UTF-8's continuation bytes 80 to BF.
_CONTINUATION = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_TAIL = f"[{re.escape(_CONTINUATION)}]"
# Two bytes of a Latin letter or sign, three of a quotation mark or dash, and runs of other scripts: one such pair
# alone may be an honest text ("CAFÉ—BAR"), three in a row are not.
_TRACE = pattern(
    rf"[ÂÃ]{_TAIL}|â€{_TAIL}|[Î-Ñ×ØÙ]{_TAIL}(?:[Î-Ñ×ØÙ]{_TAIL}){{2,}}|[à-ï]{_TAIL}{_TAIL}(?:[à-ï]{_TAIL}{_TAIL})+"
)
_MARKS = frozenset("‘’“”„‚–—…‹›«»•™ ")  # honest neighbours of a capital letter at a word's end
_LOST = pattern(r"\w\ufffd|\ufffd\w|\w\?\?+\w")


def misread(text: str) -> str | None:
    """Return the text as it was meant where it was read as Windows-1252 and is in another charset, else None.

    "MÃ¼ller" is "Müller" in UTF-8; see ``charsets`` for "MŸller" (Mac Roman) and "Èâàí" (Windows-1251).
    """
    head = text[:MAX_TEXT]
    if head.isascii():
        return None
    mended = _TRACE.sub(_mend, head)
    if mended == head:
        from mediaaudit.text.charsets import in_other_charset  # its tables are for few texts

        mended = in_other_charset(head) or head
    return None if mended == head else mended + text[MAX_TEXT:]


def lost_letters(text: str) -> bool:
    """Say whether letters were replaced by the mark for undecodable bytes, or by several question marks."""
    return _LOST.search(text[:MAX_TEXT]) is not None


def _mend(match: re.Match[str]) -> str:
    found = match[0]
    before = match.string[match.start() - 1] if match.start() else " "
    if len(found) == 2 and found[1] in _MARKS and before.isupper():
        return found  # AMANHÃ” closes a quotation
    raw = b"".join(
        char.encode("cp1252") if char not in "\x81\x8d\x8f\x90\x9d" else bytes([ord(char)]) for char in found
    )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found
