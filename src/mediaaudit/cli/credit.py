"""``mediaaudit credit``: read one credit line, or one a line from standard input."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.reporters.credit import credit_json, credit_text
from mediaaudit.text.credit import find_credit

from .errors import plain_errors
from .terminal import emit


@click.command("credit")
@click.argument("text")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--agencies", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help="A newsroom's own agencies."
)
def command(text: str, format_: str, agencies: tuple[Path, ...]) -> None:
    """Read the credit in TEXT: who took the picture, for whom, through whom.

    With - as TEXT, read one caption or credit a line from standard input and print one JSON object a line.
    """
    with plain_errors():
        directory = load_directory(agencies)
    if text == "-":
        for line in sys.stdin.buffer:
            emit(credit_json(find_credit(line.decode("utf-8", "replace").rstrip("\r\n"), directory)) + "\n")
        return
    credit = find_credit(text, directory)
    emit(credit_json(credit) + "\n" if format_ == "json" else credit_text(credit))
