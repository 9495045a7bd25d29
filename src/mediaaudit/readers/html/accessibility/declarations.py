"""Declarations of what is shown: display, visibility, content-visibility (CSS Display 3, CSS 2.2, CSS Containment 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mediaaudit.lazy import pattern

from .words import words

__all__ = ["NOT_STRUCTURE", "Declaration", "declarations", "is_telling", "settle"]

Declaration = tuple[str, str, bool]  # property, value, important

_KEYWORDS = {
    "display": words("""
        none contents block inline inline-block flow-root flex inline-flex grid inline-grid table inline-table
        table-row table-cell table-row-group table-header-group table-footer-group table-column table-column-group
        table-caption list-item run-in ruby ruby-base ruby-text math -webkit-box -webkit-inline-box
        initial inherit unset revert revert-layer
        """),
    "visibility": words("visible hidden collapse initial inherit unset revert revert-layer"),
    "content-visibility": words("visible hidden auto initial inherit unset revert revert-layer"),
}
_DECLARATION = pattern(
    r"(?:^|;)\s*(display|visibility|content-visibility)\s*:\s*([-a-z]+(?:[ \t]+[-a-z]+)?)\s*(!\s*important)?\s*(?=;|$)",
    re.IGNORECASE,
)
_STRING = r""""(?:[^"\\\n]|\\.)*(?:["\n]|\Z)|'(?:[^'\\\n]|\\.)*(?:['\n]|\Z)"""
NOT_STRUCTURE = pattern(rf"\\.|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z)|{_STRING}", re.DOTALL)


def is_telling(text: str) -> bool:
    """Tell whether a style sheet may say what is shown."""
    if "display" in text or "visibility" in text:
        return True
    lower = text.lower()
    return "display" in lower or "visibility" in lower


def declarations(text: str) -> list[Declaration]:
    """Return the valid declarations of a block or a ``style`` attribute that say what is shown, in order."""
    if any(sign in text for sign in ("/*", '"', "'")):
        text = NOT_STRUCTURE.sub(" ", text)
    found = []
    for match in _DECLARATION.finditer(text):
        name, value = match[1].lower(), match[2].lower()
        if value in _KEYWORDS[name] or (name == "display" and " " in value):
            found.append((name, value, match[3] is not None))
    return found


def settle(found: Iterable[Declaration]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the values that win within one block: the normal ones, and the important ones."""
    normal: dict[str, str] = {}
    weighty: dict[str, str] = {}
    for name, value, important in found:
        (weighty if important else normal)[name] = value
    return normal, weighty
