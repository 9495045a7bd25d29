"""What people decided of pairs of pictures, kept by content in a text file, so that it survives moves and renames.

A line holds a word (``known`` or ``not-a-duplicate``), two SHA-256 sums in hex, and perhaps ``#`` and a remark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, cast, get_args

from mediaaudit.lazy import replace
from mediaaudit.model.duplicates import DUPLICATES, Duplicates, Pair
from mediaaudit.model.signature import Signature

from .groups import form_groups

Decision = Literal["known", "not-a-duplicate"]
Decisions = Mapping[frozenset[str], Decision]

_SUM = re.compile(r"[0-9a-f]{64}")


class DecisionError(Exception):
    """A line that is no decision; the message names it."""


def parse_decisions(text: str) -> Decisions:
    """Return the decision on each pair of contents; the last one counts. Raises ``DecisionError``."""
    found: dict[frozenset[str], Decision] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        sums = [word.lower() for word in words[1:]]
        if words[0] not in get_args(Decision) or len(sums) != 2 or not all(map(_SUM.fullmatch, sums)):
            raise DecisionError(f"line {number}: want known or not-a-duplicate, and two SHA-256 sums in hex")
        found[frozenset(sums)] = cast("Decision", words[0])
    return found


def format_decision(decision: Decision, first: str, second: str, remark: str = "") -> str:
    """Return the line for a decision on two contents (SHA-256 in hex); a remark loses its line breaks."""
    one, two = sorted((first, second))
    return f"{decision} {one} {two}{'  # ' if remark else ''}{' '.join(remark.split())}\n"


def apply_decisions(found: Duplicates, signatures: Sequence[Signature], decisions: Decisions) -> Duplicates:
    """Return the duplicates without the pairs that are none, the known ones marked, the groups formed anew."""
    if not decisions:
        return found

    def decided(pair: Pair) -> Decision | None:
        return decisions.get(frozenset((signatures[pair.a].sha256, signatures[pair.b].sha256)))

    pairs = []
    for pair in found.pairs:
        decision = decided(pair)
        if decision != "not-a-duplicate":
            pairs.append(replace(pair, known=decision == "known" and pair.relation in DUPLICATES))
    return Duplicates(pairs=tuple(pairs), groups=form_groups(pairs, signatures), registrations=found.registrations)
