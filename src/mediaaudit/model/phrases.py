"""Phrases that rules look for, by language: data from ``rules/_shared/phrases``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from mediaaudit.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Lists of case-folded phrases for a page: its own language, English, and those of no language, together.

    ``lists`` maps a list's name (``alt.placeholder``) to its phrases.
    """

    language: str | None = None
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, name: str) -> frozenset[str]:
        """Return one list; empty where no language in use has it."""
        return self.lists.get(name, frozenset())


@dataclass(frozen=True, slots=True)
class AsOf:
    """The date of the audit (``--as-of``), ISO 8601: the only clock a check may read."""

    date: str
