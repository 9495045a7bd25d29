"""Make the fixes of a run: file by file, pass by pass, each file written once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
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
    """A file with its fixes made: both contents, and how many findings of each rule were fixed."""

    uri: str
    picture: bool
    before: bytes
    after: bytes
    rules: Mapping[str, int]  # "CRD004 credit/format" -> how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """What a run fixed, and for what was left as it was, why: article or picture file -> reason."""

    files: tuple[FixedFile, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)

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
    before = data = read_unchanged(path, first.digest)
    rules: Counter[str] = Counter()
    for _ in range(PASSES):
        asked = [(finding, fix) for finding in findings if (fix := how.fix_of(finding)) and not fix.rewrite]
        data, made = apply_edits(data, [fix for _, fix in asked])
        if not made:
            break
        done = {id(fix) for fix in made}
        rules.update(_label(finding) for finding, fix in asked if id(fix) in done)
        findings = reaudit(uri, data)
    if data == before:
        raise NotFixedError("the place of the edit in its bytes is not known")
    if how.write:
        write_whole(path, data, before)
    return FixedFile(uri=uri, picture=False, before=before, after=data, rules=rules)


def _fix_picture(file: str, asked: Sequence[tuple[Finding, LocatedFix]], how: Fixing) -> FixedFile:
    if file.startswith("data:"):
        raise NotFixedError("it stands in the article itself")
    path = Path(file)
    before = read_unchanged(path, asked[0][1].digest)
    after = drop(before, frozenset(fix.rewrite for _, fix in asked if fix.rewrite))
    if how.write:
        write_whole(path, after, before)
    rules = Counter(_label(finding) for finding, _ in asked)
    return FixedFile(uri=file, picture=True, before=before, after=after, rules=rules)


def _label(finding: Finding) -> str:
    return f"{finding.rule.code} {finding.rule.name}"


def with_failures(report: Report, how: Fixing, failures: Mapping[str, str]) -> Report:
    """Return the report in which each fix that was asked for and not made says why."""
    if not failures:
        return report
    return replace(report, findings=tuple(_with_failure(finding, how, failures) for finding in report.findings))


def _with_failure(finding: Finding, how: Fixing, failures: Mapping[str, str]) -> Finding:
    wanted = how.fix_of(finding)
    reason = failures.get(wanted.file or finding.location.uri) if wanted else None
    if reason is None:
        return finding
    fixes = tuple(replace(fix, failure=reason) if fix is wanted else fix for fix in finding.fixes)
    return replace(finding, fixes=fixes)
