"""Settle the findings of all batches into one report: files once, occurrence numbers, total order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby

from mediaaudit.lazy import replace
from mediaaudit.model.report import Finding, Notification, Report, Summary
from mediaaudit.text.digest import digest
from mediaaudit.version import __version__

from .assets import order_of, place_all
from .findings import findings_spill, kept
from .ledger import Ledger
from .overrides import overridden
from .plan import Plan
from .suppress import Suppressor


def settle(
    plan: Plan, ledger: Ledger, notifications: Iterable[Notification], not_evaluated: Mapping[str, int]
) -> Report:
    """Return the report of a run: the same for any division into batches, and in whatever order they come.

    Raises EngineError if the findings do not fit on the disk.
    """
    rules = {binding.rule.name: binding.rule for binding in plan.bindings}
    reasons, files = Counter(not_evaluated), _Files(ledger)
    found: Iterable[Finding] = chain(ledger.findings, files)
    if plan.overrides:
        found = overridden(found, plan.overrides)
    suppressor = Suppressor(ledger.directives, plan)
    ordered = findings_spill(rules)
    for finding in suppressor.over(found):
        ordered.add(_order(finding), finding)
    ledger.findings.clear()  # they would lie on the disk three times
    reasons += ledger.not_evaluated + files.not_evaluated
    notices = [*notifications, *suppressor.notifications, *sorted(ledger.notifications, key=_notice_order)]
    return Report(
        version=__version__,
        as_of=plan.as_of,
        rules=tuple(binding.rule for binding in plan.bindings),
        findings=kept(_numbered(_distinct(ordered)), rules),
        notifications=tuple(dict.fromkeys(notices)),
        summary=_summary(ledger, files.read, reasons),
    )


class _Files:
    """The findings about picture files, placed; when all were read, how many files there are and what was left out."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.read = 0
        self.not_evaluated: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Finding]:
        for said in self._ledger.files():
            self.read += 1
            yield from place_all(said)
            self.not_evaluated.update({reason for file in said for reason in file.not_evaluated})


def _order(finding: Finding) -> str:
    """Return what findings are sorted by: document, line, column, rule; then what makes the order total."""
    uri, line, column = order_of(finding.location)
    return "\0".join((uri, f"{line:012d}{column:012d}", finding.rule.code, finding.message, finding.fingerprint))


def _notice_order(notice: Notification) -> tuple[str, str, str]:
    return notice.uri or "", notice.code, notice.message


def _distinct(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings without those that say the same of the same place: one caption may serve several copies.

    They come document by document.
    """
    for _, same_document in groupby(findings, _uri):
        seen: set[tuple[object, ...]] = set()
        for finding in same_document:
            key = (finding.location.region, finding.rule.code, finding.message)
            if finding.location.region is None or key not in seen:
                seen.add(key)
                yield finding


def _numbered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings, equal ones of one document numbered, so that each has a fingerprint of its own."""
    for _, same_document in groupby(findings, _uri):
        counted: Counter[str] = Counter()
        for finding in same_document:
            number = counted[finding.fingerprint]
            counted[finding.fingerprint] += 1
            if number:
                again = digest(f"{finding.fingerprint}:{number}")[:32]
                yield replace(finding, fingerprint=again)
            else:
                yield finding


def _uri(finding: Finding) -> str:
    return finding.location.uri


def _summary(ledger: Ledger, read: int, reasons: Mapping[str, int]) -> Summary:
    counts = Counter(ledger.outcomes())
    return Summary(
        documents=ledger.documents,
        images=ledger.images,
        pictures_read=read,
        pictures_remote=counts["remote"],
        pictures_fetched=counts["fetched"],
        pictures_missing=counts["missing"] + counts["outside"] + counts["unreadable"],
        not_evaluated=dict(sorted(reasons.items())),
    )
