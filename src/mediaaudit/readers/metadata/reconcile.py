"""One answer from three standards, by the IPTC mapping guidelines and the Metadata Working Group's guidance 2.0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Literal

from mediaaudit.model.metadata import Container, PhotoFields

Digest = Literal["match", "stale", "none"]
_NAMES = tuple(field.name for field in fields(PhotoFields))
CAMERA_FIRST = frozenset({"orientation", "gps"})  # viewers turn a picture by Exif alone; GPS is born there
FIRST_BLOCK = frozenset({"orientation", "description"})
EMPTY = PhotoFields()


def reconcile(xmp: PhotoFields, iim: PhotoFields, exif: PhotoFields, digest: Digest) -> PhotoFields:
    """Return every field from the first standard that has it: XMP, IIM, Exif.

    A stale digest means that a program without XMP wrote the IIM block after the XMP packet: then IIM comes first.
    """
    order = (iim, xmp, exif) if digest == "stale" else (xmp, iim, exif)
    camera = (exif, xmp, iim)
    chosen = {}
    for name in _NAMES:
        for found in camera if name in CAMERA_FIRST else order:
            value = getattr(found, name)
            if value is not None and value != ():
                chosen[name] = value
                break
    return PhotoFields(**chosen)


def overlay(first: PhotoFields, later: PhotoFields) -> PhotoFields:
    """Return the fields of two Exif blocks in one file.

    The later one counts, except for what viewers take from the first: this is how ExifTool answers, too.
    """
    order = {name: (first, later) if name in FIRST_BLOCK else (later, first) for name in _NAMES}
    values = {name: (getattr(one, name), getattr(other, name)) for name, (one, other) in order.items()}
    return PhotoFields(**{name: other if one is None or one == () else one for name, (one, other) in values.items()})


def present(xmp: PhotoFields, iim: PhotoFields, exif: PhotoFields) -> Iterator[tuple[Container, PhotoFields]]:
    """Yield the standards that say anything, with their own fields."""
    for name, found in (("xmp", xmp), ("iim", iim), ("exif", exif)):
        if found != EMPTY:
            yield name, found  # type: ignore[misc]
