"""What was fetched, kept on disk: contents by hash, validators by address; and the ledger that processes share.

One SQLite file for a folder, so that several processes of a run, and several runs, wait for their turns at a host and
count together.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import tempfile
from pathlib import Path
from time import time
from typing import NamedTuple

from mediaaudit.gate import leads_outside, read_file, real_folders
from mediaaudit.lazy import pattern
from mediaaudit.owned import check_owned, distrust, make_private
from mediaaudit.resources import cache_folder

_TABLES = """
create table if not exists entry (
    url text primary key, content text not null, media_type text, etag text, modified text, run text, used real);
create table if not exists turn (host text primary key, next real not null);
create table if not exists run (id text primary key, count integer not null, begun real not null);
"""
_APPLICATION = 0x4D414643  # "MAFC", tells our files from other SQLite files
_HASH = pattern("[0-9a-f]{64}")
_LARGEST = 1 << 30  # bytes of a content; what is fetched has its own limit
_BUSY = 30.0  # seconds to wait for another process's write
_DAY = 86_400.0
_LONGEST_WAIT = 60.0  # seconds; a clock that was set back must not stop a run


class Entry(NamedTuple):
    """What is known of an address: its content's hash, what the server called it, and its validators (RFC 9110)."""

    content: str
    media_type: str | None
    etag: str | None
    modified: str | None
    run: str  # the run that last asked


class Store:
    """The cache of one folder. Methods raise OSError or sqlite3.Error where the folder cannot be used."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        """Open the cache, making the folder where there is none; what was used longest ago goes until the rest fits."""
        self._folder = folder
        self._real = real_folders([folder])
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        contents = folder / "content"
        contents.mkdir(mode=0o700, exist_ok=True)
        if contents.is_symlink():
            raise OSError(errno.EPERM, "it is a link", str(contents))
        index = folder / "index.sqlite"
        check_owned(index, _APPLICATION)
        make_private(index)
        self._base = sqlite3.connect(index, timeout=_BUSY, isolation_level=None)
        distrust(self._base)
        tables = self._base.execute("select count(*) from sqlite_master").fetchone()[0]
        if tables and self._base.execute("pragma application_id").fetchone()[0] != _APPLICATION:
            raise OSError(errno.EPERM, "it was not made by mediaaudit", str(index))
        self._base.execute(f"pragma application_id = {_APPLICATION}")
        self._base.execute("pragma journal_mode=wal")
        self._base.execute("pragma synchronous=normal")
        self._base.executescript(_TABLES)
        self._base.execute("delete from run where begun < ?", (time() - _DAY,))
        self._shrink(max_bytes)

    def close(self) -> None:
        """Close the cache."""
        self._base.close()

    def entry(self, url: str) -> Entry | None:
        """Return what is known of an address."""
        row = self._base.execute(
            "select content, media_type, etag, modified, run from entry where url = ?", (url,)
        ).fetchone()
        return Entry(*row) if row else None

    def content(self, entry: Entry) -> bytes | None:
        """Return the bytes of an entry, or None where they are gone or are not what they were."""
        path = self._path(entry.content)
        try:
            data = read_file(path, most=_LARGEST, inside=self._real) if path else b""
        except (FileNotFoundError, PermissionError):
            return None
        return data if hashlib.sha256(data).hexdigest() == entry.content else None

    def keep(self, url: str, data: bytes, entry: Entry) -> None:
        """Store an answer; ``entry.content`` must be its hash."""
        path = self._path(entry.content)
        if path and not path.exists():
            path.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        self._base.execute("insert or replace into entry values (?, ?, ?, ?, ?, ?, ?)", (url, *entry, time()))

    def confirm(self, url: str, run: str) -> None:
        """Note that an entry was found to hold in a run."""
        self._base.execute("update entry set run = ?, used = ? where url = ?", (run, time(), url))

    def count(self, run: str, most: int) -> bool:
        """Count one more address of a run, and say whether it is within the number allowed."""
        row = self._base.execute(
            "insert into run values (?, 1, ?) on conflict (id) do update set count = count + 1 returning count",
            (run, time()),
        ).fetchone()
        return int(row[0]) <= most

    def wait_for(self, host: str, interval: float) -> float:
        """Take the next turn at a host and return the seconds until it comes; turns are ``interval`` seconds apart."""
        now = time()
        row = self._base.execute(
            "insert into turn values (?1, ?2) on conflict (host) do update set "
            "next = case when next + ?3 between ?2 and ?2 + ?4 then next + ?3 else ?2 end returning next",
            (host, now, interval, _LONGEST_WAIT),
        ).fetchone()
        return max(0.0, float(row[0]) - now)

    def _path(self, content: str) -> Path | None:
        """Return where a content is kept, None for what is no hash: what stands in the base may be anybody's."""
        return self._folder / "content" / content[:2] / content if _HASH.fullmatch(content) else None

    def _shrink(self, max_bytes: int) -> None:
        rows = self._base.execute("select content, max(used) from entry group by content order by 2 desc").fetchall()
        total = 0
        for content, _ in rows:
            path = self._path(content) if isinstance(content, str) else None
            kept = path is not None and not leads_outside(path.parent, self._real) and path.is_file()
            total += path.lstat().st_size if path and kept else 0
            if total > max_bytes or not path:
                self._base.execute("delete from entry where content = ?", (content,))
                if path and kept:
                    path.unlink(missing_ok=True)


def user_folder() -> Path:
    """Return the folder of this user's cache; OSError where there is no place for one."""
    folder = cache_folder()
    if folder is None:
        raise FileNotFoundError("this user has no home; say in [fetch] where the cache is to be")
    return folder / "fetch"
