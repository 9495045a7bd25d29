"""How often each rule was broken (``check --statistics``)."""

from __future__ import annotations

from collections import Counter

from mediaaudit.model.report import Report

from .display import printable
from .options import Options
from .selection import open_findings


def render(report: Report, _options: Options) -> str:
    """Return one aligned line a rule, the most frequent first: count, code, name, what it is about."""
    findings = open_findings(report)
    rules = {finding.rule.code: finding.rule for finding in findings}
    counts = Counter(finding.rule.code for finding in findings)
    ordered = sorted(counts, key=lambda code: (-counts[code], code))
    number = max((len(str(count)) for count in counts.values()), default=0)
    code_room = max(map(len, counts), default=0)
    name_room = max((len(rules[code].name) for code in ordered), default=0)
    return "".join(
        f"{counts[code]:>{number}}  {code:<{code_room}}  {rules[code].name:<{name_room}}  {printable(rules[code].summary)}\n"
        for code in ordered
    )
