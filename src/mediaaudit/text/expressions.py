r"""Regular expressions of a newsroom's own rules; those of strangers are searched in linear time.

Python's expressions backtrack: ``^(a+)+$`` takes longer than anybody waits on forty letters, and knows no limit. RE2 has
none that do, and bounds its memory; it knows no look-around and no backreferences, and its ``\w``, ``\d``, ``\s`` and ``\b``
know ASCII only. So an expression that nobody has vouched for must be one of RE2's, and any other is Python's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

MOST = 4_000  # code points of a value that an expression sees
LONGEST = 1_000  # code points of an expression
_MEMORY = 8 << 20  # bytes that RE2 may take for one expression


class Linear(str):
    """An expression that nobody has vouched for: it is searched by RE2 and by nothing else."""

    __slots__ = ()


def search(expression: str, value: str) -> bool:
    """Return whether an expression fits anywhere in a value. Raises ``re.error`` for what is no expression."""
    found = _re2(str(expression)) if isinstance(expression, Linear) else _python(expression)
    return found.search(value[:MOST]) is not None


def fault_of(expression: str, *, trusted: bool = True) -> str:
    """Return what is wrong with an expression, "" for nothing. One that is not ``trusted`` must be RE2's."""
    if len(expression) > LONGEST:
        return f"a regular expression has at most {LONGEST:,} characters"
    if not trusted:
        found = _re2(expression)
        return found if isinstance(found, str) else ""
    try:
        re.compile(expression)
    except (re.error, OverflowError, RecursionError) as error:
        return f"{expression!r} is no regular expression: {error}"
    return ""


@lru_cache(maxsize=256)
def _python(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


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
