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
            name = spellings.get(" ".join(folded[at : at + length]))
            start, end = tokens[at].start(), tokens[at + length - 1].end()
            if name and "/" not in line[start:end]:
                found.append(Printed(name, line[start:end], start, end))
                at += length
                break
        else:
            at += 1
    return tuple(found)


@lru_cache(maxsize=8)
def _spellings(directory: Directory) -> tuple[Mapping[str, str], int]:
    """Return the canonical name of every spelling, and the words of the longest one; made once for a directory."""
    if ready := directory.tables.get("spellings"):
        names = [agency.name for agency in directory.agencies]
        return {spelling: names[number] for spelling, number in ready["names"].items()}, ready["longest"]
    table: dict[str, str] = {}
    for agency in directory.agencies:
        for spelling in (agency.name, *agency.aliases, *agency.misspellings):
            table.setdefault(plain(spelling), agency.name)
    return table, max((spelling.count(" ") + 1 for spelling in table), default=0)


def plain_spellings(directory: Directory) -> dict[str, Any]:
    """Return the tables in plain values, to be kept as a directory's table ``spellings``."""
    numbers = {agency.name: number for number, agency in reversed(list(enumerate(directory.agencies)))}
    table, longest = _spellings(directory)
    return {"names": {spelling: numbers[name] for spelling, name in table.items()}, "longest": longest}
