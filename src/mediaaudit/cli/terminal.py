"""What the terminal can do, and writing to it or to files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def wants_color(choice: str) -> bool:
    """Return whether to colour standard output: the flag, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def wants_links(*, color: bool) -> bool:
    """Return whether to write links (OSC 8): only to a terminal, and only where it gets colours too."""
    return color and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Return the columns to write in: what COLUMNS says, else the terminal's, else 100; between 60 and 120."""
    said = os.environ.get("COLUMNS", "")
    try:  # as shutil.get_terminal_size does, which imports what packs archives
        columns = int(said) if said.isdecimal() else os.get_terminal_size().columns
    except OSError:  # standard output is no terminal
        columns = 0
    return max(60, min(120, columns or 100))


def emit(text: str) -> None:
    """Write to standard output as UTF-8, whatever the locale says: file names and captions are not ASCII."""
    emit_all([text])


def emit_all(pieces: Iterable[str]) -> None:
    """Write the pieces of a text to standard output as they come."""
    stream = sys.stdout.buffer
    for piece in pieces:
        stream.write(piece.encode("utf-8", "replace"))
    stream.flush()


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises OSError."""
    write_all(path, [text])


def write_all(path: Path, pieces: Iterable[str]) -> None:
    """Write the pieces of a text to a file as they come; the file is there whole or not at all. Raises OSError."""
    with whole_file(path) as stream:
        for piece in pieces:
            stream.write(piece.encode("utf-8", "replace"))


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a stream whose content is the file's once all was written; until then, and in failure, the file stays."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
