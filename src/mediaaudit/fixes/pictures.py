"""Coordinates, serial numbers and private contact data dropped from JPEG, PNG and WebP files.

Only the bytes that say them change, and the checksums over those: pixels, profiles and all other metadata stay bit for
bit, and no byte moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediaaudit.lazy import replace
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.model.problem import Rewrite
from mediaaudit.readers.metadata import read_metadata
from mediaaudit.readers.metadata.exif import read_exif
from mediaaudit.readers.metadata.header import WALKERS, identify
from mediaaudit.readers.metadata.parts import Packet

from .exif import drop_entries
from .files import NotFixedError
from .xmp import drop_properties

FORMATS = frozenset({"jpeg", "png", "webp"})
DROPPED_IDS = frozenset(
    {"camera owner", "camera serial number", "lens serial number", "contact telephone", "contact address"}
)
_PNG_SIGNATURE = 8  # bytes
# ImageMagick copies Exif fields to text chunks of their own.
_PNG_TEXT = {
    "gps": re.compile(rb"[tiz][ET]Xtexif:GPS"),
    "device-ids": re.compile(rb"[tiz][ET]Xtexif:\w*(?:SerialNum|Owner)"),
}
_LATER_EXIF = re.compile(rb"\xff\xe1(..)Exif\0\0", re.DOTALL)  # of the further pictures in a multi-picture JPEG


def drop(data: bytes, what: frozenset[Rewrite]) -> bytes:
    """Return the file without coordinates ("gps") or what names devices and their owners ("device-ids").

    Raises NotFixedError for another format, a signed file, a damaged one, and for one that would hold some of it still.
    """
    kind = identify(data)
    before = read_metadata(data)
    if kind not in FORMATS:
        raise NotFixedError("only JPEG, PNG and WebP files are rewritten")
    if before.c2pa:
        raise NotFixedError("it is signed (C2PA), and the signature would no longer hold")
    patched = bytearray(data)
    touched: list[int] = []
    for packet in _packets(data, kind):
        for at, content in _patches(packet, what):
            if packet.offset is None or data[packet.offset : packet.offset + len(packet.data)] != packet.data:
                raise NotFixedError("its metadata is compressed or in pieces")
            place = packet.offset + at
            patched[place : place + len(content)] = content
            touched.append(place)
    if kind == "png":
        _renew_checksums(patched, touched)
        if any(_PNG_TEXT[each].search(data) for each in what):
            raise NotFixedError("it repeats them in text chunks, which are not rewritten")
    after = bytes(patched)
    _verify(before, read_metadata(after), what)
    if after == data:
        raise NotFixedError("nothing in it can be dropped")
    return after


def _packets(data: bytes, kind: str) -> Iterator[Packet]:
    for part in WALKERS[kind](data):
        if isinstance(part, Packet):
            yield part
            if part.kind == "exif":
                yield from read_exif(part).packets
    if kind == "jpeg":
        first = max((part.offset or 0 for part in WALKERS[kind](data) if isinstance(part, Packet)), default=0)
        for found in _LATER_EXIF.finditer(data, first):
            end = found.start() + 2 + int.from_bytes(found[1], "big")
            yield Packet("exif", data[found.end() : end], found.end())


def _patches(packet: Packet, what: frozenset[Rewrite]) -> list[tuple[int, bytes]]:
    wanted = {"gps": "gps" in what, "ids": "device-ids" in what}
    if packet.kind == "exif":
        return drop_entries(packet.data, **wanted)
    return drop_properties(packet.data, **wanted) if packet.kind == "xmp" else []


def _renew_checksums(data: bytearray, touched: list[int]) -> None:
    from zlib import crc32

    at, left = _PNG_SIGNATURE, sorted(touched, reverse=True)
    while left and at + 12 <= len(data):
        stop = at + 8 + int.from_bytes(data[at : at + 4], "big")
        if left[-1] < stop:
            data[stop : stop + 4] = crc32(data[at + 4 : stop]).to_bytes(4, "big")
        while left and left[-1] < stop:
            left.pop()
        at = stop + 4


def _verify(before: PhotoMetadata, after: PhotoMetadata, what: frozenset[Rewrite]) -> None:
    """Read the new file as any other, and refuse it unless exactly the wanted is gone."""
    if "gps" in what and (after.merged.gps or any(fields.gps for _, fields in after.containers)):
        raise NotFixedError("it holds coordinates in a place that is not rewritten")
    if "device-ids" in what and any(kind in DROPPED_IDS for kind, _ in after.device_ids):
        raise NotFixedError("it names devices or their owners in a place that is not rewritten")
    damage = {fault.code for fault in after.faults} - {fault.code for fault in before.faults}
    if damage or _rest(before) != _rest(after):
        raise NotFixedError("other metadata would change with it")


def _rest(metadata: PhotoMetadata) -> PhotoMetadata:
    """Return what must stay: everything but coordinates, ids, and damage."""
    empty = PhotoFields()
    containers = tuple((name, replace(fields, gps=None)) for name, fields in metadata.containers)
    return replace(
        metadata,
        merged=replace(metadata.merged, gps=None),
        containers=tuple((name, fields) for name, fields in containers if fields != empty),
        device_ids=tuple(each for each in metadata.device_ids if each[0] not in DROPPED_IDS),
        faults=(),
    )
