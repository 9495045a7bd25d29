"""Suppressions that do nothing, are over, or say not why."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.model.directive import Suppression
from mediaaudit.model.phrases import AsOf
from mediaaudit.model.problem import Problem
from mediaaudit.text.shorten import shorten

_ALL = ("ALL",)


@check("mediaaudit.unused_suppression")
def unused_suppression(suppression: Suppression) -> Iterator[Problem]:
    """Report a suppression that suppresses nothing, and one of a rule that does not exist."""
    for name, nearest in suppression.unknown:
        values = {"name": shorten(name), "nearest": nearest}
        yield Problem(message="misspelt" if nearest else "unknown", values=values)
    if suppression.unused == _ALL:
        yield Problem(message="nothing")
    elif suppression.unused:
        yield Problem(message="unused", values={"rules": suppression.unused})


@check("mediaaudit.expired_suppression")
def expired_suppression(suppression: Suppression, as_of: AsOf) -> Iterator[Problem]:
    """Report a suppression whose last day is over, and one whose last day is no date."""
    directive = suppression.directive
    if directive.holds(as_of.date):
        return
    key = "expired" if directive.last_day else "no-date"
    yield Problem(message=key, values={"until": shorten(directive.until or "", 30)})


@check("mediaaudit.suppression_without_reason")
def suppression_without_reason(suppression: Suppression) -> Iterator[Problem]:
    """Report a suppression that says not why."""
    if suppression.directive.kind != "enable" and not suppression.directive.reason:
        yield Problem(message="bare", values={"rules": suppression.directive.rules or ("all rules",)})
