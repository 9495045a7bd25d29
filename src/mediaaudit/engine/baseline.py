"""Known findings: a file of fingerprints that an archive adopts, so that only new findings count.

A fingerprint has no path and no line in it. The file holds, for each, how often it occurs in each document; a document
that was moved or renamed takes its counts along.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from pathlib import Path

from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.gate import read_data, real_path
from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.report import Finding, Notification, Report

from .findings import kept, rules_of

VERSION = 1
_LARGEST = 256 << 20  # bytes; two million known findings
Counts = Mapping[str, Mapping[str, int]]  # document -> fingerprint -> how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Known findings by document; document names are relative to the folder of the file, with forward slashes."""

    folder: Path
    documents: Counts = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)  # fingerprint -> rule code, for people who read the file


def read_baseline(path: Path) -> Baseline:
    """Return the baseline of a file. Raises CatalogueError if it is missing or not one."""
    try:
        data = json.loads(read_data(path, most=_LARGEST).decode("utf-8"))
        if data["schema_version"] != VERSION:
            raise CatalogueError(path, f"has version {data['schema_version']}, this mediaaudit reads {VERSION}")
        documents = {
            str(name): {str(key): int(entry["count"]) for key, entry in entries.items()}
            for name, entries in data["documents"].items()
        }
        rules = {key: str(entry["rule"]) for entries in data["documents"].values() for key, entry in entries.items()}
    except OSError as error:
        raise CatalogueError(path, f"cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise CatalogueError(path, "is not a baseline of mediaaudit") from error
    return Baseline(folder=real_path(path.parent), documents=documents, rules=rules)


def make_baseline(findings: Iterable[Finding], folder: Path) -> Baseline:
    """Return a baseline of these findings for a file in that folder."""
    documents: defaultdict[str, Counter[str]] = defaultdict(Counter)
    rules: dict[str, str] = {}
    for finding in findings:
        if finding.suppression is None:
            documents[document_name(finding.location.uri, folder)][finding.fingerprint] += 1
            rules[finding.fingerprint] = finding.rule.code
    return Baseline(folder=real_path(folder), documents=documents, rules=rules)


def baseline_text(baseline: Baseline) -> str:
    """Return the file's text: sorted, one known finding a line, so that it reads well in a diff."""
    documents = [
        f"    {json.dumps(name, ensure_ascii=False)}: {{\n" + ",\n".join(_entries(counts, baseline.rules)) + "\n    }"
        for name, counts in sorted(baseline.documents.items())
        if counts
    ]
    inner = "{\n" + ",\n".join(documents) + "\n  }" if documents else "{}"
    return f'{{\n  "schema_version": {VERSION},\n  "documents": {inner}\n}}\n'


def _entries(counts: Mapping[str, int], rules: Mapping[str, str]) -> Iterable[str]:
    for key, count in sorted(counts.items(), key=lambda item: (rules.get(item[0], ""), item[0])):
        yield f'      "{key}": {{"rule": "{rules.get(key, "")}", "count": {count}}}'


def document_name(uri: str, folder: Path) -> str:
    """Return what the file calls a document: its path from the folder of the baseline, or its address on storage."""
    if "://" in uri:
        return uri
    return Path(os.path.relpath(real_path(Path(uri)), real_path(folder))).as_posix()


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A report with its known findings marked, and the entries that nothing matched."""

    report: Report
    unused: Counts


def apply_baseline(report: Report, baseline: Baseline, audited: Collection[str]) -> Applied:
    """Mark each finding as new or unchanged.

    A known count serves first the document it was taken from. What a vanished document leaves over serves documents
    that the baseline does not know: moved or renamed ones. ``audited`` are the uris of all inputs of the run; entries of
    a document that was not audited and still exists, or may exist on storage, are neither used nor called unused.
    """
    left = {name: Counter(counts) for name, counts in baseline.documents.items()}
    names = {finding.location.uri: document_name(finding.location.uri, baseline.folder) for finding in report.findings}
    seen = {document_name(uri, baseline.folder) for uri in audited}
    gone = [name for name in left if name not in seen and not _may_exist(baseline.folder, name)]
    state: dict[int, bool] = {}
    for index, finding in enumerate(report.findings):
        if finding.suppression is None and names[finding.location.uri] in left:
            state[index] = _take(left[names[finding.location.uri]], finding.fingerprint)
    for index, finding in enumerate(report.findings):
        if finding.suppression is None and names[finding.location.uri] not in left:
            state[index] = any(_take(left[name], finding.fingerprint) for name in gone)
    marked = (
        replace(finding, baseline_state="unchanged" if state[index] else "new") if index in state else finding
        for index, finding in enumerate(report.findings)
    )
    unused = {name: +left[name] for name in left if (name in seen or name in gone) and +left[name]}
    notices = (*report.notifications, *_unused_notice(unused))
    return Applied(
        report=replace(report, findings=kept(marked, rules_of(report)), notifications=notices), unused=unused
    )


def _may_exist(folder: Path, name: str) -> bool:
    return "://" in name or (folder / name).exists()


def prune(baseline: Baseline, unused: Counts) -> Baseline:
    """Return the baseline without the entries that nothing matched."""
    kept = {name: +(Counter(counts) - Counter(unused.get(name, {}))) for name, counts in baseline.documents.items()}
    return replace(baseline, documents={name: counts for name, counts in kept.items() if counts})


def _take(counts: Counter[str], key: str) -> bool:
    if counts[key] <= 0:
        return False
    counts[key] -= 1
    return True


def _unused_notice(unused: Counts) -> Iterable[Notification]:
    total = sum(sum(counts.values()) for counts in unused.values())
    if total:
        message = f"{total} known findings of the baseline no longer occur; `mediaaudit baseline prune` removes them."
        yield Notification(code="baseline-unused", message=message, level="note")
