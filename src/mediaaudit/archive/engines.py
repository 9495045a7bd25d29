"""Which engine keeps an index: its address says it."""

from __future__ import annotations

from pathlib import Path

from .index import Engine

LANCE = "lancedb:"


def is_file(address: str) -> bool:
    """Return whether an address is the path of a file on this machine."""
    return not address.startswith(LANCE)


def open_engine(address: str, *, create: bool = False) -> Engine:
    """Return the engine of an address: ``lancedb:`` and a folder or a URL of object storage, or the path of a file.

    Raises ``IndexUnusable`` where there is no index (unless ``create``), a foreign one, or a library is missing.
    """
    if not is_file(address):
        from .lance_engine import LanceEngine

        return LanceEngine(address.removeprefix(LANCE), create=create)
    from .sqlite_engine import SqliteEngine

    return SqliteEngine(Path(address), create=create)
