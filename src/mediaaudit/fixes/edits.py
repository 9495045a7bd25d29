"""Edits by byte offsets: of the fixes of one file those that do not touch each other."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from itertools import pairwise

from mediaaudit.model.report import LocatedFix, Replacement

Stretch = tuple[int, int]


def apply_edits(data: bytes, fixes: Iterable[LocatedFix]) -> tuple[bytes, tuple[LocatedFix, ...]]:
    """Return the bytes after the fixes that fit beside each other, the earlier before the later, and those fixes.

    A fix is made whole or not at all. What touches an edit that was made already waits for the next pass: its offsets
    and its reason may be gone. A fix whose bytes are unknown, or that would change nothing, is left out.
    """
    taken: list[Stretch] = []
    edits: list[tuple[int, int, bytes]] = []
    made: list[LocatedFix] = []
    for fix in fixes:
        own = [_edit(replacement, len(data)) for replacement in fix.replacements]
        sound = [edit for edit in own if edit is not None]
        if not sound or len(sound) < len(own) or all(data[start:end] == text for start, end, text in sound):
            continue
        stretches = sorted((start, end) for start, end, _ in sound)
        if _touch_each_other(stretches) or any(_touches(stretch, taken) for stretch in stretches):
            continue
        for stretch in stretches:
            insort(taken, stretch)
        edits += sound
        made.append(fix)
    return _written(data, sorted(edits)), tuple(made)


def _edit(replacement: Replacement, length: int) -> tuple[int, int, bytes] | None:
    start, end = replacement.start, replacement.end
    if start is None or end is None or not 0 <= start <= end <= length:
        return None
    return start, end, replacement.data


def _touch_each_other(stretches: list[Stretch]) -> bool:
    return any(first[1] >= second[0] for first, second in pairwise(stretches))


def _touches(stretch: Stretch, taken: list[Stretch]) -> bool:
    index = bisect_left(taken, stretch)
    before = index > 0 and taken[index - 1][1] >= stretch[0]
    return before or (index < len(taken) and taken[index][0] <= stretch[1])


def _written(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    parts: list[bytes] = []
    at = 0
    for start, end, text in edits:
        parts += (data[at:start], text)
        at = end
    return b"".join((*parts, data[at:]))
