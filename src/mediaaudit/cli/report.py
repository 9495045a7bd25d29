"""``mediaaudit report``: what changed between two audits."""

from __future__ import annotations

from pathlib import Path

import click

from mediaaudit.gate import read_data
from mediaaudit.reporters.compare import Run, compare, comparison_json, comparison_text, read_run

from .errors import Failure, plain_errors
from .terminal import emit

LARGEST = 1 << 30  # bytes of a report
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("report")
@click.option("--compare", "files", nargs=2, type=_FILE, required=True, metavar="OLD.json NEW.json")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(files: tuple[Path, Path], format_: str) -> None:
    """Compare two reports written with check --format json: what is fixed, what is new, and how the counts went."""
    with plain_errors():
        comparison = compare(_read(files[0]), _read(files[1]))
    emit(comparison_json(comparison) if format_ == "json" else comparison_text(comparison))


def _read(path: Path) -> Run:
    try:
        return read_run(read_data(path, most=LARGEST).decode("utf-8"))
    except ValueError as error:
        raise Failure(f"{path} {error}") from error
