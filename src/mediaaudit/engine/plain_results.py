"""What batches found, as plain values: for the files of shards and for the cache."""

from __future__ import annotations

from collections.abc import Mapping

from mediaaudit.model.rule import Rule
from mediaaudit.readers.place import Place, place_of

from .plain import Plain


def plain_results(rules: Mapping[str, Rule]) -> Plain:
    """Return what turns results into plain values, and back; rules are kept by name, and looked up in ``rules``."""
    places = (lambda place: place and str(place), _place)
    return Plain({Rule: (lambda rule: rule.name, rules.__getitem__), Place | None: places})


def _place(text: object) -> Place | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise TypeError(f"{text!r:.50} is no path")
    return place_of(text)
