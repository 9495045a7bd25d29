"""SARIF 2.1.0 as code scanning services take it (GitHub's policy, Sarif.Multitool's ``Sarif;Ghas`` rules)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from mediaaudit.model.report import Finding, LocatedFix, Location, Notification, Report
from mediaaudit.model.rule import Rule

from .display import printable, sentence
from .json_text import to_json
from .links import DOCUMENTATION
from .options import Options
from .sarif_places import ROOT, Places, folder_uri, is_remote, region_object
from .sarif_rules import Taxonomies, arguments, rule_object, stop
from .selection import SEVERITIES, listing

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# GitHub reads 25,000 results of a run and 1,000 locations of a result, and shows far fewer.
_MAX_RESULTS = 25_000
_MAX_RELATED = 100
_MAX_LINKS = 5  # in one message


def render(report: Report, options: Options) -> str:
    """Return the report as a SARIF log of one run, a result a line.

    Suppressed findings are left out unless ``options.suppressed``: GitHub would open them as alerts.
    """
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, options)]}
    return to_json(log, depth=4) + "\n"


def _run(report: Report, options: Options) -> dict[str, Any]:
    findings, left_out = _selected(report, options)
    rules = {rule.code: rule for rule in (*report.rules, *(finding.rule for finding in findings))}
    index = {code: number for number, code in enumerate(rules)}
    taxonomies = Taxonomies(rules.values())
    notifications = [*report.notifications, *_not_evaluated(report), *left_out]
    uris = {place.uri for finding in findings for place in (finding.location, *finding.related)}
    places = Places.of(uris, options.root)
    base: dict[str, Any] = {"description": {"text": "The folder that the paths of this report start from."}}
    if places.root:
        base = {"uri": folder_uri(places.root), **base}
    return {
        "tool": {"driver": _driver(report, list(rules.values()), taxonomies)},
        "automationDetails": {"id": "/".join(filter(None, ("mediaaudit", options.category.strip("/")))) + "/"},
        "invocations": [_invocation(notifications, places)],
        "originalUriBaseIds": {ROOT: base},
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "taxonomies": taxonomies.components(),
        "properties": {"asOf": report.as_of},
        "results": [_result(finding, index[finding.rule.code], places) for finding in findings],
    }


def _selected(report: Report, options: Options) -> tuple[list[Finding], list[Notification]]:
    """Return the findings to write, in order, and what to say of those beyond GitHub's limit: the mildest go first."""
    counts = Counter(finding.severity for finding in _wanted(report, options))
    room, quotas = _MAX_RESULTS, dict.fromkeys(SEVERITIES, 0)
    for severity in SEVERITIES:
        quotas[severity] = min(counts[severity], room)
        room -= quotas[severity]
    findings: list[Finding] = []
    for finding in _wanted(report, options):
        if quotas[finding.severity]:
            quotas[finding.severity] -= 1
            findings.append(finding)
    left_out = counts.total() - len(findings)
    if not left_out:
        return findings, []
    message = f"{left_out} findings were left out, the mildest first: a run holds {_MAX_RESULTS}."
    return findings, [Notification(code="results-left-out", message=message)]


def _wanted(report: Report, options: Options) -> Iterator[Finding]:
    return (finding for finding in report.findings if options.suppressed or finding.suppression is None)


def _not_evaluated(report: Report) -> list[Notification]:
    reasons = sorted(report.summary.not_evaluated.items())
    return [
        Notification(code="not-evaluated", message=f"Not evaluated: {count} × {reason}", level="note")
        for reason, count in reasons
    ]


def _driver(report: Report, rules: Sequence[Rule], taxonomies: Taxonomies) -> dict[str, Any]:
    driver: dict[str, Any] = {"name": "mediaaudit", "version": report.version}
    if re.fullmatch(r"\d+\.\d+\.\d+", report.version):
        driver["semanticVersion"] = report.version
    return {
        **driver,
        "informationUri": DOCUMENTATION,
        "rules": [rule_object(rule, taxonomies) for rule in rules],
        "supportedTaxonomies": taxonomies.supported(),
    }


def _invocation(notifications: Sequence[Notification], places: Places) -> dict[str, Any]:
    invocation: dict[str, Any] = {
        "executionSuccessful": all(notification.level != "error" for notification in notifications),
        "toolExecutionNotifications": [_notification(notification, places) for notification in notifications],
    }
    if places.directory:
        invocation["workingDirectory"] = {"uri": folder_uri(places.directory)}
    return invocation


def _notification(notification: Notification, places: Places) -> dict[str, Any]:
    written: dict[str, Any] = {
        "descriptor": {"id": notification.code},
        "message": {"text": stop(_inert(notification.message))},
        "level": notification.level,
    }
    if notification.uri:
        place = {"physicalLocation": {"artifactLocation": places.artifact(notification.uri)}}
        written["locations"] = [place]
    return written


def _result(finding: Finding, rule_index: int, places: Places) -> dict[str, Any]:
    related = _linkable(finding)
    result: dict[str, Any] = {
        "ruleId": finding.rule.code,
        "ruleIndex": rule_index,
        "level": finding.severity,
        "message": _message(finding),
        "locations": [{"physicalLocation": places.physical(finding.location)}],
        "partialFingerprints": _fingerprints(finding),
    }
    if related:
        result["relatedLocations"] = [_related(number, place, places) for number, place in enumerate(related, 1)]
    if fixes := [_fix(fix, places) for fix in finding.fixes if _is_textual(fix)]:
        result["fixes"] = fixes
    if finding.suppression is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.suppression}]
    if finding.baseline_state:
        result["baselineState"] = finding.baseline_state
    subject = {"subjectKind": finding.subject_kind, "imageSrc": finding.image_src, "imageFile": finding.image_file}
    known = {key: value for key, value in subject.items() if value is not None}
    result["properties"] = {"confidence": finding.confidence, **known}
    return result


def _linkable(finding: Finding) -> list[Location]:
    """Return the related places that a viewer can open: files; GitHub refuses web addresses."""
    return [place for place in finding.related if not is_remote(place.uri)][:_MAX_RELATED]


def _message(finding: Finding) -> dict[str, Any]:
    """Return the message as text (all that GitHub reads) and as id and arguments (for other languages)."""
    text = stop(_inert(finding.message))
    places = _linkable(finding)
    links = [f"[{_link_text(place)}]({number})" for number, place in enumerate(places[:_MAX_LINKS], 1)]
    links += [_link_text(place) for place in finding.related if is_remote(place.uri)][: _MAX_LINKS - len(links)]
    if (more := len(finding.related) - len(links)) > 0:
        links.append(f"{more} more")
    if links:
        text = f"{text} See {listing(links)}."
    message: dict[str, Any] = {"text": text, "id": finding.message_key}
    if values := arguments(finding.rule.messages.get(finding.message_key, ""), finding.values):
        message["arguments"] = [sentence(value) for value in values]
    return message


def _inert(text: str) -> str:
    """Return a message in which no value of the page can pass for a link (SARIF 3.11.6)."""
    return sentence(text).replace("](", "] (")


def _link_text(place: Location) -> str:
    return printable(place.label or place.uri).replace("[", "(").replace("]", ")")


def _related(number: int, place: Location, places: Places) -> dict[str, Any]:
    related: dict[str, Any] = {"id": number, "physicalLocation": places.physical(place)}
    if place.label:
        related["message"] = {"text": stop(_inert(place.label))}
    return related


def _fingerprints(finding: Finding) -> dict[str, str]:
    pairs = {"mediaaudit/v1": finding.fingerprint, "primaryLocationLineHash": finding.line_hash}
    return {key: value for key, value in pairs.items() if value}


def _is_textual(fix: LocatedFix) -> bool:
    return bool(fix.replacements) and all(edit.location.region for edit in fix.replacements)


def _fix(fix: LocatedFix, places: Places) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.replacements:
        region = {key: value for key, value in region_object(edit.location.region).items() if key != "snippet"}
        replacement = {"deletedRegion": region, "insertedContent": {"text": edit.text}}
        changes.setdefault(edit.location.uri, []).append(replacement)
    return {
        "description": {"text": stop(_inert(fix.title))},
        "artifactChanges": [
            {"artifactLocation": places.artifact(uri), "replacements": replacements}
            for uri, replacements in changes.items()
        ],
        "properties": {"applicability": fix.applicability},
    }
