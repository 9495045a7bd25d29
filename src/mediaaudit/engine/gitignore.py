"""``.gitignore`` files, by the pattern format of gitignore(5), matched byte by byte as git does.

A pattern comes from whoever wrote the tree, so it must not take long on any name: what follows a star is looked for at the
first place where it fits and nowhere else, which is right for globs, as every piece between stars has one length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mediaaudit import gate, lazy
from mediaaudit.readers.place import Place

GITIGNORE = ".gitignore"
LARGEST = 1 << 20  # bytes of a .gitignore
LONGEST = 4096  # bytes of a pattern; no path is longer

_CLASSES = {
    b"alnum": rb"0-9A-Za-z", b"alpha": rb"A-Za-z", b"blank": rb" \t", b"cntrl": rb"\x00-\x1f\x7f", b"digit": rb"0-9",
    b"graph": rb"!-~", b"lower": rb"a-z", b"print": rb" -~", b"punct": rb"!-/:-@\[-`{-~", b"space": rb" \t-\r",
    b"upper": rb"A-Z", b"xdigit": rb"0-9A-Fa-f",
}  # fmt: skip
_NEVER = rb"(?!)"


@lazy.dataclass(frozen=True, slots=True)
class Pattern:
    """One line of a ``.gitignore``: what it matches, below its folder, and whether it brings back.

    ``named``: it is held against the last part of a path only.
    """

    regex: re.Pattern[bytes]
    negated: bool
    folders_only: bool
    named: bool


def read_gitignore(folder: Place) -> tuple[Pattern, ...]:
    """Return the patterns of a folder's ``.gitignore``.

    Raises OSError for one that cannot be read, is no regular file, is a link (which git does not follow either), or is
    larger than ``LARGEST``.
    """
    path = folder / GITIGNORE
    if isinstance(path, Path):
        data = gate.read_file(path, most=LARGEST, inside=(gate.real_path(path.parent),))
    else:
        data = path.read_bytes()
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    return tuple(pattern for line in lines if (pattern := parse_pattern(line)))


def is_ignored(path: str, patterns: tuple[Pattern, ...], *, folder: bool) -> bool | None:
    """Return whether patterns ignore (True) or bring back (False) a path relative to them; None if they are silent."""
    if not patterns:
        return None
    whole = path.encode("utf-8", "surrogateescape")
    name = whole.rpartition(b"/")[2]
    for pattern in reversed(patterns):
        if (folder or not pattern.folders_only) and pattern.regex.fullmatch(name if pattern.named else whole):
            return not pattern.negated
    return None


def parse_pattern(line: str) -> Pattern | None:
    """Return the pattern of a line, or None for a blank line, a comment, and a line that is too long for any path."""
    text = _trimmed(line.removesuffix("\r").encode("utf-8", "surrogateescape"))
    if not text or text.startswith(b"#") or len(text) > LONGEST:
        return None
    negated = text.startswith(b"!")
    body = text[negated:]
    folders_only = body.endswith(b"/")
    body = body.removesuffix(b"/")
    if not body:
        return None
    named = b"/" not in body
    expression = _segment(body) if named else _path(body.removeprefix(b"/").split(b"/"))
    return Pattern(re.compile(expression, re.DOTALL), negated, folders_only, named)


def _trimmed(line: bytes) -> bytes:
    """Return a line without the spaces at its end, but for those that a backslash keeps."""
    bare = line.rstrip(b" ")
    backslashes = len(bare) - len(bare.rstrip(b"\\"))
    return bare + b" " if backslashes % 2 and len(bare) < len(line) else bare


def _path(segments: list[bytes]) -> bytes:
    """Return the expression of a pattern with slashes; a segment of two stars or more stands for any number of folders."""
    last = len(segments) - 1
    expression = b""
    group: list[bytes] = []  # what stands since the last ``**``, each with its slash
    deep = False
    for at, segment in enumerate(segments):
        stars = len(segment) > 1 and not segment.strip(b"*")
        if stars and at < last:
            expression += _group(group, deep=deep)
            group, deep = [], True
        elif stars:
            return expression + _group(group, deep=deep) + rb".+"
        else:
            group.append(_segment(segment) + (b"/" if at < last else b""))
    if not deep:
        return expression + b"".join(group)
    # The last group stands at the end: so many folders before it that it fits.
    return expression + rb"(?:[^/]*/)*" + b"".join(group)


def _group(segments: list[bytes], *, deep: bool) -> bytes:
    """Return the expression of whole folders, after any number of others if ``deep``: the first place where they fit."""
    if not segments:
        return b""
    whole = b"".join(segments)
    return rb"(?>(?:[^/]*/)*?" + whole + rb")" if deep else whole


def _segment(glob: bytes) -> bytes:
    """Return the expression of one part of a path; each piece after a star is taken where it first fits."""
    pieces = [b""]
    for part in _parts(glob):
        if part is None:
            return _NEVER
        if part == b"*":
            pieces.append(b"")
        else:
            pieces[-1] += part
    first, *others = pieces
    if not others:
        return first
    amid = b"".join(rb"(?>[^/]*?" + piece + b")" for piece in others[:-1] if piece)
    return rb"(?>" + first + amid + rb")[^/]*" + others[-1]


def _parts(glob: bytes) -> Iterator[bytes | None]:
    """Yield the expression of each part of a glob, ``*`` for stars, None for what git takes for no pattern."""
    at = 0
    while at < len(glob):
        byte = glob[at : at + 1]
        if byte == b"*":
            at += len(glob[at:]) - len(glob[at:].lstrip(b"*"))
            yield b"*"
            continue
        if byte == b"[":
            end, expression = _set(glob, at + 1)
            yield expression
            at = end
            continue
        if byte == b"\\":
            at += 1
            if at == len(glob):
                yield None
                return
            byte = glob[at : at + 1]
            yield re.escape(byte)
        else:
            yield rb"[^/]" if byte == b"?" else re.escape(byte)
        at += 1


def _set(glob: bytes, at: int) -> tuple[int, bytes | None]:
    """Return where a bracket expression ends that begins at a place, and the expression; None for one that is none."""
    negated = glob[at : at + 1] in {b"!", b"^"}
    at += negated
    inner = b""
    first = True
    while True:
        byte = glob[at : at + 1]
        if not byte:
            return len(glob), None
        if byte == b"]" and not first:
            break
        first = False
        if glob[at : at + 2] == b"[:":
            end = glob.find(b"]", at + 2)
            if end > 0 and glob[end - 1 : end] == b":" and end - 1 >= at + 2:
                known = _CLASSES.get(glob[at + 2 : end - 1])
                if known is None:
                    return len(glob), None
                inner += known
                at = end + 1
                continue
        at, low = _letter(glob, at)
        if low is None:
            return len(glob), None
        if glob[at : at + 1] == b"-" and glob[at + 1 : at + 2] not in {b"]", b""}:
            at, high = _letter(glob, at + 1)
            if high is None:
                return len(glob), None
            inner += _range(low, high)
        else:
            inner += _range(low, low)
    return at + 1, rb"(?!/)[" + (b"^" if negated else b"") + inner + b"]"


def _letter(glob: bytes, at: int) -> tuple[int, int | None]:
    """Return where a letter of a bracket expression ends, and its byte."""
    if glob[at : at + 1] == b"\\":
        at += 1
    return (at + 1, glob[at]) if at < len(glob) else (at, None)


def _range(low: int, high: int) -> bytes:
    return b"\\x%02x-\\x%02x" % (low, max(low, high))  # git takes a letter before it looks at the range
