"""What fetching may cost, and where it may go."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from mediaaudit.lazy import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """Bounds on fetching.

    ``pictures``: those that belong to the article, or every picture of the page (logos, teasers, trackers).
    ``max_bytes``: size of one picture. ``seconds``: wall time for one picture, redirects included, waiting for its turn
    not. ``max_pictures``: addresses asked for in one run, over all its processes. ``per_second``: requests to one host.
    ``allow``: networks in CIDR notation that may be asked besides public addresses, such as a picture desk's own.
    ``cache``: the folder of the cache, None for the user's; ``max_cache_bytes`` bounds it. ``run`` names the run that
    is counted; runs of the same name are one.
    """

    pictures: Literal["editorial", "all"] = "editorial"
    max_bytes: int = 32 * MIB
    seconds: float = 20.0
    max_pictures: int = 1000
    per_second: float = 4.0
    allow: tuple[str, ...] = ()
    cache: Path | None = None
    max_cache_bytes: int = 1024 * MIB
    run: str = ""
