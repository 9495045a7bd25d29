"""``mediaaudit credit``: read one credit line, or one a line from standard input."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.reporters.credit import credit_json, credit_text
from mediaaudit.text.credit import find_credit, format_credit

from .errors import Failure, plain_errors
from .terminal import emit


@click.command("credit")
@click.argument("text")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--agencies", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help="A newsroom's own agencies."
)
@click.option(
    "--field", is_flag=True, help="Read TEXT as a credit field, not as a caption: a bare name is a credit there."
)
@click.option("--style", metavar="NAME|TEMPLATE", help="Print the line in this house style instead.")
def command(text: str, format_: str, agencies: tuple[Path, ...], field: bool, style: str | None) -> None:
    """Read the credit in TEXT: who took the picture, for whom, through whom.

    With - as TEXT, read one caption or credit a line from standard input and print one JSON object a line. A caption
    may have no credit, so a bare name or organisation in it is left alone unless it ends the caption as a credit does;
    with --field every line is known to be a credit, as in a column of a picture archive or an element with the class
    "credit", and a bare name counts. "unknown" lists the names of which nothing but their place says whether they are a
    person's or an organisation's. With --style print the credit as that style writes it (ap, reuters, afp, getty, guardian, nyt, dpa, or a template such as
    "({photographers}/{pool}/{agencies} via {via})"); an empty line where there is no credit.
    """
    with plain_errors():
        directory = load_directory(agencies)
        if text != "-":
            emit(
                _shown(
                    find_credit(text, directory, alone=field), "json" if format_ == "json" else "text", style, directory
                )
            )
            return
        for line in sys.stdin.buffer:
            credit = find_credit(line.decode("utf-8", "replace").rstrip("\r\n"), directory, alone=field)
            if not emit(_shown(credit, "json", style, directory)):
                return


def _shown(credit: Credit | None, format_: str, style: str | None, directory: Directory) -> str:
    if style is not None:
        try:
            return (format_credit(credit, style, directory) if credit else "") + "\n"
        except ValueError as error:
            raise Failure(str(error)) from error
    return credit_json(credit) + "\n" if format_ == "json" else credit_text(credit)
