"""Audit one batch of inputs, anywhere: only findings, rows and counts travel back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Asset
from mediaaudit.model.corpus import Use, Uses
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media
from mediaaudit.model.report import Finding, Location, Notification
from mediaaudit.text.credit import find_credit

from .corpus import condense, row_of_file
from .evaluate import Evaluation
from .failure import internal_error
from .inputs import Input
from .plan import Plan
from .read import Article, FileFacts, FileReader, read_article
from .suppress import PlacedDirective, place_directives


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What a batch found. ``by_asset`` are findings about files by content hash, settled over the whole run."""

    documents: int
    images: int
    outcomes: Mapping[str, str]  # picture address -> Whereabouts
    files: frozenset[str]  # content hashes of the files read
    findings: tuple[Finding, ...]
    by_asset: Mapping[str, tuple[Finding, ...]]
    uses: tuple[Use, ...]
    alone: tuple[Use, ...]  # rows of the pictures without an article
    feeds: tuple[Use, ...]  # rows of the pictures that feeds send out
    notifications: tuple[Notification, ...]
    not_evaluated: Mapping[str, int]
    directives: tuple[PlacedDirective, ...] = ()


def audit_batch(inputs: tuple[Input, ...], plan: Plan) -> BatchResult:
    """Read, evaluate and condense a batch. Whatever cannot be read becomes a notification, and the rest goes on."""
    batch = _Batch(plan)
    for item in inputs:
        batch.add(item)
    return batch.result()


class _Batch:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._files = FileReader(plan)
        self._facts: dict[str, FileFacts] = {}
        self._uses_of: dict[str, list[Location]] = {}
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

    def _read(self, data: bytes, item: Input) -> None:
        if item.kind == "picture":
            facts = self._files.read(data, item.uri, path=item.path)
            self._alone.append(row_of_file(facts, item.uri))
            self._facts.setdefault(facts.asset.id, facts)
            self._uses_of.setdefault(facts.asset.id, []).append(Location(uri=item.uri))
            self._outcomes[item.uri] = "file"
        elif item.kind == "feed":
            self._read_feed(data, item.uri)
        else:
            article, notices = read_article(data, item, self._plan, self._files)
            self._notices += notices
            self._audit(article)

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
        self._outcomes.update(article.outcomes)
        self._directives += place_directives(document)
        credits = read_credits(document, self._plan.directory)
        rows = condense(article, credits)
        self._rows += rows
        self._facts |= article.files
        for media in document.media:
            if media.asset:
                place = use_of(document, media)
                self._uses_of.setdefault(media.asset, []).append(place)
        evaluation = Evaluation(self._plan.for_article(document.uri), document.language, credits, Uses(rows))
        self._findings += evaluation.article(article)
        self._not_evaluated.update(evaluation.not_evaluated)
        self._notices += evaluation.notifications

    def result(self) -> BatchResult:
        by_asset: dict[str, tuple[Finding, ...]] = {}
        if Asset in self._plan.scopes:
            for asset, facts in self._facts.items():
                evaluation = Evaluation(self._plan, None, {}, Uses())
                by_asset[asset] = tuple(evaluation.file(facts, self._uses_of.get(asset, [])))
                self._not_evaluated.update(evaluation.not_evaluated)
                self._notices += evaluation.notifications
        return BatchResult(
            documents=self._documents,
            images=self._images,
            outcomes=self._outcomes,
            files=frozenset(self._facts),
            findings=tuple(self._findings),
            by_asset=by_asset,
            uses=tuple(self._rows),
            alone=tuple(self._alone),
            feeds=tuple(self._feeds),
            notifications=tuple(self._notices),
            not_evaluated=dict(self._not_evaluated),
            directives=tuple(self._directives),
        )


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
