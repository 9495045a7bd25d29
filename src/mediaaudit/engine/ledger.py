"""What a run found, kept until its end: what grows with the archive lies on disk where it is much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from mediaaudit.lazy import replace
from mediaaudit.model.corpus import Use
from mediaaudit.model.report import Finding, Notification
from mediaaudit.model.rule import Rule
from mediaaudit.model.signature import PackedSignature

from .batch import BatchResult, FileResult, worse
from .findings import findings_spill, packed, unpacked
from .spill import Spill
from .suppress import PlacedDirective

SIGNATURES = 250  # kept in memory; of some twenty kilobytes


class Ledger:
    """The sum of what batches found. Rows are in the order of the report, whoever found them when."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        """Take the rules of the run by name: worker processes send copies of them, of which none is kept."""
        self._rules = rules
        self.documents = 0
        self.images = 0
        self.findings = findings_spill(rules)  # but those about files, in no order
        self.directives: list[PlacedDirective] = []
        self.notifications: list[Notification] = []
        self.not_evaluated: Counter[str] = Counter()
        self.uses: Spill[Use] = Spill()
        self.alone: Spill[Use] = Spill()
        self.feeds: Spill[Use] = Spill()
        self.signatures: Spill[PackedSignature] = Spill(once=True, many=SIGNATURES)  # by content
        self._files: Spill[FileResult | None] = Spill(pack=_pack, unpack=self._unpack)
        self._outcomes: Spill[str] = Spill()

    def add(self, result: BatchResult) -> None:
        """Add what a batch found. Raises EngineError if the disk is full."""
        self.documents += result.documents
        self.images += result.images
        self.find(result.findings)
        self.directives += result.directives
        self.notifications += result.notifications
        self.not_evaluated.update(result.not_evaluated)
        for spill, rows in ((self.uses, result.uses), (self.alone, result.alone), (self.feeds, result.feeds)):
            for row in rows:
                spill.add(row.uri, row)
        for content, signature in result.signatures.items():
            self.signatures.add(content, signature)
        for file in result.files:
            said = file.findings or file.not_evaluated
            self._files.add(file.asset, replace(file, findings=tuple(map(self._kept, file.findings))) if said else None)
        for address, outcome in result.outcomes.items():
            self._outcomes.add(address, outcome)

    def find(self, findings: Iterable[Finding]) -> None:
        """Add findings, of whatever batch. Raises EngineError as ``add`` does."""
        for finding in findings:
            self.findings.add("", self._kept(finding))

    def files(self) -> Iterator[list[FileResult]]:
        """Yield what is said of each picture file, by content; an empty list where nothing is."""
        for _, said in self._files.grouped():
            yield [file for file in said if file]

    def outcomes(self) -> Iterator[str]:
        """Yield where each picture address led."""
        for _, outcomes in self._outcomes.grouped():
            yield _worst(outcomes)

    def _unpack(self, data: bytes) -> FileResult | None:
        import pickle

        found = pickle.loads(data)  # noqa: S301 - our own file
        if found is None:
            return None
        file: FileResult
        file, findings = found
        return replace(file, findings=tuple(unpacked(each, self._rules) for each in findings))

    def _kept(self, finding: Finding) -> Finding:
        rule = self._rules.get(finding.rule.name, finding.rule)
        return finding if rule is finding.rule else replace(finding, rule=rule)


def _pack(file: FileResult | None) -> bytes:
    import pickle

    found = (replace(file, findings=()), [packed(each) for each in file.findings]) if file else None
    return pickle.dumps(found, pickle.HIGHEST_PROTOCOL)


def _worst(outcomes: Iterable[str]) -> str:
    first, *others = outcomes
    for other in others:
        first = worse(first, other)
    return first
