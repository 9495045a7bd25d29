"""What a configuration says by selector, turned into what it says by rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from mediaaudit.catalogue.binding import check_options
from mediaaudit.catalogue.catalogue import Catalogue, expand
from mediaaudit.catalogue.errors import CatalogueError

Value = TypeVar("Value")


def expanded(catalogue: Catalogue, selectors: Iterable[str], origin: str, key: str) -> frozenset[str]:
    """Return the names of the rules meant. Raises CatalogueError, naming file and key, for a selector of none."""
    try:
        return expand(catalogue, selectors)
    except KeyError as error:
        raise CatalogueError(origin, str(error.args[0]), key) from error


def by_rule(catalogue: Catalogue, values: Mapping[str, Value], origin: str, key: str) -> dict[str, Value]:
    """Return values by rule name; of two selectors for one rule the later counts. Raises as ``expanded`` does."""
    return {
        name: value
        for selector, value in values.items()
        for name in sorted(expanded(catalogue, (selector,), origin, key))
    }


def options_by_rule(
    catalogue: Catalogue, options: Mapping[str, Mapping[str, object]], origin: str, key: str
) -> dict[str, Mapping[str, object]]:
    """Return options by rule name; each selector must mean one rule. Raises CatalogueError for one that does not."""
    found: dict[str, Mapping[str, object]] = {}
    for selector, values in options.items():
        try:
            rule = catalogue.find(selector)
        except KeyError as error:
            raise CatalogueError(origin, str(error.args[0]), key) from error
        check_options(rule, values, origin, f"{key}.{selector}")
        found[rule.name] = values
    return found
