"""Ask git, and let nothing that lies in the repository run.

A repository that came as an archive brings a ``.git/config`` of its own, and git runs what some of its keys name. All of
them are laid over, in the one place that such a file cannot overrule: the command's own environment.
"""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.child_process import run_program

# Keys by which git runs something on the way to a list of changed files (git-config(1), gitattributes(5)).
_OVERRULED = (
    ("core.fsmonitor", "false"),
    ("core.hooksPath", os.devnull),
    ("core.pager", "cat"),
    ("core.sshCommand", "false"),
    ("core.gitProxy", ""),
    ("core.askPass", ""),
    ("core.alternateRefsCommand", "true"),
    ("credential.helper", ""),
    ("diff.external", ""),
    ("safe.bareRepository", "explicit"),
    ("submodule.recurse", "false"),
    ("diff.ignoreSubmodules", "dirty"),  # a submodule has a configuration of its own
)
_FILTER = "filter."  # of contents; what they are called is up to the repository
_OFF = ((".clean", ""), (".smudge", ""), (".process", ""), (".required", "false"))
_KEPT = (
    "PATH", "HOME", "XDG_CONFIG_HOME", "USERPROFILE", "SYSTEMROOT", "TMPDIR", "TEMP",
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
)  # fmt: skip
NO_TRANSPORT = "none"  # as a list of the protocols that may be used: a promised object is not fetched


def git(*arguments: str, cwd: Path | None = None) -> bytes:
    """Return what git prints. Raises CatalogueError where git is missing, or says no."""
    return _run(arguments, cwd, (*_OVERRULED, *_no_filters(cwd)))


def _no_filters(cwd: Path | None) -> tuple[tuple[str, str], ...]:
    """Return what switches off the filters that the repository's configuration names: their commands would be run."""
    listed = _run(("config", "--list", "--name-only", "-z"), cwd, _OVERRULED)
    names = {name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0") if name}
    filters = sorted({name.rpartition(".")[0] for name in names if name.startswith(_FILTER)})
    return tuple((f"{name}{end}", value) for name in filters for end, value in _OFF)


def _run(arguments: tuple[str, ...], cwd: Path | None, overruled: tuple[tuple[str, str], ...]) -> bytes:
    try:
        done = run_program((_program(), "--no-pager", *arguments), cwd=cwd, env=_environment(overruled))
    except OSError as error:
        raise CatalogueError("--changed-since", f"git cannot be run: {error.strerror}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise CatalogueError("--changed-since", said or f"git {arguments[0]} failed")
    return done.stdout


@cache
def _program() -> str:
    """Return the full path of git. Raises CatalogueError if there is none outside the working directory."""
    here = os.path.realpath(os.curdir)
    folders = [
        folder
        for folder in os.environ.get("PATH", os.defpath).split(os.pathsep)
        if os.path.isabs(folder) and os.path.realpath(folder) != here  # noqa: PTH117 - texts
    ]
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None:
        raise CatalogueError("--changed-since", "git cannot be run: it is not installed")
    return found


def _environment(overruled: tuple[tuple[str, str], ...]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    keys = {f"GIT_CONFIG_KEY_{number}": key for number, (key, _) in enumerate(overruled)}
    values = {f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in enumerate(overruled)}
    return {
        **kept,
        **keys,
        **values,
        "GIT_CONFIG_COUNT": str(len(overruled)),
        "GIT_ALLOW_PROTOCOL": NO_TRANSPORT,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",  # nothing is written, not even a refreshed index
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C.UTF-8",
    }
