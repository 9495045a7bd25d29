"""The public JSON report (``schemas/report.schema.json``), written field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mediaaudit.model.problem import Value
from mediaaudit.model.report import Finding, LocatedFix, Location, Notification, Report

from .json_text import json_pieces
from .links import help_uri
from .options import Options
from .selection import tally

SCHEMA_VERSION = 1  # of report.schema.json: raised when a reader of the old form would misread the new one


def render(report: Report, _options: Options) -> Iterator[str]:
    """Yield the whole report, suppressed and known findings included, as one JSON object, a finding a line."""
    yield from json_pieces(report_object(report), depth=2)
    yield "\n"


def report_object(report: Report) -> dict[str, Any]:
    """Return the report as plain values in the shape of ``report.schema.json``.

    Findings and notifications are iterators: all of them as objects would take several times the room of their text.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "mediaaudit", "version": report.version},
        "as_of": report.as_of,
        "summary": _summary(report),
        "findings": map(_finding, report.findings),
        "notifications": map(_notification, report.notifications),
    }


def _summary(report: Report) -> dict[str, Any]:
    summary = report.summary
    severities, suppressed, known = tally(report)
    return {
        "documents": summary.documents,
        "images": summary.images,
        "pictures_read": summary.pictures_read,
        "pictures_remote": summary.pictures_remote,
        "pictures_fetched": summary.pictures_fetched,
        "pictures_missing": summary.pictures_missing,
        "findings": sum(severities.values()),
        "errors": severities["error"],
        "warnings": severities["warning"],
        "notes": severities["note"],
        "suppressed": suppressed,
        "unchanged": known,
        "not_evaluated": [
            {"reason": reason, "count": count} for reason, count in sorted(summary.not_evaluated.items())
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.code,
        "name": finding.rule.name,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "values": _values(finding.values),
        **_place(finding.location),
        "subject": {"kind": finding.subject_kind, "id": finding.subject_id},
        "image": {"src": finding.image_src, "file": finding.image_file},
        "related": [{"label": related.label, **_place(related)} for related in finding.related],
        "fixes": [_fix(fix) for fix in finding.fixes],
        "help_uri": help_uri(finding.rule.name),
        "fingerprint": finding.fingerprint,
        "suppression": finding.suppression,
        "baseline_state": finding.baseline_state,
    }


def _values(values: Mapping[str, Value]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _place(location: Location) -> dict[str, Any]:
    region = location.region
    return {
        "file": location.uri,
        "line": region.start_line if region else None,
        "column": region.start_column if region else None,
        "end_line": region.end_line if region else None,
        "end_column": region.end_column if region else None,
    }


def _fix(fix: LocatedFix) -> dict[str, Any]:
    return {
        "title": fix.title,
        "applicability": fix.applicability,
        "edits": [{**_place(edit.location), "text": edit.text} for edit in fix.replacements],
        **({"failure": fix.failure} if fix.failure else {}),
    }


def _notification(notification: Notification) -> dict[str, Any]:
    return {
        "code": notification.code,
        "level": notification.level,
        "message": notification.message,
        "file": notification.uri,
    }
