"""Options that several commands share, and the run they mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.config.files import find_config, read_config
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import Resolved, overlay, resolve
from mediaaudit.lazy import replace
from mediaaudit.readers.place import place_of
from mediaaudit.resources import cache_folder

Command = TypeVar("Command", bound=Callable[..., Any])
MOST_JOBS = 256
LARGEST_REPORT = 500  # megabytes of thumbnails; no browser enjoys more


class PlaceType(click.Path):
    """A file or folder: a path of this machine, or an address on storage."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a ``Path``, or a ``StoragePath`` for an address."""
        return place_of(value) if "://" in value else super().convert(value, param, ctx)


PLACE = PlaceType(path_type=Path, allow_dash=True)
FOLDER = PlaceType(exists=True, file_okay=False, path_type=Path)


def selection_options(command: Command) -> Command:
    """Add the options that choose rules and the configuration."""
    options = (
        click.option(
            "--select", metavar="RULES", multiple=True, help="Run these: codes, names, families, tags or ALL."
        ),
        click.option("--extend-select", metavar="RULES", multiple=True, help="Run these besides the selected ones."),
        click.option("--ignore", metavar="RULES", multiple=True, help="Leave these out."),
        click.option(
            "--config", "config_file", metavar="FILE", type=click.Path(path_type=Path), help="Use this configuration."
        ),
        click.option("--isolated", is_flag=True, help="Use no configuration file."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def cache_options(command: Command) -> Command:
    """Add the options that say where a run keeps what it found out, for the next one."""
    where = click.Path(file_okay=False, path_type=Path)
    command = click.option("--no-cache", is_flag=True, help="Read and audit everything anew, and keep nothing.")(
        command
    )
    return click.option(
        "--cache-dir", type=where, metavar="FOLDER", help="Keep there what was found out, for the next run."
    )(command)


def with_cache(resolved: Resolved, cache_dir: Path | None, *, no_cache: bool) -> Resolved:
    """Return the run with its cache: where the option says, else the configuration, else in the user's own folder."""
    folder = None if no_cache else cache_dir or resolved.plan.cache or cache_folder()
    return replace(resolved, plan=replace(resolved.plan, cache=folder))


def cache_folder_of(said: Path | None) -> Path | None:
    """Return where the cache is: where an option says, else the configuration, else in the user's own folder, if any."""
    path = None if said else find_config(Path.cwd())
    return said or (read_config(path).cache_dir if path else None) or cache_folder()


class Jobs(click.ParamType[int | None]):
    """A number of processes, or ``auto`` (None) for one on each processor."""

    name = "jobs"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | None:
        """Return the number. Fails for anything else."""
        if value == "auto":
            return None
        try:
            number = int(str(value))
        except ValueError:
            number = 0
        if not 1 <= number <= MOST_JOBS:
            self.fail(f"{value!r} is neither auto nor a number from 1 to {MOST_JOBS}", param, ctx)
        return number


def jobs_option(command: Command) -> Command:
    """Add the option that says how many processes do the work."""
    return click.option(
        "-j",
        "--jobs",
        type=Jobs(),
        metavar="N|auto",
        default="auto",
        show_default=True,
        help="Processes to read with at most; what is little is done in one.",
    )(command)


def split(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return comma-separated values of a repeatable option as one list."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def megabytes(value: str) -> int:
    """Return bytes for a number of megabytes or ``none``. Raises ``click.BadParameter`` for anything else."""
    if value.strip().lower() == "none":
        return 0
    try:
        size = float(value)
    except ValueError:
        size = -1.0
    if not 0 <= size <= LARGEST_REPORT:
        raise click.BadParameter(f"{value!r} is neither none nor a number from 0 to {LARGEST_REPORT} (megabytes)")
    return int(size * 1_000_000)


def load(
    flags: Config, *, config_file: Path | None, isolated: bool, as_of: str | None = None, start: Path | None = None
) -> Resolved:
    """Return the run that the configuration file and the flags mean. Raises CatalogueError for a mistake in either."""
    path = config_file or (None if isolated else find_config(start or Path.cwd()))
    below = read_config(path) if path else Config()
    return resolve(overlay(below, flags), shipped_catalogue(), as_of=as_of)


def flags_config(select: tuple[str, ...], extend_select: tuple[str, ...], ignore: tuple[str, ...]) -> Config:
    """Return what the options of ``selection_options`` say."""
    return Config(
        select=split(select) or None,
        extend_select=split(extend_select),
        ignore=dict.fromkeys(split(ignore), ""),
    )
