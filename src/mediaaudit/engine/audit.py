"""The run: batches through an executor, then the questions about all of them, then the report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from mediaaudit.lazy import replace
from mediaaudit.model.corpus import Copies, Corpus, Uses
from mediaaudit.model.report import Finding, Notification, Report
from mediaaudit.readers.place import StoragePath

from .batch import BatchResult
from .batch_task import BatchTask
from .cache import close as close_cache
from .evaluate import Evaluation
from .executor import Executor, SerialExecutor
from .families import build_corpus
from .inputs import Input, Inputs
from .ledger import Ledger
from .plan import Plan
from .settle import settle

if TYPE_CHECKING:
    from mediaaudit.archive.decisions import Decisions
    from mediaaudit.model.withdrawn import Withdrawn

# Inputs for each worker. A worker and its decoder take 0.5 s of processor time to start: two on two processors were as
# fast as none for 120 articles of the generated site (1.9 s), and a sixth faster for 240.
BREAK_EVEN = 100
BATCH = 20  # inputs; large enough that handing over a batch costs little against reading it


def audit(
    inputs: Inputs,
    plan: Plan,
    *,
    executor: Executor | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Audit the inputs and return the report. ``progress`` is told how many inputs each finished batch held."""
    batches = audit_batches(inputs, plan, executor=executor, progress=progress)
    return reduce((result for _, result in batches), inputs, plan)


def audit_batches(
    inputs: Inputs,
    plan: Plan,
    *,
    executor: Executor | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[tuple[tuple[Input, ...], BatchResult]]:
    """Audit the inputs and yield each batch of them with what it found, before questions about the run are asked."""
    plan = replace(plan, isolate=len(inputs.inputs) > 1 or plan.fetch is not None, bare=inputs.bare)
    if plan.fetch:
        plan = replace(plan, fetch=replace(plan.fetch, run=os.urandom(16).hex()))
    _ask_anew(plan, inputs)
    task = BatchTask.of(plan, inputs.inputs)
    batches = list(_batches(inputs.inputs))
    try:
        audited = (executor or SerialExecutor()).map(task, batches)
        for batch, result in zip(batches, audited, strict=True):
            yield batch, result
            if progress:
                progress(len(batch))
    finally:
        task.close()
        trouble = close_cache(plan.cache)
    if trouble:
        yield (), BatchResult(notifications=trouble)


def reduce(found: Iterable[BatchResult], inputs: Inputs, plan: Plan) -> Report:
    """Return the report of what all batches of a run found; they are taken as they come. Raises EngineError."""
    return conclude(gather(found, plan), inputs, plan)


def gather(found: Iterable[BatchResult], plan: Plan) -> Ledger:
    """Return the sum of what batches found. Raises EngineError if what is kept of them does not fit on the disk."""
    ledger = Ledger({binding.rule.name: binding.rule for binding in plan.bindings})
    for result in found:
        ledger.add(result)
    return ledger


def conclude(ledger: Ledger, inputs: Inputs, plan: Plan) -> Report:
    """Ask the questions about the run as a whole, and return its report. Raises EngineError as ``gather`` does."""
    evaluation = Evaluation(plan, None, {}, Uses())
    ledger.find(_corpus_findings(ledger, plan, evaluation))
    notices = (*inputs.notifications, *_nothing(inputs), *evaluation.notifications)
    return settle(plan, ledger, notices, evaluation.not_evaluated)


def _ask_anew(plan: Plan, inputs: Inputs) -> None:
    """Forget what storage that the plan names has said in an earlier run; that of the inputs was asked just now."""
    asked = {item.path.storage for item in inputs.inputs if isinstance(item.path, StoragePath)}
    for place in plan.paths.places:
        if isinstance(place, StoragePath) and place.storage not in asked:
            from mediaaudit.readers.storage import forget

            forget(place)


def _batches(inputs: Sequence[Input]) -> Iterator[tuple[Input, ...]]:
    for start in range(0, len(inputs), BATCH):
        yield tuple(inputs[start : start + BATCH])


def _corpus_findings(ledger: Ledger, plan: Plan, evaluation: Evaluation) -> Iterable[Finding]:
    if Corpus not in plan.scopes:
        return []
    withdrawn: Withdrawn | None = None
    decisions: Decisions = {}
    if plan.withdrawn or plan.decisions:
        from .house_pictures import read_house_pictures

        house = read_house_pictures(plan)
        evaluation.notifications += house.notifications
        withdrawn, decisions = house.withdrawn if plan.withdrawn else None, house.decisions
        for content, signature in house.signatures.items():
            ledger.signatures.add(content, signature)
    copies = Copies()
    if len(ledger.signatures) > 1:
        from .copies import find_copies

        copies = find_copies(ledger.signatures, decisions, plan.cache)
    evaluation.notifications += close_cache(plan.cache)
    corpus = build_corpus(ledger.uses, ledger.alone, ledger.feeds, copies=copies)
    return evaluation.corpus(corpus, copies, withdrawn)


def _nothing(inputs: Inputs) -> tuple[Notification, ...]:
    if inputs.inputs:
        return ()
    return (
        Notification(code="no-inputs", message="There is nothing to audit: no article, no picture.", level="error"),
    )
