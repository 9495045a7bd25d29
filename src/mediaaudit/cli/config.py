"""``mediaaudit config``: what is in force here, after file and options."""

from __future__ import annotations

from pathlib import Path

import click

from mediaaudit.config.show import settings
from mediaaudit.reporters.json_text import to_json

from .errors import plain_errors
from .settings import flags_config, load, selection_options
from .terminal import emit


@click.command("config")
@selection_options
def command(
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    config_file: Path | None,
    isolated: bool,
) -> None:
    """Print the configuration in force, with the file it came from and every rule that is on, as JSON."""
    with plain_errors():
        flags = flags_config(select, extend_select, ignore)
        resolved = load(flags, config_file=config_file, isolated=isolated)
    emit(to_json(settings(resolved)) + "\n")
