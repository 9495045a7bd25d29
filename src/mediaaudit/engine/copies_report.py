"""The copies among picture files as a report of findings, for the formats that show pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mediaaudit.catalogue.binding import bind
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.checks._copies import is_reworked, values_of
from mediaaudit.model.corpus import Use
from mediaaudit.model.duplicates import Duplicates, Pair
from mediaaudit.model.problem import Place, Problem, Related, Value
from mediaaudit.model.report import Finding, Notification, Report, Summary
from mediaaudit.text.short_name import short_name
from mediaaudit.version import __version__

from .evaluate import make_finding
from .locate import Subject

_RULES = {name: f"duplicate/{name}" for name in ("near", "crop-or-mirror", "many-names")}


def copies_report(
    found: Duplicates, files: Sequence[str], contents: Sequence[str], skipped: Sequence[tuple[str, str]], as_of: str
) -> Report:
    """Return the groups of duplicates as findings: one for each further file, at it, beside the fullest one.

    ``files`` and ``contents`` (SHA-256 in hex) are those of the pictures of ``found``, ``skipped`` names files and why
    they were not compared. Known pairs are left out.
    """
    uses = [
        Use(uri=path, media=0, src=None, placement="inline", asset=content, file=path)
        for path, content in zip(files, contents, strict=True)
    ]
    pairs = {(pair.a, pair.b): pair for pair in found.pairs}
    findings: list[Finding] = []
    for head, *others in found.groups:
        for other in others:
            pair = pairs[min(head, other), max(head, other)]
            if not pair.known:
                findings += _findings(uses[head], uses[other], pair, turned=pair.a != head)
    catalogue = shipped_catalogue()
    return Report(
        version=__version__,
        as_of=as_of,
        rules=tuple(catalogue.find(name) for name in _RULES.values()),
        findings=tuple(sorted(findings, key=lambda finding: finding.location.uri)),
        notifications=tuple(
            Notification(code="not-compared", message=f"{path} was not compared: {reason}.", uri=path)
            for path, reason in skipped
        ),
        summary=Summary(images=len(files) + len(skipped), pictures_read=len(set(contents))),
    )


def _findings(head: Use, use: Use, pair: Pair, *, turned: bool) -> Iterator[Finding]:
    related = (Related(Place(head), "the same picture"),)
    names = {"file": short_name(use.file or ""), "first": short_name(head.file or "")}
    if pair.how is None:
        values: dict[str, Value] = {"file": names["file"], "names": head.file or "", "count": 2}
        yield _finding("many-names", Problem(message="names", at=Place(use), related=related, values=values))
        return
    how = pair.how.turned_about() if turned else pair.how
    name = "crop-or-mirror" if is_reworked(how) else "near"
    message = "near" if name == "near" else "again" if how.original == "a" else "whole"
    yield _finding(name, Problem(message=message, at=Place(use), related=related, values={**values_of(how), **names}))


def _finding(name: str, problem: Problem) -> Finding:
    return make_finding(bind(shipped_catalogue().find(_RULES[name])), problem, Subject.of_corpus())
