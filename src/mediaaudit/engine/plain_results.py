"""What batches found, as plain values: for the files of shards and for the cache."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mediaaudit.model.rule import Rule
from mediaaudit.readers.place import Place, place_of

from .plain import Plain


def plain_results(rules: Mapping[str, Rule]) -> Plain:
    """Return what turns results into plain values, and back; rules are kept by name, and looked up in ``rules``."""
    places = (lambda place: place and str(place), _place)
    folders = (
        _nothing,
        _nothing,
    )  # the real ones of this machine; they mean nothing elsewhere, and data does not say them
    named = (lambda rule: rule.name, rules.__getitem__)
    return Plain({Rule: named, Place | None: places, tuple[Path, ...] | None: folders})


def _nothing(_: object) -> None:
    return None


def _place(text: object) -> Place | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise TypeError(f"{text!r:.50} is no path")
    return place_of(text)
