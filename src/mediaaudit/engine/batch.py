"""Audit one batch of inputs, anywhere: only findings, rows and counts travel back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Asset
from mediaaudit.model.corpus import Use, Uses
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media
from mediaaudit.model.report import Finding, Location, Notification
from mediaaudit.model.signature import PackedSignature
from mediaaudit.text.credit import find_credit

from .cache import Cache, opened
from .corpus import condense, row_of_file
from .decoding import close_decoder
from .evaluate import Evaluation
from .executor import Told, nothing
from .facts import FileFacts
from .failure import internal_error
from .fetching import close_fetcher
from .inputs import Input
from .plan import Plan
from .read import Article, FileReader, read_article
from .suppress import PlacedDirective, place_directives

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
    outcomes: Mapping[str, str] = field(default_factory=dict)  # picture address -> Whereabouts
    files: tuple[FileResult, ...] = ()
    findings: tuple[Finding, ...] = ()  # but those about files
    uses: tuple[Use, ...] = ()
    alone: tuple[Use, ...] = ()  # rows of the pictures without an article
    feeds: tuple[Use, ...] = ()  # rows of the pictures that feeds send out
    signatures: Mapping[str, PackedSignature] = field(default_factory=dict)  # by content hash
    notifications: tuple[Notification, ...] = ()
    not_evaluated: Mapping[str, int] = field(default_factory=dict)
    directives: tuple[PlacedDirective, ...] = ()


@dataclass(frozen=True)
class BatchTask:
    """Audit batches of inputs under a plan, wherever an executor puts them."""

    plan: Plan

    @cached_property
    def _files(self) -> FileReader:
        """This process's reader: what it knows of a picture serves all batches."""
        return FileReader(self.plan)

    def __call__(self, item: Batch, told: Told = nothing) -> BatchResult:
        """Return what was found in a batch."""
        return audit_batch(item, self.plan, self._files, told)

    def parts(self, item: Batch) -> Sequence[Batch]:
        """Return a batch for each input."""
        return [(each,) for each in item]

    def joined(self, results: Sequence[BatchResult]) -> BatchResult:
        """Return what was found in several batches as if they had been one."""
        return join(results)

    def lost(self, part: Batch, reason: str) -> BatchResult:
        """Return the result of an input that could not be audited, and why."""
        uri = part[0].uri
        notice = Notification(code="lost-input", message=f"{uri} was not audited: {reason}.", level="error", uri=uri)
        return BatchResult(notifications=(notice,))

    def close(self) -> None:
        """End this process's decoder and fetcher, if they were started."""
        close_decoder(self.plan)
        close_fetcher(self.plan)


def audit_batch(inputs: Batch, plan: Plan, files: FileReader | None = None, told: Told = nothing) -> BatchResult:
    """Read, evaluate and condense a batch. Whatever cannot be read becomes a notification, and the rest goes on.

    ``files`` reads the pictures, ``told`` is called after each input.
    """
    batch = _Batch(plan, files or FileReader(plan))
    for item in inputs:
        batch.add(item)
        told()
    if plan.cache:
        batch.keep(opened(plan.cache))
    return batch.result()


class _Batch:
    def __init__(self, plan: Plan, files: FileReader) -> None:
        self._plan = plan
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
            data = item.data if item.data is not None else item.path.read_bytes() if item.path else b""
        except OSError as error:
            message = f"{item.uri} cannot be read: {error.strerror or error}."
            self._notices.append(Notification(code="unreadable-input", message=message, level="error", uri=item.uri))
            return
        try:
            self._read(data, item)
        except Exception as error:
            self._notices.append(internal_error(error, uri=item.uri, doing="reading it"))

    def keep(self, cache: Cache) -> None:
        """Write what was found out about files to the cache, and take over what it has to say."""
        cache.flush()
        self._notices += cache.notices()

    def _read(self, data: bytes, item: Input) -> None:
        if item.kind == "picture":
            facts = self._files.read(data, item.uri, path=item.path)
            self._alone.append(row_of_file(facts, item.uri))
            self._use(facts, Location(uri=item.uri))
            self._outcomes[item.uri] = "file"
        elif item.kind == "feed":
            self._read_feed(data, item.uri)
        else:
            article, notices = read_article(data, item, self._plan, self._files)
            self._notices += notices
            self._audit(article)

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

    def _audit(self, article: Article) -> None:
        document = article.document
        self._documents += 1
        self._images += sum(isinstance(media, Image) for media in document.media)
        for address, outcome in article.outcomes.items():
            self._outcomes[address] = worse(outcome, self._outcomes.get(address, outcome))
        self._directives += place_directives(document)
        credits = read_credits(document, self._plan.directory)
        rows = condense(article, credits)
        self._rows += rows
        for media in document.media:
            if media.asset:
                self._use(article.files[media.asset], use_of(document, media))
        evaluation = Evaluation(self._plan.for_article(document.uri), document.language, credits, Uses(rows))
        self._findings += evaluation.article(article)
        self._not_evaluated.update(evaluation.not_evaluated)
        self._notices += evaluation.notifications

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
        if Asset not in self._plan.scopes:
            return FileResult(asset=asset.id, file=asset.uri)
        evaluation = Evaluation(self._plan, None, {}, Uses())
        findings = tuple(evaluation.file(facts))
        self._notices += evaluation.notifications
        return FileResult(
            asset=asset.id,
            file=asset.uri,
            places=tuple(self._uses_of[asset.id, asset.uri]) if findings else (),
            findings=findings,
            not_evaluated=tuple(evaluation.not_evaluated),
        )


def join(results: Sequence[BatchResult]) -> BatchResult:
    """Return what was found in several batches as if they had been one."""
    outcomes: dict[str, str] = {}
    reasons: Counter[str] = Counter()
    for result in results:
        reasons.update(result.not_evaluated)
        for address, outcome in result.outcomes.items():
            outcomes[address] = worse(outcome, outcomes.get(address, outcome))
    return BatchResult(
        documents=sum(result.documents for result in results),
        images=sum(result.images for result in results),
        outcomes=outcomes,
        files=tuple(file for result in results for file in result.files),
        findings=tuple(finding for result in results for finding in result.findings),
        uses=tuple(row for result in results for row in result.uses),
        alone=tuple(row for result in results for row in result.alone),
        feeds=tuple(row for result in results for row in result.feeds),
        signatures={content: value for result in results for content, value in result.signatures.items()},
        notifications=tuple(notice for result in results for notice in result.notifications),
        not_evaluated=dict(reasons),
        directives=tuple(each for result in results for each in result.directives),
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
