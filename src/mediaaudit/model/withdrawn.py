"""The pictures that must not be published any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from mediaaudit.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Why a picture was withdrawn ("" if nobody said), and the list and line, or the file, that says so."""

    reason: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """Withdrawn pictures by content (SHA-256 in hex) and by 64-bit pHash."""

    contents: Mapping[str, Withdrawal] = field(default_factory=dict)
    hashes: Mapping[int, Withdrawal] = field(default_factory=dict)
