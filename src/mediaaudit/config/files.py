"""Find and read ``mediaaudit.toml``, ``.mediaaudit.toml`` or ``[tool.mediaaudit]`` of ``pyproject.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast, get_args

from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.catalogue.tables import Table, read_toml
from mediaaudit.model.problem import Severity

from .fetch import read_fetch
from .model import Config, FailOn

NAMES = ("mediaaudit.toml", ".mediaaudit.toml")


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file of a folder or one above it, or None.

    A ``pyproject.toml`` counts only if it has a table ``[tool.mediaaudit]``; one that is not TOML is left to others.
    """
    folder = start.resolve()
    for here in (folder, *folder.parents):
        for name in NAMES:
            if (here / name).is_file():
                return here / name
        project = here / "pyproject.toml"
        if project.is_file() and _has_table(project):
            return project
    return None


def _has_table(project: Path) -> bool:
    try:
        tool = read_toml(project).get("tool")
    except CatalogueError:
        return False
    return isinstance(tool, Mapping) and "mediaaudit" in tool


def read_config(path: Path) -> Config:
    """Return what a file says. Raises CatalogueError that names file and key for whatever does not belong there."""
    values: object = read_toml(path)
    prefix = ""
    if path.name == "pyproject.toml":
        tool = cast("Mapping[str, object]", values).get("tool", {})
        values = tool.get("mediaaudit", {}) if isinstance(tool, Mapping) else {}
        prefix = "tool.mediaaudit"
    table = Table(path, values, prefix)
    folder = path.parent
    house, credit = table.table("house"), table.table("credit")
    fetch, fetching = read_fetch(table.table("fetch"), folder)
    config = Config(
        origin=str(path),
        select=table.texts("select") if table.has("select") else None,
        extend_select=table.texts("extend-select"),
        ignore=_ignore(table),
        severity=_severities(table.table("severity")),
        options=_options(table.table("options")),
        fail_on=cast("FailOn", table.choice("fail-on", get_args(FailOn))) if table.has("fail-on") else None,
        min_severity=_severity(table, "min-severity") if table.has("min-severity") else None,
        exclude=table.texts("exclude"),
        base_dir=folder / table.text("base-dir") if table.has("base-dir") else None,
        site_root=folder / table.text("site-root") if table.has("site-root") else None,
        prefixes=_prefixes(table.table("paths"), folder),
        originals=tuple(folder / name for name in _folders(table.table("paths"), "originals")),
        fetch=fetch,
        fetching=fetching,
        agencies=tuple(folder / name for name in house.texts("agencies")),
        phrases=tuple(folder / name for name in house.texts("phrases")),
        credit_style=credit.text("style", "") or None,
    )
    house.finish()
    credit.finish()
    table.finish()
    return config


def _severity(table: Table, name: str) -> Severity:
    return cast("Severity", table.choice(name, get_args(Severity)))


def _ignore(table: Table) -> dict[str, str]:
    value = table.raw("ignore")
    if isinstance(value, Mapping):
        reasons = table.table("ignore")
        return {selector: reasons.text(selector) for selector in reasons.mapping()}
    return dict.fromkeys(table.texts("ignore"), "")


def _severities(table: Table) -> dict[str, Severity]:
    return {selector: _severity(table, selector) for selector in table.mapping()}


def _options(table: Table) -> dict[str, Mapping[str, object]]:
    return {rule: table.table(rule).mapping() for rule in table.mapping()}


def _prefixes(table: Table, folder: Path) -> dict[str, Path]:
    return {prefix: folder / table.text(prefix) for prefix in table.mapping() if prefix != "originals"}


def _folders(table: Table, name: str) -> tuple[str, ...]:
    """Read one folder or a list of them; ``originals`` is the one key of its table that is no address."""
    return (table.text(name),) if isinstance(table.raw(name), str) else table.texts(name)
