"""SARIF locations: relative percent-encoded addresses, regions in UTF-16 code units."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.report import Location
from mediaaudit.model.source import Region

ROOT = "%SRCROOT%"
_URL = pattern(r"[a-zA-Z][a-zA-Z0-9+.-]+://|data:")
_DRIVE = pattern(r"[a-zA-Z]:/")


@dataclass(frozen=True, slots=True)
class Places:
    """Writes the paths of a report as SARIF wants them.

    ``directory`` is what relative paths start from, ``root`` what ``%SRCROOT%`` stands for: absolute, with forward
    slashes, None where unknown.
    """

    directory: str | None
    root: str | None

    @classmethod
    def of(cls, uris: Iterable[str], directory: str | None) -> Places:
        """Choose the root: the directory, as long as any of the paths lies below it.

        Else the deepest folder that holds them all: GitHub refuses a log with absolute paths.
        """
        paths = [_resolved(uri, directory) for uri in uris if not is_remote(uri)]
        drives = {path[:2] if _DRIVE.match(path) else "" for path in paths}
        below = directory and any(_is_below(path, directory) for path in paths)
        if not paths or below or len(drives) > 1 or not all(map(_is_absolute, paths)):
            return cls(directory, directory)
        return cls(directory, posixpath.commonpath([posixpath.dirname(path) for path in paths]))

    def artifact(self, uri: str) -> dict[str, Any]:
        """Return the SARIF ``artifactLocation`` of a path or web address.

        A path that is relative or below the root is given relative to ``%SRCROOT%``, any other as a ``file:`` address.
        Bytes of a path that are no UTF-8 keep their value (``%FF``).
        """
        if is_remote(uri):
            return {"uri": quote(uri, safe="%/:?#[]@!$&'()*+,;=~", errors="surrogateescape")}
        path = _resolved(uri, self.directory)
        if self.root and _is_below(path, self.root):
            path = path[len(self.root.rstrip("/")) + 1 :]
        if _is_absolute(path):
            return {"uri": file_uri(path)}
        return {"uri": quote(path, errors="surrogateescape"), "uriBaseId": ROOT}

    def physical(self, location: Location) -> dict[str, Any]:
        """Return the SARIF ``physicalLocation``; a whole file stands at its first line, as GitHub wants a region."""
        return {"artifactLocation": self.artifact(location.uri), "region": region_object(location.region)}


def is_remote(uri: str) -> bool:
    """Tell a web address from a path."""
    return bool(_URL.match(uri))


def _resolved(uri: str, directory: str | None) -> str:
    return posixpath.normpath(posixpath.join(directory, uri) if directory and not _is_absolute(uri) else uri)


def _is_absolute(path: str) -> bool:
    return path.startswith("/") or bool(_DRIVE.match(path))


def _is_below(path: str, root: str) -> bool:
    return path.startswith(root.rstrip("/") + "/")


def file_uri(path: str) -> str:
    """Return the ``file:`` address of an absolute path with forward slashes."""
    return f"file:///{quote(path.lstrip('/'), safe='/:', errors='surrogateescape')}"


def folder_uri(path: str) -> str:
    """Return the ``file:`` address of an absolute folder, with the slash at its end that SARIF asks for."""
    return file_uri(path).rstrip("/") + "/"


def region_object(region: Region | None) -> dict[str, Any]:
    """Return the SARIF ``region``, with its text where the region lies within one line that is at hand."""
    if region is None:
        return {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    place: dict[str, Any] = {
        "startLine": region.start_line,
        "startColumn": region.utf16_start_column,
        "endLine": region.end_line,
        "endColumn": region.utf16_end_column,
    }
    start, end = (column - region.snippet_column for column in (region.start_column, region.end_column))
    if region.start_line == region.end_line and 0 <= start < end <= len(region.snippet):
        place["snippet"] = {"text": region.snippet[start:end]}
    return place
