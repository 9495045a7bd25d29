"""Named starting points of a configuration (``rules/_shared/presets.toml``)."""

from __future__ import annotations

from functools import cache

from mediaaudit.catalogue.errors import CatalogueError, did_you_mean
from mediaaudit.catalogue.tables import Table, read_toml
from mediaaudit.lazy import dataclass, replace
from mediaaudit.resources import rules_folder

from .model import Config
from .overlay import overlay

DEFAULT = "newsroom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One preset: what it is for, in a sentence, and what it says."""

    summary: str
    config: Config


@cache
def presets() -> dict[str, Preset]:
    """Return the shipped presets by name, the default first."""
    path = rules_folder() / "_shared" / "presets.toml"
    tables = Table(path, read_toml(path))
    found: dict[str, Preset] = {}
    for name in tables.mapping():
        table = tables.table(name)
        config = Config(
            select=table.texts("select"),
            require_reason=table.flag("require-reason", default=False) if table.has("require-reason") else None,
        )
        found[name] = Preset(summary=table.text("summary"), config=config)
        table.finish()
    return found


def with_preset(config: Config) -> Config:
    """Return a configuration laid over the preset that it names. Raises CatalogueError for an unknown one."""
    if config.preset is None:
        return config
    known = presets()
    if config.preset not in known:
        message = f"{config.preset!r} is not one of {', '.join(known)}{did_you_mean(config.preset, known)}"
        raise CatalogueError(config.origin or "command line", message, "preset")
    laid = overlay(known[config.preset].config, replace(config, preset=None))
    return replace(laid, preset=config.preset, origin=config.origin, extends=config.extends)
