"""From a problem's span or use to the places a report shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Asset
from mediaaudit.model.directive import Directive
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media
from mediaaudit.model.problem import Fix, Place, Problem
from mediaaudit.model.report import LocatedFix, Location, Replacement, SubjectKind
from mediaaudit.model.source import Region, Span

from .facts import FileFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a check was asked about: the article, one occurrence, one file, or the whole run."""

    kind: SubjectKind
    id: str = ""
    document: Document | None = None
    media: Media | None = None
    facts: FileFacts | None = None
    place: Location | None = None  # where a subject without document and file stands
    missing: Mapping[type, str] = field(default_factory=dict)

    @property
    def uri(self) -> str:
        """The article or file, for messages."""
        if self.document:
            return self.document.uri
        if self.facts:
            return self.facts.asset.uri
        return self.place.uri if self.place else "the whole run"

    @classmethod
    def of_document(cls, document: Document) -> Subject:
        """Return the subject of a check on the article as a whole."""
        return cls(kind="document", id=document.base or "", document=document)

    @classmethod
    def of_media(cls, document: Document, media: Media, facts: FileFacts | None) -> Subject:
        """Return the subject of a check on one occurrence."""
        kind: SubjectKind = "image" if isinstance(media, Image) else "media"
        identity = media.asset or _normal_src(media.src) or f"{media.kind}"
        missing = facts.missing if facts else {}
        return cls(kind=kind, id=identity, document=document, media=media, facts=facts, missing=missing)

    @classmethod
    def of_asset(cls, facts: FileFacts) -> Subject:
        """Return the subject of a check on one file."""
        return cls(kind="asset", id=facts.asset.id, facts=facts, missing=facts.missing)

    @classmethod
    def of_directive(cls, directive: Directive, place: Location) -> Subject:
        """Return the subject of a check on a suppression, at its place."""
        return cls(kind="document", id=" ".join((*directive.rules, directive.reason)), place=place)

    @classmethod
    def of_corpus(cls) -> Subject:
        """Return the subject of a check on the whole run; each problem names a use."""
        return cls(kind="document")


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A problem's places, and what its fingerprint is made of."""

    location: Location
    related: tuple[Location, ...]
    fixes: tuple[LocatedFix, ...]
    subject_kind: SubjectKind
    subject_id: str
    src: str | None
    file: str | None
    offending: str


def locate_problem(problem: Problem, subject: Subject) -> Located:
    """Return where a problem stands. A file's fault stands at the file until the run's uses of it are known."""
    related = tuple(_location(related.at, subject, related.label) for related in problem.related)
    kind, identity, src, file = subject.kind, subject.id, None, None
    offending = ""
    if isinstance(problem.at, Place):
        use = problem.at.use
        kind, identity, src, file = "image", use.asset or _normal_src(use.src) or "", use.src, use.file
        part = getattr(use, {"credit": "credit_line", "alt": "alt", "caption": "caption"}.get(problem.at.part, "src"))
        offending = " ".join((part or "").split())
        location = _location(problem.at, subject)
    elif subject.document is None:
        location = subject.place or Location(uri=subject.facts.asset.uri if subject.facts else "")
    else:
        span = problem.at or (subject.media.span if subject.media else None)
        location = Location(uri=subject.document.uri, region=_region(span, subject.document))
        if isinstance(problem.at, Span) and not (subject.media and problem.at == subject.media.span):
            offending = " ".join(subject.document.source.text[problem.at.start : problem.at.end].split())
    if subject.media:
        src = subject.media.src
    if subject.facts:
        file = subject.facts.asset.uri
    fixes = tuple(_fix(fix, subject.document) for fix in problem.fixes if fix.edits and subject.document)
    if subject.facts and file:
        fixes += tuple(_rewrite(fix, subject.facts.asset) for fix in problem.fixes if fix.rewrite)
    return Located(
        location=location, related=related, fixes=fixes, subject_kind=kind, subject_id=identity, src=src, file=file,
        offending=offending,
    )  # fmt: skip


def _location(at: Span | Place, subject: Subject, label: str = "") -> Location:
    if isinstance(at, Place):
        return Location(uri=at.use.uri, region=at.use.region(at.part), label=label)
    if subject.document is None:
        raise TypeError("a problem of a file or of the run names uses, not spans of an article")
    return Location(uri=subject.document.uri, region=_region(at, subject.document), label=label)


def _region(span: Span | None, document: Document) -> Region:
    return document.source.region(span or Span(0, 0))


def _fix(fix: Fix, document: Document) -> LocatedFix:
    source = document.source
    replacements = tuple(
        Replacement(
            location=Location(uri=document.uri, region=_region(edit.span, document)),
            text=edit.text,
            start=source.byte_offset(edit.span.start),
            end=source.byte_offset(edit.span.end),
            data=source.encode(edit.text),
        )
        for edit in fix.edits
    )
    return LocatedFix(
        title=fix.title, applicability=fix.applicability, replacements=replacements, digest=source.digest
    )  # fmt: skip


def _rewrite(fix: Fix, asset: Asset) -> LocatedFix:
    return LocatedFix(
        title=fix.title, applicability=fix.applicability, replacements=(), digest=asset.id, rewrite=fix.rewrite,
        file=asset.uri,
    )  # fmt: skip


def _normal_src(src: str | None) -> str:
    """Return an address without query and fragment: what stays when a page is saved or resized."""
    return (src or "").partition("#")[0].partition("?")[0]
