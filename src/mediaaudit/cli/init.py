"""``mediaaudit init``: the first configuration, and the file that runs it in CI."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mediaaudit import __version__
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.catalogue.directory import load_directory
from mediaaudit.config.model import Config
from mediaaudit.config.presets import DEFAULT, presets
from mediaaudit.config.resolve import resolve
from mediaaudit.config.starter import CI_FILES, Answers, starter_files

from .errors import Failure, plain_errors
from .files import make_folder, write_file
from .settings import split
from .terminal import emit

CI = [*CI_FILES, "none"]


@click.command("init")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path())
@click.option("--preset", type=click.Choice(list(presets())), help=f"What to start from. [default: {DEFAULT}]")
@click.option("--suppliers", multiple=True, metavar="NAMES", help="Agencies with a contract: Reuters,dpa.")
@click.option("--credit-style", metavar="STYLE", help="House style of credits: a name or a template.")
@click.option("--site-root", metavar="FOLDER", help="Where picture addresses that start with / are looked up.")
@click.option("--pictures", multiple=True, metavar="ADDRESS=FOLDER", help="Where the files of other addresses are.")
@click.option("--ci", type=click.Choice(CI), help="Write the file that runs mediaaudit there. [default: none]")
@click.option("--force", is_flag=True, help="Write over files that exist.")
@click.option("--no-input", is_flag=True, help="Ask nothing, even on a terminal.")
def command(
    folder: Path,
    preset: str | None,
    suppliers: tuple[str, ...],
    credit_style: str | None,
    site_root: str | None,
    pictures: tuple[str, ...],
    ci: str | None,
    force: bool,
    no_input: bool,
) -> None:
    """Write mediaaudit.toml, and a CI file, to FOLDER (the current one). On a terminal, ask for what no option says."""
    asking = not no_input and sys.stdin.isatty()
    answers = Answers(
        preset=preset or (_ask_preset() if asking else DEFAULT),
        suppliers=split(suppliers) or (_ask_suppliers() if asking else ()),
        style=credit_style if credit_style is not None else _ask_style() if asking else "",
        site_root=site_root if site_root is not None else _ask_root() if asking else "",
        pictures=tuple(_pair(each) for each in pictures),
        ci=ci or (_ask_ci(folder) if asking else "none"),
    )
    files = {folder / path: text for path, text in starter_files(answers, __version__).items()}
    known = [str(path) for path in files if path.exists()]
    if known and not force:
        raise Failure(f"{', '.join(known)}: exists already; --force writes over it")
    with plain_errors():
        rules = resolve(_config(answers), shipped_catalogue()).plan.bindings  # a mistake is named before all is written
        for path, text in files.items():
            make_folder(path.parent)
            write_file(path, text)
            emit(f"wrote {path}\n")
    emit(f"{len(rules)} rules are on. Next: mediaaudit check; for an archive: mediaaudit baseline create\n")


def _config(answers: Answers) -> Config:
    options = {"RGT008": {"contracted": list(answers.suppliers)}} if answers.suppliers else {}
    return Config(preset=answers.preset, credit_style=answers.style or None, options=options)


def _pair(text: str) -> tuple[str, str]:
    address, equals, folder = text.rpartition("=")
    if not (address and equals and folder):
        raise click.BadParameter(f"{text!r} is not ADDRESS=FOLDER", param_hint="--pictures")
    return address, folder


def _ask_preset() -> str:
    for name, preset in presets().items():
        click.echo(f"  {name:<14} {preset.summary}")
    answer: str = click.prompt("Start from", type=click.Choice(list(presets())), default=DEFAULT)
    return answer


def _ask_suppliers() -> tuple[str, ...]:
    return split(
        (click.prompt("Agencies with a contract, by commas (empty: no list)", default="", show_default=False),)
    )


def _ask_style() -> str:
    names = ", ".join(sorted(name for name in load_directory().styles if "." not in name))
    answer: str = click.prompt(
        f"House style of credits: {names}, or a template (empty: none)", default="", show_default=False
    )
    return answer.strip()


def _ask_root() -> str:
    answer: str = click.prompt(
        "Folder of picture addresses that start with / (empty: none)", default="", show_default=False
    )
    return answer.strip()


def _ask_ci(folder: Path) -> str:
    likely = (
        "github" if (folder / ".github").is_dir() else "gitlab" if (folder / ".gitlab-ci.yml").is_file() else "none"
    )
    answer: str = click.prompt("CI", type=click.Choice(CI), default=likely)
    return answer
