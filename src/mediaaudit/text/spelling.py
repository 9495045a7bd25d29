"""How a line prints the organisations that it names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.directory import Directory

from .words import plain

_WORD = pattern(r"[^\W_]+")
_LONGEST = 400  # code points of a line that are looked at


@dataclass(frozen=True, slots=True)
class Printed:
    """An organisation's name in a line: the canonical one, and the words that stand there, at ``start`` to ``end``."""

    name: str
    text: str
    start: int
    end: int


def printed_organisations(line: str, directory: Directory) -> tuple[Printed, ...]:
    """Return every known organisation that a line names, in order, the longest spelling at each place."""
    spellings, longest = _spellings(directory)
    tokens = list(_WORD.finditer(line[:_LONGEST]))
    folded = [plain(token.group()) for token in tokens]
    found: list[Printed] = []
    at = 0
    while at < len(tokens):
        for length in range(min(longest, len(tokens) - at), 0, -1):
            agency = spellings.get(" ".join(folded[at : at + length]))
            start, end = tokens[at].start(), tokens[at + length - 1].end()
            if agency is not None and "/" not in line[start:end]:
                found.append(Printed(directory.agencies[agency].name, line[start:end], start, end))
                at += length
                break
        else:
            at += 1
    return tuple(found)


@lru_cache(maxsize=8)
def _spellings(directory: Directory) -> tuple[Mapping[str, int], int]:
    """Return the number of the agency of every spelling, and the words of the longest one; made once for a directory."""
    if ready := directory.tables.get("spellings"):
        return ready["names"], ready["longest"]
    table: dict[str, int] = {}
    for number, agency in enumerate(directory.agencies):
        for spelling in (agency.name, *agency.aliases, *agency.misspellings):
            table.setdefault(plain(spelling), number)
    return table, max((spelling.count(" ") + 1 for spelling in table), default=0)


def plain_spellings(directory: Directory) -> dict[str, Any]:
    """Return the tables in plain values, to be kept as a directory's table ``spellings``."""
    names, longest = _spellings(directory)
    return {"names": names, "longest": longest}
