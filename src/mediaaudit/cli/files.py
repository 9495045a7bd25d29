"""Files that commands write: whole or not at all; what is no file on disk (a pipe, a device) is written as it is."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from mediaaudit.gate import held, home_of, leads_outside, real_folders

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_OWN = {"/dev/stdout": 1, "/dev/stderr": 2}  # what this process has open already, by name
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_OWN_FOLDERS = ("/dev/fd/", "/proc/self/fd/")


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises OSError."""
    write_all(path, [text])


def write_all(path: Path, pieces: Iterable[str]) -> None:
    """Write the pieces of a text to a file as they come; the file is there whole or not at all. Raises OSError."""
    with whole_file(path) as stream:
        for piece in pieces:
            stream.write(piece.encode("utf-8", "replace"))


def check_target(path: Path) -> None:
    """Raise OSError for a path that cannot be written to. To be asked before the work whose result goes there."""
    with _named(path):
        own = _descriptor(path)
        if own is not None:
            os.fstat(own)
            return
        mode = _mode(path)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        folder = _target(path).parent
        if not folder.exists():
            raise FileNotFoundError(errno.ENOENT, f"there is no folder {folder}")
        asked, how = (path, os.W_OK) if _is_direct(mode) else (folder, os.W_OK | os.X_OK)
        if not os.access(asked, how):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a stream whose content is the file's once all was written; until then, and in failure, the file stays.

    A link stays one: the file that it leads to is replaced, if it leads nowhere else. A pipe or a device gets what is
    written at once. Raises OSError, which names the path as given.
    """
    with _named(path):
        own = _descriptor(path)
        mode = _mode(path) if own is None else 0
        direct = os.dup(own) if own is not None else os.open(path, os.O_WRONLY) if _is_direct(mode) else None
    if direct is not None:
        with _stream(direct, path) as stream:
            yield stream
        return
    with ExitStack() as stack:
        with _named(path):
            target = _target(path)
            folder = stack.enter_context(held(target.parent, (target.parent,)))
            temporary = folder.of(f".{target.name[:50]}.{os.urandom(8).hex()}")
            handle = os.open(temporary, _NEW, 0o600, dir_fd=folder.descriptor)
        try:
            with _stream(handle, path) as stream:
                yield stream
            with _named(path):
                os.chmod(temporary, mode & 0o777 if mode else 0o666 & ~_umask(), dir_fd=folder.descriptor)
                os.replace(
                    temporary, folder.of(target.name), src_dir_fd=folder.descriptor, dst_dir_fd=folder.descriptor
                )
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(temporary, dir_fd=folder.descriptor)
            raise


def make_folder(path: Path) -> None:
    """Make a folder and those above it, unless a link leads it out of where it seems to be. Raises OSError."""
    with _named(path):
        _target(path / "x")
        path.mkdir(parents=True, exist_ok=True)


def _target(path: Path) -> Path:
    """Return the file that a path means, links followed. Raises OSError if links lead out of where it seems to be.

    A folder that is worked on may be anybody's: what lies in it must not lead a report to a file elsewhere. Whoever wants
    that file names it.
    """
    real = os.path.realpath(path)
    if leads_outside(path, real_folders([home_of(path)])):
        raise PermissionError(
            errno.EACCES, f"it is, or lies behind, a link that leads to {real}; name that file instead"
        )
    return Path(real)


def _descriptor(path: Path) -> int | None:
    """Return the open file that a path like /dev/stdout or /dev/fd/63 means: to open it anew would cut it short."""
    name = os.path.abspath(path)  # noqa: PTH100 - without following links, which lead on from here
    if name in _OWN:
        return _OWN[name]
    folder, _, number = name.rpartition("/")
    return int(number) if f"{folder}/" in _OWN_FOLDERS and number.isdecimal() and len(number) < 10 else None


def _mode(path: Path) -> int:
    """Return what a path leads to, 0 if to nothing."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return 0


def _is_direct(mode: int) -> bool:
    return bool(mode) and not stat.S_ISREG(mode)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        error.filename = str(path)  # not the temporary file's, which nobody knows
        raise


class _Named(FileIO):
    """A file whose errors name the path that was asked for."""

    asked: Path

    def write(self, data: ReadableBuffer, /) -> int:
        with _named(self.asked):
            return super().write(data)


def _stream(handle: int, path: Path) -> BufferedWriter:
    raw = _Named(handle, "wb")
    raw.asked = path
    return BufferedWriter(raw)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
