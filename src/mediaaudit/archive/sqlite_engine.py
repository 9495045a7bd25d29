"""The index in one SQLite file: near codes by band rows, local features in memory once they are asked for.

Written in write-ahead mode, a batch in one transaction: a process that is killed leaves whole batches, readers see the
state before or after one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mediaaudit.model.signature import Signature
from mediaaudit.readers.pictures.signature import BadSignature, pack, unpack

from .features import Features
from .index import Entry, IndexUnusable, Stamp
from .near import RADIUS, code_values, near_values
from .turns import MIRRORED, NONE, TURNS, turn_codes, turn_descriptors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

APPLICATION = 0x4D415544  # "MAUD", tells our files from other SQLite files
VERSION = 1
PATIENCE = 30.0  # seconds to wait for another writer
COMMON = 4  # features that a candidate has in common with the picture at least

_SCHEMA = """
CREATE TABLE picture (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, code BLOB NOT NULL, descriptors BLOB NOT NULL,
    signature BLOB NOT NULL);
CREATE TABLE file (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, changed INTEGER NOT NULL, sha256 TEXT) WITHOUT ROWID;
CREATE INDEX file_sha256 ON file (sha256);
CREATE TABLE band (value INTEGER NOT NULL, picture INTEGER NOT NULL, PRIMARY KEY (value, picture)) WITHOUT ROWID;
"""


class SqliteEngine:
    """The engine of one file; see ``index.Engine``. Every method raises ``IndexUnusable`` for a damaged file."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open an index, or make one where there is no file if ``create``."""
        if not create and not path.exists():
            raise IndexUnusable(f"{path} does not exist")
        self._path = path
        self._features: Features | None = None
        self._state = -1
        with self._plainly():
            self._base = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            self._open()

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _open(self) -> None:
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
        with self._plainly(), self._transaction():
            self._base.executemany("DELETE FROM file WHERE path = ?", [(path,) for path in gone])
            self._base.executemany(
                "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)",
                [(entry.path, entry.stamp.size, entry.stamp.changed, entry.sha256) for entry in entries],
            )
            for signature in signatures:
                self._add(signature)
            self._sweep()

    def _add(self, signature: Signature) -> None:
        row = (signature.sha256, signature.code, signature.descriptors, pack(signature))
        added = self._base.execute(
            "INSERT OR IGNORE INTO picture (sha256, code, descriptors, signature) VALUES (?, ?, ?, ?)", row
        )
        if added.rowcount and signature.view:
            number = added.lastrowid
            self._base.executemany(
                "INSERT INTO band VALUES (?, ?)", [(value, number) for value in code_values(signature.code)]
            )

    def _sweep(self) -> None:
        left = "SELECT id FROM picture WHERE sha256 NOT IN (SELECT sha256 FROM file WHERE sha256 IS NOT NULL)"
        rows = self._base.execute(left).fetchall()
        for (number,) in rows:
            code = self._base.execute("SELECT code FROM picture WHERE id = ?", (number,)).fetchone()[0]
            values = [(value, number) for value in code_values(code)]
            self._base.executemany("DELETE FROM band WHERE value = ? AND picture = ?", values)
            self._base.execute("DELETE FROM picture WHERE id = ?", (number,))

    def candidates(self, signature: Signature, most: int) -> list[Signature]:
        """Return signatures worth comparing: of the same content, of near codes in any turn, of common features."""
        with self._plainly():
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
        import numpy as np

        code = np.frombuffer(signature.code, np.uint8)[None]
        found: dict[int, int] = {}
        for turn in TURNS if signature.view else ():
            turned = turn_codes(code, turn)
            values = near_values(turned.tobytes())
            marks = ",".join("?" * len(values))
            query = f"SELECT DISTINCT id, code FROM band JOIN picture ON id = picture WHERE value IN ({marks})"  # noqa: S608
            for number, other in self._base.execute(query, values):
                bits = int(np.bitwise_count(turned ^ np.frombuffer(other, np.uint8)).sum())
                if bits <= min(RADIUS, found.get(number, RADIUS)):
                    found[number] = bits
        return sorted(found, key=lambda number: (found[number], number))

    def _alike(self, signature: Signature) -> list[int]:
        """Return the pictures that have most local features in common, mirrored or not."""
        import numpy as np

        mine = np.frombuffer(signature.descriptors, np.uint8).reshape(-1, 16)
        features = self._loaded()
        found: dict[int, int] = {}
        for turn in (NONE, MIRRORED):
            left, right = features.matches(turn_descriptors(mine, turn))
            owners = features.owners[left]
            numbers, one = np.unique(np.unique(np.stack([owners, left]), axis=1)[0], return_counts=True)
            _, two = np.unique(np.unique(np.stack([owners, right]), axis=1)[0], return_counts=True)
            for number, count in zip(numbers.tolist(), np.minimum(one, two).tolist(), strict=True):
                found[number] = max(count, found.get(number, 0))
        likely = [number for number, count in found.items() if count >= COMMON]
        return sorted(likely, key=lambda number: (-found[number], number))

    def _loaded(self) -> Features:
        """Return the features of all pictures, read again if the file was written to."""
        import numpy as np

        state = self._number("PRAGMA data_version") * 1_000_003 + self._base.total_changes
        if self._features is None or state != self._state:
            rows = self._base.execute("SELECT id, descriptors FROM picture ORDER BY id").fetchall()
            sizes = [len(descriptors) // 16 for _, descriptors in rows]
            owners = np.repeat(np.array([number for number, _ in rows], np.int64), sizes)
            data = b"".join(descriptors for _, descriptors in rows)
            self._features = Features(np.frombuffer(data, np.uint8).reshape(-1, 16), owners)
            self._state = state
        return self._features

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
        except (sqlite3.Error, BadSignature) as error:
            raise IndexUnusable(f"{self._path} cannot be used as an index: {error}") from error
