"""What is asked of shared storage, by fsspec: what is there, what a file holds, what is in a folder.

Nothing of fsspec is imported before something is asked. Whatever goes wrong is an OSError.
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from mediaaudit.lazy import dataclass

from .place import StoragePath

MOST_NAME = 1024  # bytes of an object's name, on S3, Google and Azure alike
_KNOWN = 20_000  # files of which a process knows what the storage said
_ONE_REQUEST: dict[str, object] = {"max_concurrency": 1}  # of s3fs, which else asks for the size of a file first
_OPTIONS = {"s3": _ONE_REQUEST, "s3a": _ONE_REQUEST}
_EXTRA = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs"}  # protocol -> the extra that brings its package


@dataclass(frozen=True, slots=True)
class Stat:
    """What storage says of a path: ``file``, ``directory`` or something else, the bytes of a file, and its state.

    ``state`` is another text once the file was written again (ETag and time), "" where the storage does not tell.
    """

    kind: str
    st_size: int
    state: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is in a folder, with the questions of ``os.DirEntry``. What no path leads to has no name."""

    name: str
    kind: str

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:  # noqa: ARG002 - nothing is followed
        """Say whether it is a folder."""
        return self.kind == "directory"

    def is_file(self) -> bool:
        """Say whether it is a file."""
        return self.kind == "file"


@lru_cache(maxsize=_KNOWN)
def known(path: StoragePath) -> Stat | None:
    """Return what the storage says of a path, None if nothing is there. It is asked once, until ``forget``."""
    if len(str(path.key).encode("utf-8", "surrogatepass")) > MOST_NAME:
        return None
    try:
        with _as_oserror(path):
            system, name = _reach(path)
            info = system.info(name)
            return Stat(str(info["type"]), int(info.get("size") or 0), _state(info))
    except FileNotFoundError:
        return None


def stat(path: StoragePath) -> Stat:
    """Return what the storage says of a path that is there."""
    found = known(path)
    if found is None:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", str(path))
    return found


def read_bytes(path: StoragePath, most: int | None = None) -> bytes:
    """Return what a file holds, or its beginning."""
    with _as_oserror(path):
        system, name = _reach(path)
        data: bytes = system.cat_file(name) if most is None else system.cat_file(name, start=0, end=most)
        return data


def entries(path: StoragePath) -> list[Entry]:
    """Return what is in a folder."""
    with _as_oserror(path):
        system, name = _reach(path)
        listed = system.ls(name, detail=True)
    head = name.strip("/")
    return [found for info in listed if (found := _entry(info, head))]


def forget(path: StoragePath) -> None:
    """Ask anew from now on, with what fsspec's configuration says by now."""
    known.cache_clear()
    _system.cache_clear()
    with _as_oserror(path):
        _reach(path)[0].invalidate_cache()


def _state(info: dict[str, Any]) -> str:
    """Return the state of a file. An ETag alone may come back, when what a file held before is written once more."""
    tag = info.get("ETag") or info.get("etag")
    at = info.get("LastModified") or info.get("last_modified") or info.get("updated")
    when = f"{at:%Y-%m-%dT%H:%M:%S}" if isinstance(at, datetime) else at  # listed, it may have milliseconds
    return f"{tag} {when}" if tag and when else ""


def _entry(info: dict[str, Any], head: str) -> Entry | None:
    """Return an entry of the folder ``head``; None for what object storage keeps in the place of an empty folder."""
    kind = str(info["type"])
    name = str(info["name"]).lstrip("/")
    name = name[len(head) :].removeprefix("/") if name.startswith(head) else name.rstrip("/").rpartition("/")[2]
    plain = name.rstrip("/")
    if not plain and kind == "file":
        return None
    return Entry("" if "/" in plain or plain in {".", ".."} else plain, kind)


def _reach(path: StoragePath) -> tuple[Any, str]:
    """Return the file system and the path in it. The address is never given to fsspec as a whole: ``::`` chains there."""
    system = _system(*path.storage)
    return system, system._strip_protocol(str(path))


@cache
def _system(protocol: str, authority: str) -> Any:
    try:
        import fsspec
    except ImportError as error:
        raise ImportError("fsspec is not installed: install mediaaudit[storage]") from error
    try:
        of = fsspec.get_filesystem_class(protocol)
    except ImportError as error:
        extra = f" (mediaaudit[{_EXTRA[protocol]}])" if protocol in _EXTRA else ""
        raise ImportError(f"{error}{extra}") from error
    _quieten(of.__module__.partition(".")[0])
    options = of._get_kwargs_from_urls(f"{protocol}://{authority}/")
    return fsspec.filesystem(protocol, **_OPTIONS.get(protocol, {}), **options)


def _quieten(package: str) -> None:
    """Have a package print none of its log, which tells of what it raises as well, unless somebody set up logging."""
    logger = logging.getLogger(package)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


@contextmanager
def _as_oserror(path: StoragePath) -> Iterator[None]:
    """Say whatever a storage's package raises as an OSError: each has errors of its own."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", str(path)) from error
    except Exception as error:
        said = " ".join(str(error).split())[:300] or type(error).__name__
        number = errno.EACCES if isinstance(error, PermissionError) else errno.EIO
        raise OSError(number, said, str(path)) from error
