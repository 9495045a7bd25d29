"""GitLab Code Quality: the JSON that a merge request's widget compares between branches."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from mediaaudit.model.report import Finding, Notification, Report

from .display import sentence
from .json_text import to_json
from .options import Options
from .selection import open_findings

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(report: Report, _options: Options) -> str:
    """Return a JSON array with one object a finding, those for what could not be done first. Fingerprints are unique, as GitLab asks."""
    seen: Counter[str] = Counter()
    objects = [_failure(notice) for notice in report.notifications if notice.level == "error"]
    for finding in open_findings(report):
        objects.append(_object(finding, seen[finding.fingerprint]))
        seen[finding.fingerprint] += 1
    return to_json(objects, depth=1) + "\n"


def _failure(notice: Notification) -> dict[str, Any]:
    """Return what could not be done as an object of its own: the widget knows nothing but issues."""
    said = f"{notice.code}\0{notice.uri}\0{notice.message}".encode("utf-8", "surrogatepass")
    return {
        "description": sentence(notice.message),
        "check_name": f"mediaaudit/{notice.code}",
        "fingerprint": hashlib.sha256(said).hexdigest()[:32],
        "severity": "blocker",
        "location": {"path": notice.uri or ".", "lines": {"begin": 1, "end": 1}},
    }


def _object(finding: Finding, number: int) -> dict[str, Any]:
    fingerprint = finding.fingerprint
    if number:  # the same finding in several articles
        fingerprint = hashlib.sha256(f"{fingerprint}:{number}".encode()).hexdigest()[: len(fingerprint) or 32]
    region = finding.location.region
    return {
        "description": f"{finding.rule.code}: {sentence(finding.message)}",
        "check_name": finding.rule.name,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": finding.location.uri,
            "lines": {"begin": region.start_line if region else 1, "end": region.end_line if region else 1},
        },
    }
