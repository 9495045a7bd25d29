"""``check --shard``: audit a part of the inputs, and write what was found for ``mediaaudit merge``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from mediaaudit.config.resolve import Resolved
from mediaaudit.engine.audit import audit_batches
from mediaaudit.engine.executor import Executor
from mediaaudit.engine.inputs import Inputs
from mediaaudit.engine.shard import MOST, Batch, Shard, write_shard
from mediaaudit.model.report import Notification

from .files import whole_file
from .fixing import FixFlags
from .progress import progress_bar
from .reporting import Reporting, say_errors


def shard_of(value: str) -> Shard:
    """Return the shard that ``I/N`` names. Raises ``click.BadParameter`` for anything else."""
    number, slash, of = value.partition("/")
    if not (slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= MOST):
        raise click.BadParameter(f"{value!r} is not the number of a part and of all parts, as in 2/4")
    return Shard(int(number), int(of))


def shard_file(reporting: Reporting, fixing: FixFlags) -> Path:
    """Return the file that a shard goes to. Raises ``click.UsageError`` for options that want a report."""
    if reporting.formats or reporting.statistics or reporting.baseline or fixing.wanted:
        raise click.UsageError("--shard makes no report: leave formats, baselines and fixes to `mediaaudit merge`.")
    if reporting.output is None:
        raise click.UsageError("--shard wants a file to write to: --output FILE.")
    return reporting.output


def write_part(
    shard: Shard,
    inputs: Inputs,
    resolved: Resolved,
    file: Path,
    *,
    executor: Executor,
    quiet: bool,
) -> None:
    """Audit a shard and write its file."""
    if any(item.data is not None for item in inputs.inputs):
        raise click.UsageError("Standard input cannot be a part of a run of several.")
    part = shard.part(inputs)
    notices = list(part.notifications)
    with whole_file(file) as stream, progress_bar(len(part.inputs), wanted=not quiet) as advance:
        batches = audit_batches(part, resolved.plan, executor=executor, progress=advance)
        write_shard(stream, shard, _overheard(batches, notices), part, resolved.plan)
    say_errors(notices)


def _overheard(batches: Iterable[Batch], notices: list[Notification]) -> Iterator[Batch]:
    for batch in batches:
        notices += batch[1].notifications
        yield batch
