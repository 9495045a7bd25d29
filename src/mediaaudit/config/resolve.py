"""Lay flags over a file's configuration, and turn the result into what the engine and the commands need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mediaaudit.catalogue.binding import Binding
from mediaaudit.catalogue.catalogue import Catalogue, expand
from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.engine.plan import PicturePaths, Plan
from mediaaudit.lazy import dataclass
from mediaaudit.model.credit import Credit
from mediaaudit.model.problem import Severity
from mediaaudit.text.credit import format_credit

from .model import RECOMMENDED, Config, FailOn

if TYPE_CHECKING:
    from mediaaudit.readers.fetch.settings import Fetching

CREDIT_FORMAT = "credit/format"


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


def overlay(below: Config, above: Config) -> Config:
    """Return one configuration laid over another: what the upper one says wins, lists that extend are joined."""
    return replace(
        below,
        select=above.select if above.select is not None else below.select,
        extend_select=(*below.extend_select, *above.extend_select),
        ignore={**below.ignore, **above.ignore},
        severity={**below.severity, **above.severity},
        options={**below.options, **above.options},
        fail_on=above.fail_on or below.fail_on,
        min_severity=above.min_severity or below.min_severity,
        exclude=(*below.exclude, *above.exclude),
        base_dir=above.base_dir or below.base_dir,
        site_root=above.site_root or below.site_root,
        prefixes={**below.prefixes, **above.prefixes},
        originals=(*below.originals, *above.originals),
        fetch=above.fetch if above.fetch is not None else below.fetch,
        fetching=above.fetching or below.fetching,
        agencies=(*below.agencies, *above.agencies),
        phrases=(*below.phrases, *above.phrases),
        credit_style=above.credit_style or below.credit_style,
    )


def resolve(config: Config, catalogue: Catalogue, *, as_of: str | None = None) -> Resolved:
    """Return the run that a configuration means. ``as_of`` is an ISO 8601 date; today (UTC) if not given.

    Raises CatalogueError for a selector that means no rule, an unknown option, or house data that cannot be read.
    """
    origin = config.origin or "command line"
    selected = _expand(catalogue, RECOMMENDED if config.select is None else config.select, origin, "select")
    selected |= _expand(catalogue, config.extend_select, origin, "extend-select")
    if config.credit_style:
        selected |= {CREDIT_FORMAT}
    ignored = {
        name: reason
        for selector, reason in config.ignore.items()
        for name in _expand(catalogue, (selector,), origin, "ignore")
    }
    severities = {
        name: severity
        for selector, severity in config.severity.items()
        for name in _expand(catalogue, (selector,), origin, "severity")
    }
    options = _options(config, catalogue, origin)
    bindings = tuple(
        catalogue.bind(rule, options.get(name), severities.get(name))
        for name, rule in catalogue.rules.items()
        if name in selected and name not in ignored
    )
    return Resolved(
        plan=_plan(config, bindings, as_of),
        fail_on=config.fail_on or "warning",
        min_severity=config.min_severity or "note",
        exclude=config.exclude,
        ignored=ignored,
        by_name=_named(catalogue, (*(config.select or ()), *config.extend_select)),
        origin=config.origin,
    )


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
        ),
        fetch=_fetching(config),
        agencies=config.agencies,
        phrases=config.phrases,
    )


def _fetching(config: Config) -> Fetching | None:
    if not config.fetch:
        return None
    from mediaaudit.readers.fetch.settings import Fetching

    return config.fetching or Fetching()


def _expand(catalogue: Catalogue, selectors: Iterable[str], origin: str, key: str) -> frozenset[str]:
    try:
        return expand(catalogue, selectors)
    except KeyError as error:
        raise CatalogueError(origin, str(error.args[0]), key) from error


def _options(config: Config, catalogue: Catalogue, origin: str) -> dict[str, Mapping[str, object]]:
    found: dict[str, Mapping[str, object]] = {}
    for selector, values in config.options.items():
        try:
            rule = catalogue.find(selector)
        except KeyError as error:
            raise CatalogueError(origin, str(error.args[0]), "options") from error
        found[rule.name] = values
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
