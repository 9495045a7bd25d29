"""JSON lines: a finding a line, for streams and log stores."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from mediaaudit.model.report import Report

from .json_text import to_json
from .options import Options
from .report_json import report_object


def render(report: Report, _options: Options) -> Iterator[str]:
    """Yield one JSON object a line: findings, notifications, and the summary last; ``type`` tells them apart."""
    whole = report_object(report)
    head = {key: whole[key] for key in ("schema_version", "tool", "as_of")}
    lines = chain(
        ({"type": "finding", **finding} for finding in whole["findings"]),
        ({"type": "notification", **notice} for notice in whole["notifications"]),
        [{"type": "summary", **head, **whole["summary"]}],
    )
    return (f"{to_json(line)}\n" for line in lines)
