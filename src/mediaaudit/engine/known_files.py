"""The facts of picture files that earlier runs have read, in the cache: by content, and by what reading depends on."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from functools import cache
from typing import TYPE_CHECKING

from mediaaudit.model.asset import Asset, Faults, Pixels
from mediaaudit.model.av import Recording
from mediaaudit.model.metadata import Manifest, Original, PhotoMetadata
from mediaaudit.model.signature import PackedSignature
from mediaaudit.readers.pictures.sniff import expected_type
from mediaaudit.readers.place import Place

from .cache import Cache, Stamp, opened
from .facts import FileFacts
from .plain import Plain
from .plan import Plan
from .versions import version_of_readers

if TYPE_CHECKING:
    from mediaaudit.readers.storage import Stat

_BLOCKS = {block.__name__: block for block in (PhotoMetadata, Faults, Pixels, PackedSignature, Recording)}
_CHANCE = frozenset({"decoder-hung", "decoder-died"})  # may go better in another run
_BAD = (zlib.error, ValueError, TypeError, LookupError, AttributeError)  # what a wrong entry may lead to


def known_files(plan: Plan) -> KnownFiles | None:
    """Return what the cache of a plan knows of files; None without a cache, or where asking costs more than reading."""
    blocks = tuple(block for block in _BLOCKS.values() if block in plan.needs)
    worth_it = plan.isolate or not {Faults, Pixels, PackedSignature}.isdisjoint(
        blocks
    )  # many files, or any that would be decoded
    return KnownFiles(opened(plan.cache), plan, blocks) if plan.cache and blocks and worth_it else None


class KnownFiles:
    """Looks up and keeps the facts of files, as far as they depend on the file alone."""

    def __init__(self, cache: Cache, plan: Plan, blocks: tuple[type, ...]) -> None:
        """Take the cache and the fact blocks that the plan needs."""
        self._cache = cache
        self._needed = [block.__name__ for block in blocks]  # what is read besides depends on it
        self._validated = Manifest in plan.needs
        self._limits = repr(plan.limits)

    def content_of(self, path: Place, found: os.stat_result | Stat) -> str | None:
        """Return the SHA-256 in hex of a file that is as it was when it was read, or None."""
        stamp = _stamp(found)
        return self._cache.content_of(str(path), stamp) if stamp else None

    def note(self, path: Place, found: os.stat_result | Stat, content: str) -> None:
        """Keep what a file holds. ``found`` was asked for before it was read."""
        if stamp := _stamp(found):
            self._cache.note(str(path), stamp, content)

    def find(self, content: str, uri: str, name: str) -> FileFacts | None:
        """Return the facts of a content under a name that promises the same type, or None."""
        kept = self._cache.get(self._key(content, name))
        if kept is None:
            return None
        try:
            size, media_type, blocks, missing = json.loads(zlib.decompress(kept))
            return FileFacts(
                asset=Asset(id=content, uri=uri, size=size, media_type=media_type),
                blocks={_BLOCKS[key]: _plain().value(value, _BLOCKS[key]) for key, value in blocks.items()},
                missing={_BLOCKS[key]: reason for key, reason in missing.items()},
            )
        except _BAD:
            return None  # read again, and kept again

    def keep(self, facts: FileFacts, name: str) -> None:
        """Keep the facts of a file, unless another run might find others."""
        if by_chance(facts):
            return
        metadata = facts.blocks.get(PhotoMetadata)
        if self._validated and isinstance(metadata, PhotoMetadata) and metadata.c2pa:
            return  # whether a certificate is trusted changes with time
        blocks = {kind.__name__: _plain().plain(block, kind) for kind, block in facts.blocks.items()}
        missing = {kind.__name__: reason for kind, reason in facts.missing.items()}
        value = json.dumps([facts.asset.size, facts.asset.media_type, blocks, missing], separators=(",", ":"))
        self._cache.put(self._key(facts.asset.id, name), "picture", zlib.compress(value.encode(), 1))

    def _key(self, content: str, name: str) -> bytes:
        said = (content, expected_type(name), *self._needed, self._limits, version_of_readers())
        return hashlib.sha256("\0".join(map(str, said)).encode()).digest()


def _stamp(found: os.stat_result | Stat) -> Stamp | None:
    """Return by what a file is known to be as it was; None for one on storage that does not tell."""
    if isinstance(found, os.stat_result):
        return Stamp.of(found)
    if not found.state:
        return None
    state = int.from_bytes(hashlib.sha256(found.state.encode()).digest()[:7])  # SQLite's numbers have eight
    return Stamp(size=found.st_size, modified=0, changed=0, inode=state)


def by_chance(facts: FileFacts) -> bool:
    """Say whether another run might find something else in the same file, for its decoder died or hung."""
    faults = facts.blocks.get(Faults)
    return isinstance(faults, Faults) and any(fault.code in _CHANCE for fault in faults.faults)


def is_lasting(facts: FileFacts) -> bool:
    """Say whether the facts of a file hang on its bytes alone: on no trust in certificates, and on no other file."""
    known = {*facts.blocks, *facts.missing}
    return not by_chance(facts) and known.isdisjoint({Manifest, Original})


@cache
def _plain() -> Plain:
    return Plain()
