"""Look up an organisation of a credit in the house data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from mediaaudit.model.directory import Agency, Directory

from .words import plain


def agency_of(name: str, directory: Directory) -> Agency | None:
    """Return the entry of an organisation, by its name or any spelling of it, or None for an unknown one."""
    number = (directory.tables.get("agencies") or plain_agencies(directory)).get(plain(name))
    return None if number is None else directory.agencies[number]


@lru_cache(maxsize=8)
def plain_agencies(directory: Directory) -> Mapping[str, int]:
    """Return the number of the entry of every spelling, to be kept as a directory's table ``agencies``.

    Made once for a directory, which compares by identity.
    """
    table: dict[str, int] = {}
    for number, agency in enumerate(directory.agencies):
        for spelling in (agency.name, *agency.aliases, *agency.variants, *agency.misspellings):
            table.setdefault(plain(spelling), number)
    return table


def homes_of(name: str, directory: Directory) -> frozenset[str]:
    """Return an organisation's canonical name and the names of the houses above it; empty for an unknown one."""
    found: list[str] = []
    agency = agency_of(name, directory)
    while agency is not None and agency.name not in found:
        found.append(agency.name)
        agency = agency_of(agency.parent, directory) if agency.parent else None
    return frozenset(found)
