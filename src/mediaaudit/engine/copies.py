"""Which picture files of a run are copies of one another."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.corpus import Copies, Copy
from mediaaudit.model.duplicates import Registration
from mediaaudit.model.signature import PackedSignature

from .cache import opened
from .failure import EngineError
from .plain import Plain
from .spill import Mapped, Spill
from .versions import version_of_comparison

if TYPE_CHECKING:
    from mediaaudit.archive.decisions import Decisions

_BAD = (zlib.error, ValueError, TypeError, LookupError, AttributeError)  # what a wrong entry may lead to


@dataclass(frozen=True, slots=True)
class _Kept:
    """What came of comparing: copies, and where the contents lie of which not all pairs are told."""

    copies: tuple[Copy, ...]
    registrations: tuple[tuple[str, Registration], ...]


def find_copies(signatures: Spill[PackedSignature], decisions: Decisions, cache: Path | None = None) -> Copies:
    """Return the copies among files, by content hash, that nobody decided to be none: the same for any order.

    Signatures are unpacked and compared unless the cache knows what came of the same ones.
    """
    found = _kept(signatures, cache) if cache else _compared(signatures)
    told = ((copy, _decided(copy, decisions)) for copy in found.copies)
    pairs = {(copy.a, copy.b): decided for copy, decided in told if decided}
    return Copies(_Pairs(pairs, dict(found.registrations), decisions) if found.registrations else pairs)


def _decided(copy: Copy, decisions: Decisions) -> Copy | None:
    decision = decisions.get(frozenset((copy.a, copy.b)))
    if decision == "not-a-duplicate":
        return None
    return replace(copy, how=replace(copy.how, known=True)) if decision == "known" else copy


class _Pairs(Mapping[tuple[str, str], Copy]):
    """Pairs of copies; those among very many copies of one picture that are not held are told when they are asked for."""

    def __init__(
        self, held: Mapping[tuple[str, str], Copy], registrations: Mapping[str, Registration], decisions: Decisions
    ) -> None:
        self._held, self._registrations, self._decisions = held, registrations, decisions

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._held)

    def __getitem__(self, pair: tuple[str, str]) -> Copy:
        copy = self._held.get(pair) or self._follows(*pair)
        if copy is None:
            raise KeyError(pair)
        return copy

    def _follows(self, one: str, other: str) -> Copy | None:
        from mediaaudit.archive.registration import how_between

        first, second = self._registrations.get(one), self._registrations.get(other)
        how = how_between(first, second) if first and second and one != other else None
        return _decided(Copy(a=one, b=other, how=how), self._decisions) if how else None


def _kept(signatures: Spill[PackedSignature], folder: Path) -> _Kept:
    said = hashlib.sha256(version_of_comparison().encode())
    for content, signature in signatures.pairs():
        said.update(bytes.fromhex(content) + hashlib.sha256(signature.data).digest())
    cache, plain = opened(folder), Plain()
    kept = cache.get(said.digest())
    known = _read(kept, plain) if kept else None
    if known is not None:
        return known
    found = _compared(signatures)
    value = json.dumps(plain.plain(found, _Kept), separators=(",", ":")).encode()
    cache.put(said.digest(), "comparison", zlib.compress(value, 1))
    return found


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
    contents = [signature.sha256 for signature in unpacked]
    return _Kept(
        tuple(
            Copy(a=contents[pair.a], b=contents[pair.b], how=pair.how)
            for pair in found.pairs
            if pair.relation == "copy" and pair.how
        ),
        tuple((contents[place], registration) for place, registration in found.registrations.items()),
    )
