"""What changed from one JSON report to the next (``mediaaudit report --compare``)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mediaaudit.lazy import dataclass

from .display import printable, sentence, width
from .json_text import to_json
from .report_json import SCHEMA_VERSION
from .selection import SEVERITIES, amount, listing

Found = Mapping[str, Any]  # a finding as report.schema.json has it
_NEEDED = {"rule": str, "name": str, "severity": str, "message": str, "file": str, "fingerprint": str}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One report: the date it was made for, and its findings that ask for something."""

    as_of: str
    findings: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs: what is gone since the old one (``fixed``), what came (``added``), and how many findings remain."""

    old: Run
    new: Run
    fixed: tuple[Found, ...]
    added: tuple[Found, ...]
    remaining: int


def read_run(text: str) -> Run:
    """Return a JSON report as a run. Raises ValueError, saying what is wrong, for a text that is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is no JSON ({error})") from error
    if not isinstance(data, dict) or data.get("schema_version") != SCHEMA_VERSION:
        raise ValueError(f"is no mediaaudit report of schema version {SCHEMA_VERSION}")
    findings = data.get("findings")
    if not isinstance(findings, list) or not all(map(_is_finding, findings)):
        raise ValueError("has findings that are not as report.schema.json describes them")
    asking = (
        each for each in findings if each.get("suppression") is None and each.get("baseline_state") != "unchanged"
    )
    return Run(as_of=str(data.get("as_of", "")), findings=tuple(asking))


def _is_finding(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), kind) for key, kind in _NEEDED.items())


def compare(old: Run, new: Run) -> Comparison:
    """Return what changed. Findings are the same by fingerprint, which moves with a picture from file to file.

    Of several with one fingerprint those in the same file are matched first; what is left over is matched by number.
    """
    fixed, added = _left_over(old.findings, new.findings, "fingerprint", "file")
    fixed, added = _left_over(fixed, added, "fingerprint")
    return Comparison(old=old, new=new, fixed=fixed, added=added, remaining=len(new.findings) - len(added))


def _left_over(old: Sequence[Found], new: Sequence[Found], *keys: str) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    return _without(old, new, keys), _without(new, old, keys)


def _without(some: Iterable[Found], others: Iterable[Found], keys: Sequence[str]) -> tuple[Found, ...]:
    counts = Counter(tuple(each[key] for key in keys) for each in others)
    left = []
    for each in some:
        key = tuple(each[name] for name in keys)
        if counts[key] > 0:
            counts[key] -= 1
        else:
            left.append(each)
    return tuple(left)


def comparison_json(comparison: Comparison) -> str:
    """Return a comparison as JSON: both runs in numbers, the rules whose count changed, fixed and added findings."""
    value = {
        "schema_version": 1,
        "old": _run_object(comparison.old),
        "new": _run_object(comparison.new),
        "remaining": comparison.remaining,
        "rules": [
            {"rule": code, "name": name, "old": before, "new": after}
            for code, name, before, after in _rules(comparison)
        ],
        "fixed": list(comparison.fixed),
        "added": list(comparison.added),
    }
    return to_json(value, depth=2) + "\n"


def _run_object(run: Run) -> dict[str, Any]:
    counts = _by_severity(run)
    totals = {f"{severity}s": counts[severity] for severity in SEVERITIES}
    return {"as_of": run.as_of, "findings": len(run.findings), **totals}


def _by_severity(run: Run) -> Counter[str]:
    return Counter(each["severity"] for each in run.findings)


def _rules(comparison: Comparison) -> list[tuple[str, str, int, int]]:
    """Return code, name, old and new count of the rules whose count changed, the largest change first."""
    names = {each["rule"]: each["name"] for run in (comparison.old, comparison.new) for each in run.findings}
    before = Counter(each["rule"] for each in comparison.old.findings)
    after = Counter(each["rule"] for each in comparison.new.findings)
    changed = [code for code in names if before[code] != after[code]]
    changed.sort(key=lambda code: (-abs(after[code] - before[code]), code))
    return [(code, names[code], before[code], after[code]) for code in changed]


def comparison_text(comparison: Comparison) -> str:
    """Return a comparison for people: the totals, the rules that changed, the new findings."""
    old, new = comparison.old, comparison.new
    lines = [f"{printable(old.as_of)} → {printable(new.as_of)}", ""]
    before, after = _by_severity(old), _by_severity(new)
    rows = [(f"{severity}s", before[severity], after[severity]) for severity in SEVERITIES]
    lines += _table([*rows, ("findings", len(old.findings), len(new.findings))])
    if rules := _rules(comparison):
        lines += ["", *_table([(printable(f"{code} {name}"), *counts) for code, name, *counts in rules])]
    if comparison.added:
        lines += ["", "New:", *(f"  {_place(each)}: {_said(each)}" for each in comparison.added)]
    changes = [f"{len(comparison.fixed)} fixed", f"{len(comparison.added)} new"]
    lines += ["", f"{listing([*changes, amount(comparison.remaining, 'finding') + ' as before'])}."]
    return "\n".join(lines) + "\n"


def _table(rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    """Yield aligned lines: name, count before, count after, difference."""
    name_room = max(width(name) for name, _, _ in rows)
    room = max(len(str(count)) for row in rows for count in row[1:])
    for name, before, after in rows:
        difference = f"{after - before:+d}" if after != before else "="
        yield f"  {name}{' ' * (name_room - width(name))}  {before:>{room}} → {after:>{room}}  {difference:>{room + 1}}"


def _place(found: Found) -> str:
    line, column = found.get("line"), found.get("column")
    return printable(found["file"]) + (f":{line}:{column}" if isinstance(line, int) and isinstance(column, int) else "")


def _said(found: Found) -> str:
    return f"{printable(found['rule'])} {printable(found['name'])} {sentence(found['message'])}"
