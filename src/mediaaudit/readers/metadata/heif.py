"""HEIF and AVIF (ISO/IEC 23008-12, AV1 Image File Format): items, their places and properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from mediaaudit.model.asset import Fault

from .bmff import Box, boxes
from .parts import Packet, Part, Size, be16, be32, trailing, truncated

MAX_METADATA = 32 << 20  # bytes taken out of one file; items may overlap
C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
XMP_TYPE = b"application/rdf+xml"
PICTURE_BOXES = frozenset({b"meta", b"mini", b"moov"})
FILE_OFFSET, IN_ITEM_DATA = 0, 1  # construction methods of iloc


class Item(NamedTuple):
    """An item's kind ("hvc1", "Exif", "mime" ...) and, for mime, its content type."""

    kind: bytes
    content_type: bytes


class Meta(NamedTuple):
    """The meta box, taken apart: extents are (construction method, offset, length) and properties are boxes."""

    primary: int
    items: Mapping[int, Item]
    extents: Mapping[int, tuple[tuple[int, int, int], ...]]
    properties: Mapping[int, tuple[Box, ...]]
    item_data: tuple[int, int]


def walk(data: bytes) -> Iterator[Part]:
    """Yield size, metadata packets and structural faults of a HEIF or AVIF file."""
    end, sized, seen = 0, False, set()
    for box in boxes(data, 0, len(data)):
        end = box.stop
        seen.add(box.kind)
        if box.stop > len(data):
            missing = box.stop - len(data)
            message = f"Box {box.kind.decode('latin-1')!r} is cut off: {missing:,} bytes are missing."
            yield truncated(message, box.at, unusable=box.kind in PICTURE_BOXES or box.kind == b"mdat")
        if box.kind == b"meta":
            meta = _meta(data, box.start + 4, min(box.stop, len(data)))
            for part in _picture(data, meta):
                sized = sized or isinstance(part, Size)
                yield part
            yield from _metadata_items(data, meta)
        elif box.kind == b"mini" and not sized:
            yield from _minimised(data, box)
        elif box.kind == b"moov" and not sized:
            yield from _track_size(data, box)
        elif box.kind == b"uuid" and data[box.start : box.start + 16] == C2PA_UUID:
            yield Packet("c2pa", data[box.start + 16 : box.stop], box.start + 16)
    if not seen & PICTURE_BOXES:
        yield truncated("The file holds no picture.", len(data), unusable=True)
    yield from trailing(data, end, "HEIF")


def _meta(data: bytes, start: int, stop: int) -> Meta:
    found = {box.kind: box for box in boxes(data, start, stop)}
    empty = Box(b"", stop, stop, stop)

    def body(kind: bytes) -> tuple[int, int]:
        box = found.get(kind, empty)
        return box.start, min(box.stop, stop)

    at, _ = body(b"pitm")
    primary = be32(data, at + 4) if data[at : at + 1] == b"\1" else be16(data, at + 4)
    return Meta(
        primary=primary,
        items=_items(data, *body(b"iinf")),
        extents=_extents(data, *body(b"iloc")),
        properties=_properties(data, *body(b"iprp")),
        item_data=body(b"idat"),
    )


def _items(data: bytes, start: int, stop: int) -> dict[int, Item]:
    items = {}
    for box in boxes(data, start + (8 if data[start : start + 1] != b"\0" else 6), stop):
        if box.kind != b"infe":
            continue
        version = data[box.start] if box.start < len(data) else 0
        wide = 4 if version == 3 else 2
        at = box.start + 4
        kind_at = at + wide + 2
        name_and_type = data[kind_at + 4 : min(box.stop, kind_at + 516)].split(b"\0")
        content_type = name_and_type[1] if len(name_and_type) > 1 else b""
        if version >= 2:
            items[int.from_bytes(data[at : at + wide], "big")] = Item(data[kind_at : kind_at + 4], content_type)
    return items


def _extents(data: bytes, start: int, stop: int) -> dict[int, tuple[tuple[int, int, int], ...]]:
    """Return the extents of every item (8.11.3)."""
    version = data[start] if start < stop else 0
    offset_size, length_size, base_size, index_size = (
        nibble for byte in data[start + 4 : start + 6].ljust(2, b"\0") for nibble in (byte >> 4, byte & 15)
    )
    index_size = index_size if version else 0
    wide = 4 if version == 2 else 2
    at = start + 6 + wide
    found = {}
    for _ in range(int.from_bytes(data[start + 6 : at], "big")):
        item = int.from_bytes(data[at : at + wide], "big")
        at += wide
        method = be16(data, at) & 15 if version else FILE_OFFSET
        at += (2 if version else 0) + 2  # the data reference index follows
        base = int.from_bytes(data[at : at + base_size], "big")
        count = be16(data, at + base_size)
        at += base_size + 2
        row = index_size + offset_size + length_size
        if at + count * row > stop:
            break
        rows = range(at, at + count * row, row) if row else (at,) * min(count, 1)
        found[item] = tuple(_extent(data, r + index_size, offset_size, length_size, method, base) for r in rows)
        at += count * row
    return found


def _extent(data: bytes, at: int, offset_size: int, length_size: int, method: int, base: int) -> tuple[int, int, int]:
    offset = int.from_bytes(data[at : at + offset_size], "big")
    length = int.from_bytes(data[at + offset_size : at + offset_size + length_size], "big")
    return method, base + offset, length


def _properties(data: bytes, start: int, stop: int) -> dict[int, tuple[Box, ...]]:
    """Return the properties of every item: ipma's indices into ipco (ISO/IEC 23008-12, 9.3)."""
    parts = {box.kind: box for box in boxes(data, start, stop)}
    if b"ipco" not in parts or b"ipma" not in parts:
        return {}
    known = tuple(boxes(data, parts[b"ipco"].start, min(parts[b"ipco"].stop, stop)))
    at, end = parts[b"ipma"].start, min(parts[b"ipma"].stop, stop)
    wide, step = (4 if be32(data, at) >> 24 else 2), (2 if be32(data, at) & 1 else 1)
    mask = 0x7FFF if step == 2 else 0x7F
    count, at = be32(data, at + 4), at + 8
    found = {}
    for _ in range(min(count, end - at)):
        item = int.from_bytes(data[at : at + wide], "big")
        at += wide
        if at >= end:
            break
        rows = range(at + 1, at + 1 + step * data[at], step)
        indices = (int.from_bytes(data[row : row + step], "big") & mask for row in rows)
        found[item] = tuple(known[index - 1] for index in indices if 0 < index <= len(known))
        at = rows.stop
    return found


def _picture(data: bytes, meta: Meta) -> Iterator[Part]:
    """Yield size and colour profile of the primary item, and the fault of picture data beyond the file's end."""
    own = meta.properties.get(meta.primary, ())
    for box in own:
        if box.kind == b"ispe":
            yield Size(be32(data, box.start + 4), be32(data, box.start + 8))
    # A picture put together from tiles may leave the profile to them.
    for box in (*own, *chain.from_iterable(meta.properties.values())):
        if box.kind == b"colr" and data[box.start : box.start + 4] in {b"prof", b"rICC"}:
            yield Packet("icc", data[box.start + 4 : box.stop], box.start + 4)
            break
    reach = max(
        (
            offset + length
            for item, extents in meta.extents.items()
            if item not in meta.items or meta.items[item].kind not in {b"Exif", b"mime"}
            for method, offset, length in extents
            if method == FILE_OFFSET
        ),
        default=0,
    )
    if reach > len(data):
        message = f"The picture data is cut off: {reach - len(data):,} bytes are missing."
        yield truncated(message, len(data), unusable=True)


def _metadata_items(data: bytes, meta: Meta) -> Iterator[Packet | Fault]:
    left = MAX_METADATA
    for number, item in meta.items.items():
        is_exif = item.kind == b"Exif"
        if not is_exif and not (item.kind == b"mime" and item.content_type == XMP_TYPE):
            continue
        content, offset = _content(data, meta, number)
        left -= len(content)
        if left < 0:
            yield Fault(code="metadata-limit", message="The metadata items are too large and were not all read.")
            return
        if not content:
            yield Fault(code="item-empty", message=f"Metadata item {number} has no content in the file.")
        elif is_exif:
            skip = 4 + be32(content, 0)  # where the TIFF header begins (ISO/IEC 23008-12, A.2.1)
            yield Packet("exif", content[skip:], None if offset is None else offset + skip)
        else:
            yield Packet("xmp", content, offset)


def _content(data: bytes, meta: Meta, number: int) -> tuple[bytes, int | None]:
    """Return an item's bytes, at most the file's length of them, and their offset if they lie in one piece."""
    pieces, size, place = [], 0, None
    for method, offset, length in meta.extents.get(number, ()):
        start, stop = (0, len(data)) if method == FILE_OFFSET else meta.item_data
        if method not in {FILE_OFFSET, IN_ITEM_DATA} or size > len(data):
            break
        at = start + offset
        piece = data[at : min(stop, at + length) if length else stop]
        pieces.append(piece)
        size += len(piece)
        place = at if len(pieces) == 1 else None
    return b"".join(pieces), place


def _minimised(data: bytes, box: Box) -> Iterator[Size | Fault]:
    """Yield the size of a minimised picture (ISO/IEC 23008-12, third edition): bit fields instead of boxes.

    The bits: version 2, seven flags, Exif, XMP, chroma 2, orientation 3, large dimensions 1, then width and height
    less one in 15 bits each, or 7 where the dimensions are not large.
    """
    bits = int.from_bytes(data[box.start : box.start + 7].ljust(7, b"\0"), "big")
    wide = 15 if bits >> 39 & 1 else 7
    mask = (1 << wide) - 1
    yield Size((bits >> 39 - wide & mask) + 1, (bits >> 39 - 2 * wide & mask) + 1)
    if bits >> 45 & 3:
        message = "The metadata of this minimised HEIF picture was not read."
        yield Fault(code="mini-metadata", message=message, offset=box.start)


def _track_size(data: bytes, moov: Box) -> Iterator[Size]:
    """Yield the size of the first track with one: for image sequences without a still picture (tkhd, 16.16)."""
    for track in boxes(data, moov.start, min(moov.stop, len(data))):
        if track.kind != b"trak":
            continue
        for box in boxes(data, track.start, min(track.stop, len(data))):
            if box.kind == b"tkhd" and box.stop <= len(data) and box.stop - box.start >= 84:
                width, height = be16(data, box.stop - 8), be16(data, box.stop - 4)
                if width and height:
                    yield Size(width, height)
                    return
