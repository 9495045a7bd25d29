"""The XMP file that photo programs write beside a picture (``a.xmp`` or ``a.jpg.xmp``)."""

from __future__ import annotations

from mediaaudit.model.metadata import PhotoMetadata

from .parts import Packet
from .reconcile import EMPTY, present
from .xmp import parse_xmp
from .xmp_fields import photo_fields


def read_sidecar(data: bytes) -> PhotoMetadata:
    """Return what a sidecar says of its picture; damage comes back as faults. Never raises, whatever the bytes."""
    properties, faults = parse_xmp(Packet("xmp", data, 0))
    fields = photo_fields(properties)
    return PhotoMetadata(merged=fields, containers=tuple(present(fields, EMPTY, EMPTY)), faults=faults)
