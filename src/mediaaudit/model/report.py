"""What a run says: findings, notifications, counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Literal

from mediaaudit.lazy import dataclass

from .media import Whereabouts
from .problem import Applicability, Confidence, Rewrite, Severity, Value
from .rule import Rule
from .source import Region

SubjectKind = Literal["image", "media", "asset", "document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a file as a report shows it; ``region`` is None for a whole file (a picture).

    ``src`` is the picture address that stands there, where the place is the use of a file. ``picture`` is the key in
    ``Report.pictures`` of the picture that the place belongs to, None where it was not looked up.
    """

    uri: str
    region: Region | None = None
    label: str = ""
    src: str | None = None
    picture: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """One edit of a fix, located.

    ``start`` and ``end`` are offsets in the file's bytes, and ``data`` the text as bytes of its encoding; without
    offsets the edit can be shown and not made.
    """

    location: Location
    text: str
    start: int | None = None
    end: int | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedFix:
    """A fix whose edits name lines, columns and bytes.

    ``digest`` is the SHA-256 in hex of the file as it was read: the article's, or with ``rewrite`` that of the picture
    ``file``. ``failure`` says why the fix was asked for and not made.
    """

    title: str
    applicability: Applicability
    replacements: tuple[Replacement, ...]
    digest: str = ""
    rewrite: Rewrite | None = None
    file: str | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One result of a rule. ``subject_id`` names the picture: its content hash, else its normalised address.

    ``line_hash`` is GitHub's ``primaryLocationLineHash`` of the location's line, empty where it was not computed.
    """

    rule: Rule
    message_key: str
    message: str
    severity: Severity
    confidence: Confidence
    location: Location
    subject_kind: SubjectKind
    subject_id: str
    image_src: str | None = None
    image_file: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    related: tuple[Location, ...] = ()
    fixes: tuple[LocatedFix, ...] = ()
    fingerprint: str = ""
    line_hash: str = ""
    suppression: str | None = None
    baseline_state: Literal["new", "unchanged"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """Something the run could not do: ``level`` error for input that was named and not read, else warning or note."""

    code: str
    message: str
    level: Literal["error", "warning", "note"] = "warning"
    uri: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of a run.

    Pictures are occurrences' distinct addresses: remote (and not fetched), missing, fetched; ``pictures_read`` counts
    distinct files, those that were fetched among them.
    """

    documents: int = 0
    images: int = 0
    pictures_read: int = 0
    pictures_remote: int = 0
    pictures_fetched: int = 0
    pictures_missing: int = 0
    not_evaluated: Mapping[str, int] = field(default_factory=dict)  # reason -> how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a report tells of an article besides its findings; ``language`` is BCP 47, ``published`` as the page has it."""

    headline: str | None = None
    published: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnail:
    """A small copy of a picture as a ``data:`` address, upright; ``width`` and ``height`` are the copy's pixels."""

    uri: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One use of a picture, as people look at it.

    ``article`` is the uri of the article, or of the picture itself where it was audited alone. ``asset`` is the content
    hash of its file and ``size`` the file's bytes; ``width`` and ``height`` are its pixels. ``alt``, ``caption`` and
    ``credit`` are as printed, None where absent; ``agencies`` are those named before a "via", then those after it.
    ``located`` says where its address led.
    """

    article: str
    src: str | None = None
    file: str | None = None
    asset: str | None = None
    size: int | None = None
    width: int | None = None
    height: int | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    photographers: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    located: Whereabouts | None = None
    thumbnail: Thumbnail | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The result of an audit, complete and in order (document, line, column, rule code).

    ``findings`` are a tuple, or where there are very many a sequence that reads them from disk as they are asked for.
    ``articles`` by uri and ``pictures`` by a key of their own are the ones that findings are about; they are there only
    if they were asked for (``engine.illustrate``).
    """

    version: str
    as_of: str
    rules: tuple[Rule, ...]
    findings: Sequence[Finding]
    notifications: tuple[Notification, ...]
    summary: Summary
    articles: Mapping[str, Article] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
