"""Regular expressions of a newsroom's own rules, searched in linear time where RE2 is installed.

Python's expressions backtrack: ``^(a+)+$`` takes longer than anybody waits on forty letters, and knows no limit. RE2 has
none that do, and bounds its memory; it knows no look-around and no backreferences. So an expression that nobody has vouched
for must be one of RE2's; any other is searched by RE2 where that knows it, and else by Python.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

MOST = 4_000  # code points of a value that an expression sees
LONGEST = 1_000  # code points of an expression
_MEMORY = 8 << 20  # bytes that RE2 may take for one expression


def search(expression: str, value: str) -> bool:
    """Return whether an expression fits anywhere in a value. Raises ``re.error`` for what is no expression."""
    return _compiled(expression).search(value[:MOST]) is not None


def fault_of(expression: str, *, trusted: bool = True) -> str:
    """Return what is wrong with an expression, "" for nothing. One that is not ``trusted`` must be RE2's."""
    if len(expression) > LONGEST:
        return f"a regular expression has at most {LONGEST:,} characters"
    found = _re2(expression)
    if not isinstance(found, str):
        return ""
    if not trusted:
        return found
    try:
        re.compile(expression)
    except (re.error, OverflowError, RecursionError) as error:
        return f"{expression!r} is no regular expression: {error}"
    return ""


@lru_cache(maxsize=256)
def _compiled(expression: str) -> Any:
    found = _re2(expression)
    return re.compile(expression) if isinstance(found, str) else found


@lru_cache(maxsize=256)
def _re2(expression: str) -> Any:
    """Return the expression as RE2 has it, else a text that says why not."""
    try:
        import re2
    except ImportError:
        return "RE2 is not installed, which searches them in linear time: install mediaaudit[patterns]"
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        return re2.compile(expression, options=options)
    except re2.error as error:
        said = error.args[0].decode("utf-8", "replace") if error.args and isinstance(error.args[0], bytes) else error
        return f"{expression!r} is no expression that can be searched in linear time (RE2): {said}"
