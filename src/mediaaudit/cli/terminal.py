"""What the terminal can do, and writing to it: nobody may be there, and a reader may leave before the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

import click

WIDEST = 9  # digits of a width


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
        columns = int(said) if said.isdecimal() and len(said) <= WIDEST else os.get_terminal_size().columns
    except OSError:  # standard output is no terminal
        columns = 0
    return max(60, min(120, columns or 100))


def emit(text: str) -> bool:
    """Write to standard output as UTF-8, whatever the locale says: file names and captions are not ASCII.

    Returns whether there may be a reader for more. Raises OSError.
    """
    return emit_all([text])


def emit_all(pieces: Iterable[str]) -> bool:
    """Write the pieces of a text to standard output as they come, until its reader leaves, as ``head`` does.

    Returns whether there may be a reader for more. Raises OSError.
    """
    for piece in pieces:
        if not _written(piece.encode("utf-8", "replace")):
            return False
    return _written(b"", end=True)


def say(line: str) -> None:
    """Write a line to standard error, if anybody reads it."""
    try:
        click.echo(line, err=True)
    except OSError:
        hush(sys.stderr)


def _written(data: bytes, *, end: bool = False) -> bool:
    try:
        sys.stdout.buffer.write(data)
        if end:
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        hush(sys.stdout)
        return False
    except OSError as error:  # a full disk
        hush(sys.stdout)
        error.filename = "standard output"
        raise
    return True


def hush(stream: TextIO) -> None:
    """Let a stream lead nowhere: what it still holds is written when the process ends, and would fail once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
