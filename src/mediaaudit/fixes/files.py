"""Read and write files whole, through the gate: after any failure a file is the old one or the new one, never between.

Where the system lets a folder be held open (POSIX), everything happens in the very folder that was judged: one that is
swapped for a link meanwhile is not followed.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from mediaaudit.gate import NOT_REGULAR, Folder, held, read_file

CHANGED = "it was changed since it was read"
_LARGEST = 1 << 30  # bytes; articles and pictures have smaller limits, which the audit keeps


class NotFixedError(Exception):
    """Why a file was left as it is, as the end of a sentence: "it is read-only"."""


def read_unchanged(path: Path, digest: str, inside: Sequence[Path]) -> bytes:
    """Return a file's bytes. ``inside`` are the real folders of which one must hold it, ``digest`` is its SHA-256 in hex.

    Raises NotFixedError if it cannot be read or was changed.
    """
    try:
        data = read_file(path, most=_LARGEST, inside=inside)
    except OSError as error:
        raise NotFixedError(f"it cannot be read: {error.strerror or error}") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise NotFixedError(CHANGED)
    return data


def write_whole(path: Path, data: bytes, before: bytes, inside: Sequence[Path]) -> None:
    """Put new content into a file that holds ``before``; mode and owner are kept.

    ``inside`` are the real folders of which one must hold it. The content is written beside the file and put in its place
    in one step (POSIX rename). Raises NotFixedError, the file untouched, for a symbolic link, for one that is read-only,
    has hard links (they would keep the old content), was changed, or whose folder or disk takes no more.
    """
    try:
        with held(path.parent, inside) as folder:
            known = os.stat(folder.of(path.name), dir_fd=folder.descriptor, follow_symlinks=False)
            _refuse(path, folder, known)
            _replace(path, folder, known, data, before)
    except OSError as error:
        raise NotFixedError(f"it cannot be written: {error.strerror or error}") from error


def _refuse(path: Path, folder: Folder, known: os.stat_result) -> None:
    if stat.S_ISLNK(known.st_mode):
        raise NotFixedError(f"it is a link; fix {os.path.realpath(path)} itself")
    if not stat.S_ISREG(known.st_mode):
        raise NotFixedError(NOT_REGULAR)
    if not known.st_mode & 0o222 or not os.access(folder.of(path.name), os.W_OK, dir_fd=folder.descriptor):
        raise NotFixedError("it is read-only")
    if known.st_nlink > 1:
        raise NotFixedError("it has hard links, which would keep the old content")


def _replace(path: Path, folder: Folder, known: os.stat_result, data: bytes, before: bytes) -> None:
    temporary = folder.of(f".mediaaudit-{os.urandom(8).hex()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o600, dir_fd=folder.descriptor)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
            _take_over(stream.fileno(), temporary, known)
        _refuse_changed(folder.of(path.name), folder, before)
        os.replace(temporary, folder.of(path.name), src_dir_fd=folder.descriptor, dst_dir_fd=folder.descriptor)
    except BaseException:
        os.unlink(temporary, dir_fd=folder.descriptor)
        raise


def _refuse_changed(name: str, folder: Folder, before: bytes) -> None:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(name, flags, dir_fd=folder.descriptor), "rb") as stream:
        if stream.read(len(before) + 1) != before:
            raise NotFixedError(CHANGED)


def _take_over(handle: int, temporary: str, known: os.stat_result) -> None:
    """Give the new file the mode and owner of the old one."""
    own = os.fstat(handle)
    if hasattr(os, "fchown") and (own.st_uid, own.st_gid) != (known.st_uid, known.st_gid):
        os.fchown(handle, known.st_uid, known.st_gid)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, stat.S_IMODE(known.st_mode))
    else:
        Path(temporary).chmod(stat.S_IMODE(known.st_mode))
