"""What the rules about picture files find in a file: asked once for all batches of a process that use it."""

from __future__ import annotations

from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Asset
from mediaaudit.model.corpus import Uses
from mediaaudit.model.report import Finding, Notification

from .evaluate import Evaluation
from .facts import FileFacts
from .plan import Plan

REMEMBERED = 20_000  # files; most without a finding


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in a file, the reasons why rules were not asked, and what failed."""

    findings: tuple[Finding, ...] = ()
    not_evaluated: tuple[str, ...] = ()
    notifications: tuple[Notification, ...] = ()


_NOTHING = Verdict()


class Verdicts:
    """Asks the rules of a plan about files."""

    def __init__(self, plan: Plan) -> None:
        """Take the plan."""
        self._plan = plan
        self._known: dict[tuple[str, str], Verdict] = {}  # by content hash and address

    def of(self, facts: FileFacts) -> Verdict:
        """Return the verdict on a file."""
        if Asset not in self._plan.scopes:
            return _NOTHING
        key = facts.asset.id, facts.asset.uri
        verdict = self._known.get(key)
        if verdict is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            verdict = self._known[key] = self._asked(facts)
        return verdict

    def _asked(self, facts: FileFacts) -> Verdict:
        evaluation = Evaluation(self._plan, None, {}, Uses())
        findings = tuple(evaluation.file(facts))
        if not (findings or evaluation.not_evaluated or evaluation.notifications):
            return _NOTHING
        return Verdict(findings, tuple(evaluation.not_evaluated), tuple(evaluation.notifications))
