"""Look up an organisation of a credit in the house data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from mediaaudit.model.directory import Agency, Directory

from .words import plain


def agency_of(name: str, directory: Directory) -> Agency | None:
    """Return the entry of an organisation, by its name or any spelling of it, or None for an unknown one."""
    return _table(directory).get(plain(name))


@lru_cache(maxsize=8)
def _table(directory: Directory) -> Mapping[str, Agency]:
    """Return the entries by every spelling; made once for a directory, which compares by identity."""
    if ready := directory.tables.get("agencies"):
        return {spelling: directory.agencies[number] for spelling, number in ready.items()}
    table: dict[str, Agency] = {}
    for agency in directory.agencies:
        for spelling in (agency.name, *agency.aliases, *agency.variants, *agency.misspellings):
            table.setdefault(plain(spelling), agency)
    return table


def plain_agencies(directory: Directory) -> dict[str, int]:
    """Return the table of spellings in plain values, to be kept as a directory's table ``agencies``."""
    numbers = {id(agency): number for number, agency in enumerate(directory.agencies)}
    return {spelling: numbers[id(agency)] for spelling, agency in _table(directory).items()}


def homes_of(name: str, directory: Directory) -> frozenset[str]:
    """Return an organisation's canonical name and the names of the houses above it; empty for an unknown one."""
    found: list[str] = []
    agency = agency_of(name, directory)
    while agency is not None and agency.name not in found:
        found.append(agency.name)
        agency = agency_of(agency.parent, directory) if agency.parent else None
    return frozenset(found)
