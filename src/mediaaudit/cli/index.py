"""``mediaaudit index``: a picture archive kept ready to be asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mediaaudit.engine.inputs import Collecting, collect
from mediaaudit.gate import real_path
from mediaaudit.reporters.duplicates import matches_json, matches_text

from .errors import COULD_NOT, Failure, plain_errors
from .files import check_target
from .progress import progress_bar
from .terminal import emit, say

if TYPE_CHECKING:
    from mediaaudit.archive.index import Engine

INDEX = click.option(
    "--index",
    "address",
    default="pictures.mediaaudit",
    show_default=True,
    help="The file of the index; or lancedb: and a folder or the URL of object storage.",
)
QUIET = click.option("-q", "--quiet", is_flag=True, help="Show no progress and no summary.")


@click.group("index")
def command() -> None:
    """Keep an archive of pictures ready: build an index, bring it up to date, ask it for one picture."""


@command.command("build")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@INDEX
@QUIET
def build(paths: tuple[Path, ...], address: str, quiet: bool) -> None:
    """Make an index of the pictures in PATHS, or go on with one that was broken off.

    Exit status: 0, or 2 if something could not be done.
    """
    with _opened(address, create=True) as engine:
        _update(engine, paths, quiet=quiet)


@command.command("update")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@INDEX
@QUIET
def update_command(paths: tuple[Path, ...], address: str, quiet: bool) -> None:
    """Bring an index to the state of PATHS: new, changed, moved and deleted pictures; what is as it was is not read.

    Exit status: 0, or 2 if something could not be done.
    """
    with _opened(address, create=False) as engine:
        _update(engine, paths, quiet=quiet)


@command.command("query")
@click.argument("picture", type=click.Path(path_type=Path))
@INDEX
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def query_command(picture: Path, address: str, format_: str) -> None:
    """List the pictures of an index that have to do with PICTURE: copies first, then those of its moment or template.

    Exit status: 0 whether or not there are any, 2 if it could not be told.
    """
    from mediaaudit.archive import sign_file
    from mediaaudit.archive.index import query

    with _opened(address, create=False) as engine:
        signed = sign_file(picture.as_posix())
        if signed.signature is None:
            raise Failure(f"{picture} cannot be looked up: {signed.reason}")
        matches = [(match.path, match.comparison) for match in query(engine, signed.signature)]
    name = picture.as_posix()
    emit(matches_json(name, matches) if format_ == "json" else matches_text(name, matches))


def _update(engine: Engine, paths: Sequence[Path], *, quiet: bool) -> None:
    from mediaaudit.archive.index import update

    found = collect(paths, Collecting(everything=True))
    failed = [notice.message for notice in found.notifications if notice.level == "error"]
    if failed:  # a folder that is not there for the moment must not empty the index
        raise Failure("\n".join(failed))
    files = [
        real_path(item.path).as_posix()
        for item in found.inputs
        if item.kind == "picture" and isinstance(item.path, Path)
    ]
    with progress_bar(len(files), wanted=not quiet) as advance:
        done = update(engine, files, inside=found.inside, told=advance)
    for path, reason in done.unreadable:
        say(f"mediaaudit: {path} is not in the index: {reason}")
    if not quiet:
        emit(
            f"{done.read} read, {done.known} known by content, {done.untouched} untouched, {done.gone} gone, "
            f"{len(done.unreadable)} not readable\n"
        )
    if any("cannot be read" in reason for _, reason in done.unreadable):
        sys.exit(COULD_NOT)


@contextmanager
def _opened(address: str, *, create: bool) -> Iterator[Engine]:
    from mediaaudit.archive.engines import is_file, open_engine
    from mediaaudit.archive.index import IndexUnusable

    with plain_errors():
        if create and is_file(address):
            check_target(Path(address))
        try:
            with closing(open_engine(address, create=create)) as engine:
                yield engine
        except IndexUnusable as error:
            raise Failure(str(error)) from error
