"""Reports become text: one module a format, each with one function from Report and Options to a text, or to its pieces.

Nothing here knows a rule, reads a file or decides what is a finding. A new format is one module and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import cast

from mediaaudit.model.report import Report

from .options import Options

__all__ = ["FORMATS", "WITH_PICTURES", "Options", "Reporter", "pieces", "render"]

Reporter = Callable[[Report, Options], str | Iterable[str]]


def _lazy(module: str) -> Reporter:
    # A run needs one format: the others, and what they import, stay unread.
    def run(report: Report, options: Options) -> str | Iterable[str]:
        reporter = cast("Reporter", import_module(f".{module}", __name__).render)
        return reporter(report, options)

    return run


FORMATS: Mapping[str, Reporter] = {
    "text": _lazy("text"),
    "concise": _lazy("concise"),
    "json": _lazy("report_json"),
    "jsonl": _lazy("json_lines"),
    "sarif": _lazy("sarif"),
    "github": _lazy("github"),
    "gitlab": _lazy("gitlab"),
    "junit": _lazy("junit"),
    "markdown": _lazy("markdown"),
    "csv": _lazy("csv_table"),
    "statistics": _lazy("statistics"),
    "html": _lazy("html"),
}
WITH_PICTURES = frozenset({"html", "statistics"})  # these want a report that was illustrated, html with thumbnails


def render(format_: str, report: Report, options: Options | None = None) -> str:
    """Return the report in the format of that name (a key of ``FORMATS``), ending with a newline unless empty.

    Raises ``KeyError`` for an unknown name. JSON and SARIF are meant to be written as UTF-8.
    """
    return "".join(pieces(format_, report, options))


def pieces(format_: str, report: Report, options: Options | None = None) -> Iterable[str]:
    """Return what ``render`` returns, piece by piece where a format can be written so: not all need fit into memory."""
    written = FORMATS[format_](report, options or Options())
    return (written,) if isinstance(written, str) else written
