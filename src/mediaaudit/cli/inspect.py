"""``mediaaudit inspect``: what is read from articles and picture files, without a judgement."""

from __future__ import annotations

import sys

import click

from mediaaudit.config.model import Config
from mediaaudit.engine.inputs import Collecting, collect
from mediaaudit.engine.inspection import InspectedArticle, inspect
from mediaaudit.readers.place import Place
from mediaaudit.reporters.inspect import inspect_document, inspect_file, inspect_json
from mediaaudit.reporters.inspect_text import inspect_text

from .errors import COULD_NOT, plain_errors
from .settings import FOLDER, PLACE, ConfigChoice, config_options, load, with_refused
from .terminal import emit, say, width


@click.command("inspect")
@click.argument("paths", nargs=-1, required=True, type=PLACE)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--no-pixels", is_flag=True, help="Read metadata only; decode no picture.")
@click.option("--base-dir", type=FOLDER, help="Look up relative picture addresses here.")
@config_options
def command(
    paths: tuple[Place, ...],
    format_: str,
    no_pixels: bool,
    base_dir: Place | None,
    choice: ConfigChoice,
) -> None:
    """Show what is read from articles and picture files: pictures, captions, credits, metadata, damage.

    PATHS are HTML files, picture files and folders, here or on storage. Exit status: 0, or 2 if something named could not be read.
    """
    with plain_errors():
        flags = Config(base_dir=base_dir, select=())
        resolved = load(flags, choice)
        found = with_refused(collect(paths, Collecting(exclude=resolved.exclude, everything=True)), resolved)
        documents, files = [], []
        for item in inspect(found.inputs, resolved.plan, pixels=not no_pixels):
            if isinstance(item, InspectedArticle):
                documents.append(inspect_document(item.document, item.credits, item.files))
            else:
                files.append(inspect_file(item.uri, item.metadata, item.faults, pixels=item.pixels))
    emit(inspect_json(documents, files) if format_ == "json" else inspect_text(documents, files, width=width()))
    for notice in found.notifications:
        say(f"mediaaudit: {notice.message}")
    sys.exit(COULD_NOT if any(notice.level == "error" for notice in found.notifications) else 0)
