"""Licences as credits print them: CC BY-SA 3.0, CC0, public domain."""

from __future__ import annotations

import re

from mediaaudit.lazy import pattern

from .lexemes import Lexeme

_CONDITIONS = ("BY", "SA", "NC", "ND")
_VERSION = pattern(r"\d(?:\.\d)?")
_LINKS = frozenset("-.(/_,")


def read_licence(lexemes: list[Lexeme], start: int, stop: int) -> int:
    """Return the index after a licence that begins at ``start``: its conditions, version and jurisdiction with it."""
    end = i = start + 1
    versioned = False
    while i < stop:
        lexeme = lexemes[i]
        if (
            lexeme.text.upper() in (*_CONDITIONS, "INTERNATIONAL", "LICENSE", "LICENCE", "LIZENZ")
            or lexeme.key.isdigit()
        ):
            versioned = versioned or lexeme.key.isdigit()
            end = i + 1
        elif versioned and len(lexeme.text) == 2 and lexeme.text.isupper() and lexeme.gap:
            return i + 1
        elif lexeme.key not in _LINKS:
            break
        i += 1
    opened = any(lexeme.key == "(" for lexeme in lexemes[start:end])
    return end + 1 if opened and end < stop and lexemes[end].key == ")" else end


def canonical_licence(text: str) -> str:
    """Write a licence in its usual form: "Creative Commons (BY-SA) 3.0" as "CC BY-SA 3.0"."""
    words = re.findall(r"[^\W_]+", text.upper().replace("CREATIVE COMMONS", "CC"))
    if not words or words[0] not in ("CC", "CC0"):
        return text
    conditions = "-".join(word for word in words if word in _CONDITIONS)
    version = _VERSION.search(text.partition("0")[2] if words[0] == "CC0" else text)
    region = (
        words[-1] if version and len(words[-1]) == 2 and words[-1].isalpha() and words[-1] not in _CONDITIONS else ""
    )
    return " ".join(part for part in (words[0], conditions, version.group() if version else "", region) if part)
