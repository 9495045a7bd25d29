"""Media fragments: which part of a film or sound an address asks for (W3C Media Fragments URI 1.0, 4.2.1)."""

from __future__ import annotations

from mediaaudit.lazy import pattern

_TIME = pattern(r"(?:^|[&?])t=(?:npt:)?([\d:.]{0,20})(?:,([\d:.]{1,20}))?(?:&|$)")


def seconds_played(address: str, duration: float) -> float:
    """Return how many seconds of a recording of ``duration`` seconds are played from an address with ``#t=10,20``."""
    found = _TIME.search(address.partition("#")[2][:200])
    if found is None:
        return duration
    start, end = _seconds(found[1]) or 0.0, _seconds(found[2])
    return max(0.0, min(duration, duration if end is None else end) - start)


def _seconds(text: str | None) -> float | None:
    """Return ``1:02:03.5``, ``02:03`` or ``3.5`` in seconds, or None for what is no time."""
    if not text:
        return None
    total = 0.0
    for part in text.split(":"):
        try:
            total = total * 60 + float(part)
        except ValueError:
            return None
    return total
