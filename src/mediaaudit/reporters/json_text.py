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
    return "".join(json_pieces(value, depth=depth))


def json_pieces(value: object, *, depth: int = 0) -> Iterator[str]:
    """Yield what ``to_json`` returns, a member at a time."""
    return _lay_out(value, depth, "\n")


def _lay_out(value: object, depth: int, newline: str) -> Iterator[str]:
    if depth <= 0 or not value or not isinstance(value, (Mapping, list, tuple, Iterator)):
        yield _compact(value)
        return
    inner = newline + "  "
    is_object = isinstance(value, Mapping)
    start, between = "{" if is_object else "[", f",{inner}"
    separator = start + inner
    for member in value.items() if isinstance(value, Mapping) else value:
        yield separator
        separator = between
        if is_object:
            key, member = member  # noqa: PLW2901
            yield f"{_compact(str(key))}: "
        if depth == 1:
            yield _compact(member)
        else:
            yield from _lay_out(member, depth - 1, inner)
    if separator is between:
        yield newline + ("}" if is_object else "]")
    else:  # an iterator without members
        yield "[]"


def _compact(value: object) -> str:
    if value is None:  # most members of a file without metadata
        return "null"
    text = _encode(value)
    return text if text.isascii() and "\x7f" not in text else _UNSEEN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return "\ufffd" if "\ud800" <= char <= "\udfff" else json.dumps(char)[1:-1]
