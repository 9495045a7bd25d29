"""``mediaaudit merge``: one report from the parts of a run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mediaaudit.engine.merge import merge, read_heads, within
from mediaaudit.engine.shard import ShardError
from mediaaudit.lazy import replace
from mediaaudit.readers.place import Place

from .errors import Failure, plain_errors
from .reporting import Reporting, known, prepared, report_options, say_errors, status, write_reports
from .settings import FOLDER, ConfigChoice, flags_config, load, selection_options, with_refused


@click.command("merge")
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@selection_options
@report_options
@click.option("--base-dir", type=FOLDER, help="Where the shards looked up relative picture addresses.")
@click.option("--site-root", type=FOLDER, help="Where they looked up picture addresses that start with /.")
@click.option("--fetch/--no-fetch", default=None, help="Whether they fetched pictures. [default: no]")
@click.option(
    "--root",
    "roots",
    type=FOLDER,
    multiple=True,
    help="Read articles and pictures again only here, to show them in an HTML report. [default: the current folder]",
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
def command(
    files: tuple[Path, ...],
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    choice: ConfigChoice,
    reporting: Reporting,
    base_dir: Place | None,
    site_root: Place | None,
    fetch: bool | None,
    roots: tuple[Place, ...],
    color: str,
) -> None:
    """Report on a run that was divided with `check --shard`, as if it had been one.

    FILES are what all its shards wrote, in any order. Rules and configuration are to be those of the shards; the date
    is theirs. Exit status: as of check.
    """
    from mediaaudit.readers.pictures.signature import BadSignature

    flags = replace(
        reporting.laid_over(flags_config(select, extend_select, ignore)),
        base_dir=base_dir,
        site_root=site_root,
        fetch=fetch,
    )
    with plain_errors():
        baseline = prepared(reporting)
        try:
            heads = read_heads(files)
            as_of = next(iter(heads.values())).as_of
            resolved = load(flags, choice, as_of=as_of)
            merged, inputs = merge(heads, resolved.plan)
        except ShardError as error:
            raise Failure(str(error)) from error
        except BadSignature as error:  # they are unpacked when pictures are compared, those of all shards together
            raise Failure(f"A shard is damaged ({error}).") from error
        inputs = with_refused(inputs, resolved)
        report = known(replace(merged, notifications=(*resolved.refused, *merged.notifications)), inputs, baseline)
        write_reports(report, within(inputs, roots or (Path.cwd(),)), resolved, reporting, color=color)
    say_errors(report.notifications, allow_empty=reporting.allow_empty)
    sys.exit(status(report, resolved, inputs, reporting))
