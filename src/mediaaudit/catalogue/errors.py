"""Mistakes in files that people write: rule files, house data, configuration."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class CatalogueError(Exception):
    """A file that cannot be used as it is. The message names the file, the key and what would be right."""

    def __init__(self, origin: str | Path, message: str, key: str | None = None) -> None:
        """Take the file, what is wrong in it, and the dotted key where it is wrong."""
        where = f"{origin}: {key}" if key else f"{origin}"
        super().__init__(f"{where}: {message}")
        self.origin = str(origin)
        self.key = key


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ", did you mean 'x'?" for the nearest known word, or "" if none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f", did you mean {near[0]!r}?" if near else ""
