"""The signatures of picture files that earlier runs have made, in the cache: by content, and by what they depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from mediaaudit.archive.files import Signed
from mediaaudit.gate import read_file
from mediaaudit.readers.pictures.limits import Limits
from mediaaudit.readers.pictures.signature import BadSignature, pack, unpack

from .cache import Cache, Stamp
from .versions import version_of_readers

FLUSH = 64  # signatures that are written in one go
Sign = Callable[[Sequence[str]], Iterator[Signed]]


class KnownSignatures:
    """Looks up and keeps signatures. What cannot be read has none, and is tried again in every run."""

    def __init__(self, cache: Cache, inside: tuple[Path, ...] | None = None) -> None:
        """Take the cache, and the real folders that files may be read from, None for all."""
        self._cache = cache
        self._inside = inside

    def sign(self, paths: Sequence[str], sign: Sign) -> Iterator[Signed]:
        """Yield the signatures of files in order: those that are known, and of ``sign``, which is given the other files."""
        stamps = [_stamp(path) for path in paths]  # before any is read
        found = [self._find(path, stamp) for path, stamp in zip(paths, stamps, strict=True)]
        fresh = sign([path for path, known in zip(paths, found, strict=True) if known is None])
        made = 0
        for known, stamp in zip(found, stamps, strict=True):
            if known is not None:
                yield known
                continue
            signed = next(fresh)
            self._keep(signed, stamp)
            made += 1
            if made % FLUSH == 0:
                self._cache.flush()
            yield signed
        self._cache.flush()

    def _find(self, path: str, stamp: Stamp | None) -> Signed | None:
        """Return what is known of a file: by its stamp, else by its content."""
        if stamp is None:
            return None
        noted = self._cache.content_of(_place(path), stamp)
        content = noted or _content(path, self._inside)
        kept = self._cache.get(_key(content)) if content else None
        if content and kept and not noted:
            self._cache.note(_place(path), stamp, content)
        try:
            return None if kept is None else Signed(path, unpack(kept))
        except BadSignature:
            return None  # made again, and kept again

    def _keep(self, signed: Signed, stamp: Stamp | None) -> None:
        if signed.signature is None or stamp is None:
            return
        content = signed.signature.sha256
        self._cache.note(_place(signed.path), stamp, content)
        self._cache.put(_key(content), "picture", pack(signed.signature))


def _stamp(path: str) -> Stamp | None:
    try:
        return Stamp.of(Path(path).stat())
    except OSError:
        return None  # whoever signs it says why


def _content(path: str, inside: tuple[Path, ...] | None) -> str | None:
    try:
        return hashlib.sha256(read_file(Path(path), most=Limits().max_bytes, inside=inside)).hexdigest()
    except OSError:
        return None  # as above


def _place(path: str) -> str:
    return str(Path(path).absolute())


def _key(content: str) -> bytes:
    return hashlib.sha256(f"signature\0{content}\0{version_of_readers()}".encode()).digest()
