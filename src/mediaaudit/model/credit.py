"""A credit line, understood."""

from __future__ import annotations

from typing import Literal

from mediaaudit.lazy import dataclass

Supplied = Literal["screenshot", "social", "handout", "courtesy", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What the grammar in ``text.credit`` makes of a line.

    ``text`` is the exact substring of the line, cue included, without enclosing brackets or final stop, and
    ``start``/``end`` its offsets there in code points. ``photographers`` are names as printed, ``agencies`` and ``via``
    canonical organisation names before and after a "via", ``unknown`` those of either that nothing but their place tells
    to be a person's or an organisation's, ``rest`` the words that found no role.
    """

    text: str
    start: int
    end: int
    photographers: tuple[str, ...] = ()
    pool: bool = False
    agencies: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    supplied: Supplied | None = None
    license: str | None = None
    ambiguous: bool = False
    unknown: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


Tolerance = Literal[
    "capitals", "diacritics", "initials", "transliteration", "spelling", "short-name", "name-order", "account",
    "order", "subset", "ambiguous", "variant", "partner", "via", "handout", "unknown", "parts", "pool", "supplied",
    "license",
]  # fmt: skip
Contradiction = Literal["photographer", "organisation"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two credits of one picture agree.

    ``verdict`` is "agree" where they say the same, "tolerated" where the differences in ``tolerated`` may be one fact
    written in two ways or a part of it, "contradict" where both cannot be right, on what ``contradicts`` says.
    """

    verdict: Literal["agree", "tolerated", "contradict"]
    tolerated: tuple[Tolerance, ...] = ()
    contradicts: tuple[Contradiction, ...] = ()
