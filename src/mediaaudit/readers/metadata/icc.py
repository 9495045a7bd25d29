"""ICC profiles (ICC.1:2022): the description by which people know a profile."""

from __future__ import annotations

from mediaaudit.model.asset import Fault

from .parts import Packet, be32
from .strings import clean, decode

MAX_TAGS = 200


def read_icc(profile: Packet) -> tuple[str | None, tuple[Fault, ...]]:
    """Return the profile's description (its first language), and the fault of a profile that is none."""
    data = profile.data
    if len(data) < 132 or data[36:40] != b"acsp":
        return None, (Fault(code="icc-header", message="The colour profile is no ICC profile.", offset=profile.offset),)
    faults: tuple[Fault, ...] = ()
    if be32(data, 0) > len(data):
        missing = be32(data, 0) - len(data)
        message = f"The colour profile is cut off: {missing:,} bytes are missing."
        faults = (Fault(code="icc-cut", message=message, offset=profile.offset),)
    for row in range(132, 132 + 12 * min(be32(data, 128), MAX_TAGS), 12):
        if data[row : row + 4] == b"desc":
            start, size = be32(data, row + 4), be32(data, row + 8)
            return _description(data[start : start + size]), faults
    return None, faults


def _description(tag: bytes) -> str | None:
    if tag.startswith(b"desc"):  # version 2: ASCII with its length, then Unicode and Macintosh variants
        size = be32(tag, 8)
        return clean(decode(tag[12 : 12 + size].split(b"\0", 1)[0]))
    if tag.startswith(b"mluc"):  # version 4: records of language, country, length, offset
        size, start = be32(tag, 20), be32(tag, 24)
        return clean(tag[start : start + size].decode("utf-16-be", "replace")) if be32(tag, 8) else None
    if tag.startswith(b"text"):
        return clean(decode(tag[8:].split(b"\0", 1)[0]))
    return None
