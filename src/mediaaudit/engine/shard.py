"""A part of a run, by itself: which inputs it audits, and the file of what it found, for a later merge.

The file is lines of JSON: a head that says what run it is a part of, then each batch, then a foot, so that a file cut
short is known. What a batch found is written by place (``plain``): files are read by the version that wrote them only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from mediaaudit.catalogue.binding import Binding
from mediaaudit.lazy import dataclass
from mediaaudit.model.report import Notification
from mediaaudit.model.rule import Rule
from mediaaudit.version import __version__

from .batch import BatchResult
from .inputs import Input, Inputs
from .plain import Plain
from .plan import Plan

FORMAT = 1
_NO_MEANING = frozenset({"origin", "examples", "measured"})  # of a rule, for what it finds
Batch = tuple[Sequence[Input], BatchResult]


class ShardError(ValueError):
    """A file that is no whole shard, or shards that are not the parts of one run; the message says what is wrong."""


class Shard(NamedTuple):
    """Part ``number`` (from 1) of ``of``."""

    number: int
    of: int

    def part(self, inputs: Inputs) -> Inputs:
        """Return the inputs of this part. Each falls to one part by its name, whatever others there are."""
        mine = tuple(item for item in inputs.inputs if _hash(item.uri) % self.of == self.number - 1)
        return Inputs(inputs=mine, notifications=inputs.notifications)

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What run a shard is a part of. ``rules`` are digests by name, ``settings`` one of all else that findings hang on."""

    number: int
    of: int
    as_of: str
    rules: Mapping[str, str]
    settings: str
    notifications: tuple[Notification, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A shard as read."""

    head: Head
    inputs: tuple[Input, ...]
    results: tuple[BatchResult, ...]


def write_shard(file: BinaryIO, shard: Shard, batches: Iterable[Batch], inputs: Inputs, plan: Plan) -> None:
    """Write what a shard found, batch by batch as they come. ``inputs`` are those of the shard."""
    rules, settings = digests(plan)
    head = Head(
        number=shard.number, of=shard.of, as_of=plan.as_of, rules=rules, settings=settings,
        notifications=inputs.notifications,
    )  # fmt: skip
    plain = _plain({})
    _write(file, {"mediaaudit-shard": FORMAT, "version": __version__, "head": plain.plain(head, Head)})
    count = 0
    for batch, result in batches:
        found = {
            "inputs": plain.plain(tuple(batch), tuple[Input, ...]),
            "result": plain.plain(result, BatchResult),
        }
        _write(file, found)
        count += 1
    _write(file, {"batches": count})


def read_head(path: Path) -> Head:
    """Return what a file is a shard of. Raises ShardError, OSError."""
    with path.open("rb") as file:
        return _head(path, _lines(path, file))


def read_shard(path: Path, plan: Plan) -> Part:
    """Return a shard. ``plan`` is that of the merge, where its rules are looked up. Raises ShardError, OSError."""
    plain = _plain({binding.rule.name: binding.rule for binding in plan.bindings})
    inputs: list[Input] = []
    results: list[BatchResult] = []
    with path.open("rb") as file:
        lines = _lines(path, file)
        head = _head(path, lines)
        try:
            for line in lines:
                if "batches" in line:
                    if line["batches"] != len(results) or next(lines, None) is not None:
                        raise ShardError(f"{path}: batches are missing or doubled")
                    return Part(head=head, inputs=tuple(inputs), results=tuple(results))
                inputs += plain.value(line["inputs"], tuple[Input, ...])
                results.append(plain.value(line["result"], BatchResult))
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise error if isinstance(error, ShardError) else ShardError(f"{path}: damaged ({error})") from error
    raise ShardError(f"{path}: cut short; the run that wrote it did not end")


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
    house = [hashlib.sha256(file.read_bytes()).hexdigest() for file in _files((*plan.agencies, *plan.phrases))]
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


def _hash(uri: str) -> int:
    return int.from_bytes(hashlib.sha256(uri.encode("utf-8", "surrogatepass")).digest()[:8])


def _plain(rules: Mapping[str, Rule]) -> Plain:
    # A path becomes a list of its text: next to None, a text would be taken for a value that is plain already.
    paths = (lambda path: [str(path)], lambda row: Path(row[0]))
    return Plain({Rule: (lambda rule: rule.name, rules.__getitem__), Path: paths})


def _write(file: BinaryIO, line: Mapping[str, object]) -> None:
    file.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")


def _lines(path: Path, file: BinaryIO) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(file, 1):
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ShardError(f"{path}: line {number} is no JSON; it is no shard, or it was cut short") from error
        if not isinstance(found, dict):
            raise ShardError(f"{path}: line {number} is no part of a shard")
        yield found


def _head(path: Path, lines: Iterator[dict[str, Any]]) -> Head:
    line = next(lines, {})
    if "mediaaudit-shard" not in line:
        raise ShardError(f"{path}: not written by `mediaaudit check --shard`")
    if (line["mediaaudit-shard"], line.get("version")) != (FORMAT, __version__):
        raise ShardError(f"{path}: written by mediaaudit {line.get('version')}, this is {__version__}")
    try:
        head: Head = _plain({}).value(line["head"], Head)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise ShardError(f"{path}: damaged ({error})") from error
    return head
