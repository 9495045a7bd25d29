"""Put the shards of a run together: one report, with the questions about the whole run asked of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from mediaaudit.gate import leads_outside, real_folders, real_path
from mediaaudit.lazy import replace
from mediaaudit.model.report import Report
from mediaaudit.readers.place import Place, is_inside

from .audit import conclude, gather
from .batch import BatchResult
from .digests import digests
from .inputs import Input, Inputs
from .plan import Plan
from .shard import Head, ShardError, read_head, read_shard


def read_heads(paths: Sequence[Path]) -> dict[Path, Head]:
    """Return what the files are shards of. Raises ShardError unless they are all the parts of one run, each once."""
    heads = {path: read_head(path) for path in dict.fromkeys(paths)}
    first_path, first = next(iter(heads.items()))
    for path, head in heads.items():
        for what, mine, its in (
            ("number of shards", first.of, head.of),
            ("date (--as-of)", first.as_of, head.as_of),
            ("settings", first.settings, head.settings),
        ):
            if mine != its:
                raise ShardError(f"{first_path} and {path} differ in their {what}: {mine} and {its}")
        if differing := _differing(first.rules, head.rules):
            raise ShardError(f"{first_path} and {path} differ in their rules: {differing}")
    counts = Counter(heads[path].number for path in paths)
    missing = [f"{number}/{first.of}" for number in range(1, first.of + 1) if number not in counts]
    doubled = [f"{number}/{first.of}" for number, count in sorted(counts.items()) if count > 1]
    if missing or doubled:
        said = (
            f"missing: {', '.join(missing)}" if missing else "",
            f"doubled: {', '.join(doubled)}" if doubled else "",
        )
        raise ShardError(f"the shards are not one run ({'; '.join(filter(None, said))})")
    return heads


def merge(heads: Mapping[Path, Head], plan: Plan) -> tuple[Report, Inputs]:
    """Return the report of the run whose shards these are, and its inputs.

    Raises ShardError if the shards were made with other rules or settings than the plan's, or a file is damaged.
    """
    first_path, first = next(iter(heads.items()))
    rules, settings = digests(plan)
    if differing := _differing(rules, first.rules):
        raise ShardError(f"{first_path} was made with other rules than this merge would use: {differing}")
    if settings != first.settings:
        raise ShardError(f"{first_path} was made with other settings (overrides, house data, limits, --fetch)")
    found: list[Input] = []

    def results() -> Iterator[BatchResult]:
        for path in heads:
            for batch, result in read_shard(path, plan):
                found.extend(batch)
                yield result

    ledger = gather(results(), plan)
    notices = chain.from_iterable(head.notifications for head in heads.values())
    inputs = Inputs(inputs=tuple(found), notifications=tuple(dict.fromkeys(notices)))
    return conclude(ledger, inputs, plan), inputs


def within(inputs: Inputs, roots: Sequence[Place]) -> Inputs:
    """Return the inputs whose files may be read again: shards are data, and data does not say which files are read."""
    folders = real_folders([root for root in roots if isinstance(root, Path)])

    def may(item: Input) -> bool:
        if isinstance(item.path, Path):
            return not leads_outside(item.path, folders)
        return item.path is None or any(is_inside(item.path.normal(), root) for root in roots)

    kept = tuple(replace(item, root=_root(item, roots), inside=folders) for item in inputs.inputs if may(item))
    return replace(inputs, inputs=kept)


def _root(item: Input, roots: Sequence[Place]) -> Place:
    """Return the folder that holds an input."""
    path = real_path(item.path) if isinstance(item.path, Path) else item.path and item.path.normal()
    return next((root for root in roots if path and is_inside(path, root)), roots[0])


def _differing(mine: Mapping[str, str], its: Mapping[str, str]) -> str:
    """Return the names of up to five rules that are not in both, or not the same, "" if there are none."""
    names = sorted(name for name in {*mine, *its} if mine.get(name) != its.get(name))
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more
