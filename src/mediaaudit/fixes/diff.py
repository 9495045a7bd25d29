"""What fixes would change, as a unified diff."""

from __future__ import annotations

from difflib import unified_diff

from mediaaudit.readers.html.source import read_source


def article_diff(name: str, before: bytes, after: bytes) -> str:
    """Return the unified diff of an article's two contents, its characters decoded as a browser would."""
    source = read_source(before)
    old, new = (data[source.bom :].decode(source.encoding, "replace") for data in (before, after))
    lines = unified_diff(_lines(old), _lines(new), name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Return the lines with their ends; a lone carriage return ends none, as in ``diff`` and ``patch``."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
