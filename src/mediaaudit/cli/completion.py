"""``mediaaudit completion SHELL``: the script that a shell sources."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from .errors import Failure
from .terminal import emit


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of a shell: mediaaudit completion bash > ~/.local/share/bash-completion/completions/mediaaudit."""
    root = click.get_current_context().find_root()
    maker = get_completion_class(shell)
    if maker is None:
        raise Failure(f"there is no completion for {shell}")
    emit(maker(root.command, {}, "mediaaudit", "_MEDIAAUDIT_COMPLETE").source() + "\n")
