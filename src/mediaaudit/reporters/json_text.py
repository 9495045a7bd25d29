"""JSON that is quick to write, pleasant to diff, and harmless on a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from mediaaudit.lazy import pattern

# All that may stand in a JSON string and yet is not seen or steers a terminal: C1, soft hyphen, bidi and zero-width
# characters, line separators, tags; and lone surrogates, which no UTF-8 file can hold.
_UNSEEN = pattern(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode  # json.dumps makes an encoder for every call


def to_json(value: object, *, depth: int = 0) -> str:
    """Return a value as JSON for a UTF-8 file; raises ``ValueError`` for a number that JSON lacks (NaN).

    Objects and arrays above ``depth`` are laid out with one member a line, those below it in one line each: a finding
    a line can be counted with ``grep`` and compared with ``diff``, and costs a tenth of full indentation. An iterator
    above ``depth`` is an array too: of its members one is held at a time.
    Lone surrogates (undecodable bytes of a path) become U+FFFD.
    """
    return _lay_out(value, depth, "\n")


def _lay_out(value: object, depth: int, newline: str) -> str:
    if depth <= 0 or not value or not isinstance(value, (Mapping, list, tuple, Iterator)):
        return _compact(value)
    inner = newline + "  "
    if isinstance(value, Mapping):
        members = [f"{_compact(str(key))}: {_lay_out(item, depth - 1, inner)}" for key, item in value.items()]
        return "{" + inner + f",{inner}".join(members) + newline + "}"
    members = [_lay_out(item, depth - 1, inner) for item in value]
    return "[" + inner + f",{inner}".join(members) + newline + "]" if members else "[]"


def _compact(value: object) -> str:
    if value is None:  # most members of a file without metadata
        return "null"
    text = _encode(value)
    return text if text.isascii() and "\x7f" not in text else _UNSEEN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return "\ufffd" if "\ud800" <= char <= "\udfff" else json.dumps(char)[1:-1]
