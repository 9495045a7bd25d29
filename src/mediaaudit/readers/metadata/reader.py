"""From a file's bytes to its ``PhotoMetadata``: walk the container, read the packets, reconcile."""

from __future__ import annotations

from mediaaudit.model.asset import Fault
from mediaaudit.model.metadata import PhotoMetadata

from .header import WALKERS, identify
from .parts import Packet, Size


def read_metadata(data: bytes) -> PhotoMetadata:
    """Return what a picture file says of itself; damage comes back as faults. Never raises, whatever the bytes."""
    name = identify(data)
    if name is None:
        fault = Fault(code="unknown-format", message="The content is no known picture format.", offset=0, unusable=True)
        return PhotoMetadata(faults=(fault,))
    size, faults, packets = None, [], []
    for part in WALKERS[name](data):
        if isinstance(part, Size):
            size = size or part
        elif isinstance(part, Packet):
            packets.append(part)
        else:
            faults.append(part)
    return PhotoMetadata(
        format=name,
        width=size.width if size else None,
        height=size.height if size else None,
        c2pa=any(packet.kind == "c2pa" for packet in packets),
        faults=tuple(faults),
    )
