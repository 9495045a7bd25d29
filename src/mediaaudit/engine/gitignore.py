"""``.gitignore`` files, by the pattern format of gitignore(5)."""

from __future__ import annotations

import re

from mediaaudit import lazy
from mediaaudit.readers.place import Place

GITIGNORE = ".gitignore"


@lazy.dataclass(frozen=True, slots=True)
class Pattern:
    """One line of a ``.gitignore``: what it matches, below its folder, and whether it brings back."""

    regex: re.Pattern[str]
    negated: bool
    folders_only: bool


def read_gitignore(folder: Place) -> tuple[Pattern, ...]:
    """Return the patterns of a folder's ``.gitignore``; none if it has no readable one."""
    try:
        lines = (folder / GITIGNORE).read_bytes().decode("utf-8", "replace").splitlines()
    except OSError:
        return ()
    return tuple(pattern for line in lines if (pattern := parse_pattern(line)))


def is_ignored(path: str, patterns: tuple[Pattern, ...], *, folder: bool) -> bool | None:
    """Say whether patterns ignore (True) or bring back (False) a path relative to them; None if they are silent."""
    for pattern in reversed(patterns):
        if (folder or not pattern.folders_only) and pattern.regex.fullmatch(path):
            return not pattern.negated
    return None


def parse_pattern(line: str) -> Pattern | None:
    """Return the pattern of a line, or None for a blank line and a comment."""
    line = re.sub(r"(?<!\\) +$", "", line.rstrip("\r\n"))
    if not line or line.startswith("#"):
        return None
    negated = line.startswith("!")
    body = line[1:] if negated else line
    folders_only = body.endswith("/")
    body = body.rstrip("/")
    anchored = "/" in body
    body = body.lstrip("/")
    try:
        regex = re.compile(("" if anchored else r"(?:.*/)?") + _translate(body), re.DOTALL)
    except re.error:
        return None
    return Pattern(regex, negated, folders_only)


_GLOB = lazy.pattern(
    r"(?P<deep>(?:^|/)\*\*(?=/|$)/?)|(?P<stars>\*+)|(?P<one>\?)|(?P<set>\[!?\]?[^\]]*\])|\\(?P<quoted>.)"
)


def _translate(glob: str) -> str:
    """Turn a glob into a regular expression: ``**`` crosses folders, ``*`` and ``?`` do not."""
    parts: list[str] = []
    at = 0
    for found in _GLOB.finditer(glob):
        parts.append(re.escape(glob[at : found.start()]))
        at = found.end()
        if found["deep"] is not None:
            lead = "/" if found["deep"].startswith("/") else ""
            parts.append(f"{lead}(?:.*/)?" if found["deep"].endswith("/") and at < len(glob) else f"{lead}.+")
        elif found["stars"]:
            parts.append("[^/]*")
        elif found["one"]:
            parts.append("[^/]")
        elif found["set"]:
            inner = found["set"][1:-1].replace("\\", "\\\\")
            parts.append(f"(?!/)[{'^' + inner[1:] if inner.startswith('!') else inner}]")
        else:
            parts.append(re.escape(found["quoted"]))
    parts.append(re.escape(glob[at:]))
    return "".join(parts)
