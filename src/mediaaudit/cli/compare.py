"""``mediaaudit compare``: whether two pictures are copies of one another, how, and why not."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mediaaudit.archive.decisions import Decision, format_decision
from mediaaudit.gate import read_data
from mediaaudit.model.duplicates import DUPLICATES
from mediaaudit.model.signature import Signature
from mediaaudit.reporters.duplicates import comparison_json, comparison_text

from .duplicates import LARGEST
from .errors import Failure, plain_errors
from .files import write_file
from .terminal import emit

NOT_A_COPY = 1


@click.command("compare")
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--decide", type=click.Choice(["known", "not-a-duplicate"]), help="Write this decision to --decisions.")
@click.option("--decisions", type=click.Path(path_type=Path, dir_okay=False), help="The file of decisions.")
def command(first: Path, second: Path, format_: str, decide: Decision | None, decisions: Path | None) -> None:
    """Say whether FIRST and SECOND are copies of one another, and how.

    Exit status: 0 copies, 1 not, 2 could not be told.
    """
    if decide and not decisions:
        raise Failure("--decide needs --decisions FILE")
    from mediaaudit.archive import compare_signatures

    one, two = _signature(first), _signature(second)
    found = compare_signatures(one, two)
    emit(comparison_json(found, first.as_posix(), second.as_posix()) if format_ == "json" else comparison_text(found))
    if decide and decisions:
        with plain_errors():
            before = read_data(decisions, most=LARGEST).decode("utf-8") if decisions.exists() else ""
            line = format_decision(decide, one.sha256, two.sha256, f"{first.name} {second.name}")
            write_file(decisions, before + ("\n" if before and not before.endswith("\n") else "") + line)
    sys.exit(0 if found.relation in DUPLICATES else NOT_A_COPY)


def _signature(path: Path) -> Signature:
    from mediaaudit.archive import sign_file

    signed = sign_file(path.as_posix())
    if signed.signature is None:
        raise Failure(f"{path} cannot be compared: {signed.reason}")
    return signed.signature
