"""What earlier runs found out, in one SQLite file: values by the digest of what they depend on, contents by path.

Several processes may use it at once. It is never worth a run: what cannot be read is made anew, a damaged file is begun
afresh, and where nothing can be written the run goes on without; each is said once.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from time import time, time_ns
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from mediaaudit.lazy import dataclass
from mediaaudit.model.report import Notification

if TYPE_CHECKING:
    import sqlite3

NAME = "results.sqlite"
MOST = 4 << 30  # bytes; beyond that the entries go that were used longest ago
RACY = 2_000_000_000  # nanoseconds: the coarsest clock of a file system (FAT)
Kind = Literal["picture", "article", "comparison"]
Result = TypeVar("Result")

_APPLICATION = 0x4D414348  # "MACH", tells our files from other SQLite files
_VERSION = 1
_PATIENCE = 10.0  # seconds to wait for another process's write
_DAY = 86_400
_DAMAGED = frozenset({11, 26})  # SQLITE_CORRUPT, SQLITE_NOTADB
_SCHEMA = """
CREATE TABLE entry (key BLOB PRIMARY KEY, kind TEXT NOT NULL, used INTEGER NOT NULL, value BLOB NOT NULL);
CREATE TABLE file (path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, changed INTEGER, inode INTEGER,
    content BLOB NOT NULL) WITHOUT ROWID;
"""


class Stamp(NamedTuple):
    """By what a file is known to be as it was, times in nanoseconds.

    ``changed`` is the time that nobody can set: tools that edit a file and put its ``modified`` back are seen by it.
    """

    size: int
    modified: int
    changed: int
    inode: int

    @classmethod
    def of(cls, found: os.stat_result) -> Stamp:
        """Return the stamp of a file as ``stat`` says it."""
        inode = found.st_ino - (1 << 64) if found.st_ino >= 1 << 63 else found.st_ino  # SQLite's are signed
        return cls(found.st_size, found.st_mtime_ns, found.st_ctime_ns, inode)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a cache holds: entries by kind, files whose content is known, bytes on disk."""

    entries: dict[str, int]
    files: int
    size: int


class Cache:
    """The cache of one folder. No method raises for the state of the file; ``notices`` says what went wrong."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made, and the file opened, when something is first looked up."""
        self._path = folder / NAME
        self._base: sqlite3.Connection | None = None
        self._reading = self._writing = True
        self._rebuilt = False
        self._today = int(time()) // _DAY
        self._entries: list[tuple[bytes, Kind, int, bytes]] = []
        self._files: list[tuple[str, int, int, int, int, bytes]] = []
        self._touched: list[tuple[int, bytes]] = []
        self._notices: list[Notification] = []

    def get(self, key: bytes) -> bytes | None:
        """Return the value of a key, or None."""
        row = self._ask("SELECT value, used FROM entry WHERE key = ?", key)
        if row is None:
            return None
        if row[1] < self._today:
            self._touched.append((self._today, key))
        value: bytes = row[0]
        return value

    def put(self, key: bytes, kind: Kind, value: bytes) -> None:
        """Keep a value, from the next ``flush`` on."""
        if self._writing:
            self._entries.append((key, kind, self._today, value))

    def content_of(self, path: str, stamp: Stamp) -> str | None:
        """Return the SHA-256 in hex of the file that had this stamp when it was read, or None."""
        row = self._ask("SELECT size, modified, changed, inode, content FROM file WHERE path = ?", _text(path))
        return row[4].hex() if row and row[:4] == stamp else None

    def note(self, path: str, stamp: Stamp, content: str) -> None:
        """Keep what a file held that was read after it had been given this stamp.

        One that changed just now is not noted: within the same tick of the clock it could change once more, unseen.
        """
        if self._writing and max(stamp.modified, stamp.changed) + RACY < time_ns():
            self._files.append((_text(path), *stamp, bytes.fromhex(content)))

    def flush(self) -> None:
        """Write what was put and noted, in one transaction."""
        entries, files, touched = self._entries, self._files, self._touched
        self._entries, self._files, self._touched = [], [], []
        if not self._writing or not (entries or files or touched):
            return

        def write(base: sqlite3.Connection) -> None:
            with _transaction(base):
                base.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)", entries)
                base.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)", files)
                base.executemany("UPDATE entry SET used = ? WHERE key = ?", touched)

        self._guarded(write, writing=True)

    def notices(self) -> tuple[Notification, ...]:
        """Return what went wrong since this was last asked."""
        found, self._notices = tuple(self._notices), []
        return found

    def close(self) -> None:
        """Write what is left, drop what was used longest ago if there is too much, and close the file."""
        self.flush()
        if self._base and self._writing:
            self._guarded(_shrink, writing=True)
        if self._base:
            self._base.close()
            self._base = None

    def contents(self) -> Contents:
        """Count what is there."""

        def count(base: sqlite3.Connection) -> Contents:
            entries = dict(base.execute("SELECT kind, count(*) FROM entry GROUP BY kind").fetchall())
            (files,) = base.execute("SELECT count(*) FROM file").fetchone()
            return Contents(entries=entries, files=files, size=self._path.stat().st_size)

        nothing = Contents(entries={}, files=0, size=0)
        return (self._guarded(count) or nothing) if self._path.exists() else nothing

    def _ask(self, question: str, key: object) -> tuple[Any, ...] | None:
        if not self._reading:
            return None

        def look_up(base: sqlite3.Connection) -> tuple[Any, ...] | None:
            row: tuple[Any, ...] | None = base.execute(question, (key,)).fetchone()
            return row

        return self._guarded(look_up)

    def _guarded(self, work: Callable[[sqlite3.Connection], Result], *, writing: bool = False) -> Result | None:
        """Return what a piece of work returns, None if the file does not let it."""
        import sqlite3

        try:
            if self._base is None:
                writing = False  # a file that does not open is of no use to readers either
                self._base = self._open()
            return work(self._base)
        except (sqlite3.Error, OSError) as error:
            self._react(error, writing=writing)
            return None

    def _open(self) -> sqlite3.Connection:
        from sqlite3 import connect

        from mediaaudit.owned import check_owned, distrust, make_private

        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        check_owned(self._path, _APPLICATION)
        if not self._may_write():
            # Without the files that go with write-ahead logging a reader has to be promised that nobody writes.
            self._writing = False
            return connect(f"{self._path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
        make_private(self._path)
        base = connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            distrust(base)
            _prepare(base)
        except BaseException:
            base.close()
            raise
        return base

    def _may_write(self) -> bool:
        there = self._path.exists()
        return os.access(self._path.parent, os.W_OK) and (not there or os.access(self._path, os.W_OK))

    def _react(self, error: Exception, *, writing: bool) -> None:
        """Begin a damaged file afresh, once; else go on without it, or only read where only writing failed."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # without the extended part
        damaged = code in _DAMAGED
        if self._base and (damaged or not writing):
            self._base.close()
            self._base = None
        from mediaaudit.owned import is_ours

        if damaged and self._writing and not self._rebuilt and is_ours(self._path, _APPLICATION):
            self._rebuilt = True
            try:
                remove(self._path.parent)
            except OSError as refused:
                error = refused
            else:
                self._say("was damaged and has been begun afresh")
                return
        self._writing = False
        self._reading = self._reading and writing and not damaged
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        self._say(f"{'takes nothing more' if self._reading else 'is not used'} in this run: {reason}")

    def _say(self, what: str) -> None:
        message = f"The cache {self._path} {what}."
        self._notices.append(Notification(code="cache", message=message, level="note"))


@cache
def opened(folder: Path) -> Cache:
    """Return this process's cache in a folder."""
    return Cache(folder)


def close(folder: Path | None) -> tuple[Notification, ...]:
    """Close this process's cache in a folder, if there is one, and return what went wrong with it."""
    if folder is None:
        return ()
    cache = opened(folder)
    cache.close()
    opened.cache_clear()
    return cache.notices()


def remove(folder: Path) -> None:
    """Remove the cache of a folder; nothing else that may be there. Raises OSError if that is not allowed, or not ours."""
    from mediaaudit.owned import check_owned, is_ours

    path = folder / NAME
    check_owned(path, _APPLICATION)
    if path.exists() and path.stat().st_size and not is_ours(path, _APPLICATION):
        raise OSError(errno.EPERM, "it was not made by mediaaudit", str(path))
    for ending in ("-wal", "-shm", ""):  # the file last: the others mean nothing without it, and harm a new one
        (folder / f"{NAME}{ending}").unlink(missing_ok=True)


def _text(path: str) -> str:
    """Return a path as SQLite takes it: bytes of a name that are no text are escaped, and differ still."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


@contextmanager
def _transaction(base: sqlite3.Connection) -> Iterator[None]:
    with base:  # commits or rolls back
        base.execute("BEGIN IMMEDIATE")
        yield


def _prepare(base: sqlite3.Connection) -> None:
    """Make the tables where there are none or those of another version. Raises OSError for a stranger's file."""
    with base:  # one view of the file: another process may be making the tables right now
        base.execute("BEGIN")
        tables = base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        application, version = (
            base.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
    if application != _APPLICATION and tables:
        raise OSError(None, "it is an SQLite file of another program")
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = NORMAL")
    if (application, version) == (_APPLICATION, _VERSION):
        return
    with _transaction(base):
        if base.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
            return  # another process was faster
        for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            base.execute(f"DROP TABLE {table}")  # ours, of another version
        for statement in _SCHEMA.split(";"):
            base.execute(statement)
        base.execute(f"PRAGMA application_id = {_APPLICATION}")
        base.execute(f"PRAGMA user_version = {_VERSION}")


def _shrink(base: sqlite3.Connection) -> None:
    pages, free, size = (
        base.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    if (pages - free) * size <= MOST:
        return
    with _transaction(base):
        (entries,) = base.execute("SELECT count(*) FROM entry").fetchone()
        going = "SELECT rowid FROM entry ORDER BY used, rowid LIMIT ?"
        base.execute(f"DELETE FROM entry WHERE rowid IN ({going})", (entries // 3,))  # noqa: S608 - no foreign word
        base.execute("DELETE FROM file")  # made again by reading each file once
