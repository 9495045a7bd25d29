"""Make the fixes of a run: file by file, pass by pass, each file written once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.problem import Applicability
from mediaaudit.model.report import Finding, LocatedFix, Report

from .edits import apply_edits
from .files import NotFixedError, read_unchanged, write_whole
from .pictures import drop

PASSES = 10  # over one article; two are the rule, more means fixes that undo each other
ROUNDS = 5  # in which fixes that do harm are left out
Reaudit = Callable[[str, bytes], Sequence[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixing:
    """What may be fixed: by applicability, and picture files only by rules that were selected by name.

    ``paths`` are the files of the articles by uri, None for what is no file; ``inside`` the real folders of which one must
    hold a file that is changed. ``write`` False changes nothing on disk.
    """

    applicabilities: frozenset[Applicability]
    by_name: frozenset[str]
    paths: Mapping[str, Path | None]
    inside: tuple[Path, ...]
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
    before = read_unchanged(path, first.digest, how.inside)
    article = _Article(uri, before, how, reaudit)
    article.fix()
    if article.data == before and not article.refused:
        raise NotFixedError("the place of the edit in its bytes is not known")
    fixed = FixedFile(uri=uri, picture=False, rules=article.rules, refused=article.refused)
    return _written(fixed, path, before, article.data, how)


class _Article:
    """One article on its way to the state in which no more fix is offered.

    If some rule finds more there than at first, the page is read differently than the checks thought: then it starts
    again without the fixes of the pictures that those findings are about.
    """

    def __init__(self, uri: str, data: bytes, how: Fixing, reaudit: Reaudit) -> None:
        self.data = data
        self.rules: Counter[str] = Counter()
        self.refused: dict[str, str] = {}  # fingerprint -> why
        self._how = how
        self._audit: Callable[[bytes], Sequence[Finding]] = partial(reaudit, uri)

    def fix(self) -> None:
        """Make the fixes that are offered, and those that the next audits offer."""
        first = self._audit(self.data)
        left_out: dict[str, str] = {}  # subject -> why
        for _ in range(ROUNDS):
            end = self._settled(first, left_out)
            blamed = _blamed(first, end)
            if not blamed:
                self.data, self.rules = end.data, end.rules
                break
            left_out |= blamed
        for finding in first:
            if finding.subject_id in left_out and self._how.fix_of(finding):
                self.refused[finding.fingerprint] = left_out[finding.subject_id]

    def _settled(self, findings: Sequence[Finding], left_out: Mapping[str, str]) -> _End:
        data, rules, touched = self.data, Counter[str](), set[str]()
        for _ in range(PASSES):
            asked = {
                id(fix): (finding, fix)
                for finding in findings
                if finding.subject_id not in left_out and (fix := self._how.fix_of(finding)) and not fix.rewrite
            }
            data, made = apply_edits(data, [fix for _, fix in asked.values()])
            if not made:
                return _End(data, findings, rules, touched)
            done = [asked[id(fix)][0] for fix in made]
            rules.update(_label(finding) for finding in done)
            touched |= {finding.subject_id for finding in done}
            findings = self._audit(data)
        return _End(data, findings, rules, touched, endless=True)


class _End(NamedTuple):
    """Where the passes over an article led: its bytes, what is found then, and what was fixed of which subjects."""

    data: bytes
    findings: Sequence[Finding]
    rules: Counter[str]
    touched: set[str]
    endless: bool = False


def _blamed(first: Sequence[Finding], end: _End) -> dict[str, str]:
    """Return the subjects whose fixes did harm, and which: those of the new findings, or all where that is unclear."""
    if end.endless:
        return dict.fromkeys(end.touched, "fixes would go on without end")
    more = _counts(end.findings) - _counts(first)
    if not more:
        return {}
    why = f"{next(iter(more))} would find more than before"
    known = {finding.fingerprint for finding in first}
    subjects = {
        finding.subject_id for finding in end.findings if _label(finding) in more and finding.fingerprint not in known
    }
    return dict.fromkeys(subjects & end.touched or end.touched, why)


def _counts(findings: Sequence[Finding]) -> Counter[str]:
    return Counter(_label(finding) for finding in findings if finding.suppression is None)


def _fix_picture(file: str, asked: Sequence[tuple[Finding, LocatedFix]], how: Fixing) -> FixedFile:
    if file.startswith("data:"):
        raise NotFixedError("it stands in the article itself")
    path = Path(file)
    before = read_unchanged(path, asked[0][1].digest, how.inside)
    after = drop(before, frozenset(fix.rewrite for _, fix in asked if fix.rewrite))
    fixed = FixedFile(uri=file, picture=True, rules=Counter(_label(finding) for finding, _ in asked))
    return _written(fixed, path, before, after, how)


def _written(fixed: FixedFile, path: Path, before: bytes, after: bytes, how: Fixing) -> FixedFile:
    if not how.write:
        return replace(fixed, before=before, after=after)
    if before != after:
        write_whole(path, after, before, how.inside)
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
