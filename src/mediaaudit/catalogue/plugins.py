"""Plug-ins: installed packages with checks and rules of their own. Only those that a configuration names are imported."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

from mediaaudit.checks._contract import Check, register

from .errors import CatalogueError, did_you_mean

CHECKS, RULES = "mediaaudit.checks", "mediaaudit.rules"  # groups of entry points


def load_plugins(names: Iterable[str], origin: str) -> dict[str, Path]:
    """Import the plug-ins of those names, make their checks known, and return the folders of their rules by name.

    ``origin`` is the configuration that names them. A plug-in is trusted code: importing it runs it. Raises
    CatalogueError for one that is not installed, cannot be imported, or gives a check a name that is taken.
    """
    folders: dict[str, Path] = {}
    for name in names:
        checks, rules = _points(CHECKS, name), _points(RULES, name)
        if not (checks or rules):
            known = {point.name for group in (CHECKS, RULES) for point in entry_points(group=group)}
            raise CatalogueError(origin, f"{name!r} is not installed{did_you_mean(name, known)}", "plugins")
        for point in checks:
            module = _import(point, origin)
            for check in [value for value in vars(module).values() if isinstance(value, Check)]:
                try:
                    register(check)
                except ValueError as error:
                    raise CatalogueError(origin, f"plug-in {name!r}: {error}", "plugins") from error
        for point in rules:
            package = _import(point, origin)
            folders[name] = Path(next(iter(package.__path__)))
    return folders


def _points(group: str, name: str) -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group=group, name=name))


def _import(point: EntryPoint, origin: str) -> ModuleType:
    try:
        found = point.load()
    except Exception as error:
        message = f"plug-in {point.name!r} cannot be imported: {type(error).__name__}: {error}"
        raise CatalogueError(origin, message, "plugins") from error
    if not isinstance(found, ModuleType) or (point.group == RULES and not hasattr(found, "__path__")):
        raise CatalogueError(origin, f"plug-in {point.name!r}: {point.value} is no module or package", "plugins")
    return found
