"""Words of a page, made fit for a message."""

from __future__ import annotations

SCAN = 16  # times the limit: how much of a text is looked at, so that a megabyte costs nothing


def shorten(text: str, limit: int = 60) -> str:
    """Return the text on one line, without control characters, of at most ``limit`` code points.

    A longer text is cut between words where that loses little, and ends in an ellipsis.
    """
    cut = len(text) > limit * SCAN
    line = text[: limit * SCAN]
    if not line.isprintable():
        line = "".join(char if char.isprintable() else " " for char in line)
    line = " ".join(line.split())
    if len(line) <= limit:
        return f"{line[: limit - 1]}…" if cut else line
    head = line[: limit - 1]
    space = head.rfind(" ")
    return f"{(head[:space] if space > limit // 2 else head).rstrip()}…"
