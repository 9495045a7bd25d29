"""``mediaaudit rules``: the rules there are, and which are on."""

from __future__ import annotations

from pathlib import Path

import click

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.reporters.catalogue import rules_json, rules_text

from .errors import plain_errors
from .settings import flags_config, load, selection_options
from .terminal import emit


@click.command("rules")
@selection_options
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    config_file: Path | None,
    isolated: bool,
    format_: str,
) -> None:
    """List the rules, and mark those that are on with this configuration and these options."""
    with plain_errors():
        flags = flags_config(select, extend_select, ignore)
        resolved = load(flags, config_file=config_file, isolated=isolated)
        enabled = {binding.rule.name for binding in resolved.plan.bindings}
        rules = shipped_catalogue().rules.values()
    emit(rules_json(rules, enabled) if format_ == "json" else rules_text(rules, enabled))
