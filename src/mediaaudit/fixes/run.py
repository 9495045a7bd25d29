"""Make the fixes of a run: file by file, pass by pass, each file written once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import Path

from mediaaudit.lazy import dataclass
from mediaaudit.model.problem import Applicability
from mediaaudit.model.report import Finding, LocatedFix, Report

from .edits import apply_edits
from .files import NotFixedError, read_unchanged, write_whole
from .pictures import drop

PASSES = 10  # over one article; two are the rule, more means fixes that undo each other
Reaudit = Callable[[str, bytes], Sequence[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixing:
    """What may be fixed: by applicability, and picture files only by rules that were selected by name.

    ``paths`` are the files of the articles by uri, None for what is no file. ``write`` False changes nothing on disk.
    """

    applicabilities: frozenset[Applicability]
    by_name: frozenset[str]
    paths: Mapping[str, Path | None]
    write: bool = True

    def fix_of(self, finding: Finding) -> LocatedFix | None:
        """Return the fix of a finding that may be made, None where there is none or nobody asked for the finding."""
        if finding.suppression is not None or finding.baseline_state == "unchanged":
            return None
        return next((fix for fix in finding.fixes if self.allows(fix, finding.rule.name)), None)

    def allows(self, fix: LocatedFix, rule: str) -> bool:
        """Say whether a fix may be made."""
        return fix.applicability in self.applicabilities and (fix.rewrite is None or rule in self.by_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedFile:
    """What became of a file: how many findings of each rule were fixed, and which fixes were taken back.

    ``before`` and ``after`` are its contents where nothing was written.
    """

    uri: str
    picture: bool
    rules: Mapping[str, int]  # "CRD004 credit/format" -> how many
    before: bytes = b""
    after: bytes = b""
    refused: Mapping[str, str] = field(default_factory=dict)  # fingerprint of a finding -> why its fix was taken back

    @property
    def changed(self) -> bool:
        """Whether any fix was made."""
        return bool(self.rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """What a run fixed, and for what was left as it was, why: article or picture file -> reason."""

    files: tuple[FixedFile, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)

    @property
    def changed(self) -> tuple[FixedFile, ...]:
        """The files in which something was fixed."""
        return tuple(file for file in self.files if file.changed)

    @property
    def findings(self) -> int:
        """How many findings were fixed."""
        return sum(sum(file.rules.values()) for file in self.files)


def fix_all(findings: Iterable[Finding], how: Fixing, reaudit: Reaudit) -> Iterator[FixedFile | tuple[str, str]]:
    """Make the fixes, and yield each file that was fixed, or its name and why it was not.

    ``reaudit`` returns the findings of an article with other bytes: fixes that wait for others are found by it.
    """
    articles: dict[str, list[Finding]] = {}
    pictures: dict[str, list[tuple[Finding, LocatedFix]]] = {}
    for finding in findings:
        fix = how.fix_of(finding)
        if fix and fix.rewrite and fix.file:
            pictures.setdefault(fix.file, []).append((finding, fix))
        elif fix:
            articles.setdefault(finding.location.uri, []).append(finding)
    for uri, own in articles.items():
        try:
            yield _fix_article(uri, own, how, reaudit)
        except NotFixedError as error:
            yield uri, str(error)
    for file, asked in pictures.items():
        try:
            yield _fix_picture(file, asked, how)
        except NotFixedError as error:
            yield file, str(error)


def _fix_article(uri: str, findings: Sequence[Finding], how: Fixing, reaudit: Reaudit) -> FixedFile:
    path = how.paths.get(uri)
    if path is None:
        raise NotFixedError("it is no file")
    first = next(fix for finding in findings if (fix := how.fix_of(finding)))
    before = read_unchanged(path, first.digest)
    article = _Article(uri, before, how, reaudit)
    article.fix()
    if article.data == before and not article.refused:
        raise NotFixedError("the place of the edit in its bytes is not known")
    fixed = FixedFile(uri=uri, picture=False, rules=article.rules, refused=article.refused)
    return _written(fixed, path, before, article.data, how)


class _Article:
    """One article on its way to the state in which no more fix is offered.

    A fix after which some rule finds more than before is taken back: the page would be read differently than the check
    thought. Such fixes are made one at a time to be told from the others.
    """

    def __init__(self, uri: str, data: bytes, how: Fixing, reaudit: Reaudit) -> None:
        self.data = data
        self.rules: Counter[str] = Counter()
        self.refused: dict[str, str] = {}  # fingerprint -> why
        self._how = how
        self._audit: Callable[[bytes], Sequence[Finding]] = partial(reaudit, uri)
        self._findings = self._audit(data)

    def fix(self) -> None:
        """Make the fixes that are offered, and those that the next audits offer."""
        for _ in range(PASSES):
            asked = self._asked()
            if self._make(asked):
                continue
            harmless = [finding for finding in asked if not self._does_harm(finding)]
            some = len(harmless) < len(asked) and self._make(harmless)
            if not some and not any(self._make([finding]) for finding in harmless):
                return

    def _asked(self) -> list[Finding]:
        return [
            finding
            for finding in self._findings
            if finding.fingerprint not in self.refused and (fix := self._how.fix_of(finding)) and not fix.rewrite
        ]

    def _make(self, findings: Sequence[Finding]) -> bool:
        """Make the fixes of some findings that go together, and say whether any was made and did no harm."""
        fixes = {id(fix): (finding, fix) for finding in findings if (fix := self._how.fix_of(finding))}
        data, made = apply_edits(self.data, [fix for _, fix in fixes.values()])
        done = [_label(fixes[id(fix)][0]) for fix in made]
        after = self._audit(data) if made else ()
        if not made or _harm(self._findings, after, done):
            return False
        self.data, self._findings = data, after
        self.rules.update(done)
        return True

    def _does_harm(self, finding: Finding) -> bool:
        """Try the fix of a finding alone, and remember why it was taken back."""
        fix = self._how.fix_of(finding)
        data, made = apply_edits(self.data, [fix] if fix else [])
        harm = _harm(self._findings, self._audit(data), [_label(finding)]) if made else ""
        if harm:
            self.refused[finding.fingerprint] = harm
        return bool(harm)


def _harm(before: Sequence[Finding], after: Sequence[Finding], fixed: Iterable[str]) -> str:
    """Return what is wrong with fixes of these rules, by what the audits find before and after; "" for nothing."""
    then, now = _counts(before), _counts(after)
    if more := now - then:
        return f"{next(iter(more))} would find more than before"
    useless = next((rule for rule in fixed if now[rule] >= then[rule]), None)
    return f"{useless} would find as much as before" if useless else ""


def _counts(findings: Sequence[Finding]) -> Counter[str]:
    return Counter(_label(finding) for finding in findings if finding.suppression is None)


def _fix_picture(file: str, asked: Sequence[tuple[Finding, LocatedFix]], how: Fixing) -> FixedFile:
    if file.startswith("data:"):
        raise NotFixedError("it stands in the article itself")
    path = Path(file)
    before = read_unchanged(path, asked[0][1].digest)
    after = drop(before, frozenset(fix.rewrite for _, fix in asked if fix.rewrite))
    fixed = FixedFile(uri=file, picture=True, rules=Counter(_label(finding) for finding, _ in asked))
    return _written(fixed, path, before, after, how)


def _written(fixed: FixedFile, path: Path, before: bytes, after: bytes, how: Fixing) -> FixedFile:
    if not how.write:
        return replace(fixed, before=before, after=after)
    if before != after:
        write_whole(path, after, before)
    return fixed


def _label(finding: Finding) -> str:
    return f"{finding.rule.code} {finding.rule.name}"


def with_failures(report: Report, how: Fixing, fixed: Fixed) -> Report:
    """Return the report in which each fix that was asked for and not made says why."""
    reasons = {(file.uri, key): why for file in fixed.files for key, why in file.refused.items()}
    if not reasons and not fixed.failures:
        return report
    findings = (_with_failure(finding, how, fixed.failures, reasons) for finding in report.findings)
    return replace(report, findings=tuple(findings))


def _with_failure(
    finding: Finding, how: Fixing, failures: Mapping[str, str], reasons: Mapping[tuple[str, str], str]
) -> Finding:
    wanted, uri = how.fix_of(finding), finding.location.uri
    reason = failures.get(wanted.file or uri) or reasons.get((uri, finding.fingerprint)) if wanted else None
    if reason is None:
        return finding
    fixes = tuple(replace(fix, failure=reason) if fix is wanted else fix for fix in finding.fixes)
    return replace(finding, fixes=fixes)
