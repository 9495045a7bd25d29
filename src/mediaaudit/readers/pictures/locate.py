"""Where the file of a picture's address is, here or on storage. Nothing is fetched, nothing outside the given roots is touched."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, unquote_to_bytes

from mediaaudit.gate import real_folders
from mediaaudit.lazy import dataclass, pattern
from mediaaudit.readers.place import Place, StoragePath, is_inside

Outcome = Literal["file", "data", "fetched", "remote", "missing", "outside", "unreadable", "empty"]

MAX_DATA = 32 << 20  # bytes of a data: URL; browsers allow more, articles do not need it
_SCHEME = pattern(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)  # two letters at least: C: is a drive
_DRIVE = pattern(r"[a-z]:/", re.IGNORECASE)
_NEWLINES = str.maketrans("", "", "\t\n\r")  # the URL standard takes them out of any address


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Where an address leads.

    ``file``: ``path`` is there. ``data``: ``data`` holds the bytes, ``media_type`` what the address calls them.
    ``remote``: another machine (``fetched`` once it was asked), or a scheme that names no file. ``missing``: no such file where it should be.
    ``outside``: it leads out of the roots and was not looked at. ``unreadable``: it is there but no readable file, or
    the address is broken. ``empty``: the address names nothing. ``note`` says more where there is more to say.
    """

    outcome: Outcome
    path: Place | None = None
    data: bytes | None = None
    media_type: str | None = None
    note: str = ""


class Locator:
    """Finds the files of one page's pictures.

    ``page``: the article's own path. ``base_dir``: the folder its relative addresses start from, tried before the page's own.
    ``site_root``: the folder that ``/x`` starts from; without it, ``base_dir`` and then the folders above the page, the
    outermost first. ``prefixes``: folders for beginnings of addresses (``{"https://cdn.example.com/img/": Path("assets")}``);
    the longest that fits counts. ``roots``: the folders that may be read. Configured folders are roots as well; with no root
    at all the page's own folder is one. ``real``: the real paths of all these, as they were when the run began; links must
    lead into them.
    """

    def __init__(
        self,
        page: Place | None,
        base_dir: Place | None,
        site_root: Place | None,
        prefixes: Mapping[str, Place],
        roots: Sequence[Place],
        real: Sequence[Path] | None = None,
    ) -> None:
        self.page = _absolute(page) if page else None
        self.base_dir = _absolute(base_dir) if base_dir else None
        self.site_root = _absolute(site_root) if site_root else None
        self.prefixes = sorted(
            ((key, _absolute(path)) for key, path in prefixes.items()), key=lambda each: -len(each[0])
        )
        configured = [path for path in (self.base_dir, self.site_root) if path] + [path for _, path in self.prefixes]
        allowed = [_absolute(root) for root in roots] + configured
        if not allowed and self.page:
            allowed = [self.page.parent]
        self.roots = tuple(dict.fromkeys(allowed))
        if real is None:
            real = real_folders([root for root in self.roots if isinstance(root, Path)])
        self.real_roots = tuple(real)

    def locate(self, url: str) -> Located:
        """Return where a picture's address leads. Never raises, whatever the address."""
        address = url.translate(_NEWLINES).strip("\x00\x0c ")
        if not address or address.startswith(("#", "?")):
            return Located(outcome="empty", note="the address names no file")
        if address[:5].lower() == "data:":
            return _data(address)
        mapped = self._mapped(address)
        if mapped:
            return self._first(mapped)
        address = address.replace("\\", "/")
        scheme = _SCHEME.match(address) if ":" in address else None
        if scheme and scheme[1].lower() == "file":
            return self._first(_variants(_file_path(address)))
        if scheme or address.startswith("//"):
            return Located(outcome="remote")
        return self._first([*self._candidates(address)])

    def _mapped(self, address: str) -> list[Place]:
        """Return the candidates below the folder of the longest configured beginning; none where no beginning fits."""
        spellings = (f"https:{address}", f"http:{address}") if address.startswith("//") else (address,)
        for prefix, folder in self.prefixes:
            for spelling in spellings:
                if spelling.startswith(prefix):
                    return [folder / name.lstrip("/") for name in _names(spelling[len(prefix) :])]
        return []

    def _candidates(self, address: str) -> Iterator[Place]:
        """Yield where a relative address, or one from the site's root, may be, the likeliest first."""
        names = _names(address)
        if ":" in address and _DRIVE.match(address):
            yield from map(Path, names)
            return
        from_root = address.startswith("/")
        for folder in self._starts(from_root=from_root):
            for name in names:
                yield folder / name.lstrip("/")
        if from_root:
            yield from map(Path, names)  # a path of this machine: read if it is inside the roots
        if self.page:  # "save complete page": the pictures lie side by side in a folder named like the page
            saved = self.page.parent / f"{self.page.stem}_files"
            for name in names:
                yield saved / name.rpartition("/")[2]

    def _starts(self, *, from_root: bool) -> list[Place]:
        beside = [path for path in (self.base_dir, self.page.parent if self.page else None) if path]
        if not from_root:
            return beside
        if self.site_root:
            return [self.site_root]
        above = [folder for folder in self.page.parents if _inside(folder, self.roots)] if self.page else []
        return [*([self.base_dir] if self.base_dir else []), *reversed(above)]

    def _first(self, candidates: Sequence[Place]) -> Located:
        """Return the first candidate that is a readable file, else one that is unreadable, else what the first one is."""
        failures: list[Located] = []
        for candidate in candidates:
            found = self._look(candidate)
            if found.outcome == "file":
                return found
            failures.append(found)
        if not failures:
            return Located(outcome="missing", note="no folder is known that a relative address could start from")
        return next((each for each in failures if each.outcome == "unreadable"), failures[0])

    def _look(self, candidate: Place) -> Located:
        """Say what is at a path, without touching it where its name alone leads out of the roots."""
        if "\0" in str(candidate):
            return Located(outcome="missing", note="no file can have such a name")
        if isinstance(candidate, StoragePath):
            return self._look_at_storage(candidate.normal())
        path = Path(os.path.normpath(candidate))
        if not path.is_absolute() or not _inside(path, self.roots):
            return Located(outcome="outside", path=path, note="the address leads out of the folders that may be read")
        try:
            if not path.exists():
                return Located(outcome="missing", path=path)
            if not _inside(Path(os.path.realpath(path)), self.real_roots):
                return Located(outcome="outside", path=path, note="a link leads out of the folders that may be read")
            if not path.is_file():
                return Located(outcome="unreadable", path=path, note="it is no file")
            if not os.access(path, os.R_OK):
                return Located(outcome="unreadable", path=path, note="permission denied")
        except PermissionError:
            return Located(outcome="unreadable", path=path, note="permission denied")
        except (OSError, ValueError):  # too long, or characters that the file system cannot encode
            return Located(outcome="missing", note="no file can have such a name")
        return Located(outcome="file", path=path)

    def _look_at_storage(self, path: StoragePath) -> Located:
        if not _inside(path, self.roots):
            return Located(outcome="outside", path=path, note="the address leads out of the folders that may be read")
        try:
            if not path.exists():
                return Located(outcome="missing", path=path)
            if not path.is_file():
                return Located(outcome="unreadable", path=path, note="it is no file")
        except OSError as error:
            return Located(outcome="unreadable", path=path, note=f"{error.strerror}")
        return Located(outcome="file", path=path)


def _absolute(path: Place) -> Place:
    if isinstance(path, StoragePath):
        return path
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links, absolute() keeps ".."


def _inside(path: Place, roots: Sequence[Place]) -> bool:
    return any(is_inside(path, root) for root in roots)


def _names(address: str) -> list[str]:
    """Return the names under which a file may have been stored, the most exact first.

    Mirroring tools keep the query in the name (wget writes ``a.jpg?w=640``, on Windows ``a.jpg@w=640``), most others drop it.
    """
    address = address.partition("#")[0]
    path, mark, query = address.partition("?")
    names = [f"{path}?{query}", f"{path}@{query}", path] if mark else [path]
    return list(dict.fromkeys(each for name in names for each in (unquote(name), name)))


def _variants(path: str) -> list[Path]:
    return [Path(name) for name in _names(path)]


def _file_path(address: str) -> str:
    """Return the path of a ``file:`` address, its percent-escapes still in it: host dropped, drive kept."""
    rest = address.partition(":")[2]
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        rest = slash + path if host.lower() in {"", "localhost"} else f"//{host}/{path}"
    return rest[1:] if _DRIVE.match(rest[1:]) else rest


def _data(address: str) -> Located:
    """Decode a ``data:`` address (RFC 2397)."""
    head, comma, body = address[5:].partition(",")
    if not comma:
        return Located(outcome="unreadable", note="a data: address without data")
    media_type, *parameters = (part.strip() for part in head.split(";"))
    if len(body) > MAX_DATA * 4 // 3 + 4:
        return Located(outcome="unreadable", note=f"a data: address of more than {MAX_DATA:,} bytes")
    content = unquote_to_bytes(body)
    if any(each.lower() == "base64" for each in parameters):
        try:
            content = content.translate(None, b" \f").rstrip(b"=")
            from base64 import b64decode

            content = b64decode(content + b"=" * (-len(content) % 4), validate=True)
        except ValueError as error:
            return Located(outcome="unreadable", note=f"the data: address is no base64: {error}")
    return Located(outcome="data", data=content, media_type=media_type.lower() or "text/plain")
