"""A persistent index of pictures: what an engine must do, and what is done the same way with every engine.

The engine keeps rows and finds near codes; comparing is ours. Files are told by content: a file that was moved is not
read as a picture again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from mediaaudit.gate import read_file
from mediaaudit.lazy import dataclass
from mediaaudit.model.duplicates import Comparison
from mediaaudit.model.signature import Signature
from mediaaudit.readers.pictures.limits import Limits
from mediaaudit.readers.pictures.signature import BadSignature, Unreadable, read_signature

from .pair import compare_signatures

BATCH = 64  # files that are written in one go: so many are read again after a crash, at most
GONE = 500  # files that are taken away in one go
LOOKED_AT = 24  # candidates that a query compares, the likeliest first


class IndexUnusable(Exception):  # noqa: N818 - told to people
    """A file or a server that holds no index, a damaged one, or one of another version; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What tells without reading that a file is as it was: size in bytes, and time of change in nanoseconds."""

    size: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file of the index: where it is, its stamp, and its content (SHA-256 in hex); None for no readable picture."""

    path: str
    stamp: Stamp
    sha256: str | None


class Engine(Protocol):
    """Keeps files and signatures, and finds candidates. Each call is done wholly or not at all."""

    def entries(self) -> dict[str, Entry]:
        """Return the files of the index by path."""

    def holds(self, sha256: str) -> bool:
        """Return whether there is a signature of this content."""

    def write(self, entries: Sequence[Entry], signatures: Sequence[Signature], gone: Sequence[str]) -> None:
        """Add or replace files, add signatures, take away the files of the paths ``gone``."""

    def candidates(self, signature: Signature, most: int) -> list[Signature]:
        """Return signatures worth comparing, the likeliest first."""

    def paths(self, sha256: str) -> list[str]:
        """Return the files with this content, in order."""

    def close(self) -> None:
        """Let go of the index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A file of the index that has to do with a picture, as ``a``; the picture asked about is ``b``."""

    path: str
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """What an update did: files read as pictures, known by content, untouched, gone, and not readable (with why)."""

    read: int = 0
    known: int = 0
    untouched: int = 0
    gone: int = 0
    unreadable: tuple[tuple[str, str], ...] = ()


def update(
    engine: Engine,
    files: Iterable[str],
    *,
    inside: tuple[Path, ...] | None = None,
    told: Callable[[int], object] | None = None,
) -> Updated:
    """Bring the index to the state of these files; ``told`` is called with 1 for each.

    ``inside`` are the real folders of which one must hold a file, None for any place.

    May be broken off at any time: what was written stays, and the next update does the rest.
    """
    before = engine.entries()
    wanted = sorted(set(files))
    work = _Work(engine, inside)
    for path in wanted:
        work.look(path, before.get(path))
        if told:
            told(1)
    work.write()
    gone = sorted(set(before).difference(wanted))
    for start in range(0, len(gone), GONE):
        engine.write((), (), gone[start : start + GONE])
    return Updated(
        read=work.read,
        known=work.known,
        untouched=work.untouched,
        gone=len(gone),
        unreadable=tuple(work.unreadable),
    )


class _Work:
    def __init__(self, engine: Engine, inside: tuple[Path, ...] | None) -> None:
        self._engine = engine
        self._inside = inside
        self._entries: list[Entry] = []
        self._signatures: dict[str, Signature] = {}
        self.read = self.known = self.untouched = 0
        self.unreadable: list[tuple[str, str]] = []

    def look(self, path: str, before: Entry | None) -> None:
        """Read a file unless it is as it was."""
        if not path.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in path):
            self.unreadable.append((path, "it cannot be read: its name is no text in UTF-8"))
            return
        try:
            status = Path(path).stat()
            stamp = Stamp(size=status.st_size, changed=status.st_mtime_ns)
            if before and before.stamp == stamp:
                self.untouched += 1
                return
            data = read_file(Path(path), most=Limits().max_bytes, inside=self._inside)
        except OSError as error:
            self.unreadable.append((path, f"it cannot be read: {error.strerror or error}"))
            return
        self._entries.append(Entry(path=path, stamp=stamp, sha256=self._content(path, data)))
        if len(self._entries) >= BATCH:
            self.write()

    def _content(self, path: str, data: bytes) -> str | None:
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in self._signatures or self._engine.holds(sha256):
            self.known += 1
            return sha256
        try:
            self._signatures[sha256] = read_signature(data)
        except Unreadable as error:
            self.unreadable.append((path, str(error)))
            return None
        self.read += 1
        return sha256

    def write(self) -> None:
        """Hand over what was gathered."""
        self._engine.write(self._entries, list(self._signatures.values()), ())
        self._entries, self._signatures = [], {}


def query(engine: Engine, signature: Signature) -> Iterator[Match]:
    """Yield the files of the index that have to do with a picture, duplicates before others, nearest first.

    Raises ``IndexUnusable`` for a damaged index.
    """
    found = []
    for candidate in engine.candidates(signature, LOOKED_AT):
        try:
            comparison = compare_signatures(candidate, signature)
        except BadSignature as error:
            raise IndexUnusable(f"the index is damaged: {error}") from error
        if comparison.relation != "different":
            order = ("identical", "copy", "same-moment", "same-template").index(comparison.relation)
            found.append((order, comparison.distance, candidate.sha256, comparison))
    for _, _, sha256, comparison in sorted(found, key=lambda each: each[:3]):
        for path in engine.paths(sha256):
            yield Match(path=path, comparison=comparison)
