"""The table ``[fetch]`` of a configuration: whether pictures are fetched, and within which bounds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediaaudit.catalogue.tables import Table, typed

if TYPE_CHECKING:
    from mediaaudit.readers.fetch.settings import Fetching

_BOUNDS = {
    "max-bytes": int, "seconds": float, "max-pictures": int, "per-second": float, "max-cache-bytes": int,
}  # fmt: skip


def read_fetch(table: Table, folder: Path) -> tuple[bool | None, Fetching | None]:
    """Return whether to fetch (None: not said) and the bounds (None: the defaults).

    Raises CatalogueError for a bound that is not above zero, a network that is none, and an unknown key.
    """
    wanted = table.flag("enabled", default=False) if table.has("enabled") else None
    bounds: dict[str, Any] = {}
    for name, kind in _BOUNDS.items():
        value = table.raw(name)
        if value is None:
            continue
        number = typed(table, name, value, kind)
        if not isinstance(number, int | float) or not number > 0:
            raise table.fail(name, "must be above zero")
        bounds[name.replace("-", "_")] = number
    if table.has("pictures"):
        bounds["pictures"] = table.choice("pictures", ("editorial", "all"))
    if table.has("cache"):
        bounds["cache"] = folder / table.text("cache")
    if table.has("allow"):
        bounds["allow"] = _networks(table)
    table.finish()
    if not bounds:
        return wanted, None
    from mediaaudit.readers.fetch.settings import Fetching

    return wanted, Fetching(**bounds)


def _networks(table: Table) -> tuple[str, ...]:
    from ipaddress import ip_network

    networks = table.texts("allow")
    for network in networks:
        try:
            ip_network(network, strict=False)
        except ValueError as error:
            raise table.fail("allow", f"{network!r} is no network such as 10.1.0.0/16") from error
    return networks
