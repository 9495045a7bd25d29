"""Start child processes. No other module of this package does, so that one place decides what a child may be told to run.

A child must never run code that lies in an audited folder. So it gets Python's isolated mode (``-I``: neither the working
directory nor ``PYTHON*`` variables count) and this process's own import path without the working directory.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# The import path comes first of all: nothing is imported before it is set but what the interpreter itself needs.
_MAIN = (
    "import sys; path, module, name = sys.argv[1:4]; sys.path[:] = path.split('\\n'); "
    "from importlib import import_module; getattr(import_module(module), name)()"
)
_PACKAGE = str(Path(__file__).resolve().parents[1])
NEUTRAL = Path(_PACKAGE).anchor  # a working directory for children that need none: the root of the file system


def import_path() -> list[str]:
    """Return the folders that a child imports from: this process's, absolute, without the working directory.

    The working directory stays only if this very package is imported from there.
    """
    here = os.path.realpath(os.curdir)
    folders = (os.path.abspath(folder) for folder in sys.path)  # noqa: PTH100 - texts, and links stay as they are
    return list(dict.fromkeys(folder for folder in folders if folder == _PACKAGE or os.path.realpath(folder) != here))


def start_python(
    function: str,
    *,
    cwd: str | None = NEUTRAL,
    env: Mapping[str, str] | None = None,
    stderr: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start a Python process that calls a function of this package, with pipes for standard input and output.

    ``function`` is "module:name". ``cwd`` is the working directory, None for this process's. ``env`` is laid over the
    environment. ``stderr`` is what ``subprocess`` takes. Raises OSError.
    """
    module, _, name = function.partition(":")
    command = [sys.executable, "-I", *_flags(), "-c", _MAIN, "\n".join(import_path()), module, name]
    return subprocess.Popen(  # noqa: S603 - our own words
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        cwd=cwd,
        env={**os.environ, **env} if env else None,
    )


def _flags() -> list[str]:
    """Return this interpreter's flags that decide how names and files are read; isolated mode drops their variables."""
    flags = ["-X", f"utf8={sys.flags.utf8_mode}"]
    if sys.dont_write_bytecode:
        flags.append("-B")
    if sys.pycache_prefix:
        flags += ["-X", f"pycache_prefix={sys.pycache_prefix}"]
    return flags


def run_program(
    command: Sequence[str], *, cwd: Path | None, env: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end and return what it said. ``command`` begins with a full path, ``env`` is all it gets.

    Raises OSError.
    """
    if not os.path.isabs(command[0]):  # noqa: PTH117 - a text
        raise ValueError(f"{command[0]} is no full path")
    return subprocess.run(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603
