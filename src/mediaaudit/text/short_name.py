"""An address or path as people call the file."""

from __future__ import annotations

import re

from mediaaudit.lazy import pattern

from .shorten import shorten

MAX_ADDRESS = 4000  # characters that are looked at; inline pictures are longer
_QUERY = pattern(r"[?#].*", re.DOTALL)


def short_name(address: str, limit: int = 60) -> str:
    """Return the last part of a path or address, without query, cut for messages; inline data by its type."""
    if address[:5].lower() == "data:":
        return shorten(address[:60].partition(",")[0].partition(";")[0], limit)
    bare = _QUERY.sub("", address[-MAX_ADDRESS:]).rstrip("/\\")
    return shorten(re.split(r"[/\\]", bare)[-1] or address, limit)
