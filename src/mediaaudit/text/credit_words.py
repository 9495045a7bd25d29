"""Words of the credit grammar that a line prints: "STR", "handout", "no archives"."""

from __future__ import annotations

from functools import lru_cache

from mediaaudit.model.directory import Directory

from .words import plain

_LONGEST = 400  # code points of a line that are looked at


def says(line: str, directory: Directory, role: str) -> str | None:
    """Return the longest phrase of a role of the credit vocabulary that stands in a line, or None."""
    spoken = plain(line[:_LONGEST]).split()
    phrases, longest = _phrases(directory, role)
    for length in range(min(longest, len(spoken)), 0, -1):
        for at in range(len(spoken) - length + 1):
            phrase = " ".join(spoken[at : at + length])
            if phrase in phrases:
                return phrase
    return None


@lru_cache(maxsize=64)
def _phrases(directory: Directory, role: str) -> tuple[frozenset[str], int]:
    """Return the phrases of a role and the words of the longest one; made once for a directory."""
    found = frozenset(filter(None, (plain(phrase) for phrase in directory.vocabulary.get(role, ()))))
    return found, max((phrase.count(" ") + 1 for phrase in found), default=0)
