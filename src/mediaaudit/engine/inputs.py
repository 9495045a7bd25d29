"""What to audit: named files, folders walked in order, standard input."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mediaaudit.gate import leads_outside, read_file, real_folders, real_path, size_of
from mediaaudit.lazy import dataclass
from mediaaudit.model.report import Notification
from mediaaudit.readers.pictures.sniff import expected_type
from mediaaudit.readers.place import Place, StoragePath, is_inside, path_from

from .gitignore import GITIGNORE, Pattern, is_ignored, parse_pattern, read_gitignore

if TYPE_CHECKING:
    from mediaaudit.readers.storage import Entry

Kind = Literal["article", "picture", "feed"]
FEEDS = frozenset({".rss", ".atom"})
ARTICLES = frozenset({".html", ".htm", ".xhtml", ".xht"})
SIDECAR = ".xmp"
MAX_PAGE = 32 << 20  # bytes of an article or feed; those with pictures in them have a few, and parsing takes 50 times
Rules = tuple[tuple[Place, tuple[Pattern, ...]], ...]  # of the .gitignore files above, by folder
NEVER = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One thing to audit: an article, a feed, or a picture without an article. ``data`` is set for what is not a file.

    ``root`` is the folder that pictures of the article may be read from: the one that was named, else the working
    directory if the article is below it, else the article's own. ``inside`` are the real folders of all that was named:
    what a link leads to must be in one of them. None: nothing is known of links.
    """

    uri: str
    kind: Kind
    path: Place | None = None
    data: bytes | None = None
    root: Place | None = None
    inside: tuple[Path, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What was found, and what was named and cannot be audited.

    ``bare`` are the named folders of storage that hold no XMP file: nobody needs to ask for one beside each picture.
    ``inside`` is that of each input.
    """

    inputs: tuple[Input, ...] = ()
    notifications: tuple[Notification, ...] = ()
    bare: tuple[StoragePath, ...] = ()
    inside: tuple[Path, ...] | None = None


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


def collect(paths: Sequence[Place], how: Collecting) -> Inputs:
    """Return the inputs that the paths mean: each file once, folders in order, pictures where there is no article.

    A named path that is missing, unreadable or of no known kind becomes a notification of level error.
    """
    inputs: dict[str, Input] = {}
    notifications: list[Notification] = []
    inside = real_folders([_root(path) for path in paths if isinstance(path, Path)])
    bare: list[StoragePath] = []
    for path in paths:
        unsure: list[Place] = []
        try:
            if isinstance(path, StoragePath):
                from mediaaudit.readers.storage import forget

                forget(path)
            found = list(_found(path, how, inside, unsure))
            if isinstance(path, StoragePath) and path.is_dir() and not unsure:
                bare.append(path)
        except OSError as error:
            found = [_notice("unreadable-input", path, f"cannot be read: {error.strerror or error}")]
        for item in found:
            if isinstance(item, Input):
                inputs.setdefault(item.uri, item)
            else:
                notifications.append(item)
    return Inputs(inputs=tuple(inputs.values()), notifications=tuple(notifications), bare=tuple(bare), inside=inside)


def _root(path: Path) -> Path:
    root = path if path.is_dir() else root_of(path)
    return root if isinstance(root, Path) else path.parent


def _found(
    path: Place, how: Collecting, inside: tuple[Path, ...], unsure: list[Place]
) -> Iterator[Input | Notification]:
    """Yield the inputs that a path means, and what is to be said of it. ``unsure`` is that of ``_walk``."""
    if path.is_dir():
        walked = list(_walk(path, how, inside, unsure))
        found = [item for item in walked if isinstance(item, Input)]
        yield from (item for item in walked if isinstance(item, Notification))
        articles = any(item.kind == "article" for item in found)
        yield from (item for item in found if item.kind != "picture" or not articles or how.everything)
        if not found:
            yield _notice("empty-folder", path, "holds no article and no picture", "warning")
    elif how.force_exclude and is_ignored(path.as_posix(), how.patterns, folder=False):
        return
    elif not path.exists():
        yield _notice("missing-input", path, "does not exist")
    elif (kind := kind_of(path) or ("picture" if how.everything else None)) is None:
        yield _notice("unknown-input", path, "is neither an HTML article nor a picture nor a feed")
    elif isinstance(path, Path) and leads_outside(path, inside):
        yield _outside(path)
    else:
        yield Input(uri=path.as_posix(), kind=kind, path=path, root=root_of(path), inside=inside)


def root_of(path: Place) -> Place:
    """Return the folder that the pictures of a named article may be read from."""
    if isinstance(path, StoragePath):
        return path.parent
    here = Path.cwd()
    return here if real_path(path).is_relative_to(here) else path.parent


def kind_of(path: Place) -> Kind | None:
    """Return what a file is by its name, .xml by how it begins, or None if it is nothing to audit."""
    suffix = path.suffix.lower()
    if suffix in ARTICLES:
        return "article"
    if suffix in FEEDS or (suffix == ".xml" and _begins_as_feed(path)):
        return "feed"
    return "picture" if (expected_type(path.name) or "").startswith("image/") else None


def _begins_as_feed(path: Place) -> bool:
    from mediaaudit.readers.feed import HEAD, is_feed

    try:
        if isinstance(path, StoragePath):
            return is_feed(path.read_bytes(HEAD))
        return is_feed(read_file(path, most=HEAD, whole=False))
    except OSError:  # nobody said that it is a feed: one that is named is reported as no input
        return False


def read_input(item: Input, largest_picture: int) -> bytes:
    """Return the bytes of what is to be audited; ``largest_picture`` is a number of bytes.

    Raises OSError, also for what is larger than any article or picture, and for what lies outside by now.
    """
    if item.data is not None or item.path is None:
        return item.data or b""
    limit = largest_picture if item.kind == "picture" else MAX_PAGE
    if isinstance(item.path, Path):
        return read_file(item.path, most=limit, inside=item.inside)
    if item.path.stat().st_size > limit:
        raise OSError(errno.EFBIG, f"it is larger than {size_of(limit)}, the limit for such a file")
    return item.path.read_bytes()


def _walk(
    folder: Place, how: Collecting, inside: tuple[Path, ...], unsure: list[Place]
) -> Iterator[Input | Notification]:
    """Yield what is in a folder. XMP files, and folders that may hold some as they were not read, go to ``unsure``."""
    stack = [(folder, _outer_rules(folder) if how.gitignore else ())]
    while stack:
        here, rules = stack.pop()
        try:
            entries = sorted(_entries(here), key=lambda entry: entry.name)
        except OSError as error:
            unsure.append(here)
            yield _notice("unreadable-folder", here, f"cannot be read: {error.strerror}")
            continue
        if how.gitignore and any(entry.name == GITIGNORE for entry in entries):
            try:
                rules = (*rules, (here, read_gitignore(here, above=_count(rules))))
            except OSError as error:
                yield _notice("unreadable-gitignore", here / GITIGNORE, f"was passed over: {error.strerror}", "warning")
        below: list[tuple[Place, Rules]] = []
        for entry in entries:
            if not entry.name:
                yield _notice("unreadable-name", here, "holds a name that is no path; it was left out", "warning")
                continue
            path = here / entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            left_out = entry.name in NEVER or _left_out(path, folder, rules, how, is_folder=is_folder)
            if entry.name.endswith(SIDECAR) or (left_out and is_folder):
                unsure.append(path)
            if left_out:
                continue
            if is_folder:
                below.append((path, rules))
            else:
                yield from _file(entry, path, folder, inside)
        stack.extend(reversed(below))


def _file(
    entry: os.DirEntry[str] | Entry, path: Place, folder: Place, inside: tuple[Path, ...]
) -> Iterator[Input | Notification]:
    """Yield the input that an entry of a folder is, or why it is none; one that cannot be asked costs itself."""
    try:
        kind = kind_of(path) if entry.is_file() else None
    except OSError as error:  # a link that leads to itself
        yield _notice("unreadable-input", path, f"cannot be read: {error.strerror}")
        return
    is_link = isinstance(entry, os.DirEntry) and entry.is_symlink()
    if kind and is_link and isinstance(path, Path) and leads_outside(path, inside):
        yield _outside(path)
    elif kind:
        yield Input(uri=path.as_posix(), kind=kind, path=path, root=folder, inside=inside)


def _outside(path: Path) -> Notification:
    real = os.path.realpath(path)
    what = (
        f"is a link that leads out of what is audited, and was not read; name {real} or its folder as well to audit it"
    )
    return _notice("outside-input", path, what)


def _entries(folder: Place) -> Iterable[os.DirEntry[str] | Entry]:
    return folder.entries() if isinstance(folder, StoragePath) else os.scandir(folder)


def _count(rules: Rules) -> int:
    return sum(len(patterns) for _, patterns in rules)


def _outer_rules(folder: Place) -> Rules:
    """Return the ``.gitignore`` rules of the folders above, up to the top of the git work tree."""
    if isinstance(folder, StoragePath):
        return ()
    resolved = real_path(folder)
    above: list[Path] = []
    for parent in resolved.parents:
        above.append(parent)
        if (parent / ".git").exists():
            return tuple((top, patterns) for top in reversed(above) if (patterns := _patterns_of(top)))
    return ()


def _patterns_of(folder: Path) -> tuple[Pattern, ...]:
    """Return the patterns of a folder above what is audited; one without a readable file has none."""
    try:
        return read_gitignore(folder)
    except OSError:  # mostly there is none; and what lies above is not what is audited
        return ()


def _left_out(
    path: Place,
    root: Place,
    rules: Rules,
    how: Collecting,
    *,
    is_folder: bool,
) -> bool:
    if is_ignored(path_from(root, path), how.patterns, folder=is_folder):
        return True
    for folder, patterns in reversed(rules):
        below = path if isinstance(path, StoragePath) or is_inside(path, folder) else real_path(path)
        verdict = is_ignored(path_from(folder, below), patterns, folder=is_folder)
        if verdict is not None:
            return verdict
    return False


def _notice(code: str, path: Place, what: str, level: Literal["error", "warning"] = "error") -> Notification:
    return Notification(code=code, message=f"{path.as_posix()} {what}.", level=level, uri=path.as_posix())
