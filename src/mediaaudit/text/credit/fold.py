"""A line made plain for reading: compatibility characters folded, with the way back to the line.

Full-width letters, ligatures and no-break spaces become their plain forms (NFKC, Unicode UAX 15), zero-width and
direction marks and soft hyphens go, white space runs become one space. ``Folded.source`` turns an offset back.
"""

from __future__ import annotations

import unicodedata

from mediaaudit.lazy import dataclass, pattern

# Zero-width and bidirectional controls, soft hyphen, byte order mark, and the C0/C1 controls that are not white space.
_INVISIBLE = pattern(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
_UNEVEN_SPACE = pattern(r"\s\s|[^\S ]")
_KEPT = {"ⓒ": "©", "Ⓒ": "©"}  # NFKC would leave a letter where a copyright sign is meant


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded line. ``offsets`` holds the source offset of every character, None where nothing moved."""

    text: str
    offsets: tuple[int, ...] | None
    length: int  # of the source

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the source of the non-empty stretch ``start:end`` of the folded text."""
        if self.offsets is None:
            return start, end
        stop = self.offsets[end] if end < len(self.offsets) else self.length
        return self.offsets[start], stop


def fold(line: str) -> Folded:
    """Fold a line; every step is linear in its length."""
    if line.isascii() and line.isprintable() and "  " not in line:
        return Folded(line, None, len(line))
    plain = line.isascii() or unicodedata.is_normalized("NFKC", line)
    if plain and not _INVISIBLE.search(line) and not _UNEVEN_SPACE.search(line):
        return Folded(line, None, len(line))
    characters: list[str] = []
    offsets: list[int] = []
    for start, end in _clusters(line):
        cluster = line[start:end]
        for character in _KEPT.get(cluster) or unicodedata.normalize("NFKC", cluster):
            visible = " " if character.isspace() else character
            if visible == " " and (not characters or characters[-1] == " "):
                continue
            if visible == " " or not _INVISIBLE.match(visible):
                characters.append(visible)
                offsets.append(start)
    return Folded("".join(characters), tuple(offsets), len(line))


def _clusters(line: str) -> list[tuple[int, int]]:
    """Split a line into base characters with what follows and may compose with them: marks, Hangul vowels and finals."""
    starts = [
        i
        for i, character in enumerate(line)
        if i == 0 or not (unicodedata.combining(character) or "\u1160" <= character <= "\u11ff")
    ]
    return list(zip(starts, [*starts[1:], len(line)], strict=True))


def plain_key(text: str) -> str:
    """Return what a name is compared by: case, accents on Latin letters, spaces and punctuation do not count."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if c.isalnum())
