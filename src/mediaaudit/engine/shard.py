"""A part of a run, by itself: which inputs it audits, and the file of what it found, for a later merge.

The file is lines of JSON: a head that says what run it is a part of, then each batch, then a foot, so that a file cut
short is known. What a batch found is written by place (``plain``): files are read by the version that wrote them only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import Any, BinaryIO, NamedTuple

from mediaaudit.gate import home_of, opened, real_folders
from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.report import Notification
from mediaaudit.version import __version__

from .batch import BatchResult
from .digests import digests
from .inputs import Input, Inputs
from .plain_results import plain_results
from .plan import Plan

FORMAT = 1
MOST = 100_000  # shards of a run
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
        return replace(inputs, inputs=mine)

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


def write_shard(file: BinaryIO, shard: Shard, batches: Iterable[Batch], inputs: Inputs, plan: Plan) -> None:
    """Write what a shard found, batch by batch as they come. ``inputs`` are those of the shard."""
    rules, settings = digests(plan)
    head = Head(
        number=shard.number, of=shard.of, as_of=plan.as_of, rules=rules, settings=settings,
        notifications=inputs.notifications,
    )  # fmt: skip
    plain = plain_results({})
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
    if not S_ISREG(path.stat().st_mode):
        raise ShardError(f"{path}: is no file on disk; a shard is read twice, which a pipe cannot be")
    with _opened(path) as file:
        return _head(path, _lines(path, file))


def read_shard(path: Path, plan: Plan) -> Iterator[Batch]:
    """Yield the batches of a shard. ``plan`` is that of the merge, where its rules are looked up. Raises ShardError, OSError."""
    plain = plain_results({binding.rule.name: binding.rule for binding in plan.bindings})
    count = 0
    with _opened(path) as file:
        lines = _lines(path, file)
        _head(path, lines)
        for line in lines:
            if "batches" in line:
                if line["batches"] != count or next(lines, None) is not None:
                    raise ShardError(f"{path}: batches are missing or doubled")
                return
            try:
                batch = plain.value(line["inputs"], tuple[Input, ...]), plain.value(line["result"], BatchResult)
            except (ValueError, TypeError, LookupError, AttributeError) as error:
                raise ShardError(f"{path}: damaged ({error})") from error
            count += 1
            yield batch
    raise ShardError(f"{path}: cut short; the run that wrote it did not end")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with (
        opened(path, inside=real_folders([home_of(path)])) as descriptor,
        open(descriptor, "rb", closefd=False) as file,
    ):
        yield file


def _hash(uri: str) -> int:
    return int.from_bytes(hashlib.sha256(uri.encode("utf-8", "surrogatepass")).digest()[:8])


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
        head: Head = plain_results({}).value(line["head"], Head)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise ShardError(f"{path}: damaged ({error})") from error
    if not 1 <= head.number <= head.of <= MOST:
        raise ShardError(f"{path}: damaged (part {head.number} of {head.of})")
    return head
