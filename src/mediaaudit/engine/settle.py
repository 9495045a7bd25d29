"""Settle the findings of all batches into one report: files once, occurrence numbers, total order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from mediaaudit.lazy import replace
from mediaaudit.model.report import Finding, Notification, Report, Summary
from mediaaudit.text.digest import digest
from mediaaudit.version import __version__

from .assets import order_of, place_all
from .ledger import Ledger
from .overrides import overridden
from .plan import Plan
from .suppress import suppress


def settle(
    plan: Plan,
    ledger: Ledger,
    corpus_findings: Iterable[Finding],
    notifications: Iterable[Notification],
    not_evaluated: Mapping[str, int],
) -> Report:
    """Return the report of a run: the same for any division into batches, and in whatever order they come."""
    reasons = Counter(not_evaluated) + ledger.not_evaluated
    findings, read = [*ledger.findings, *corpus_findings], 0
    for said in ledger.files():
        read += 1
        findings += place_all(said)
        reasons.update({reason for file in said for reason in file.not_evaluated})
    if plan.overrides:
        findings = list(overridden(findings, plan.overrides))
    suppressed = suppress(findings, ledger.directives, plan)
    findings = suppressed.findings
    findings.sort(key=_order)
    notices = [*notifications, *suppressed.notifications, *sorted(ledger.notifications, key=_notice_order)]
    return Report(
        version=__version__,
        as_of=plan.as_of,
        rules=tuple(binding.rule for binding in plan.bindings),
        findings=tuple(_numbered(_distinct(findings))),
        notifications=tuple(dict.fromkeys(notices)),
        summary=_summary(ledger, read, reasons),
    )


def _order(finding: Finding) -> tuple[str, int, int, str, str, str]:
    return *order_of(finding.location), finding.rule.code, finding.message, finding.fingerprint


def _notice_order(notice: Notification) -> tuple[str, str, str]:
    return notice.uri or "", notice.code, notice.message


def _distinct(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Yield the findings without those that say the same of the same place: one caption may serve several copies."""
    seen: set[tuple[object, ...]] = set()
    for finding in findings:
        place = finding.location
        key = (place.uri, place.region, finding.rule.code, finding.message)
        if place.region is None or key not in seen:
            seen.add(key)
            yield finding


def _numbered(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Yield the findings, equal ones of one document numbered, so that each has a fingerprint of its own."""
    counted: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        key = (finding.location.uri, finding.fingerprint)
        number = counted[key]
        counted[key] += 1
        if number:
            again = digest(f"{finding.fingerprint}:{number}")[:32]
            yield replace(finding, fingerprint=again)
        else:
            yield finding


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
