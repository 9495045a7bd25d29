"""Find what a picture file was made from: the XMP file beside it, or a picture of its name in a folder of originals.

A name alone proves nothing (cameras begin again at IMG_0001), so an original must show the same picture as well.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mediaaudit.gate import read_file
from mediaaudit.model.asset import Pixels
from mediaaudit.model.duplicates import How
from mediaaudit.model.metadata import Original, PhotoMetadata
from mediaaudit.model.signature import PackedSignature
from mediaaudit.readers.place import Place
from mediaaudit.text.hashes import show_the_same
from mediaaudit.text.urls import signature

from .inputs import kind_of

if TYPE_CHECKING:
    from .facts import FileFacts

MAX_SIDECAR = 32 << 20  # bytes
MAX_NAMESAKES = 20  # what has more pictures of its name is no name


def find_original(
    facts: FileFacts,
    path: Place | None,
    inside: tuple[Path, ...] | None,
    folders: tuple[Path, ...],
    read: Callable[[Path], FileFacts],
) -> Original | None:
    """Return the original of a file, or None. ``path`` is where an XMP file may lie beside it, None for nowhere.

    ``inside`` are the real folders that such a file may be read from.

    ``read`` reads a picture; it may raise OSError.
    """
    if path and (beside := _sidecar(path, inside)):
        return beside
    pixels = facts.blocks.get(Pixels)
    if not folders or not isinstance(pixels, Pixels):
        return None
    for candidate in _namesakes(facts.asset.uri, folders):
        try:
            found = read(candidate)
        except OSError:  # gone since the folder was listed: then it is no original to compare with
            continue
        its_pixels, its_metadata = found.blocks.get(Pixels), found.blocks.get(PhotoMetadata)
        same_file = found.asset.id == facts.asset.id
        if same_file or not isinstance(its_pixels, Pixels) or not isinstance(its_metadata, PhotoMetadata):
            continue
        how = _how(facts, found)
        if how or show_the_same(pixels, its_pixels):
            return Original(uri=found.asset.uri, metadata=its_metadata, how=how)
    return None


def _how(facts: FileFacts, original: FileFacts) -> How | None:
    """Return how a file is a copy of a picture of its name, None if it is none or their looks are not known."""
    mine, its = facts.blocks.get(PackedSignature), original.blocks.get(PackedSignature)
    if not isinstance(mine, PackedSignature) or not isinstance(its, PackedSignature):
        return None
    from mediaaudit.archive.pair import compare_signatures
    from mediaaudit.readers.pictures.signature import unpack

    found = compare_signatures(unpack(its.data), unpack(mine.data))
    return found.how if found.relation == "copy" else None


def _sidecar(path: Place, inside: tuple[Path, ...] | None) -> Original | None:
    for name in (path.with_suffix(".xmp"), path.with_name(f"{path.name}.xmp")):
        try:
            if not name.is_file() or name.stat().st_size > MAX_SIDECAR:
                continue
            data = read_file(name, most=MAX_SIDECAR, inside=inside) if isinstance(name, Path) else name.read_bytes()
        except OSError:  # a name that is too long, or a file that may not be read: no sidecar for us
            continue
        from mediaaudit.readers.metadata.sidecar import read_sidecar

        return Original(uri=name.as_posix(), metadata=read_sidecar(data), sidecar=True)
    return None


def _namesakes(uri: str, folders: tuple[Path, ...]) -> Iterator[Path]:
    key = _key(uri)
    for folder in folders:
        found = _index(folder).get(key, ()) if key else ()
        if len(found) <= MAX_NAMESAKES:
            yield from found


@cache
def _index(folder: Path) -> dict[tuple[str, ...], list[Path]]:
    """Return the pictures below a folder by the words of their names, listed once per process."""
    found: dict[tuple[str, ...], list[Path]] = {}
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(here, name)
            if kind_of(path) == "picture" and (key := _key(name)):
                found.setdefault(key, []).append(path)
    return found


def _key(uri: str) -> tuple[str, ...]:
    """Return the words of a file's name without those for its size, empty where there are none."""
    kept = signature(uri if "://" in uri else f"/{uri}")
    return tuple(word.casefold() for word in kept.name) if kept else ()
