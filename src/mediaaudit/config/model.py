"""What a configuration says, from a file or from flags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mediaaudit.lazy import dataclass
from mediaaudit.model.problem import Severity
from mediaaudit.model.report import Notification
from mediaaudit.readers.place import Place

if TYPE_CHECKING:
    from mediaaudit.readers.fetch.settings import Fetching

FailOn = Literal["error", "warning", "note", "never"]
RECOMMENDED = ("recommended",)


@dataclass(frozen=True, kw_only=True)
class PathOverride:
    """What holds otherwise for files that match the patterns (gitignore syntax), taken from the folder."""

    origin: str
    folder: Path
    paths: tuple[str, ...]
    ignore: Mapping[str, str] = field(default_factory=dict)
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Config:
    """One configuration. None and empty mean "not said", so that another may be laid over it.

    ``ignore`` maps selectors to the reason given, "" where there is none. ``prefixes`` maps the start of a picture
    address to the folder that holds its files. ``fetch`` says whether pictures are fetched, ``fetching`` within which
    bounds. Paths are absolute or relative to the working directory.
    """

    origin: str | None = None  # the file, for messages and `config show`
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: Mapping[str, str] = field(default_factory=dict)
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    fail_on: FailOn | None = None
    min_severity: Severity | None = None
    exclude: tuple[str, ...] = ()
    base_dir: Place | None = None
    site_root: Place | None = None
    prefixes: Mapping[str, Place] = field(default_factory=dict)
    originals: tuple[Path, ...] = ()
    fetch: bool | None = None
    fetching: Fetching | None = None
    agencies: tuple[Path, ...] = ()
    phrases: tuple[Path, ...] = ()
    withdrawn: tuple[Path, ...] = ()  # lists, pictures and folders of pictures
    decisions: tuple[Path, ...] = ()  # on pairs of pictures
    rule_paths: Mapping[str, Path] = field(default_factory=dict)  # prefix of the names -> folder of house rules
    plugins: tuple[str, ...] = ()
    credit_style: str | None = None  # a named style or a template; turns credit/format on
    preset: str | None = None
    extends: tuple[Path, ...] = ()  # the files it was laid over, for `config show`
    require_reason: bool | None = None
    max_warnings: int | None = None
    overrides: tuple[PathOverride, ...] = ()
    cache_dir: Path | None = None  # the folder of what earlier runs found out
    project: Path | None = None  # the real folder that the files named may not leave, if nobody has vouched for this
    refused: tuple[Notification, ...] = ()  # what was left out, as nobody has vouched for the file
