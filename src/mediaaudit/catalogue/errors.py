"""Mistakes in files that people write: rule files, house data, configuration."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class CatalogueError(Exception):
    """A file that cannot be used as it is. The message names the file, the key and what would be right."""

    def __init__(self, origin: str | Path, message: str, key: str | None = None) -> None:
        """Take the file, what is wrong in it, and the dotted key where it is wrong."""
        line = _line_of(Path(origin), key) if key else None
        where = f"{origin}:{line}: {key}" if line else f"{origin}: {key}" if key else f"{origin}"
        super().__init__(f"{where}: {message}")
        self.origin = str(origin)
        self.key = key


def _line_of(path: Path, key: str) -> int | None:
    """Return the line of a TOML file where a dotted key stands, None where that is not told by reading lines.

    A key is looked for below the header of its table; ``example[2].html`` below the second ``[[example]]``.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None  # the message is about something else, or about just that
    *tables, name = key.split(".")
    start = 0
    if tables:
        header, _, number = ".".join(tables).partition("[")
        headers = [at for at, line in enumerate(lines) if line.strip().strip("[]") == header]
        wanted = int(number.rstrip("]")) if number.rstrip("]").isdigit() else 1
        if len(headers) < wanted:
            return None
        start = headers[wanted - 1] + 1
    for at in range(start, len(lines)):
        if lines[at].startswith("["):
            break
        if lines[at].partition("=")[0].strip().strip("\"'") == name:
            return at + 1
    return start or None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ", did you mean 'x'?" for the nearest known word, or "" if none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f", did you mean {near[0]!r}?" if near else ""
