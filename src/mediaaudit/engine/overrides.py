"""What a configuration says otherwise for some paths: rules left out, other severities, other options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path, PurePath, PurePosixPath

from mediaaudit.catalogue.binding import Binding
from mediaaudit.gate import real_path
from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.problem import Severity
from mediaaudit.model.report import Finding, Location

from .gitignore import Pattern, is_ignored

ALSO = "also used here"  # label of the further uses of a file that a finding is about


@dataclass(frozen=True, kw_only=True)
class Override:
    """One override: the paths (patterns relative to a folder), and what holds there by rule name."""

    folder: Path
    globs: tuple[str, ...]  # as written
    patterns: tuple[Pattern, ...]
    ignored: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    bindings: Mapping[str, Binding] = field(default_factory=dict)

    def matches(self, uri: str) -> bool:
        """Say whether a file, by its path from the working directory or its address on storage, is meant.

        A pattern is held against what follows ``s3://``, from the bucket on.
        """
        if "://" in uri:
            return self._means(PurePosixPath(uri.partition("://")[2]))
        path = real_path(Path(uri))
        if not path.is_relative_to(self.folder):
            return False
        return self._means(path.relative_to(self.folder))

    def _means(self, below: PurePath) -> bool:
        parents = [parent.as_posix() for parent in below.parents if parent.name]
        inside = any(is_ignored(parent, self.patterns, folder=True) for parent in parents)
        return inside or bool(is_ignored(below.as_posix(), self.patterns, folder=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """All overrides that mean one file, together; the later one wins."""

    ignored: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    bindings: Mapping[str, Binding] = field(default_factory=dict)


NO_RULING = Ruling()


def ruling_of(uri: str, overrides: Iterable[Override]) -> Ruling:
    """Return what holds for a file."""
    matching = [override for override in overrides if override.matches(uri)]
    if not matching:
        return NO_RULING
    return Ruling(
        ignored=frozenset().union(*(override.ignored for override in matching)),
        severities={name: severity for override in matching for name, severity in override.severities.items()},
        bindings={name: binding for override in matching for name, binding in override.bindings.items()},
    )


def overridden(findings: Iterable[Finding], overrides: tuple[Override, ...]) -> Iterator[Finding]:
    """Yield the findings as their paths want them; those of rules that are left out there are dropped.

    A fault of a file stands at its first use where its rule is not left out.
    """
    rulings: dict[str, Ruling] = {}

    def ruling(place: Location) -> Ruling:
        if place.uri not in rulings:
            rulings[place.uri] = ruling_of(place.uri, overrides)
        return rulings[place.uri]

    for finding in findings:
        rule = finding.rule.name
        kept: Finding | None = finding
        if rule in ruling(finding.location).ignored:
            others = (use for use in finding.related if use.label == ALSO and rule not in ruling(use).ignored)
            use = next(others, None)
            kept = moved(finding, use) if use else None
        if kept is not None:
            severity = ruling(kept.location).severities.get(rule)
            yield kept if severity is None or kept.confidence == "review" else replace(kept, severity=severity)


def moved(finding: Finding, use: Location) -> Finding:
    """Return a finding about a file at another of its uses; the former place becomes one of the others."""
    others = tuple(place for place in finding.related if place != use)
    former = replace(finding.location, label=ALSO)
    return replace(finding, location=replace(use, label=""), related=(former, *others))
