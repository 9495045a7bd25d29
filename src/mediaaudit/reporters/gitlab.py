"""GitLab Code Quality: the JSON that a merge request's widget compares between branches."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from mediaaudit.model.report import Finding, Report

from .display import sentence
from .json_text import to_json
from .options import Options
from .selection import open_findings

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(report: Report, _options: Options) -> str:
    """Return a JSON array with one object a finding. Fingerprints are unique, as GitLab asks."""
    seen: Counter[str] = Counter()
    objects = []
    for finding in open_findings(report):
        objects.append(_object(finding, seen[finding.fingerprint]))
        seen[finding.fingerprint] += 1
    return to_json(objects, depth=1) + "\n"


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
