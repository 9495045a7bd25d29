"""``mediaaudit cache``: what earlier runs found out, and how to be rid of it."""

from __future__ import annotations

from pathlib import Path

import click

from .errors import Failure, plain_errors
from .settings import cache_folder_of, trust_option
from .terminal import emit

FOLDER = click.option(
    "--cache-dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The folder of the cache. [default: of the configuration, else of the user]",
)


@click.group("cache")
def command() -> None:
    """Say what is kept of earlier runs, or remove it."""


@command.command("info")
@FOLDER
@trust_option
def info(cache_dir: Path | None, trust_config: bool) -> None:
    """Print where the cache is and what it holds. Exit status: 0, or 2 if it cannot be read."""
    from mediaaudit.engine.cache import NAME, Cache

    with plain_errors():
        folder = _folder(cache_dir, trusted=trust_config)
        cache = Cache(folder)
        found = cache.contents()
        cache.close()
    trouble = cache.notices()
    if trouble:
        raise Failure("\n".join(notice.message for notice in trouble))
    entries = "".join(f"{kind}s: {count}\n" for kind, count in sorted(found.entries.items()))
    emit(f"{folder / NAME}\n{entries}files known by their state: {found.files}\nsize: {found.size / 1e6:.1f} MB\n")


@command.command("clean")
@FOLDER
@trust_option
def clean(cache_dir: Path | None, trust_config: bool) -> None:
    """Remove the cache. Pictures that were fetched are kept elsewhere and stay."""
    from mediaaudit.engine.cache import remove

    with plain_errors():
        remove(_folder(cache_dir, trusted=trust_config))


def _folder(said: Path | None, *, trusted: bool) -> Path:
    folder, refused = cache_folder_of(said, trusted=trusted)
    if refused:
        raise Failure("\n".join(notice.message for notice in refused))
    if folder is None:
        raise Failure("there is no folder for a cache: this user has no home")
    return folder
