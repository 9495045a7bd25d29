"""``mediaaudit rule ID``: what a rule is about."""

from __future__ import annotations

import click

from mediaaudit.config.model import Config
from mediaaudit.engine.examples import run_example
from mediaaudit.reporters.catalogue import rule_json
from mediaaudit.reporters.rule_page import rule_text

from .errors import Failure, plain_errors
from .settings import ConfigChoice, load, trust_option
from .terminal import emit


@click.command("rule")
@click.argument("rule")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@trust_option
def command(rule: str, format_: str, trust_config: bool) -> None:
    """Explain a rule: what it finds, why it matters, what to do. RULE is a code (ALT001) or a name (alt/missing)."""
    with plain_errors():
        try:
            found = load(Config(), ConfigChoice(trusted=trust_config)).catalogue.find(rule)
        except KeyError as error:
            raise Failure(str(error.args[0])) from error
        if format_ == "json":
            emit(rule_json(found))
            return
        try:
            shown = [run_example(found, example) for example in found.examples]
        except ValueError as error:  # facts of a file, in an example of a house rule
            raise Failure(f"{found.origin}: {error}") from error
    emit(rule_text(found, shown))
