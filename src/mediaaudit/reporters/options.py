"""What a reporter may be told."""

from __future__ import annotations

from mediaaudit.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to write a report; every format looks only at what concerns it.

    ``color`` allows ANSI colours and ``links`` links to the rules' pages (OSC 8); ``width`` is in terminal columns.
    ``root`` is the absolute path of the folder that relative paths of the report start from (the checkout), with
    forward slashes; without it SARIF leaves the place of ``%SRCROOT%`` open. ``category`` tells several analyses of one
    repository apart on GitHub. ``suppressed`` includes suppressed results in SARIF, where GitHub would open them as
    alerts.
    """

    color: bool = False
    links: bool = False
    width: int = 100
    root: str | None = None
    category: str = ""
    suppressed: bool = False
