"""What an article says to mediaaudit: suppressions in comments and attributes."""

from __future__ import annotations

from datetime import date
from typing import Literal

from mediaaudit.lazy import dataclass

from .source import Span

DirectiveKind = Literal["disable-next", "disable", "enable", "ignore"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """One suppression as written.

    ``rules`` are selectors (codes, names, families, tags), none for all rules. ``until`` is the last day on which it
    holds, as written. ``at`` is the comment or the attribute; ``scope`` what it is about: the next element, the element
    that carries the attribute, or, for ``disable`` and ``enable``, the rest of the page.
    """

    kind: DirectiveKind
    rules: tuple[str, ...]
    reason: str
    until: str | None
    at: Span
    scope: Span

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, None where there is none or ``until`` is no ISO 8601 date."""
        try:
            return date.fromisoformat(self.until) if self.until else None
        except ValueError:
            return None

    def holds(self, as_of: str) -> bool:
        """Say whether it holds on a day (ISO 8601). With an end that is no date it does not: it might be long over."""
        if self.until is None:
            return True
        return self.last_day is not None and self.last_day.isoformat() >= as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """A directive at the end of a run: what became of it.

    ``unused`` are the selectors of rules that ran and found nothing there (``("ALL",)`` where it names none), and
    ``unknown`` those that mean no rule, each with the nearest known word or "".
    """

    directive: Directive
    unused: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
