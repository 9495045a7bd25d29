"""Lay flags over a file's configuration, and turn the result into what the engine and the commands need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mediaaudit.catalogue.binding import Binding
from mediaaudit.catalogue.catalogue import Catalogue
from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.engine.gitignore import LONGEST
from mediaaudit.engine.plan import PicturePaths, Plan
from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.credit import Credit
from mediaaudit.model.problem import Severity
from mediaaudit.model.report import Notification
from mediaaudit.text.credit import format_credit

from .model import RECOMMENDED, Config, FailOn
from .overlay import overlay
from .overrides import path_overrides
from .presets import with_preset
from .selectors import by_rule, expanded, options_by_rule

if TYPE_CHECKING:
    from mediaaudit.readers.fetch.settings import Fetching

CREDIT_FORMAT = "credit/format"
WITHOUT_REASON = "mediaaudit/suppression-without-reason"


__all__ = ["Resolved", "overlay", "resolve"]


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """A run, decided: the plan, what fails it, what is shown, and what is left out."""

    plan: Plan
    fail_on: FailOn
    min_severity: Severity
    exclude: tuple[str, ...]
    ignored: Mapping[str, str]  # rule name -> reason
    by_name: frozenset[str]  # rules selected by their own code or name, not by family, tag or preset
    origin: str | None
    preset: str | None = None
    extends: tuple[str, ...] = ()
    max_warnings: int | None = None
    require_reason: bool = False
    plugins: tuple[str, ...] = ()
    rule_paths: Mapping[str, str] = field(default_factory=dict)  # prefix of the names -> folder of house rules
    refused: tuple[Notification, ...] = ()  # what of a configuration was left out that nobody has vouched for
    catalogue: Catalogue  # the rules that there are, the newsroom's own among them


def resolve(config: Config, catalogue: Catalogue, *, as_of: str | None = None) -> Resolved:
    """Return the run that a configuration means. ``as_of`` is an ISO 8601 date; today (UTC) if not given.

    Raises CatalogueError for a selector that means no rule, an unknown option, or house data that cannot be read.
    """
    origin = config.origin or "command line"
    folders = _rule_folders(config, origin)
    if folders:
        from mediaaudit.catalogue.house import with_house_rules

        catalogue = with_house_rules(catalogue, folders)
    # House rules are on as the recommended ones are: whoever selects rules one by one names them too.
    house = folders if config.select is None else {}
    config = with_preset(config)
    selected = expanded(catalogue, RECOMMENDED if config.select is None else config.select, origin, "select")
    selected |= expanded(catalogue, config.extend_select, origin, "extend-select")
    selected |= {name for name, rule in catalogue.rules.items() if rule.family in house}
    if config.credit_style:
        selected |= {CREDIT_FORMAT}
    if config.require_reason:
        selected |= {WITHOUT_REASON}
    ignored = by_rule(catalogue, config.ignore, origin, "ignore")
    if any(len(glob) > LONGEST for glob in config.exclude):
        raise CatalogueError(origin, f"a pattern has more than {LONGEST:,} characters", "exclude")
    severities = by_rule(catalogue, config.severity, origin, "severity")
    options = _options(config, catalogue, origin)
    bindings = tuple(
        catalogue.bind(rule, options.get(name), severities.get(name))
        for name, rule in catalogue.rules.items()
        if name in selected and name not in ignored
    )
    if config.project:
        bindings = _linear(bindings, origin)
    overrides = path_overrides(config.overrides, catalogue, options, {each.rule.name: each for each in bindings})
    if config.project:
        overrides = tuple(
            replace(
                other, bindings=dict(zip(other.bindings, _linear(tuple(other.bindings.values()), origin), strict=True))
            )
            for other in overrides
        )
    # A budget of warnings means that a warning alone does not fail the run.
    fail_on: FailOn = "warning" if config.max_warnings is None else "error"
    return Resolved(
        plan=replace(_plan(config, bindings, as_of), overrides=overrides),
        fail_on=config.fail_on or fail_on,
        min_severity=config.min_severity or "note",
        exclude=config.exclude,
        ignored=ignored,
        by_name=_named(catalogue, (*(config.select or ()), *config.extend_select)),
        origin=config.origin,
        preset=config.preset,
        extends=tuple(str(path) for path in config.extends),
        max_warnings=config.max_warnings,
        require_reason=bool(config.require_reason),
        plugins=config.plugins,
        rule_paths={prefix: str(folder) for prefix, folder in config.rule_paths.items()},
        refused=config.refused,
        catalogue=catalogue,
    )


def _linear(bindings: tuple[Binding, ...], origin: str) -> tuple[Binding, ...]:
    """Return rules of a configuration that nobody has vouched for, their regular expressions to be searched in linear time.

    Raises CatalogueError for an expression that cannot be.
    """
    return tuple(_with_linear(binding, origin) for binding in bindings)


def _with_linear(binding: Binding, origin: str) -> Binding:
    from mediaaudit.text.expressions import Linear, fault_of

    linear: dict[str, object] = {}
    for name in getattr(binding.options, "expressions", ()):
        expression = getattr(binding.options, name)
        if expression and (fault := fault_of(expression, trusted=False)):
            why = f"{fault}. A configuration that is found may use no other; --trust-config allows them"
            raise CatalogueError(binding.rule.origin or origin, why, f"options.{name}")
        linear[name] = Linear(expression)
    return replace(binding, values={**binding.values, **linear}) if linear else binding


def _rule_folders(config: Config, origin: str) -> dict[str, Path]:
    """Return the folders of rules that do not come with mediaaudit, by the word before their names."""
    if not config.plugins:
        return dict(config.rule_paths)
    from mediaaudit.catalogue.plugins import load_plugins

    return {**load_plugins(dict.fromkeys(config.plugins), origin), **config.rule_paths}


def _named(catalogue: Catalogue, selectors: Iterable[str]) -> frozenset[str]:
    words = {selector.strip().lower() for selector in selectors}
    return frozenset(rule.name for rule in catalogue.rules.values() if words & {rule.name, rule.code.lower()})


def _plan(config: Config, bindings: tuple[Binding, ...], as_of: str | None) -> Plan:
    return Plan(
        bindings=bindings,
        as_of=as_of or datetime.now(UTC).date().isoformat(),
        paths=PicturePaths(
            base_dir=config.base_dir,
            site_root=config.site_root,
            prefixes=config.prefixes,
            originals=config.originals,
        ).settled(),
        fetch=_fetching(config),
        agencies=config.agencies,
        phrases=config.phrases,
        withdrawn=config.withdrawn,
        decisions=config.decisions,
        project=config.project,
        cache=config.cache_dir,
    )


def _fetching(config: Config) -> Fetching | None:
    if not config.fetch:
        return None
    from mediaaudit.readers.fetch.settings import Fetching

    return config.fetching or Fetching()


def _options(config: Config, catalogue: Catalogue, origin: str) -> dict[str, Mapping[str, object]]:
    found = options_by_rule(catalogue, config.options, origin, "options")
    style = config.credit_style or found.get(CREDIT_FORMAT, {}).get("style")
    if isinstance(style, str) and style:
        _check_style(style, config, origin)
        found[CREDIT_FORMAT] = {**found.get(CREDIT_FORMAT, {}), "style": style}
    return found


def _check_style(style: str, config: Config, origin: str) -> None:
    try:
        format_credit(Credit(text="", start=0, end=0), style, load_directory(config.agencies))
    except ValueError as error:
        raise CatalogueError(origin, str(error), "credit.style") from error
