"""Where a file is: a path of this machine, or an fsspec address on shared storage (``s3://bucket/site``).

Addresses of the web are no storage: nothing is fetched here. What storage is asked is in ``storage``, which is imported
when it is asked.
"""

from __future__ import annotations

import posixpath
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass, pattern

if TYPE_CHECKING:
    from .storage import Entry, Stat

_ADDRESS = pattern(r"([A-Za-z][A-Za-z0-9+.-]+)://(.*)", 16)  # DOTALL; two letters at least: C: is a drive
_OURS = frozenset({"file", "local"})  # protocols of this machine's own files
_WEB = frozenset({"http", "https", "ftp", "data", "github", "gist", "doi", "jupyter", "jlab"})


@dataclass(frozen=True, slots=True)
class StoragePath:
    """A file or folder on storage: the protocol, and what follows it, with the bucket or host at its head.

    Its methods are those of ``pathlib``, as far as they are needed. What cannot be asked or read raises OSError.
    """

    protocol: str
    key: PurePosixPath

    def __str__(self) -> str:
        return f"{self.protocol}://{self.key if self.key.parts else ''}"

    def __truediv__(self, name: str) -> StoragePath:
        return StoragePath(self.protocol, self.key / name)

    def as_posix(self) -> str:
        """Return the address."""
        return str(self)

    @property
    def storage(self) -> tuple[str, str]:
        """The protocol and the bucket or host: what is connected to."""
        return self.protocol, "" if self.key.is_absolute() or not self.key.parts else self.key.parts[0]

    @property
    def name(self) -> str:
        """The last part of the address."""
        return self.key.name

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.key.stem

    @property
    def suffix(self) -> str:
        """The ending of the name, with its dot."""
        return self.key.suffix

    @property
    def parent(self) -> StoragePath:
        """The folder."""
        return StoragePath(self.protocol, self.key.parent)

    @property
    def parents(self) -> tuple[StoragePath, ...]:
        """The folders above, the nearest first."""
        return tuple(StoragePath(self.protocol, key) for key in self.key.parents)

    def with_name(self, name: str) -> StoragePath:
        """Return the address of another file in the folder."""
        return StoragePath(self.protocol, self.key.with_name(name))

    def with_suffix(self, suffix: str) -> StoragePath:
        """Return the address with another ending."""
        return StoragePath(self.protocol, self.key.with_suffix(suffix))

    def normal(self) -> StoragePath:
        """Return the address with its ``..`` undone; one that leads above the bucket keeps them."""
        return StoragePath(self.protocol, _normal(str(self.key)))

    def exists(self) -> bool:
        """Say whether there is a file or folder."""
        return self._kind() is not None

    def is_file(self) -> bool:
        """Say whether it is a file; a link, where storage has such, is none."""
        return self._kind() == "file"

    def is_dir(self) -> bool:
        """Say whether it is a folder."""
        return self._kind() == "directory"

    def stat(self) -> Stat:
        """Return what is known of a file without reading it."""
        from .storage import stat

        return stat(self)

    def read_bytes(self, most: int | None = None) -> bytes:
        """Return what a file holds, or its beginning."""
        from .storage import read_bytes

        return read_bytes(self, most)

    def entries(self) -> list[Entry]:
        """Return what is in a folder."""
        from .storage import entries

        return entries(self)

    def _kind(self) -> str | None:
        from .storage import known

        found = known(self)
        return found.kind if found else None


Place = Path | StoragePath  # a file or folder, here or on storage


def place_of(text: str) -> Place:
    """Return the path or the storage address that a text is. ``file://`` is this machine, the web is no storage."""
    found = _ADDRESS.fullmatch(text)
    if found is None or found[1].lower() in _WEB:
        return Path(text)
    if found[1].lower() in _OURS:
        return Path(found[2])
    return StoragePath(found[1].lower(), _normal(found[2]))


def is_inside(path: Place, folder: Place) -> bool:
    """Say whether a path, its ``..`` undone, is below a folder or the folder itself, by their names alone."""
    if isinstance(path, StoragePath):
        same = isinstance(folder, StoragePath) and folder.protocol == path.protocol
        return same and ".." not in path.key.parts and path.key.is_relative_to(_key(folder))
    return isinstance(folder, Path) and path.is_relative_to(folder)


def path_from(folder: Place, path: Place) -> str:
    """Return the path of what is inside a folder from there."""
    return _key(path).relative_to(_key(folder)).as_posix()


def _key(place: Place) -> PurePath:
    return place.key if isinstance(place, StoragePath) else place


def _normal(key: str) -> PurePosixPath:
    rooted = "/" if key.startswith("/") else ""  # two slashes at the beginning mean no more than one
    return PurePosixPath(rooted + posixpath.normpath(key.lstrip("/")))
