"""The index in one SQLite file: codes and local features are taken into memory when it is first asked.

Written in write-ahead mode, a batch in one transaction: a process that is killed leaves whole batches, readers see the
state before or after one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mediaaudit.model.signature import CODE_BYTES, Signature
from mediaaudit.owned import check_owned, distrust
from mediaaudit.readers.pictures.signature import BadSignature, pack, unpack

from .alike import Alike
from .codes import Codes
from .index import Entry, IndexUnusable, Stamp

APPLICATION = 0x4D415544  # "MAUD", tells our files from other SQLite files
VERSION = 2
PATIENCE = 30.0  # seconds to wait for another writer

_SCHEMA = """
CREATE TABLE picture (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, code BLOB, descriptors BLOB NOT NULL, signature BLOB NOT NULL);
CREATE TABLE file (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, changed INTEGER NOT NULL, sha256 TEXT) WITHOUT ROWID;
CREATE INDEX file_sha256 ON file (sha256);
"""
_SWEEP = "DELETE FROM picture WHERE sha256 = ? AND NOT EXISTS (SELECT 1 FROM file WHERE file.sha256 = picture.sha256)"


class SqliteEngine:
    """The engine of one file; see ``index.Engine``. Every method raises ``IndexUnusable`` for a damaged file."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open an index, or make one where there is no file if ``create``."""
        if not create and not path.exists():
            raise IndexUnusable(f"{path} does not exist")
        self._path = path
        self._features: Alike
        self._codes: Codes
        self._numbers = self._shown = list[int]()  # of the pictures with features, and with a code, by place
        self._state = -1
        with self._plainly():
            check_owned(path, APPLICATION, private=False)
            self._base = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            self._open()

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _open(self) -> None:
        distrust(self._base)
        application, version = (self._number(f"PRAGMA {name}") for name in ("application_id", "user_version"))
        empty = not self._number("SELECT count(*) FROM sqlite_master")
        if empty and application == 0:
            with self._transaction():
                for statement in _SCHEMA.split(";"):
                    self._base.execute(statement)
                self._base.execute(f"PRAGMA application_id = {APPLICATION}")
                self._base.execute(f"PRAGMA user_version = {VERSION}")
        elif application != APPLICATION:
            raise IndexUnusable(f"{self._path} is an SQLite file, but no index of mediaaudit")
        elif version != VERSION:
            raise IndexUnusable(f"{self._path} is an index of version {version}; this is for version {VERSION}")
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")

    def entries(self) -> dict[str, Entry]:
        """Return the files of the index by path."""
        with self._plainly():
            rows = self._base.execute("SELECT path, size, changed, sha256 FROM file").fetchall()
        return {
            path: Entry(path=path, stamp=Stamp(size=size, changed=changed), sha256=sha256)
            for path, size, changed, sha256 in rows
        }

    def holds(self, sha256: str) -> bool:
        """Return whether there is a signature of this content."""
        with self._plainly():
            return self._base.execute("SELECT 1 FROM picture WHERE sha256 = ?", (sha256,)).fetchone() is not None

    def write(self, entries: Sequence[Entry], signatures: Sequence[Signature], gone: Sequence[str]) -> None:
        """Write a batch in one transaction; pictures without a file left go too."""
        paths = [*gone, *(entry.path for entry in entries)]
        with self._plainly(), self._transaction():
            before = [
                row
                for path in paths
                for row in self._base.execute("SELECT sha256 FROM file WHERE path = ? AND sha256 IS NOT NULL", (path,))
            ]
            self._base.executemany("DELETE FROM file WHERE path = ?", [(path,) for path in gone])
            self._base.executemany(
                "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)",
                [(entry.path, entry.stamp.size, entry.stamp.changed, entry.sha256) for entry in entries],
            )
            self._base.executemany(
                "INSERT OR IGNORE INTO picture (sha256, code, descriptors, signature) VALUES (?, ?, ?, ?)",
                [(each.sha256, each.code if each.view else None, each.descriptors, pack(each)) for each in signatures],
            )
            self._base.executemany(_SWEEP, before)

    def candidates(self, signature: Signature, most: int) -> list[Signature]:
        """Return signatures worth comparing: of the same content, of near codes in any turn, of common features."""
        with self._plainly():
            self._load()
            numbers = dict.fromkeys(self._same(signature) + self._near(signature) + self._alike(signature))
            found = []
            for number in list(numbers)[:most]:
                row = self._base.execute("SELECT signature FROM picture WHERE id = ?", (number,)).fetchone()
                if row:
                    found.append(unpack(row[0]))
        return found

    def paths(self, sha256: str) -> list[str]:
        """Return the files with this content, in order."""
        with self._plainly():
            rows = self._base.execute("SELECT path FROM file WHERE sha256 = ? ORDER BY path", (sha256,))
            return [path for (path,) in rows]

    def _same(self, signature: Signature) -> list[int]:
        return [
            number for (number,) in self._base.execute("SELECT id FROM picture WHERE sha256 = ?", (signature.sha256,))
        ]

    def _near(self, signature: Signature) -> list[int]:
        """Return the pictures whose codes are within the radius in some turn, nearest first."""
        found = self._codes.near(signature.code) if signature.view else {}
        return [self._shown[place] for place in sorted(found, key=lambda place: (found[place], place))]

    def _alike(self, signature: Signature) -> list[int]:
        """Return the pictures that have most local features in common."""
        return [self._numbers[place] for place in self._features.to(signature.descriptors)]

    def _load(self) -> None:
        """Take codes and features into memory, unless they are there as the file has them."""
        import numpy as np

        state = self._number("PRAGMA data_version") * 1_000_003 + self._base.total_changes
        if state == self._state:
            return
        rows = self._base.execute("SELECT id, code, descriptors FROM picture ORDER BY id").fetchall()
        self._numbers = [number for number, _, _ in rows]
        self._features = Alike([descriptors for _, _, descriptors in rows])
        self._shown = [number for number, code, _ in rows if code]
        codes = b"".join(code for _, code, _ in rows if code)
        self._codes = Codes(np.frombuffer(codes, np.uint8).reshape(-1, CODE_BYTES))
        self._state = state

    def _number(self, query: str) -> int:
        return int(self._base.execute(query).fetchone()[0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._base.in_transaction:  # SQLite itself has rolled back where the disk was full
                self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, BadSignature, OSError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise IndexUnusable(f"{self._path} cannot be used as an index: {why}") from error
