"""Batches as the task of an executor: what a process keeps from one batch to the next, and what becomes of lost ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass
from mediaaudit.model.report import Notification
from mediaaudit.readers.place import StoragePath

from .batch import Batch, BatchResult, audit_batch, worse
from .decoding import close_decoder
from .executor import Told, nothing
from .fetching import close_fetcher
from .inputs import Input
from .plan import Plan
from .read import FileReader
from .verdicts import Verdicts

if TYPE_CHECKING:
    from .known_articles import KnownArticles


@dataclass(frozen=True)
class BatchTask:
    """Audit batches of inputs under a plan, wherever an executor puts them."""

    plan: Plan
    anywhere: bool = False

    @classmethod
    def of(cls, plan: Plan, inputs: Sequence[Input]) -> BatchTask:
        """Return the task for all these inputs."""
        return cls(plan, anywhere=not plan.files and all(isinstance(item.path, StoragePath) for item in inputs))

    @cached_property
    def _files(self) -> FileReader:
        """This process's reader: what it knows of a picture serves all batches."""
        return FileReader(self.plan)

    @cached_property
    def _articles(self) -> KnownArticles | None:
        """What this process's cache knows of articles."""
        if self.plan.cache is None or not self.plan.isolate:
            return None  # an article by itself is read as soon as what is known of it

        from .known_articles import known_articles

        return known_articles(self.plan, self._files)

    @cached_property
    def _verdicts(self) -> Verdicts:
        """What this process has found in picture files."""
        return Verdicts(self.plan)

    def __call__(self, item: Batch, told: Told = nothing) -> BatchResult:
        """Return what was found in a batch."""
        return audit_batch(item, self.plan, self._files, told, self._articles, self._verdicts)

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
        """End this process's decoder and fetcher, if they were started, and forget what was read."""
        for name in ("_files", "_articles", "_verdicts"):
            self.__dict__.pop(name, None)
        close_decoder(self.plan)
        close_fetcher(self.plan)


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
