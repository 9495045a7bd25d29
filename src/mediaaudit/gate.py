"""The gate that files are read and written through: regular files only, and none outside the folders that are allowed.

A name is judged by the file that was opened, not before: a folder that is swapped for a link between the two moments
leads nowhere. The proof is portable: the file's real path is inside, and what lies there is the very file that is open.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_PIPES = ("/dev/fd/", "/proc/self/fd/", "/dev/stdin")  # what a shell's <(command) hands over, opened by the user
_HOLDS_FOLDERS = {os.open, os.stat, os.rename, os.unlink} <= os.supports_dir_fd
_CHUNK = 1 << 20  # bytes
NOT_REGULAR = "it is no regular file"


class OutsideError(PermissionError):
    """A path that leads out of the folders that may be read or written."""

    def __init__(self, path: Path) -> None:
        """Take the path."""
        super().__init__(errno.EACCES, "a link leads out of the folders that may be used", str(path))


def real_folders(folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return the real paths of folders, each once."""
    return tuple(dict.fromkeys(map(real_path, folders)))


def real_path(path: Path) -> Path:
    """Return a path without links. One that leads to itself stays as it is (``Path.resolve`` raises RuntimeError)."""
    return Path(os.path.realpath(path))


def is_below(path: str | Path, folders: Sequence[Path]) -> bool:
    """Return whether a real path is one of the folders or below one."""
    real = Path(path)
    return any(real.is_relative_to(folder) for folder in folders)


def leads_outside(path: Path, folders: Sequence[Path]) -> bool:
    """Return whether a path, its links followed, is outside the real folders."""
    return not is_below(os.path.realpath(path), folders)


@contextmanager
def opened(path: Path, *, inside: Sequence[Path] | None = None) -> Iterator[int]:
    """Yield the descriptor of a regular file, open for reading.

    ``inside``: real folders (``real_folders``) of which one must hold the file; None for any place. Raises OSError for
    what is no regular file (a pipe, a device) without waiting for it, and OutsideError.
    """
    if not stat.S_ISREG(path.stat().st_mode):  # asked first: to open some devices does something
        raise OSError(errno.EINVAL, NOT_REGULAR, str(path))
    descriptor = os.open(path, _OPEN | _BINARY)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, NOT_REGULAR, str(path))
        if inside is not None:
            _check_place(path, found, inside)
        yield descriptor
    finally:
        os.close(descriptor)


def read_file(path: Path, *, most: int, inside: Sequence[Path] | None = None, whole: bool = True) -> bytes:
    """Return the bytes of a regular file, ``most`` bytes of it if not ``whole``.

    Raises OSError: as ``opened`` does, and for a file of more than ``most`` bytes if it is to be read whole.
    """
    with opened(path, inside=inside) as descriptor:
        return _read(descriptor, path, most, whole=whole)


def read_named(path: Path, *, most: int) -> bytes:
    """Return the bytes of a file that the user named: a regular one, or a pipe that the shell has opened for us.

    Raises OSError, also for more than ``most`` bytes.
    """
    if not os.fspath(path).startswith(_PIPES):
        return read_file(path, most=most)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return _read(descriptor, path, most, whole=True)
    finally:
        os.close(descriptor)


def read_data(path: Path, *, most: int) -> bytes:
    """Return the bytes of a file of data that the user named: a baseline, decisions, a report.

    It may lie in a folder that anybody wrote, so a link in it that leads elsewhere is not followed. Raises OSError.
    """
    if os.fspath(path).startswith(_PIPES):
        return read_named(path, most=most)
    return read_file(path, most=most, inside=real_folders([home_of(path)]))


def home_of(path: Path) -> Path:
    """Return the folder that a path must not be led out of by links: the working directory if it seems to be below, else its own."""
    seeming, here = os.path.abspath(path), os.path.abspath(os.curdir)  # noqa: PTH100 - links are what this is about
    return Path(here) if Path(seeming).is_relative_to(here) else Path(seeming).parent


class Folder:
    """A folder that is held open, or only known by its real path where the system cannot hold one."""

    def __init__(self, real: Path, descriptor: int | None) -> None:
        """Take the real path, and the open descriptor, None where the system cannot hold folders."""
        self.real, self.descriptor = real, descriptor

    def of(self, name: str) -> str:
        """Return a file's name as the functions of ``os`` take it with ``dir_fd=descriptor``."""
        return name if self.descriptor is not None else str(self.real / name)


@contextmanager
def held(path: Path, inside: Sequence[Path]) -> Iterator[Folder]:
    """Yield a folder whose real path is inside. Raises OutsideError, OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY) if _HOLDS_FOLDERS else None
    try:
        real = Path(os.path.realpath(path))
        there = os.lstat(real)
        held = there if descriptor is None else os.fstat(descriptor)
        if not is_below(real, inside) or (held.st_dev, held.st_ino) != (there.st_dev, there.st_ino):
            raise OutsideError(path)
        yield Folder(real, descriptor)
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _read(descriptor: int, path: Path, most: int, *, whole: bool) -> bytes:
    pieces: list[bytes] = []
    left = most + 1 if whole else most
    while left > 0 and (piece := os.read(descriptor, min(left, _CHUNK))):
        pieces.append(piece)
        left -= len(piece)
    if whole and left <= 0:
        raise OSError(errno.EFBIG, f"it is larger than {size_of(most)}, the limit for such a file", str(path))
    return b"".join(pieces)


def size_of(size: int) -> str:
    """Return a number of bytes in words: "16 MiB"."""
    return f"{size >> 20} MiB" if size >= 1 << 20 else f"{size:,} bytes"


def _check_place(path: Path, found: os.stat_result, inside: Sequence[Path]) -> None:
    real = os.path.realpath(path)
    if not is_below(real, inside):
        raise OutsideError(path)
    there = os.lstat(real)
    if (there.st_dev, there.st_ino) != (found.st_dev, found.st_ino):  # moved while we looked
        raise OutsideError(path)
