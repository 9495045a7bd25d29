"""Only what changed since a git revision: articles, and the articles that use a picture that changed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.gate import real_path
from mediaaudit.lazy import replace

from .git import git
from .inputs import Input, Inputs, kind_of, read_input


def changed_since(inputs: Inputs, revision: str) -> Inputs:
    """Return the inputs that changed since a revision, counted against the work tree, untracked files included.

    An article that names a changed, added or deleted picture by its file name is kept too: that may be one too many,
    never one too few. Raises CatalogueError where git is missing, or does not know the revision.
    """
    changed = _changed_files(revision)
    names = {path.name for path in changed if kind_of(path) == "picture"}
    spellings = tuple(spelling.encode() for name in sorted(names) for spelling in {name, quote(name)})
    kept = tuple(
        item
        for item in inputs.inputs
        if not isinstance(item.path, Path)
        or real_path(item.path) in changed
        or (item.kind == "article" and _names_one(item, spellings))
    )
    return replace(inputs, inputs=kept)


def _names_one(article: Input, spellings: tuple[bytes, ...]) -> bool:
    if not spellings:
        return False
    try:
        data = read_input(article, 0)
    except OSError:
        return True  # the audit itself reports what cannot be read
    return any(spelling in data for spelling in spellings)


def _changed_files(revision: str) -> frozenset[Path]:
    if revision.startswith("-"):
        raise CatalogueError("--changed-since", f"{revision!r} is no revision")
    top = Path(git("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
    listed = git("diff", "--name-only", "-z", "--no-ext-diff", revision, "--", cwd=top)
    listed += git("ls-files", "--others", "--exclude-standard", "-z", cwd=top)
    names = [name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0") if name]
    return frozenset(real_path(top / name) for name in names)
