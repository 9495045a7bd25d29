"""Pictures that must not be published any more: an agency's kills, a newsroom's own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from mediaaudit.checks._contract import check
from mediaaudit.checks._copies import name_of, values_of
from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Pixels
from mediaaudit.model.corpus import Copies, Corpus, Use
from mediaaudit.model.duplicates import How
from mediaaudit.model.problem import Place, Problem, Value
from mediaaudit.model.withdrawn import Withdrawal, Withdrawn
from mediaaudit.text.hashes import FLAT, NearHashes


@dataclass(frozen=True, slots=True)
class Options:
    """Options of ``duplicate.withdrawn``: bits of 64 in which a picture's pHash may differ from a withdrawn one."""

    max_distance: int = 4


@check("duplicate.withdrawn")
def withdrawn(
    corpus: Corpus, withdrawn: Withdrawn, copies: Copies, _pixels: Pixels | None, options: Options
) -> Iterator[Problem]:
    """Report every use of a picture that was withdrawn, or of a copy of one."""
    near = NearHashes(withdrawn.hashes, options.max_distance)
    copied = dict(_copies_of(withdrawn, copies))
    for use in chain(corpus.uses, corpus.files):
        content = use.asset or ""
        if entry := withdrawn.contents.get(content):
            yield Problem(message="file", at=Place(use), values=_values(use, entry))
        elif content in copied:
            how, entry = copied[content]
            values = {**values_of(how), **_values(use, entry)}
            yield Problem(message="copy", at=Place(use), values=values, confidence="likely")
        elif use.phash is not None and (use.spread or 0.0) >= FLAT:
            found = near.nearest(use.phash)
            if found is not None:
                values = _values(use, withdrawn.hashes[found])
                yield Problem(message="hash", at=Place(use), values=values, confidence="likely")


def _copies_of(withdrawn: Withdrawn, copies: Copies) -> Iterator[tuple[str, tuple[How, Withdrawal]]]:
    """Yield each content that is a copy of a withdrawn one, how, and why that was withdrawn."""
    for killed, content, how in copies.of_each(withdrawn.contents.keys()):
        if content not in withdrawn.contents:
            yield content, (how, withdrawn.contents[killed])


def _values(use: Use, entry: Withdrawal) -> dict[str, Value]:
    reason = f": {entry.reason}" if entry.reason else ""
    return {"file": name_of(use), "reason": reason, "list": entry.origin}
