"""SQLite files that mediaaudit keeps: only those that it made are opened, and nothing else is ever removed.

A file of the right name may lie anywhere, put there by anybody: a link that leads elsewhere, another program's base, one
that other users may write to. So a file is looked at before SQLite opens it.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from .gate import NOT_REGULAR, read_file

if TYPE_CHECKING:
    import sqlite3

_MAGIC = b"SQLite format 3\0"  # the first 16 bytes of a file (sqlite.org/fileformat)
_AT = 68  # where its application id stands, four bytes, big-endian
_BESIDE = ("-wal", "-shm", "-journal")  # what SQLite writes beside a file, and reads when it opens it


def check_owned(path: Path, application: int, *, private: bool = True) -> None:
    """Raise OSError, which says why, unless a file may be opened with SQLite: it is absent, empty or ours.

    ``application`` is the application id that tells our files. ``private``: it belongs to this user, and no other may write
    to it. The files beside it may be no links.
    """
    for beside in _BESIDE:
        _check_file(path.with_name(path.name + beside), private=private, follow=False)
    if not _check_file(path, private=private, follow=not private):
        return
    head = read_file(path, most=_AT + 4, whole=False)
    if head and (not head.startswith(_MAGIC) or _application(head) not in {0, application}):
        raise OSError(errno.EPERM, "it was not made by mediaaudit", str(path))


def is_ours(path: Path, application: int) -> bool:
    """Return whether a file says of itself that mediaaudit made it."""
    try:
        head = read_file(path, most=_AT + 4, whole=False)
    except OSError:
        return False
    return head.startswith(_MAGIC) and _application(head) == application


def make_private(path: Path) -> None:
    """Make an empty file that only this user may read and write, if there is none."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return


def distrust(base: sqlite3.Connection) -> None:
    """Have SQLite believe nothing of a file's schema. Raises OSError for one that holds more than tables and indexes."""
    base.execute("PRAGMA trusted_schema = OFF")
    base.execute("PRAGMA cell_size_check = ON")
    others = "SELECT count(*) FROM sqlite_master WHERE type NOT IN ('table', 'index')"
    if base.execute(others).fetchone()[0]:
        raise OSError(errno.EPERM, "it holds triggers or views, which mediaaudit does not make")


def _check_file(path: Path, *, private: bool, follow: bool) -> bool:
    """Return whether there is a file. Raises OSError for one that may not be opened."""
    try:
        found = path.stat() if follow else path.lstat()
    except FileNotFoundError:
        return False
    if stat.S_ISLNK(found.st_mode):
        raise OSError(errno.EPERM, "it is a link", str(path))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, NOT_REGULAR, str(path))
    if private and hasattr(os, "geteuid"):
        if found.st_uid != os.geteuid():
            raise OSError(errno.EPERM, "it belongs to another user", str(path))
        if found.st_mode & 0o022:
            raise OSError(errno.EPERM, "other users may write to it (chmod go-w would change that)", str(path))
    return True


def _application(head: bytes) -> int:
    return int.from_bytes(head[_AT : _AT + 4])
