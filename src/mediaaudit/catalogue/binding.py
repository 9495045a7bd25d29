"""Bind rules to checks: the check exists, the options are its options, the messages are there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from mediaaudit.checks._contract import Check, KnownCheck, Signature, find_check
from mediaaudit.lazy import dataclass
from mediaaudit.model.problem import Severity
from mediaaudit.model.rule import Rule

from .errors import CatalogueError, did_you_mean
from .tables import Table, typed


@dataclass(frozen=True, kw_only=True)
class Binding:
    """A rule ready to run: its check, the values of its options, its severity in this run."""

    rule: Rule
    check: Check[...]
    signature: Signature
    values: Mapping[str, object]
    severity: Severity

    @cached_property
    def options(self) -> object | None:
        """The options as the check takes them. Raises CatalogueError for an unknown one or one of the wrong type."""
        kind = self.check.options
        if isinstance(self.check, KnownCheck):
            values = self.values  # they were checked when the check became known
        else:
            values = _checked(self.rule, self.check.option_types(), self.values)
        if kind is None:
            return None
        bound: object = kind(**{name: tuple(each) if isinstance(each, list) else each for name, each in values.items()})
        return bound


def check_options(rule: Rule, values: Mapping[str, object], origin: str, key: str) -> None:
    """Raise CatalogueError, naming that file and key, for options that are not the rule's, or of the wrong type."""
    _checked(rule, find_check(rule.check).option_types(), values, origin, key)


def _checked(
    rule: Rule, kinds: Mapping[str, object], values: Mapping[str, object], origin: str = "", key: str = "options"
) -> dict[str, object]:
    table = Table(origin or rule.origin, values, key)
    for name in values:
        if name not in kinds:
            raise table.fail(name, f"rule {rule.name} has no such option{did_you_mean(name, kinds)}")
    return {name: typed(table, name, value, kinds[name]) for name, value in values.items()}


def bind(rule: Rule, options: Mapping[str, object] | None = None, severity: Severity | None = None) -> Binding:
    """Return the rule bound to its check, with options laid over those of its file.

    Raises CatalogueError for an unknown check, an unknown option or one of the wrong type.
    """
    try:
        check = find_check(rule.check)
    except LookupError as error:
        raise CatalogueError(rule.origin, str(error), "check") from error
    values = {**rule.options, **(options or {})}
    binding = Binding(
        rule=rule, check=check, signature=check.signature, values=values, severity=severity or rule.severity
    )
    made = binding.options  # wrong ones are refused here, not in the middle of a run
    for key, message in made.faults() if hasattr(made, "faults") else ():
        raise CatalogueError(rule.origin, message, f"options.{key}")
    return binding


def bind_known(rule: Rule, check: KnownCheck, severity: Severity | None = None) -> Binding:
    """Return a rule that was bound before with the options of its file: its check is imported when it is called."""
    return Binding(
        rule=rule, check=check, signature=check.signature, values=rule.options, severity=severity or rule.severity
    )
