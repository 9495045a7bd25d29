"""The options of ``check`` that mend: --fix, --unsafe-fixes, --diff, --show-fixes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mediaaudit.catalogue.binding import Binding
from mediaaudit.config.resolve import Resolved
from mediaaudit.engine.audit import audit
from mediaaudit.engine.inputs import Inputs
from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.asset import Faults, Pixels
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media
from mediaaudit.model.problem import Applicability
from mediaaudit.model.report import Finding, Report

from .terminal import emit, say

if TYPE_CHECKING:
    from mediaaudit.fixes.run import Fixed, Fixing

_DECODED = frozenset({Faults, Pixels})
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class FixFlags:
    """What the options say."""

    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    show_fixes: bool = False

    @property
    def wanted(self) -> bool:
        """Whether fixes are to be made or shown."""
        return self.fix or self.unsafe_fixes or self.diff


def fix_options(command: Command) -> Callable[..., Any]:
    """Add the options, and hand them over together as ``fixing``."""

    @click.option("--fix", is_flag=True, help="Make the safe fixes; pictures only for rules selected by name.")
    @click.option("--unsafe-fixes", is_flag=True, help="Make those too that a person should look over.")
    @click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing. Exit 1 if anything.")
    @click.option("--show-fixes", is_flag=True, help="List on standard error what was fixed.")
    @wraps(command)
    def wrapped(*, fix: bool, unsafe_fixes: bool, diff: bool, show_fixes: bool, **others: object) -> object:
        flags = FixFlags(fix=fix, unsafe_fixes=unsafe_fixes, diff=diff, show_fixes=show_fixes)
        return command(fixing=flags, **others)

    return wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class FixRun:
    """The report after the fixes, and the files that were fixed or, with --diff, would be."""

    report: Report
    fixed: Fixed


def fix(report: Report, inputs: Inputs, resolved: Resolved, flags: FixFlags, audited: Callable[[], Report]) -> FixRun:
    """Make the fixes of a report. ``audited`` audits everything again, once fixes were written."""
    from mediaaudit.fixes.run import Fixed, FixedFile, Fixing, fix_all, with_failures

    allowed: frozenset[Applicability] = frozenset({"safe", "unsafe"} if flags.unsafe_fixes else {"safe"})
    how = Fixing(
        applicabilities=allowed,
        by_name=resolved.by_name,
        paths={
            item.uri: item.path if item.data is None and isinstance(item.path, Path) else None for item in inputs.inputs
        },
        inside=(*(inputs.inside or ()), *resolved.plan.paths.real),
        write=not flags.diff,
    )
    results = list(fix_all(report.findings, how, _reaudit(report, inputs, resolved, how)))
    fixed = Fixed(
        files=tuple(each for each in results if isinstance(each, FixedFile)),
        failures=dict(each for each in results if not isinstance(each, FixedFile)),
    )
    if fixed.changed and not flags.diff:
        report = audited()
    return FixRun(report=with_failures(report, how, fixed), fixed=fixed)


def _reaudit(
    report: Report, inputs: Inputs, resolved: Resolved, how: Fixing
) -> Callable[[str, bytes], Sequence[Finding]]:
    """Return the function that audits one article with other bytes.

    By the rules on its markup and on its pictures' metadata: pixels are not decoded again, other articles not read.
    """
    offering = {finding.rule.name for finding in report.findings if how.fix_of(finding)}
    bindings = (each for each in resolved.plan.bindings if each.rule.name in offering or _is_about_markup(each))
    plan = replace(resolved.plan, bindings=tuple(bindings))
    known = {item.uri: item for item in inputs.inputs}

    def again(uri: str, data: bytes) -> Sequence[Finding]:
        return audit(Inputs(inputs=(replace(known[uri], data=data),)), plan).findings

    return again


def _is_about_markup(binding: Binding) -> bool:
    signature = binding.signature
    return signature.scope in {Image, Media, Document} and not any(need.fact in _DECODED for need in signature.needs)


def show_diff(fixed: Fixed) -> int:
    """Print what would change, and return the exit status: 1 if anything would."""
    from mediaaudit.fixes.diff import article_diff

    for file in fixed.changed:
        if file.picture:
            emit(f"Picture file {file.uri} would change: {', '.join(file.rules)}.\n")
        else:
            emit(article_diff(file.uri, file.before, file.after))
    return int(bool(fixed.changed))


def say_fixes(fixed: Fixed, flags: FixFlags, *, quiet: bool) -> None:
    """Say on standard error how much was fixed, with --show-fixes by file and rule, and what was not."""
    if not quiet:
        findings, files = fixed.findings, len(fixed.changed)
        verb = "Would fix" if flags.diff else "Fixed"
        say(
            f"mediaaudit: {verb} {findings} {'finding' if findings == 1 else 'findings'} in {files} "
            f"{'file' if files == 1 else 'files'}."
        )
    if flags.show_fixes:
        for file in fixed.changed:
            say(f"{file.uri}:")
            for rule, count in sorted(file.rules.items()):
                say(f"    {count} × {rule}")
    for name, reason in fixed.failures.items():
        say(f"mediaaudit: {name} was not fixed: {reason}.")
