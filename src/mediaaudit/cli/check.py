"""``mediaaudit check``: audit articles and pictures, report, and say by the exit status how it went."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from mediaaudit.config.model import FailOn
from mediaaudit.config.resolve import Resolved
from mediaaudit.engine.audit import audit
from mediaaudit.engine.executor import executor_for
from mediaaudit.engine.inputs import Collecting, Input, Inputs, collect
from mediaaudit.engine.outcome import at_least, could_not_do, fails, too_many_warnings
from mediaaudit.model.problem import Severity
from mediaaudit.model.report import Report
from mediaaudit.reporters import FORMATS, WITH_PICTURES, Options, render

from .errors import COULD_NOT, plain_errors
from .fixing import FixFlags, fix, fix_options, say_fixes, show_diff
from .progress import progress_bar
from .settings import FOLDER, cache_options, flags_config, load, megabytes, selection_options, with_cache
from .terminal import emit, wants_color, wants_links, width, write_file

SEVERITIES = click.Choice(["error", "warning", "note"])


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[PATHS]...")
@selection_options
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    help="Exit 1 from this severity on. [default: warning]",
)
@click.option(
    "--max-warnings", type=click.IntRange(0), metavar="N", help="Exit 1 if there are more warnings than this."
)
@click.option("--require-reason", is_flag=True, help="Report suppressions in articles that give no reason.")
@click.option("--min-severity", type=SEVERITIES, help="Show findings from this severity on. [default: note]")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE],...",
    help=f"One or several of {', '.join(FORMATS)}. [default: text]",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to this file.")
@click.option("--base-dir", type=FOLDER, help="Look up relative picture addresses here.")
@click.option("--site-root", type=FOLDER, help="Look up picture addresses that start with / here.")
@click.option("--fetch/--no-fetch", default=None, help="Fetch pictures that are on the web. [default: no]")
@click.option("--stdin-filename", metavar="NAME", help="The name of the article read from standard input (-).")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out what matches (gitignore syntax).")
@click.option("--changed-since", metavar="REV", help="Audit what changed since this git revision, and what uses it.")
@click.option("--force-exclude", is_flag=True, help="Apply exclusions to named files too (for hooks).")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Mark the findings of this file as known; only others count.",
)
@fix_options
@click.option("--strict", is_flag=True, help="Exit 2 if anything could only be read in part.")
@click.option("--allow-empty", is_flag=True, help="Exit 0 if there is nothing to audit.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found.")
@click.option(
    "--statistics", is_flag=True, help="Count findings by rule, agency and photographer instead of listing them."
)
@click.option(
    "--thumbnails",
    "thumbnail_bytes",
    metavar="MB",
    default="8",
    show_default=True,
    callback=lambda _context, _parameter, value: megabytes(value),
    help="Megabytes of pictures in an HTML report, or none.",
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Audit as of this date. [default: today]")
@click.option("-j", "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to read with.")
@cache_options
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing on standard error but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say on standard error which configuration and rules are used.")
def command(
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    config_file: Path | None,
    isolated: bool,
    fail_on: FailOn | None,
    max_warnings: int | None,
    require_reason: bool,
    min_severity: Severity | None,
    formats: tuple[str, ...],
    output: Path | None,
    base_dir: Path | None,
    site_root: Path | None,
    fetch: bool | None,
    stdin_filename: str | None,
    exclude: tuple[str, ...],
    changed_since: str | None,
    force_exclude: bool,
    baseline: Path | None,
    fixing: FixFlags,
    strict: bool,
    allow_empty: bool,
    exit_zero: bool,
    statistics: bool,
    thumbnail_bytes: int,
    as_of: date | None,
    jobs: int,
    cache_dir: Path | None,
    no_cache: bool,
    color: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Audit articles and their pictures.

    PATHS are HTML files, picture files and folders; - reads one article from standard input. Without PATHS the current
    folder is audited. Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done.
    """
    targets = _targets(formats, output, statistics=statistics)
    flags = replace(
        flags_config(select, extend_select, ignore),
        fail_on=fail_on,
        max_warnings=max_warnings,
        require_reason=require_reason or None,
        min_severity=min_severity,
        exclude=exclude,
        base_dir=base_dir,
        site_root=site_root,
        fetch=fetch,
    )
    with plain_errors():
        resolved = load(flags, config_file=config_file, isolated=isolated, as_of=f"{as_of:%Y-%m-%d}" if as_of else None)
        resolved = with_cache(resolved, cache_dir, no_cache=no_cache)
        if verbose:
            _say_settings(resolved)
        inputs = _inputs(paths or (Path(),), resolved, stdin_filename, force_exclude=force_exclude)
        if changed_since is not None:
            inputs = _changed(inputs, changed_since)
            allow_empty = True  # that nothing changed is a good answer

        def audited() -> Report:
            with progress_bar(len(inputs.inputs), wanted=not quiet) as advance:
                found = audit(inputs, resolved.plan, executor=executor_for(jobs), progress=advance)
            if baseline is None:
                return found
            from mediaaudit.engine.baseline import apply_baseline, read_baseline

            return apply_baseline(found, read_baseline(baseline), [item.uri for item in inputs.inputs]).report

        report = audited()
        if fixing.wanted:
            run = fix(report, inputs, resolved, fixing, audited)
            say_fixes(run.fixed, fixing, quiet=quiet)
            report = run.report
            if fixing.diff:
                sys.exit(COULD_NOT if could_not_do(report, strict=strict) else show_diff(run.fixed))
        shown = at_least(report, resolved.min_severity)
        if any(name in WITH_PICTURES for name, _ in targets):
            budget = thumbnail_bytes if any(name == "html" for name, _ in targets) else 0
            from mediaaudit.engine.illustrate import illustrate

            shown = illustrate(shown, inputs, resolved.plan, thumbnail_bytes=budget)
        _write(shown, targets, color=wants_color(color))
    for notice in report.notifications:
        if notice.level == "error" and not (allow_empty and notice.code == "no-inputs"):
            click.echo(f"mediaaudit: {notice.message}", err=True)
    sys.exit(_status(report, resolved, inputs, strict=strict, allow_empty=allow_empty, exit_zero=exit_zero))


def _status(
    report: Report, resolved: Resolved, inputs: Inputs, *, strict: bool, allow_empty: bool, exit_zero: bool
) -> int:
    if not inputs.inputs and allow_empty and not any(notice.level == "error" for notice in inputs.notifications):
        return 0
    if could_not_do(report, strict=strict):
        return COULD_NOT
    failed = fails(report, resolved.fail_on) or too_many_warnings(report, resolved.max_warnings)
    return int(failed and not exit_zero)


def _inputs(paths: tuple[Path, ...], resolved: Resolved, stdin_filename: str | None, *, force_exclude: bool) -> Inputs:
    how = Collecting(exclude=resolved.exclude, force_exclude=force_exclude)
    found = collect([path for path in paths if str(path) != "-"], how)
    if not any(str(path) == "-" for path in paths):
        return found
    data = sys.stdin.buffer.read()
    name = stdin_filename or "<stdin>"
    path = Path(stdin_filename) if stdin_filename else None
    article = Input(uri=path.as_posix() if path else name, kind="article", path=path, data=data)
    return replace(found, inputs=(article, *found.inputs))


def _changed(inputs: Inputs, revision: str) -> Inputs:
    from mediaaudit.engine.changed import changed_since

    return changed_since(inputs, revision)


def _targets(formats: tuple[str, ...], output: Path | None, *, statistics: bool) -> list[tuple[str, Path | None]]:
    """Return format and file of each report to write; None is standard output."""
    targets: list[tuple[str, Path | None]] = []
    for part in [part for value in formats for part in value.split(",")]:
        name, _, file = part.strip().partition("=")
        if name not in FORMATS:
            raise click.BadParameter(f"{name!r} is not one of {', '.join(FORMATS)}", param_hint="--format")
        targets.append((name, Path(file) if file else None))
    if statistics:
        targets = [("statistics", None), *(target for target in targets if target[1])]
    targets = targets or [("text", None)]
    if output:
        targets = [(name, file or output) for name, file in targets]
    if sum(file is None for _, file in targets) > 1:
        raise click.BadParameter(
            "only one format can go to standard output; give the others a file", param_hint="--format"
        )
    return targets


def _write(report: Report, targets: list[tuple[str, Path | None]], *, color: bool) -> None:
    options = Options(color=color, links=wants_links(color=color), width=width(), root=Path.cwd().as_posix())
    for name, file in targets:
        if file:
            write_file(file, render(name, report, replace(options, color=False, links=False)))
        else:
            emit(render(name, report, options))


def _say_settings(resolved: Resolved) -> None:
    rules = len(resolved.plan.bindings)
    plugins = f"; plug-ins: {', '.join(resolved.plugins)}" if resolved.plugins else ""
    click.echo(
        f"mediaaudit: configuration: {resolved.origin or 'none'}{plugins}; {rules} rules; as of {resolved.plan.as_of}",
        err=True,
    )
