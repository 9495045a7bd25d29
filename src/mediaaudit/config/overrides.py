"""From ``[[overrides]]`` to what the engine applies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mediaaudit.catalogue.binding import Binding
from mediaaudit.catalogue.catalogue import Catalogue
from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.engine.gitignore import Pattern, parse_pattern
from mediaaudit.engine.overrides import Override
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media

from .model import PathOverride
from .selectors import by_rule, options_by_rule

_KEY = "overrides"
_IN_ARTICLES = frozenset({Image, Media, Document})


def path_overrides(
    given: Iterable[PathOverride],
    catalogue: Catalogue,
    options: Mapping[str, Mapping[str, object]],
    bindings: Mapping[str, Binding],
) -> tuple[Override, ...]:
    """Return the overrides by rule name. ``options`` and ``bindings`` are those of the whole run, by rule name.

    Raises CatalogueError for a pattern that is none, an unknown rule or option, and for options of a rule that looks at
    files or at the whole run: which of several paths would count?
    """
    return tuple(_override(each, catalogue, options, bindings) for each in given)


def _override(
    given: PathOverride,
    catalogue: Catalogue,
    options: Mapping[str, Mapping[str, object]],
    bindings: Mapping[str, Binding],
) -> Override:
    others: dict[str, Binding] = {}
    for name, values in options_by_rule(catalogue, given.options, given.origin, f"{_KEY}.options").items():
        rule = catalogue.rules[name]
        bound = catalogue.bind(rule, {**options.get(name, {}), **values}, None)
        if bound.signature.scope not in _IN_ARTICLES:
            message = f"rule {name} looks at files or at all articles together: its options are the same everywhere"
            raise CatalogueError(given.origin, message, f"{_KEY}.options")
        if name in bindings:
            others[name] = catalogue.bind(rule, {**options.get(name, {}), **values}, bindings[name].severity)
    return Override(
        folder=given.folder,
        globs=given.paths,
        patterns=tuple(_pattern(glob, given) for glob in given.paths),
        ignored=frozenset(by_rule(catalogue, given.ignore, given.origin, f"{_KEY}.ignore")),
        severities=by_rule(catalogue, given.severity, given.origin, f"{_KEY}.severity"),
        bindings=others,
    )


def _pattern(glob: str, given: PathOverride) -> Pattern:
    pattern = parse_pattern(glob)
    if pattern is None:
        raise CatalogueError(given.origin, f"{glob!r} is no pattern of paths", f"{_KEY}.paths")
    return pattern
