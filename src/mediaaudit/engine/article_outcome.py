"""What the audit of one article comes to: all that is kept of it, in a run and from one run to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from mediaaudit.lazy import dataclass
from mediaaudit.model.corpus import Use
from mediaaudit.model.report import Finding, Location, Notification

from .facts import FileFacts
from .suppress import PlacedDirective


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an address of an article led: what became of it, the content hash of the file and its path, if there is one."""

    address: str
    outcome: str
    asset: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an audit found in one article; what it found in its files is not part of it.

    ``places`` are the uses of files, by address; ``alternatives`` say where addresses led that were not opened.
    """

    images: int
    sources: tuple[Source, ...]
    places: tuple[tuple[str, Location], ...]
    rows: tuple[Use, ...]
    findings: tuple[Finding, ...]
    not_evaluated: Mapping[str, int]
    notifications: tuple[Notification, ...]
    directives: tuple[PlacedDirective, ...]
    alternatives: Mapping[str, str] = field(default_factory=dict)


def source_of(address: str, outcome: str, facts: FileFacts | None) -> Source:
    """Return where an address led, ``facts`` being those of the file that it led to."""
    if facts is None:
        return Source(address=address, outcome=outcome)
    return Source(address=address, outcome=outcome, asset=facts.asset.id, file=facts.asset.uri)


def sources_of(outcomes: Mapping[str, str], found: Mapping[str, FileFacts]) -> tuple[Source, ...]:
    """Return where the addresses of an article led; ``found`` are the facts of files by address."""
    return tuple(source_of(address, outcome, found.get(address)) for address, outcome in outcomes.items())
