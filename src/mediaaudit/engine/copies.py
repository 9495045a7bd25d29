"""Which picture files of a run are copies of one another."""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from mediaaudit.lazy import replace
from mediaaudit.model.corpus import Copies, Copy
from mediaaudit.model.signature import PackedSignature

from .cache import opened
from .failure import EngineError
from .plain import Plain
from .spill import Mapped, Spill
from .versions import version_of_comparison

if TYPE_CHECKING:
    from mediaaudit.archive.decisions import Decisions

_Kept = tuple[Copy, ...]
_BAD = (zlib.error, ValueError, TypeError, LookupError, AttributeError)  # what a wrong entry may lead to


def find_copies(signatures: Spill[PackedSignature], decisions: Decisions, cache: Path | None = None) -> Copies:
    """Return the copies among files, by content hash, that nobody decided to be none: the same for any order.

    Signatures are unpacked and compared unless the cache knows what came of the same ones.
    """
    copies = _kept(signatures, cache) if cache else _compared(signatures)
    decided = {}
    for copy in copies:
        decision = decisions.get(frozenset((copy.a, copy.b)))
        if decision != "not-a-duplicate":
            known = replace(copy, how=replace(copy.how, known=True)) if decision == "known" else copy
            decided[copy.a, copy.b] = known
    return Copies(decided)


def _kept(signatures: Spill[PackedSignature], folder: Path) -> _Kept:
    said = hashlib.sha256(version_of_comparison().encode())
    for content, signature in signatures.pairs():
        said.update(bytes.fromhex(content) + hashlib.sha256(signature.data).digest())
    cache, plain = opened(folder), Plain()
    kept = cache.get(said.digest())
    known = _read(kept, plain) if kept else None
    if known is not None:
        return known
    copies = _compared(signatures)
    value = json.dumps(plain.plain(copies, _Kept), separators=(",", ":")).encode()
    cache.put(said.digest(), "comparison", zlib.compress(value, 1))
    return copies


def _read(kept: bytes, plain: Plain) -> _Kept | None:
    """Return what was kept, None for a damaged entry: then pictures are compared again."""
    try:
        known: _Kept = plain.value(json.loads(zlib.decompress(kept)), _Kept)
    except _BAD:
        return None
    return known


def _compared(signatures: Spill[PackedSignature]) -> _Kept:
    from mediaaudit.archive.find import find_duplicates
    from mediaaudit.readers.pictures.signature import unpack

    unpacked = Mapped(signatures, lambda signature: unpack(signature.data))
    try:
        found = find_duplicates(unpacked)
    except OSError as error:
        raise EngineError(f"{error}: the local features of all pictures do not fit where TMPDIR is") from error
    return tuple(
        Copy(a=unpacked[pair.a].sha256, b=unpacked[pair.b].sha256, how=pair.how)
        for pair in found.pairs
        if pair.relation == "copy" and pair.how
    )
