"""Find and read ``mediaaudit.toml``, ``.mediaaudit.toml`` or ``[tool.mediaaudit]`` of ``pyproject.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast, get_args

from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.catalogue.tables import Table, read_toml, typed
from mediaaudit.gate import real_path
from mediaaudit.lazy import replace
from mediaaudit.model.problem import Severity
from mediaaudit.readers.place import Place, place_of

from .fetch import read_fetch
from .model import Config, FailOn, PathOverride
from .overlay import overlay

LARGEST = 1 << 20  # bytes of a configuration
MOST = 2_000  # entries of a list or table in it
NAMES = ("mediaaudit.toml", ".mediaaudit.toml")


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file of a folder or one above it, or None.

    A ``pyproject.toml`` counts only if it has a table ``[tool.mediaaudit]``; one that is not TOML is left to others.
    """
    folder = real_path(start)
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
        tool = read_toml(project, most=LARGEST).get("tool")
    except CatalogueError:
        return False
    return isinstance(tool, Mapping) and "mediaaudit" in tool


def read_config(path: Path, *, trusted: bool = True) -> Config:
    """Return what a file says, laid over the files that it extends.

    One that is not ``trusted``, as it was found and not named, holds only as far as ``trust`` lets it. Raises
    CatalogueError that names file and key for whatever does not belong there.
    """
    if trusted:
        return _read(path, (), None)
    from .trust import project_root

    root = project_root(path)
    return replace(_read(path, (), root), project=root)


def _read(path: Path, extending: tuple[Path, ...], root: Path | None) -> Config:
    """Read a file and those that it extends. ``root`` is the project of one that is not trusted."""
    config, extends = _read_one(path, root)
    if root:
        from .trust import inside, restricted

        extends, refused = inside(extends, path, root)
        config = restricted(config, path, root)
        config = replace(config, refused=(*refused, *config.refused))
    below = Config()
    here = real_path(path)
    for other in extends:
        if real_path(other) in {*extending, here}:
            raise CatalogueError(path, f"{other} extends this file in turn", "extends")
        below = overlay(below, _read(other, (*extending, here), root))
    return replace(overlay(below, config), origin=config.origin, extends=(*below.extends, *extends))


def _read_one(path: Path, root: Path | None) -> tuple[Config, list[Path]]:
    """Return what a file says itself, and the files that it extends."""
    values: object = read_toml(path, inside=(root,) if root else None, most=LARGEST)
    prefix = ""
    if path.name == "pyproject.toml":
        tool = cast("Mapping[str, object]", values).get("tool", {})
        values = tool.get("mediaaudit", {}) if isinstance(tool, Mapping) else {}
        prefix = "tool.mediaaudit"
    table = Table(path, values, prefix)
    _refuse_crowds(table, values)
    folder = path.parent
    rule_paths = table.table("rule-paths")
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
        base_dir=_place(folder, table.text("base-dir")) if table.has("base-dir") else None,
        site_root=_place(folder, table.text("site-root")) if table.has("site-root") else None,
        prefixes=_prefixes(table.table("paths"), folder),
        originals=tuple(folder / name for name in _folders(table.table("paths"), "originals")),
        fetch=fetch,
        fetching=fetching,
        agencies=tuple(folder / name for name in house.texts("agencies")),
        phrases=tuple(folder / name for name in house.texts("phrases")),
        withdrawn=tuple(folder / name for name in house.texts("withdrawn")),
        decisions=tuple(folder / name for name in house.texts("decisions")),
        rule_paths={prefix: folder / rule_paths.text(prefix) for prefix in rule_paths.mapping()},
        plugins=table.texts("plugins"),
        credit_style=credit.text("style", "") or None,
        preset=table.text("preset") if table.has("preset") else None,
        require_reason=table.flag("require-reason", default=False) if table.has("require-reason") else None,
        max_warnings=_count(table, "max-warnings"),
        cache_dir=folder / table.text("cache-dir") if table.has("cache-dir") else None,
        overrides=tuple(_override(each, path) for each in table.tables("overrides")),
    )
    extends = _folders(table, "extends")
    house.finish()
    credit.finish()
    table.finish()
    return config, [folder / name for name in extends]


def _refuse_crowds(table: Table, values: object) -> None:
    """Refuse lists and tables of more entries than anybody writes: each selector and pattern costs its time in each run."""
    left: list[tuple[str, object]] = [("", values)]
    while left:
        key, value = left.pop()
        if not isinstance(value, list | dict):
            continue
        if len(value) > MOST:
            raise table.fail(key, f"has more than {MOST:,} entries")
        inner = value.items() if isinstance(value, dict) else ((key, each) for each in value)
        left += [(f"{key}.{name}" if key and isinstance(value, dict) else name, each) for name, each in inner]


def _override(table: Table, path: Path) -> PathOverride:
    override = PathOverride(
        origin=str(path),
        folder=real_path(path.parent),
        paths=table.texts("paths"),
        ignore=_ignore(table),
        severity=_severities(table.table("severity")),
        options=_options(table.table("options")),
    )
    table.finish()
    if not override.paths:
        raise table.fail("paths", "is missing: an override says where it holds")
    return override


def _count(table: Table, name: str) -> int | None:
    value = table.raw(name)
    if value is None:
        return None
    number = typed(table, name, value, int)
    if not isinstance(number, int) or number < 0:
        raise table.fail(name, "must be 0 or more")
    return number


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


def _place(folder: Path, text: str) -> Place:
    """Return a folder by its path from the configuration's own, or by its address on storage."""
    place = place_of(text)
    return folder / place if isinstance(place, Path) else place


def _prefixes(table: Table, folder: Path) -> dict[str, Place]:
    return {prefix: _place(folder, table.text(prefix)) for prefix in table.mapping() if prefix != "originals"}


def _folders(table: Table, name: str) -> tuple[str, ...]:
    """Read one path or a list of them."""
    return (table.text(name),) if isinstance(table.raw(name), str) else table.texts(name)
