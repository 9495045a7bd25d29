"""What batches found, as plain values: for the files of shards and for the cache."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mediaaudit.model.rule import Rule

from .plain import Plain


def plain_results(rules: Mapping[str, Rule]) -> Plain:
    """Return what turns results into plain values, and back; rules are kept by name, and looked up in ``rules``."""
    # A path becomes a list of its text: next to None, a text would be taken for a value that is plain already.
    paths = (lambda path: [str(path)], lambda row: Path(row[0]))
    return Plain({Rule: (lambda rule: rule.name, rules.__getitem__), Path: paths})
