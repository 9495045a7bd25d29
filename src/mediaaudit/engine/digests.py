"""What the findings of a run hang on besides its inputs, as digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from mediaaudit.catalogue.binding import Binding
from mediaaudit.catalogue.tables import LARGEST
from mediaaudit.gate import read_file

from .plan import Plan

_NO_MEANING = frozenset({"origin", "examples", "measured"})  # of a rule, for what it finds


def digests(plan: Plan) -> tuple[dict[str, str], str]:
    """Return digests of the rules of a plan by name, and one of what else its findings hang on.

    Where pictures lie is left out: machines mount the same archive in different places.
    """
    rules = {binding.rule.name: _digest(_meaning(binding)) for binding in plan.bindings}
    overrides = [
        [
            list(each.globs),
            sorted(each.ignored),
            dict(each.severities),
            {name: _digest(_meaning(binding)) for name, binding in each.bindings.items()},
        ]
        for each in plan.overrides
    ]
    house = [
        hashlib.sha256(read_file(file, most=LARGEST)).hexdigest() for file in _files((*plan.agencies, *plan.phrases))
    ]
    return rules, _digest([overrides, house, repr(plan.limits), plan.fetch is not None])


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.toml")) if path.is_dir() else (path,)


def _meaning(binding: Binding) -> list[object]:
    rule = binding.rule
    said = {each.name: getattr(rule, each.name) for each in fields(rule) if each.name not in _NO_MEANING}
    return [said, dict(binding.values), binding.severity]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=dict).encode()).hexdigest()[:16]
