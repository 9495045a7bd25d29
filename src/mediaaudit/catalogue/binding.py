"""Bind rules to checks: the check exists, the options are its options, the messages are there."""

from __future__ import annotations

from collections.abc import Mapping

from mediaaudit.checks._contract import Check, Signature, find_check
from mediaaudit.lazy import dataclass
from mediaaudit.model.problem import Severity
from mediaaudit.model.rule import Rule

from .errors import CatalogueError, did_you_mean
from .tables import Table, typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A rule ready to run: its check, its options as the check takes them, its severity in this run."""

    rule: Rule
    check: Check[...]
    signature: Signature
    options: object | None
    severity: Severity


def bind(rule: Rule, options: Mapping[str, object] | None = None, severity: Severity | None = None) -> Binding:
    """Return the rule bound to its check, with options laid over those of its file.

    Raises CatalogueError for an unknown check, an unknown option or one of the wrong type.
    """
    try:
        check = find_check(rule.check)
    except LookupError as error:
        raise CatalogueError(rule.origin, str(error), "check") from error
    return Binding(
        rule=rule,
        check=check,
        signature=check.signature,
        options=_options(rule, check, {**rule.options, **(options or {})}),
        severity=severity or rule.severity,
    )


def _options(rule: Rule, check: Check[...], values: Mapping[str, object]) -> object | None:
    kinds = check.option_types()
    table = Table(rule.origin, values, "options")
    for name in values:
        if name not in kinds:
            raise table.fail(name, f"rule {rule.name} has no such option{did_you_mean(name, kinds)}")
    options = check.signature.options
    if options is None:
        return None
    bound: object = options(**{name: typed(table, name, value, kinds[name]) for name, value in values.items()})
    return bound
