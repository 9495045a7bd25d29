"""Photoshop image resources (Adobe Photoshop File Formats Specification): the blocks that hold IIM and its digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mediaaudit.model.asset import Fault

from .parts import Packet, PacketKind, be16, be32

SIGNATURES = (b"8BIM", b"PHUT", b"AgHg", b"DCSR", b"MeSa")
IPTC_DIGEST = 0x0425
RESOURCES: Mapping[int, PacketKind] = MappingProxyType(
    {0x0404: "iim", 0x0409: "thumbnail", 0x040C: "thumbnail", 0x0424: "xmp", 0x0425: "digest"}
)
MAX_RESOURCES = 10_000


def read_resources(block: Packet) -> Iterator[Packet | Fault]:
    """Yield the metadata packets among the image resources, and a fault where the chain of resources breaks."""
    data, at = block.data, 0
    for _ in range(MAX_RESOURCES):
        if data[at : at + 4] not in SIGNATURES:
            break
        number = be16(data, at + 4)
        name_size = data[at + 6] if at + 6 < len(data) else 0
        at_size = at + 6 + (name_size + 2 & ~1)  # length byte and name, padded to even
        start = at_size + 4
        stop = start + be32(data, at_size)
        place = None if block.offset is None else block.offset + start
        if stop > len(data):
            message = f"Photoshop resource {number:04X} is cut off."
            yield Fault(code="photoshop-cut", message=message, offset=place)
        if number in RESOURCES:
            yield Packet(RESOURCES[number], data[start:stop], place)
        at = stop + (stop - start & 1)
    if data[at:].strip(b"\0"):
        place = None if block.offset is None else block.offset + at
        yield Fault(code="photoshop-structure", message="The Photoshop resources break off.", offset=place)
