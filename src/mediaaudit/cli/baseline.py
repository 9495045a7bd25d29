"""``mediaaudit baseline``: adopt an archive with its old findings; only new ones count from then on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mediaaudit.config.resolve import Resolved
from mediaaudit.engine.audit import BREAK_EVEN, audit
from mediaaudit.engine.baseline import (
    Baseline,
    apply_baseline,
    baseline_text,
    make_baseline,
    prune,
    read_baseline,
)
from mediaaudit.engine.executor import executor_for
from mediaaudit.engine.inputs import Collecting, Inputs, collect
from mediaaudit.model.report import Report
from mediaaudit.readers.place import Place

from .errors import Failure, plain_errors
from .files import check_target, write_file
from .progress import progress_bar
from .settings import (
    PLACE,
    ConfigChoice,
    cache_options,
    flags_config,
    jobs_option,
    load,
    selection_options,
    with_cache,
    with_refused,
)
from .terminal import say

DEFAULT = Path("mediaaudit-baseline.json")


@click.group("baseline")
def command() -> None:
    """Keep a file of known findings, for check --baseline FILE."""


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    function = jobs_option(cache_options(selection_options(function)))
    where = click.Path(dir_okay=False, path_type=Path)
    function = click.option("--file", "file", type=where, default=DEFAULT, show_default=True, help="The baseline.")(
        function
    )
    return click.argument("paths", nargs=-1, type=PLACE)(function)


@command.command("create")
@_options
def create(paths: tuple[Place, ...], file: Path, jobs: int | None, **selection: object) -> None:
    """Write all findings of PATHS to a new baseline."""
    if file.exists():
        raise Failure(f"{file} exists; `mediaaudit baseline update` writes it anew")
    _write_all(paths, file, jobs, selection)


@command.command("update")
@_options
def update(paths: tuple[Place, ...], file: Path, jobs: int | None, **selection: object) -> None:
    """Write the baseline anew from all findings of PATHS."""
    _write_all(paths, file, jobs, selection)


@command.command("prune")
@_options
def prune_(paths: tuple[Place, ...], file: Path, jobs: int | None, **selection: object) -> None:
    """Remove the entries that no longer occur in PATHS; add none."""
    with plain_errors():
        baseline = read_baseline(file)
        check_target(file)
        report, inputs = _audit(paths, jobs, selection)
        applied = apply_baseline(report, baseline, [item.uri for item in inputs.inputs])
        write_file(file, baseline_text(prune(baseline, applied.unused)))
    removed = sum(sum(counts.values()) for counts in applied.unused.values())
    say(f"{file}: {removed} entries removed.")


def _write_all(paths: tuple[Place, ...], file: Path, jobs: int | None, selection: dict[str, object]) -> None:
    with plain_errors():
        check_target(file)
        report, _ = _audit(paths, jobs, selection)
        baseline: Baseline = make_baseline(report.findings, file.parent)
        write_file(file, baseline_text(baseline))
    known = sum(sum(counts.values()) for counts in baseline.documents.values())
    say(f"{file}: {known} known findings in {len(baseline.documents)} articles.")


def _audit(paths: tuple[Place, ...], jobs: int | None, selection: dict[str, object]) -> tuple[Report, Inputs]:
    resolved: Resolved = load_selection(selection)
    inputs = with_refused(collect(paths or (Path(),), Collecting(exclude=resolved.exclude)), resolved)
    with progress_bar(len(inputs.inputs), wanted=True) as advance:
        report = audit(
            inputs, resolved.plan, executor=executor_for(jobs, len(inputs.inputs), BREAK_EVEN), progress=advance
        )
    if any(notice.level == "error" for notice in report.notifications):
        notices = "\n".join(notice.message for notice in report.notifications if notice.level == "error")
        raise Failure(f"{notices}\nNo baseline was written.")
    return report, inputs


def load_selection(selection: dict[str, object]) -> Resolved:
    """Return the run that the shared selection options mean."""

    def words(name: str) -> tuple[str, ...]:
        value = selection[name]
        return value if isinstance(value, tuple) else ()

    flags = flags_config(words("select"), words("extend_select"), words("ignore"))
    choice = selection["choice"]
    resolved = load(flags, choice if isinstance(choice, ConfigChoice) else ConfigChoice())
    folder = selection["cache_dir"]
    return with_cache(resolved, folder if isinstance(folder, Path) else None, no_cache=bool(selection["no_cache"]))
