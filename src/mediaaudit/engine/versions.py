"""What results depend on besides their input: our own code and data, Python, and the libraries that are installed.

A version number alone would not do: in a checkout it stays while the code changes, and whether a picture decodes is up
to the decoders at hand. Contents are hashed, not times: a cache that travels between machines stays warm.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from mediaaudit.catalogue.tables import LARGEST
from mediaaudit.gate import read_file
from mediaaudit.resources import rules_folder
from mediaaudit.version import __version__

_PACKAGE = Path(__file__).resolve().parents[1]
_READERS = ("lazy.py", "model", "readers/av", "readers/metadata", "readers/pictures")
_DECODERS = ("pillow", "imagehash", "numpy", "scipy", "pi_heif", "pillow_jxl_plugin", "simplejpeg")
_PARSERS = ("turbohtml", "beautifulsoup4")


@cache
def version_of_readers() -> str:
    """Return a digest of what the facts of a picture file depend on besides its bytes."""
    return _digest(_said(_DECODERS), (_PACKAGE / name for name in _READERS))


@cache
def version_of_comparison() -> str:
    """Return a digest of what comparing signatures depends on besides them."""
    return _digest(_said(_DECODERS), (_PACKAGE / name for name in (*_READERS, "archive")))


@cache
def version_of_audit() -> str:
    """Return a digest of what the result of an article depends on besides its bytes, its pictures and the plan."""
    return _digest(_said((*_DECODERS, *_PARSERS)), (_PACKAGE, rules_folder()))


def digest_of_files(paths: Iterable[Path]) -> str:
    """Return a digest of files and of the ``.toml`` and ``.py`` files in folders, names and contents; OSError if unreadable."""
    return _digest("", paths)


def _said(libraries: tuple[str, ...]) -> str:
    versions = dict.fromkeys(libraries, "-") | {name: version for name, version in _installed() if name in libraries}
    return f"{__version__} {sys.version} {sys.platform} {sorted(versions.items())}"


def _installed() -> Iterator[tuple[str, str]]:
    """Yield names and versions of what is installed, the first on the path last: what is imported wins in a dict.

    ``importlib.metadata`` says the same and takes as long as auditing an article.
    """
    for folder in reversed(sys.path):
        try:
            names = [path.name for path in Path(folder).iterdir()]
        except OSError:  # the path may name archives and folders that are not there
            continue
        for name in names:
            stem, dot, kind = name.rpartition(".")
            if dot and kind in {"dist-info", "egg-info"}:
                library, _, version = stem.partition("-")
                yield library.lower().replace("-", "_").replace(".", "_"), version


def _digest(said: str, paths: Iterable[Path]) -> str:
    found = hashlib.sha256(said.encode())
    for path in paths:
        for file in sorted(_sources(path)):
            content = hashlib.sha256(read_file(file, most=LARGEST)).digest()
            found.update(f"\0{file.relative_to(path.parent).as_posix()}\0".encode("utf-8", "surrogateescape") + content)
    return found.hexdigest()


def _sources(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for folder, _, names in os.walk(path):
        yield from (Path(folder, name) for name in names if name.endswith((".py", ".toml")))
