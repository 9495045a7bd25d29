"""The command line: click only, no decisions. One module for each command, imported when it is called."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from mediaaudit import __version__

from .process import ended_by_signals, open_standard_streams

INTERRUPTED = 130  # 128 and the number of SIGINT
COMMANDS = {
    "check": "Audit articles and their pictures.",
    "merge": "Put the parts of a divided run together.",
    "inspect": "Show what is read from articles and picture files.",
    "credit": "Read a credit line.",
    "duplicates": "Find pictures that are copies of one another.",
    "compare": "Say whether two pictures are copies of one another.",
    "index": "Keep a picture archive ready to be asked.",
    "cache": "Say what is kept of earlier runs, or remove it.",
    "report": "Compare two JSON reports.",
    "rule": "Explain a rule.",
    "rules": "List the rules.",
    "baseline": "Keep a file of known findings.",
    "init": "Write a first configuration, and the file for CI.",
    "config": "Show the configuration in force, and the schema of configurations.",
    "completion": "Print the completion script of a shell.",
}


class LazyGroup(click.Group):
    """A group that imports a command only when it is asked for: a hook must not pay for the others."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command. Values refer to nothing that refers to them: there is little for the collector to find."""
        # Threads of linear algebra spin while they wait: for the small matrices of a picture one is faster than several.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        gc.set_threshold(100_000)
        atexit.register(gc.freeze)  # nor does it have to look through everything when the process ends
        open_standard_streams()
        with ended_by_signals():
            try:
                return super().main(*args, **extra)
            except BrokenPipeError:  # nobody reads what was to be said on standard error
                from .errors import COULD_NOT
                from .terminal import hush

                hush(sys.stderr)
                sys.exit(COULD_NOT)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for. Ctrl-C ends it as a shell expects: status 130, and no traceback."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            from .terminal import say

            say("mediaaudit: stopped.")
            ctx.exit(INTERRUPTED)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            from .errors import failure_of

            raise failure_of(error, f"mediaaudit {ctx.invoked_subcommand}") from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command's module and return the command, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f".{cmd_name}", __name__).command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="mediaaudit %(version)s")
def main() -> None:
    """Audit the pictures in news articles: text alternatives, captions, credits, duplicates, files and metadata."""
