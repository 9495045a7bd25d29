"""What a run says: findings, notifications, counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .problem import Applicability, Confidence, Severity, Value
from .rule import Rule
from .source import Region

SubjectKind = Literal["image", "media", "asset", "document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a file as a report shows it; ``region`` is None for a whole file (a picture).

    ``src`` is the picture address that stands there, where the place is the use of a file.
    """

    uri: str
    region: Region | None = None
    label: str = ""
    src: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """One edit of a fix, located."""

    location: Location
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedFix:
    """A fix whose edits name lines and columns."""

    title: str
    applicability: Applicability
    replacements: tuple[Replacement, ...]


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
    """Counts of a run. Pictures are occurrences' distinct addresses: read locally, remote (not fetched), missing."""

    documents: int = 0
    images: int = 0
    pictures_read: int = 0
    pictures_remote: int = 0
    pictures_missing: int = 0
    not_evaluated: Mapping[str, int] = field(default_factory=dict)  # reason -> how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The result of an audit, complete and in order (document, line, column, rule code)."""

    version: str
    as_of: str
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]
    notifications: tuple[Notification, ...]
    summary: Summary
