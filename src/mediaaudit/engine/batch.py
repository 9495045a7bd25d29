"""Audit one batch of inputs, anywhere: only findings, rows and counts travel back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass
from mediaaudit.model.corpus import Use, Uses
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media
from mediaaudit.model.report import Finding, Location, Notification
from mediaaudit.model.signature import PackedSignature
from mediaaudit.text.address import address_in
from mediaaudit.text.credit import find_credit

from .article_outcome import Outcome, sources_of
from .cache import Cache, opened
from .corpus import condense, row_of_file
from .evaluate import Evaluation
from .executor import Told, nothing
from .facts import FileFacts
from .failure import internal_error
from .inputs import Input, read_input
from .plan import Plan
from .read import Article, FileReader, read_article
from .suppress import PlacedDirective, place_directives
from .verdicts import Verdicts

if TYPE_CHECKING:
    from .known_articles import KnownArticles

Batch = tuple[Input, ...]
_WORST_LAST: tuple[str, ...] = ("empty", "data", "file", "fetched", "remote", "outside", "missing", "unreadable")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What was found in a file, not placed yet: its first use is known when all batches are done.

    ``asset`` is the content hash; a content under several addresses (``file``) has a result for each. ``places`` are the
    uses, where there is a finding to stand there.
    """

    asset: str
    file: str
    places: tuple[Location, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_evaluated: tuple[str, ...] = ()  # reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What a batch found."""

    documents: int = 0
    images: int = 0
    outcomes: Mapping[str, str] = field(default_factory=dict)  # file or address of a picture -> Whereabouts
    files: tuple[FileResult, ...] = ()
    findings: tuple[Finding, ...] = ()  # but those about files
    uses: tuple[Use, ...] = ()
    alone: tuple[Use, ...] = ()  # rows of the pictures without an article
    feeds: tuple[Use, ...] = ()  # rows of the pictures that feeds send out
    signatures: Mapping[str, PackedSignature] = field(default_factory=dict)  # by content hash
    notifications: tuple[Notification, ...] = ()
    not_evaluated: Mapping[str, int] = field(default_factory=dict)
    directives: tuple[PlacedDirective, ...] = ()


def audit_batch(
    inputs: Batch,
    plan: Plan,
    files: FileReader | None = None,
    told: Told = nothing,
    articles: KnownArticles | None = None,
    verdicts: Verdicts | None = None,
) -> BatchResult:
    """Read, evaluate and condense a batch. Whatever cannot be read becomes a notification, and the rest goes on.

    ``files`` reads the pictures, ``articles`` knows those of earlier runs, ``verdicts`` what was found in pictures before;
    ``told`` is called after each input.
    """
    batch = _Batch(plan, files or FileReader(plan), articles, verdicts or Verdicts(plan))
    for item in inputs:
        batch.add(item)
        told()
    if plan.cache:
        batch.keep(opened(plan.cache))
    return batch.result()


class _Batch:
    def __init__(self, plan: Plan, files: FileReader, articles: KnownArticles | None, verdicts: Verdicts) -> None:
        self._plan = plan
        self._verdicts = verdicts
        self._articles = articles
        self._files = files
        self._facts: dict[tuple[str, str], FileFacts] = {}  # by content hash and address
        self._uses_of: dict[tuple[str, str], list[Location]] = {}
        self._findings: list[Finding] = []
        self._rows: list[Use] = []
        self._alone: list[Use] = []
        self._feeds: list[Use] = []
        self._notices: list[Notification] = []
        self._not_evaluated: Counter[str] = Counter()
        self._outcomes: dict[str, str] = {}
        self._directives: list[PlacedDirective] = []
        self._documents = self._images = 0

    def add(self, item: Input) -> None:
        try:
            data = read_input(item, self._plan.limits.max_bytes)
        except (OSError, MemoryError) as error:
            why = "it does not fit into memory" if isinstance(error, MemoryError) else error.strerror or error
            message = f"{item.uri} cannot be read: {why}."
            self._notices.append(Notification(code="unreadable-input", message=message, level="error", uri=item.uri))
            return
        try:
            self._read(data, item)
        except Exception as error:  # MemoryError among them
            self._notices.append(internal_error(error, uri=item.uri, doing="reading it"))

    def keep(self, cache: Cache) -> None:
        """Write what was found out about files to the cache, and take over what it has to say."""
        cache.flush()
        self._notices += cache.notices()

    def _read(self, data: bytes, item: Input) -> None:
        if item.kind == "picture":
            facts = self._files.read(data, item.uri, path=item.path, inside=item.inside)
            self._alone.append(row_of_file(facts, item.uri))
            self._use(facts, Location(uri=item.uri))
            self._outcomes[item.uri] = "file"
        elif item.kind == "feed":
            self._read_feed(data, item.uri)
        else:
            self._read_article(data, item)

    def _read_article(self, data: bytes, item: Input) -> None:
        known = self._articles.find(data, item) if self._articles else None
        if known is None:
            article, notices = read_article(data, item, self._plan, self._files)
            known = self._audited(article, notices), article.files
            if self._articles:
                self._articles.keep(data, item, *known)
        self._take(item.uri, *known)

    def _use(self, facts: FileFacts, place: Location) -> None:
        key = facts.asset.id, facts.asset.uri
        self._facts[key] = facts
        self._uses_of.setdefault(key, []).append(place)

    def _read_feed(self, data: bytes, uri: str) -> None:
        from mediaaudit.readers.feed import read_feed

        feed = read_feed(data, uri)
        self._feeds += feed.pictures
        if feed.fault:
            self._notices.append(Notification(code="partly-read", message=feed.fault, uri=uri))

    def _audited(self, article: Article, notices: Sequence[Notification]) -> Outcome:
        document = article.document
        credits = read_credits(document, self._plan.directory)
        rows = condense(article, credits)
        evaluation = Evaluation(self._plan.for_article(document.uri), document.language, credits, Uses(rows))
        findings = tuple(evaluation.article(article))
        return Outcome(
            images=sum(isinstance(media, Image) for media in document.media),
            sources=sources_of(article.outcomes, article.files),
            places=tuple(
                (media.src, use_of(document, media))
                for media in document.media
                if media.src and media.src in article.files
            ),
            rows=rows,
            findings=findings,
            not_evaluated=evaluation.not_evaluated,
            notifications=(*notices, *evaluation.notifications),
            directives=place_directives(document),
            alternatives=article.alternatives,
        )

    def _take(self, uri: str, outcome: Outcome, files: Mapping[str, FileFacts]) -> None:
        self._documents += 1
        self._images += outcome.images
        for source in outcome.sources:
            where = source.file or address_in(uri, source.address)
            self._outcomes[where] = worse(source.outcome, self._outcomes.get(where, source.outcome))
        for address, place in outcome.places:
            self._use(files[address], place)
        self._rows += outcome.rows
        self._findings += outcome.findings
        self._not_evaluated.update(outcome.not_evaluated)
        self._notices += outcome.notifications
        self._directives += outcome.directives

    def result(self) -> BatchResult:
        files = tuple(self._file(facts) for facts in self._facts.values())
        return BatchResult(
            documents=self._documents,
            images=self._images,
            outcomes=self._outcomes,
            files=files,
            findings=tuple(self._findings),
            uses=tuple(self._rows),
            alone=tuple(self._alone),
            feeds=tuple(self._feeds),
            signatures=dict(self._signatures()),
            notifications=tuple(self._notices),
            not_evaluated=dict(self._not_evaluated),
            directives=tuple(self._directives),
        )

    def _signatures(self) -> Iterator[tuple[str, PackedSignature]]:
        for (content, _), facts in self._facts.items():
            signature = facts.blocks.get(PackedSignature)
            if isinstance(signature, PackedSignature):
                yield content, signature

    def _file(self, facts: FileFacts) -> FileResult:
        asset = facts.asset
        verdict = self._verdicts.of(facts)
        self._notices += verdict.notifications
        return FileResult(
            asset=asset.id,
            file=asset.uri,
            places=tuple(self._uses_of[asset.id, asset.uri]) if verdict.findings else (),
            findings=verdict.findings,
            not_evaluated=verdict.not_evaluated,
        )


def worse(one: str, other: str) -> str:
    """Return which outcome counts for an address that leads to different places from different articles."""
    return max(one, other, key=_WORST_LAST.index)


def use_of(document: Document, media: Media) -> Location:
    """Return the place where an occurrence names its file."""
    region = document.source.region(media.attribute_span("src"))
    return Location(uri=document.uri, region=region, src=media.src)


def read_credits(document: Document, directory: Directory) -> dict[int, Credit]:
    """Return the parsed credit line of each media occurrence that has one, by index."""
    found: dict[int, Credit] = {}
    for media in document.media:
        if media.credit_line and (credit := find_credit(media.credit_line.value, directory, alone=True)):
            found[media.index] = credit
    return found
