"""``mediaaudit check``: audit articles and pictures, report, and say by the exit status how it went."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mediaaudit.config.resolve import Resolved
from mediaaudit.engine.audit import BREAK_EVEN, audit
from mediaaudit.engine.executor import Executor, executor_for
from mediaaudit.engine.inputs import Collecting, Input, Inputs, collect
from mediaaudit.engine.outcome import could_not_do
from mediaaudit.gate import real_folders
from mediaaudit.lazy import replace
from mediaaudit.model.report import Report
from mediaaudit.readers.place import Place, StoragePath

from .errors import COULD_NOT, plain_errors
from .fixing import FixFlags, fix, fix_options, say_fixes, show_diff
from .progress import progress_bar
from .reporting import Reporting, known, prepared, report_options, say_errors, status, write_reports
from .settings import (
    FOLDER,
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

if TYPE_CHECKING:
    from mediaaudit.engine.shard import Shard


@click.command("check")
@click.argument("paths", nargs=-1, type=PLACE, metavar="[PATHS]...")
@selection_options
@report_options
@click.option("--base-dir", type=FOLDER, help="Look up relative picture addresses here.")
@click.option("--site-root", type=FOLDER, help="Look up picture addresses that start with / here.")
@click.option("--fetch/--no-fetch", default=None, help="Fetch pictures that are on the web. [default: no]")
@click.option("--stdin-filename", metavar="NAME", help="The name of the article read from standard input (-).")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out what matches (gitignore syntax).")
@click.option("--changed-since", metavar="REV", help="Audit what changed since this git revision, and what uses it.")
@click.option("--force-exclude", is_flag=True, help="Apply exclusions to named files too (for hooks).")
@fix_options
@click.option(
    "--shard",
    metavar="I/N",
    callback=lambda _context, _parameter, value: _shard(value),
    help="Audit the I-th of N parts, and write what it found to --output, for `mediaaudit merge`.",
)
@click.option(
    "--engine",
    metavar="dask://HOST:PORT",
    callback=lambda _context, _parameter, value: _engine(value),
    help="Audit on this cluster instead of here; its workers are to see the same files, or the storage.",
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Audit as of this date. [default: today]")
@jobs_option
@cache_options
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing on standard error but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say on standard error which configuration and rules are used.")
def command(
    paths: tuple[Place, ...],
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    choice: ConfigChoice,
    base_dir: Place | None,
    site_root: Place | None,
    fetch: bool | None,
    stdin_filename: str | None,
    exclude: tuple[str, ...],
    changed_since: str | None,
    force_exclude: bool,
    fixing: FixFlags,
    shard: Shard | None,
    engine: Executor | None,
    reporting: Reporting,
    as_of: date | None,
    jobs: int | None,
    cache_dir: Path | None,
    no_cache: bool,
    color: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Audit articles and their pictures.

    PATHS are HTML files, picture files and folders, here or on storage (s3://bucket/site); - reads one article from
    standard input. Without PATHS the current folder is audited. Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done.
    """
    flags = replace(
        reporting.laid_over(flags_config(select, extend_select, ignore)),
        exclude=exclude,
        base_dir=base_dir,
        site_root=site_root,
        fetch=fetch,
    )
    if fixing.wanted:
        _refuse_storage(paths, "Fixes are for files on this machine: nothing is written to storage")
    if changed_since is not None:
        _refuse_storage(paths, "--changed-since is for folders on this machine: git does not know storage")
    part = _shard_file(reporting, fixing) if shard else None
    with plain_errors():
        baseline = prepared(reporting)
        resolved = load(flags, choice, as_of=f"{as_of:%Y-%m-%d}" if as_of else None)
        resolved = with_cache(resolved, cache_dir, no_cache=no_cache or engine is not None)
        if verbose:
            _say_settings(resolved)
        inputs = _inputs(paths or (Path(),), resolved, stdin_filename, force_exclude=force_exclude)
        inputs = with_refused(inputs, resolved)
        if changed_since is not None:
            inputs = _changed(inputs, changed_since)
            reporting = replace(reporting, allow_empty=True)  # that nothing changed is a good answer

        executor = engine or executor_for(jobs, len(inputs.inputs), BREAK_EVEN)
        if shard and part:
            from .sharding import write_part

            write_part(shard, inputs, resolved, part, executor=executor, quiet=quiet)
            sys.exit(0)

        def audited() -> Report:
            with progress_bar(len(inputs.inputs), wanted=not quiet) as advance:
                found = audit(inputs, resolved.plan, executor=executor, progress=advance)
            return known(found, inputs, baseline)

        report = audited()
        if fixing.wanted:
            run = fix(report, inputs, resolved, fixing, audited)
            say_fixes(run.fixed, fixing, quiet=quiet)
            report = run.report
            if fixing.diff:
                sys.exit(COULD_NOT if could_not_do(report, strict=reporting.strict) else show_diff(run.fixed))
        write_reports(report, inputs, resolved, reporting, color=color)
    say_errors(report.notifications, allow_empty=reporting.allow_empty)
    sys.exit(status(report, resolved, inputs, reporting))


def _refuse_storage(paths: tuple[Place, ...], why: str) -> None:
    for path in paths:
        if isinstance(path, StoragePath):
            raise click.UsageError(f"{why} ({path}).")


def _shard(value: str | None) -> Shard | None:
    if value is None:
        return None
    from .sharding import shard_of

    return shard_of(value)


def _shard_file(reporting: Reporting, fixing: FixFlags) -> Path:
    from .sharding import shard_file

    return shard_file(reporting, fixing)


def _engine(value: str | None) -> Executor | None:
    if value is None:
        return None
    from .engines import engine_of

    return engine_of(value)


def _inputs(paths: tuple[Place, ...], resolved: Resolved, stdin_filename: str | None, *, force_exclude: bool) -> Inputs:
    how = Collecting(exclude=resolved.exclude, force_exclude=force_exclude)
    found = collect([path for path in paths if str(path) != "-"], how)
    if not any(str(path) == "-" for path in paths):
        return found
    data = sys.stdin.buffer.read()
    name = stdin_filename or "<stdin>"
    path = Path(stdin_filename) if stdin_filename else None
    article = Input(uri=path.as_posix() if path else name, kind="article", path=path, data=data)
    beside = real_folders([path.parent]) if path else ()
    return replace(found, inputs=(article, *found.inputs), inside=(*(found.inside or ()), *beside))


def _changed(inputs: Inputs, revision: str) -> Inputs:
    from mediaaudit.engine.changed import changed_since

    return changed_since(inputs, revision)


def _say_settings(resolved: Resolved) -> None:
    rules = len(resolved.plan.bindings)
    plugins = f"; plug-ins: {', '.join(resolved.plugins)}" if resolved.plugins else ""
    say(f"mediaaudit: configuration: {resolved.origin or 'none'}{plugins}; {rules} rules; as of {resolved.plan.as_of}")
