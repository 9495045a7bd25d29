"""House data: who supplies pictures, and the words credits are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Literal

from mediaaudit.lazy import dataclass

AgencyKind = Literal[
    "wire", "distributor", "stock", "library", "social", "outlet", "government", "collection", "company"
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An organisation that pictures come from.

    ``name`` is the canonical one, to print; ``aliases`` are spellings that it replaces and ``misspellings`` the ones that
    a newsroom would want corrected. ``variants`` are other names of the same organisation that are printed as they
    stand. ``parent`` names the organisation whose collection or brand this is, ``partners`` those that hand on its
    pictures, so that either may stand in a credit.
    """

    name: str
    kind: AgencyKind
    aliases: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Directory:
    """What a credit parser has to know of the world, shipped data and a newsroom's own together.

    ``vocabulary`` maps a role of the grammar (``cue``, ``via``, ``pool`` ...) to its phrases in all languages, ``roster``
    a person's name to the agency that the person works for, ``demands`` an agency's name to what a credit of its
    pictures has to name besides it (``photographer``). ``tables`` are look-up tables that were made from the rest before,
    in plain values, by name: without them they are made when they are needed. Compared by identity, so that tables made
    from it can be kept.
    """

    agencies: Sequence[Agency] = ()
    vocabulary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roster: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)
    demands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
