"""Which picture files of a run are copies of one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mediaaudit.model.corpus import Copies, Copy
from mediaaudit.model.signature import PackedSignature

if TYPE_CHECKING:
    from mediaaudit.archive.decisions import Decisions


def find_copies(signatures: Mapping[str, PackedSignature], decisions: Decisions) -> Copies:
    """Return the copies among files, by content hash, that nobody decided to be none: the same for any order."""
    if len(signatures) < 2:
        return Copies()  # numpy is not imported for a picture alone
    from mediaaudit.archive.decisions import apply_decisions
    from mediaaudit.archive.find import find_duplicates
    from mediaaudit.readers.pictures.signature import unpack

    contents = sorted(signatures)
    unpacked = [unpack(signatures[content].data) for content in contents]
    found = apply_decisions(find_duplicates(unpacked), unpacked, decisions)
    copies = (
        Copy(a=contents[pair.a], b=contents[pair.b], how=replace(pair.how, known=pair.known))
        for pair in found.pairs
        if pair.relation == "copy" and pair.how
    )
    return Copies({(copy.a, copy.b): copy for copy in copies})
