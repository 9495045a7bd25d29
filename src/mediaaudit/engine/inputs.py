"""What to audit: named files, folders walked in order, standard input."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

from mediaaudit.lazy import dataclass
from mediaaudit.model.report import Notification
from mediaaudit.readers.pictures.sniff import expected_type

from .gitignore import Pattern, is_ignored, parse_pattern, read_gitignore

Kind = Literal["article", "picture", "feed"]
FEEDS = frozenset({".rss", ".atom"})
ARTICLES = frozenset({".html", ".htm", ".xhtml", ".xht"})
NEVER = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One thing to audit: an article, a feed, or a picture without an article. ``data`` is set for what is not a file.

    ``root`` is the folder that pictures of the article may be read from: the one that was named, else the working
    directory if the article is below it, else the article's own.
    """

    uri: str
    kind: Kind
    path: Path | None = None
    data: bytes | None = None
    root: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What was found, and what was named and cannot be audited."""

    inputs: tuple[Input, ...] = ()
    notifications: tuple[Notification, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Collecting:
    """How folders are walked: patterns (gitignore syntax) to leave out, also for named files if ``force_exclude``.

    ``everything`` takes the pictures of a folder with articles too, and named files of any kind (as pictures).
    """

    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    gitignore: bool = True
    everything: bool = False

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """The patterns of ``exclude``, compiled."""
        return tuple(pattern for glob in self.exclude if (pattern := parse_pattern(glob)))


def collect(paths: Sequence[Path], how: Collecting) -> Inputs:
    """Return the inputs that the paths mean: each file once, folders in order, pictures where there is no article.

    A named path that is missing, unreadable or of no known kind becomes a notification of level error.
    """
    inputs: dict[str, Input] = {}
    notifications: list[Notification] = []
    for path in paths:
        if path.is_dir():
            walked = list(_walk(path, how))
            found = [item for item in walked if isinstance(item, Input)]
            notifications += [item for item in walked if isinstance(item, Notification)]
            articles = any(item.kind == "article" for item in found)
            wanted = [item for item in found if item.kind != "picture"] if articles and not how.everything else found
            for item in wanted:
                inputs.setdefault(item.uri, item)
            if not found:
                notifications.append(_notice("empty-folder", path, "holds no article and no picture", "warning"))
        elif how.force_exclude and is_ignored(path.as_posix(), how.patterns, folder=False):
            continue
        elif not path.exists():
            notifications.append(_notice("missing-input", path, "does not exist"))
        elif (kind := kind_of(path) or ("picture" if how.everything else None)) is None:
            notifications.append(_notice("unknown-input", path, "is neither an HTML article nor a picture nor a feed"))
        else:
            named = Input(uri=path.as_posix(), kind=kind, path=path, root=root_of(path))
            inputs.setdefault(named.uri, named)
    return Inputs(inputs=tuple(inputs.values()), notifications=tuple(notifications))


def root_of(path: Path) -> Path:
    """Return the folder that the pictures of a named article may be read from."""
    here = Path.cwd()
    return here if path.resolve().is_relative_to(here) else path.parent


def kind_of(path: Path) -> Kind | None:
    """Return what a file is by its name, .xml by how it begins, or None if it is nothing to audit."""
    suffix = path.suffix.lower()
    if suffix in ARTICLES:
        return "article"
    if suffix in FEEDS or (suffix == ".xml" and _begins_as_feed(path)):
        return "feed"
    return "picture" if (expected_type(path.name) or "").startswith("image/") else None


def _begins_as_feed(path: Path) -> bool:
    from mediaaudit.readers.feed import HEAD, is_feed

    try:
        with path.open("rb") as file:
            return is_feed(file.read(HEAD))
    except OSError:  # nobody said that it is a feed: one that is named is reported as no input
        return False


def _walk(folder: Path, how: Collecting) -> Iterator[Input | Notification]:
    stack = [(folder, _outer_rules(folder) if how.gitignore else ())]
    while stack:
        here, rules = stack.pop()
        if how.gitignore and (own := read_gitignore(here)):
            rules = (*rules, (here, own))
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            yield _notice("unreadable-folder", here, f"cannot be read: {error.strerror}")
            continue
        below: list[tuple[Path, tuple[tuple[Path, tuple[Pattern, ...]], ...]]] = []
        for entry in entries:
            path = Path(entry.path)
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name in NEVER or _left_out(path, folder, rules, how, is_folder=is_folder):
                continue
            if is_folder:
                below.append((path, rules))
            elif entry.is_file() and (kind := kind_of(path)):
                yield Input(uri=path.as_posix(), kind=kind, path=path, root=folder)
        stack.extend(reversed(below))


def _outer_rules(folder: Path) -> tuple[tuple[Path, tuple[Pattern, ...]], ...]:
    """Return the ``.gitignore`` rules of the folders above, up to the top of the git work tree."""
    resolved = folder.resolve()
    above: list[Path] = []
    for parent in resolved.parents:
        above.append(parent)
        if (parent / ".git").exists():
            return tuple((top, patterns) for top in reversed(above) if (patterns := read_gitignore(top)))
    return ()


def _left_out(
    path: Path,
    root: Path,
    rules: tuple[tuple[Path, tuple[Pattern, ...]], ...],
    how: Collecting,
    *,
    is_folder: bool,
) -> bool:
    if is_ignored(path.relative_to(root).as_posix(), how.patterns, folder=is_folder):
        return True
    for folder, patterns in reversed(rules):
        below = path if path.is_relative_to(folder) else path.resolve()
        verdict = is_ignored(below.relative_to(folder).as_posix(), patterns, folder=is_folder)
        if verdict is not None:
            return verdict
    return False


def _notice(code: str, path: Path, what: str, level: Literal["error", "warning"] = "error") -> Notification:
    return Notification(code=code, message=f"{path.as_posix()} {what}.", level=level, uri=path.as_posix())
