"""Options that several commands share, and the run they mean."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.config.files import find_config, read_config
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import Resolved, overlay, resolve
from mediaaudit.lazy import dataclass, replace
from mediaaudit.readers.place import place_of
from mediaaudit.resources import cache_folder

if TYPE_CHECKING:
    from mediaaudit.engine.inputs import Inputs
    from mediaaudit.model.report import Notification

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigChoice:
    """What the options say of the configuration: this file, none at all, or the one that is found, trusted or not."""

    file: Path | None = None
    isolated: bool = False
    trusted: bool = False

    @property
    def found(self) -> Path | None:
        """The configuration file in force, if there is one."""
        return self.file or (None if self.isolated else find_config(Path.cwd()))

    def read(self) -> Config:
        """Return what the configuration says, or nothing. Raises CatalogueError."""
        path = self.found
        return read_config(path, trusted=self.trusted or path == self.file) if path else Config()


def trust_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that vouches for a configuration that is found."""
    return click.option(
        "--trust-config",
        is_flag=True,
        envvar="MEDIAAUDIT_TRUST_CONFIG",
        help="Let a configuration that is found, not named, reach out of its project, fetch and use plug-ins.",
    )(command)


def config_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose the configuration, and hand them over together as ``choice``."""

    @click.option(
        "--config", "config_file", metavar="FILE", type=click.Path(path_type=Path), help="Use this configuration."
    )
    @click.option("--isolated", is_flag=True, help="Use no configuration file.")
    @trust_option
    @wraps(command)
    def wrapped(
        *arguments: object,
        config_file: Path | None,
        isolated: bool,
        trust_config: bool,
        choice: ConfigChoice | None = None,
        **others: object,
    ) -> object:
        said = choice or ConfigChoice(file=config_file, isolated=isolated, trusted=trust_config)
        return command(*arguments, choice=said, **others)

    return wrapped


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose rules and the configuration."""
    options = (
        click.option(
            "--select", metavar="RULES", multiple=True, help="Run these: codes, names, families, tags or ALL."
        ),
        click.option("--extend-select", metavar="RULES", multiple=True, help="Run these besides the selected ones."),
        click.option("--ignore", metavar="RULES", multiple=True, help="Leave these out."),
    )
    wrapped = config_options(command)
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


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


def cache_folder_of(said: Path | None, *, trusted: bool) -> tuple[Path | None, tuple[Notification, ...]]:
    """Return where the cache is: where an option says, else the configuration, else in the user's own folder, if any.

    With it comes what the configuration says of it and was not followed, as nobody has vouched for it.
    """
    config = Config() if said else ConfigChoice(trusted=trusted).read()
    refused = tuple(notice for notice in config.refused if "cache-dir" in notice.message)
    return said or config.cache_dir or cache_folder(), refused


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


def load(flags: Config, choice: ConfigChoice, *, as_of: str | None = None) -> Resolved:
    """Return the run that the configuration and the flags mean. Raises CatalogueError for a mistake in either."""
    return resolve(overlay(choice.read(), flags), shipped_catalogue(), as_of=as_of)


def with_refused(inputs: Inputs, resolved: Resolved) -> Inputs:
    """Return the inputs of a run with what was refused of its configuration, so that each report says it."""
    return replace(inputs, notifications=(*resolved.refused, *inputs.notifications)) if resolved.refused else inputs


def flags_config(select: tuple[str, ...], extend_select: tuple[str, ...], ignore: tuple[str, ...]) -> Config:
    """Return what the options of ``selection_options`` say."""
    return Config(
        select=split(select) or None,
        extend_select=split(extend_select),
        ignore=dict.fromkeys(split(ignore), ""),
    )
