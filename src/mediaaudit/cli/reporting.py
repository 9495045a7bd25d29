"""What ``check`` and ``merge`` share: the options that say what is reported and what fails, and the end of a run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mediaaudit.config.model import Config, FailOn
from mediaaudit.config.resolve import Resolved
from mediaaudit.engine.inputs import Inputs
from mediaaudit.engine.outcome import at_least, could_not_do, fails, too_many_warnings
from mediaaudit.engine.plan import Plan
from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.problem import Severity
from mediaaudit.model.report import Notification, Report
from mediaaudit.reporters import FORMATS, WITH_PICTURES, Options, pieces

from .errors import COULD_NOT
from .settings import megabytes
from .terminal import emit_all, say, wants_color, wants_links, width

if TYPE_CHECKING:
    from mediaaudit.engine.baseline import Baseline

Command = TypeVar("Command", bound=Callable[..., Any])
Target = tuple[str, Path | None]  # format and file; None is standard output
SEVERITIES = click.Choice(["error", "warning", "note"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """What the options say. ``targets`` are the reports to write, ``thumbnail_bytes`` bounds pictures in HTML."""

    fail_on: FailOn | None
    max_warnings: int | None
    min_severity: Severity | None
    formats: tuple[str, ...]
    output: Path | None
    targets: tuple[Target, ...]
    baseline: Path | None
    require_reason: bool
    strict: bool
    allow_empty: bool
    exit_zero: bool
    statistics: bool
    thumbnail_bytes: int

    def laid_over(self, config: Config) -> Config:
        """Return a configuration with what the options say that files may say too."""
        return replace(
            config,
            fail_on=self.fail_on,
            max_warnings=self.max_warnings,
            min_severity=self.min_severity,
            require_reason=self.require_reason or None,
        )


def report_options(command: Command) -> Callable[..., Any]:
    """Add the options, and hand them over together as ``reporting``."""
    options = (
        click.option(
            "--fail-on",
            type=click.Choice(["error", "warning", "note", "never"]),
            help="Exit 1 from this severity on. [default: warning]",
        ),
        click.option(
            "--max-warnings", type=click.IntRange(0), metavar="N", help="Exit 1 if there are more warnings than this."
        ),
        click.option("--require-reason", is_flag=True, help="Report suppressions in articles that give no reason."),
        click.option("--min-severity", type=SEVERITIES, help="Show findings from this severity on. [default: note]"),
        click.option(
            "--format",
            "formats",
            multiple=True,
            metavar="FORMAT[=FILE],...",
            help=f"One or several of {', '.join(FORMATS)}. [default: text]",
        ),
        click.option(
            "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to this file."
        ),
        click.option(
            "--baseline",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Mark the findings of this file as known; only others count.",
        ),
        click.option("--strict", is_flag=True, help="Exit 2 if anything could only be read in part."),
        click.option("--allow-empty", is_flag=True, help="Exit 0 if there is nothing to audit."),
        click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found."),
        click.option(
            "--statistics",
            is_flag=True,
            help="Count findings by rule, agency and photographer instead of listing them.",
        ),
        click.option(
            "--thumbnails",
            "thumbnail_bytes",
            metavar="MB",
            default="8",
            show_default=True,
            callback=lambda _context, _parameter, value: megabytes(value),
            help="Megabytes of pictures in an HTML report, or none.",
        ),
    )
    names = [name for name in Reporting.__annotations__ if name != "targets"]

    @wraps(command)
    def wrapped(**values: Any) -> object:
        said = {name: values.pop(name) for name in names}
        targets = _targets(said["formats"], said["output"], statistics=said["statistics"])
        return command(reporting=Reporting(**said, targets=targets), **values)

    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


def _targets(formats: tuple[str, ...], output: Path | None, *, statistics: bool) -> tuple[Target, ...]:
    targets: list[Target] = []
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
    _refuse_doubled(targets)
    return tuple(targets)


def _refuse_doubled(targets: Iterable[Target]) -> None:
    taken: dict[str, str] = {}
    for name, file in targets:
        if file and (other := taken.setdefault(os.path.realpath(file), name)) != name:
            raise click.BadParameter(f"{other} and {name} would both be written to {file}", param_hint="--format")


def prepared(reporting: Reporting) -> Baseline | None:
    """Return the baseline, if any, once it is sure that the reports can be written: before the work, not after it.

    Raises OSError, CatalogueError.
    """
    files = [file for _, file in reporting.targets if file]
    if files:
        from .files import check_target

        for file in files:
            check_target(file)
    if reporting.baseline is None:
        return None
    from mediaaudit.engine.baseline import read_baseline

    return read_baseline(reporting.baseline)


def known(report: Report, inputs: Inputs, baseline: Baseline | None) -> Report:
    """Return the report with the findings of a baseline marked."""
    if baseline is None:
        return report
    from mediaaudit.engine.baseline import apply_baseline

    return apply_baseline(report, baseline, [item.uri for item in inputs.inputs]).report


def write_reports(report: Report, inputs: Inputs, resolved: Resolved, reporting: Reporting, *, color: str) -> None:
    """Write the report in all formats, with pictures where a format shows them; files first, as readers may leave."""
    targets = sorted(reporting.targets, key=lambda target: target[1] is None)
    shown = at_least(report, resolved.min_severity)
    if any(name in WITH_PICTURES for name, _ in targets):
        budget = reporting.thumbnail_bytes if any(name == "html" for name, _ in targets) else 0
        shown = _illustrated(shown, inputs, resolved.plan, budget)
    colored = wants_color(color)
    options = Options(color=colored, links=wants_links(color=colored), width=width(), root=Path.cwd().as_posix())
    for name, file in targets:
        if file:
            from .files import write_all

            write_all(file, pieces(name, shown, replace(options, color=False, links=False)))
        else:
            emit_all(pieces(name, shown, options))


def _illustrated(report: Report, inputs: Inputs, plan: Plan, budget: int) -> Report:
    from mediaaudit.engine.illustrate import illustrate

    return illustrate(report, inputs, plan, thumbnail_bytes=budget)


def say_errors(notices: Iterable[Notification], *, allow_empty: bool = False) -> None:
    """Say on standard error what could not be done."""
    for notice in notices:
        if notice.level == "error" and not (allow_empty and notice.code == "no-inputs"):
            say(f"mediaaudit: {notice.message}")


def status(report: Report, resolved: Resolved, inputs: Inputs, reporting: Reporting) -> int:
    """Return the exit status of a run."""
    errors = any(notice.level == "error" for notice in inputs.notifications)
    if not inputs.inputs and reporting.allow_empty and not errors:
        return 0
    if could_not_do(report, strict=reporting.strict):
        return COULD_NOT
    failed = fails(report, resolved.fail_on) or too_many_warnings(report, resolved.max_warnings)
    return int(failed and not reporting.exit_zero)
