"""Read and write files whole: after any failure a file is the old one or the new one, never between."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path

CHANGED = "it was changed since it was read"


class NotFixedError(Exception):
    """Why a file was left as it is, as the end of a sentence: "it is read-only"."""


def read_unchanged(path: Path, digest: str) -> bytes:
    """Return a file's bytes. Raises NotFixedError if it cannot be read or its SHA-256 is another."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotFixedError(f"it cannot be read: {error.strerror or error}") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise NotFixedError(CHANGED)
    return data


def write_whole(path: Path, data: bytes, before: bytes) -> None:
    """Put new content into a file that holds ``before``: mode and owner are kept, a symbolic link stays one.

    The content is written beside the file and put in its place in one step (POSIX rename). Raises NotFixedError, the
    file untouched, for one that is read-only, has hard links (they would keep the old content), was changed, or whose
    folder or disk takes no more.
    """
    try:
        target = path.resolve(strict=True)
        known = target.stat()
        _refuse(target, known)
        _replace(target, known, data, before)
    except OSError as error:
        raise NotFixedError(f"it cannot be written: {error.strerror or error}") from error


def _refuse(target: Path, known: os.stat_result) -> None:
    if not stat.S_ISREG(known.st_mode):
        raise NotFixedError("it is no regular file")
    if not known.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise NotFixedError("it is read-only")
    if known.st_nlink > 1:
        raise NotFixedError("it has hard links, which would keep the old content")


def _replace(target: Path, known: os.stat_result, data: bytes, before: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".mediaaudit-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _take_over(temporary, known)
        _refuse_changed(target, before)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _refuse_changed(target: Path, before: bytes) -> None:
    if target.read_bytes() != before:
        raise NotFixedError(CHANGED)


def _take_over(temporary: Path, known: os.stat_result) -> None:
    own = temporary.stat()
    if hasattr(os, "chown") and (own.st_uid, own.st_gid) != (known.st_uid, known.st_gid):
        os.chown(temporary, known.st_uid, known.st_gid)
    temporary.chmod(stat.S_IMODE(known.st_mode))
