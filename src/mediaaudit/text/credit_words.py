"""Words of the credit grammar that a line prints: "STR", "file photo", "Symbolbild"."""

from __future__ import annotations

from functools import lru_cache

from mediaaudit.model.directory import Directory

from .phrase_search import find_phrase


def says(line: str, directory: Directory, *roles: str) -> str | None:
    """Return the first phrase of some roles of the credit vocabulary that stands in a line, or None."""
    return find_phrase(line, _phrases(directory, roles))


@lru_cache(maxsize=64)
def _phrases(directory: Directory, roles: tuple[str, ...]) -> frozenset[str]:
    """Return the phrases of some roles; made once for a directory."""
    return frozenset(phrase for role in roles for phrase in directory.vocabulary.get(role, ()))
