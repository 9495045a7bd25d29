"""``mediaaudit rules``: the rules there are, and which are on; rules of a newsroom's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mediaaudit.reporters.catalogue import rules_json, rules_text
from mediaaudit.reporters.selection import amount

from .errors import Failure, plain_errors
from .files import make_folder, write_file
from .settings import ConfigChoice, flags_config, load, selection_options
from .terminal import emit

STARTER = """\
code = "{code}"
summary = "Caption does not end with a full stop"
check = "pattern.image_field"
severity = "warning"
confidence = "certain"
since = "{since}"
why = "Say here why the newsroom wants it: editors read this with `mediaaudit rule {code}`."
instead = "Say here what to do."

[options]
field = "image.caption"
must_match = '[.!?]["”»’]?$'

[messages]
differs = "The caption '{{value}}' does not end with a full stop."

# What is shown here is run by `mediaaudit rules test`: at least one example that is wrong, and one that is right.
[[example]]
html = '''
<figure><img src="bridge.jpg" alt="A woman cuts a ribbon"><figcaption>Mayor Ida Lund opens the bridge</figcaption></figure>
'''
expect = ["differs"]

[[example]]
html = '''
<figure><img src="bridge.jpg" alt="A woman cuts a ribbon"><figcaption>Mayor Ida Lund opens the bridge.</figcaption></figure>
'''
expect = []
"""


@click.group("rules", invoke_without_command=True)
@selection_options
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(
    context: click.Context,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    choice: ConfigChoice,
    format_: str,
) -> None:
    """List the rules, and mark those that are on with this configuration and these options."""
    if context.invoked_subcommand:
        return
    with plain_errors():
        flags = flags_config(select, extend_select, ignore)
        resolved = load(flags, choice)
        enabled = {binding.rule.name for binding in resolved.plan.bindings}
        rules = resolved.catalogue.rules.values()
    emit(rules_json(rules, enabled) if format_ == "json" else rules_text(rules, enabled))


@command.command("new")
@click.argument("name")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("newsroom/rules"),
    show_default=True,
    help="The folder of the newsroom's own rules.",
)
def new(name: str, folder: Path) -> None:
    """Write a rule file to start from: NAME in small letters and hyphens. It says how to switch the folder on."""
    from mediaaudit.catalogue.house import NAME
    from mediaaudit.catalogue.rules import read_rule
    from mediaaudit.version import __version__

    if not NAME.fullmatch(name):
        raise click.BadParameter(f"{name!r}: small letters, digits and hyphens, like caption-stop", param_hint="NAME")
    path = folder / f"{name}.toml"
    if path.exists():
        raise Failure(f"{path} is there already; it stays as it is.")
    with plain_errors():
        taken = {read_rule(other, other.stem).code for other in folder.glob("*.toml")}
    code = next(code for number in range(1, 10_000) if (code := f"HR{number:03}") not in taken)
    with plain_errors():
        make_folder(folder)
        write_file(path, STARTER.format(code=code, since=__version__))
    emit(
        f"{path} is written. Change it, then:\n\n"
        f"    mediaaudit rules test {folder}\n\n"
        f"Rules of the folder are on with this in mediaaudit.toml:\n\n"
        f'    rule-paths = {{ house = "{folder.as_posix()}" }}\n'
    )


@command.command("test")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--prefix", default="house", show_default=True, help="The word before the names of the rules.")
def test(folder: Path, prefix: str) -> None:
    """Run the examples of all rules in FOLDER.

    Exit status: 0 all hold, 1 some do not or show too little, 2 a file cannot be used.
    """
    from mediaaudit.catalogue.catalogue import shipped_catalogue
    from mediaaudit.catalogue.house import with_house_rules
    from mediaaudit.testing import examples_problems

    with plain_errors():
        rules = [
            rule
            for rule in with_house_rules(shipped_catalogue(), {prefix: folder}).rules.values()
            if rule.family == prefix
        ]
        if not rules:
            raise Failure(f"{folder} holds no rule file (*.toml).")
        failed = 0
        for rule in rules:
            problems = examples_problems(rule)
            failed += bool(problems)
            emit(f"{'FAIL' if problems else 'ok  '}  {rule.code} {rule.name}: {len(rule.examples)} examples\n")
            for problem in problems:
                emit(f"      {problem}\n")
    hold = "holds" if len(rules) == 1 else "hold"
    emit(f"{amount(failed, 'rule')} of {len(rules)} failed.\n" if failed else f"{amount(len(rules), 'rule')} {hold}.\n")
    sys.exit(1 if failed else 0)
