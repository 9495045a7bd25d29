"""``mediaaudit rule ID``: what a rule is about."""

from __future__ import annotations

import click

from mediaaudit.config.model import Config
from mediaaudit.reporters.catalogue import rule_json, rule_text

from .errors import Failure, plain_errors
from .settings import load
from .terminal import emit


@click.command("rule")
@click.argument("rule")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(rule: str, format_: str) -> None:
    """Explain a rule: what it finds, why it matters, what to do. RULE is a code (ALT001) or a name (alt/missing)."""
    with plain_errors():
        try:
            found = load(Config(), config_file=None, isolated=False).catalogue.find(rule)
        except KeyError as error:
            raise Failure(str(error.args[0])) from error
    emit(rule_json(found) if format_ == "json" else rule_text(found))
