"""``mediaaudit config``: what is in force here, after file and options, and what a configuration may say."""

from __future__ import annotations

import click

from mediaaudit.reporters.json_text import to_json

from .errors import plain_errors
from .settings import ConfigChoice, flags_config, load, selection_options
from .terminal import emit


@click.group("config", invoke_without_command=True)
@selection_options
@click.pass_context
def command(context: click.Context, /, **selection: object) -> None:
    """Print the configuration in force (as config show does), or the schema of configurations."""
    if context.invoked_subcommand is None:
        context.invoke(show, **selection)


@command.command("show")
@selection_options
def show(
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    choice: ConfigChoice,
) -> None:
    """Print the configuration in force, with the file it came from and every rule that is on, as JSON."""
    from mediaaudit.config.show import settings

    with plain_errors():
        flags = flags_config(select, extend_select, ignore)
        resolved = load(flags, choice)
    emit(to_json(settings(resolved)) + "\n")


@command.command("schema")
def schema() -> None:
    """Print the JSON Schema of mediaaudit.toml, for editors."""
    from mediaaudit.catalogue.catalogue import shipped_catalogue
    from mediaaudit.config.schema import config_schema

    with plain_errors():
        made = config_schema(shipped_catalogue())
    emit(to_json(made, depth=4) + "\n")
