"""``.gitignore`` files, by the pattern format of gitignore(5), matched byte by byte as git does."""

from __future__ import annotations

import errno
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mediaaudit import gate, lazy
from mediaaudit.readers.place import Place

if TYPE_CHECKING:
    from .wildmatch import Glob

GITIGNORE = ".gitignore"
LARGEST = 1 << 20  # bytes of a .gitignore
LONGEST = 4096  # bytes of a pattern; no path is longer
MOST = 2_000  # patterns in force in a folder, or of a setting: each is held against each name
_SPECIAL = frozenset(b"*?[\\")
_BOM = b"\xef\xbb\xbf"


@lazy.dataclass(frozen=True)
class Pattern:
    """One line of a ``.gitignore``: what it matches, below its folder, and whether it brings back.

    ``literal`` is what stands before the first special character; ``rest`` is a glob. ``named``: they are held against
    the last part of a path only.
    """

    literal: bytes
    rest: bytes
    negated: bool
    folders_only: bool
    named: bool

    @cached_property
    def glob(self) -> Glob | None:
        """The glob of ``rest``; None for one that matches nothing."""
        from .wildmatch import parse_glob

        return parse_glob(self.rest, folders=not self.named)

    @cached_property
    def ending(self) -> bytes | None:
        """What a name ends in, for a pattern such as ``*.html``."""
        plain = self.named and not self.literal and self.rest[:1] == b"*" and _SPECIAL.isdisjoint(self.rest[1:])
        return self.rest[1:] if plain else None

    def matches(self, path: bytes, name: bytes) -> bool:
        """Return whether the pattern means a path, whose last part is the name."""
        text = name if self.named else path
        if not self.rest:
            return text == self.literal
        if self.ending is not None:
            return text.endswith(self.ending)
        glob = self.glob if text.startswith(self.literal) else None
        return glob is not None and glob.matches(text[len(self.literal) :])


def read_gitignore(folder: Place, *, above: int = 0) -> tuple[Pattern, ...]:
    """Return the patterns of a folder's ``.gitignore``; ``above`` is how many those of the folders above it have.

    Raises OSError for one that cannot be read, is no regular file, is a link (which git does not follow either), is
    larger than ``LARGEST``, has a pattern longer than ``LONGEST``, or makes more than ``MOST`` patterns with those above.
    """
    path = folder / GITIGNORE
    if isinstance(path, Path):
        data = gate.read_file(path, most=LARGEST, inside=(gate.real_path(path.parent),))
    else:
        data = path.read_bytes()
    lines = data.removeprefix(_BOM).split(b"\n")
    patterns = tuple(pattern for line in lines if (pattern := _parsed(line.removesuffix(b"\r"))))
    if fault := excess(patterns, above=above):
        raise OSError(errno.EFBIG, fault, str(path))
    return patterns


def excess(patterns: Collection[Pattern], *, above: int = 0) -> str:
    """Return how patterns pass the bounds that keep matching quick, "" if they do not. ``above``: how many others hold."""
    if len(patterns) + above > MOST:
        return f"more than {MOST:,} patterns would hold"
    longest = max((len(pattern.literal) + len(pattern.rest) for pattern in patterns), default=0)
    return f"a pattern has more than {LONGEST:,} bytes" if longest > LONGEST else ""


def is_ignored(path: str, patterns: tuple[Pattern, ...], *, folder: bool) -> bool | None:
    """Return whether patterns ignore (True) or bring back (False) a path relative to them; None if they are silent."""
    if not patterns:
        return None
    whole = path.encode("utf-8", "surrogateescape")
    name = whole.rpartition(b"/")[2]
    for pattern in reversed(patterns):
        if (folder or not pattern.folders_only) and pattern.matches(whole, name):
            return not pattern.negated
    return None


def parse_pattern(line: str) -> Pattern | None:
    """Return the pattern of a line, or None for a blank line, a comment, one that matches nothing or is too long."""
    pattern = _parsed(line.removesuffix("\r").encode("utf-8", "surrogateescape"))
    if pattern is None or excess([pattern]) or (pattern.rest and pattern.glob is None):
        return None
    return pattern


def _parsed(line: bytes) -> Pattern | None:
    text = _trimmed(line.partition(b"\0")[0])  # git reads a line as C does
    if not text or text.startswith(b"#"):
        return None
    negated = text.startswith(b"!")
    body = text[negated:]
    folders_only = body.endswith(b"/")
    body = body.removesuffix(b"/")
    if not body:
        return None
    named = b"/" not in body
    body = body.removeprefix(b"/")
    special = next((at for at, byte in enumerate(body) if byte in _SPECIAL), len(body))
    return Pattern(body[:special], body[special:], negated, folders_only, named)


def _trimmed(line: bytes) -> bytes:
    """Return a line without the spaces at its end, but for those that a backslash keeps."""
    bare = line.rstrip(b" ")
    backslashes = len(bare) - len(bare.rstrip(b"\\"))
    return bare + b" " if backslashes % 2 and len(bare) < len(line) else bare
