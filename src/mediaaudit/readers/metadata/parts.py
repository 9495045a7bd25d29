"""What a container walk yields, in file order: the picture's size, packets of metadata, and faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from mediaaudit.model.asset import Fault

PacketKind = Literal["exif", "xmp", "iim", "photoshop", "icc", "c2pa", "thumbnail", "digest"]


class Size(NamedTuple):
    """Width and height of the main picture in pixels, as its header says, before orientation."""

    width: int
    height: int


class Packet(NamedTuple):
    """One block of metadata, without the container's wrapping.

    ``offset`` is where its first byte stands in the file; None where it was inflated or put together from pieces.
    """

    kind: PacketKind
    data: bytes
    offset: int | None = None


Part = Size | Packet | Fault
Walker = Callable[[bytes], Iterator[Part]]


def be16(data: bytes, at: int) -> int:
    """Return the big-endian 16-bit number at an offset; bytes beyond the end are missing, never an error."""
    return int.from_bytes(data[at : at + 2], "big")


def be32(data: bytes, at: int) -> int:
    """Return the big-endian 32-bit number at an offset."""
    return int.from_bytes(data[at : at + 4], "big")


def be64(data: bytes, at: int) -> int:
    """Return the big-endian 64-bit number at an offset."""
    return int.from_bytes(data[at : at + 8], "big")


def le16(data: bytes, at: int) -> int:
    """Return the little-endian 16-bit number at an offset."""
    return int.from_bytes(data[at : at + 2], "little")


def le32(data: bytes, at: int) -> int:
    """Return the little-endian 32-bit number at an offset."""
    return int.from_bytes(data[at : at + 4], "little")


def truncated(message: str, offset: int, *, unusable: bool) -> Fault:
    """Return the fault of a file that ends too early; ``offset`` is where the cut-off part begins."""
    return Fault(code="truncated", message=message, offset=offset, unusable=unusable)


def trailing(data: bytes, end: int, name: str) -> Iterator[Fault]:
    """Yield the fault of bytes after the picture's end, if there are any."""
    if end < len(data):
        extra = len(data) - end
        yield Fault(code="trailing-data", message=f"{extra:,} bytes follow the end of the {name} picture.", offset=end)


def bad_structure(message: str, offset: int | None = None, *, unusable: bool = False) -> Fault:
    """Return the fault of a container whose parts do not fit together."""
    return Fault(code="bad-structure", message=message, offset=offset, unusable=unusable)
