"""Exif 3.0 (CIPA DC-008): the newsroom's fields of a block in TIFF structure, and what else is packed into it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.asset import Fault
from mediaaudit.model.metadata import PhotoFields

from .parts import Packet, PacketKind
from .reconcile import EMPTY
from .strings import clean, decode, iso_date
from .tiff import Directory, Entry, Tiff, first_number, open_tiff, read_directory

DESCRIPTION, ORIENTATION, ARTIST, COPYRIGHT = 0x10E, 0x112, 0x13B, 0x8298
EXIF_IFD, GPS_IFD = 0x8769, 0x8825
DATE_ORIGINAL, OFFSET_ORIGINAL = 0x9003, 0x9011
THUMBNAIL_OFFSET, THUMBNAIL_SIZE = 0x201, 0x202
LATITUDE, LONGITUDE = (1, 2), (3, 4)  # reference and value in the GPS directory
DEVICE_IDS: Mapping[int, str] = MappingProxyType(
    {
        0xA430: "camera owner",
        0xA431: "camera serial number",
        0xA435: "lens serial number",
        0xC62F: "camera serial number",
    }
)
PACKETS: Mapping[int, PacketKind] = MappingProxyType(
    {0x2BC: "xmp", 0x83BB: "iim", 0x8649: "photoshop", 0x8773: "icc", 0xCD41: "c2pa"}
)
IIM_START = b"\x1c"
ZONE = pattern(r"[+-]\d\d:\d\d")
SUBDIRECTORY_TYPES = frozenset({3, 4, 13, 16, 18})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exif:
    """What an Exif block says; ``thumbnail`` is offset in the block and size in bytes."""

    fields: PhotoFields = EMPTY
    device_ids: tuple[tuple[str, str], ...] = ()
    thumbnail: tuple[int, int] | None = None
    packets: tuple[Packet, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_exif(block: Packet) -> Exif:
    """Read IFD0, the Exif and GPS directories and IFD1 of a block. Never raises."""
    tiff = open_tiff(block.data)
    if tiff is None:
        fault = Fault(code="exif-header", message="The Exif block does not begin as one.", offset=block.offset)
        return Exif(faults=(fault,))
    faults: list[Fault] = []
    main = read_directory(tiff, tiff.first, "IFD0", block.offset, faults)
    camera = _subdirectory(tiff, main, EXIF_IFD, "The Exif directory", block.offset, faults)
    place = _subdirectory(tiff, main, GPS_IFD, "The GPS directory", block.offset, faults)
    thumbnail = _thumbnail(tiff, main, block.offset, faults)
    return Exif(
        fields=_fields(tiff, main.entries, camera, place),
        device_ids=_device_ids(tiff, {**main.entries, **camera}),
        thumbnail=thumbnail,
        packets=_packets(tiff, main.entries, block.offset),
        faults=tuple(faults),
    )


def _subdirectory(
    tiff: Tiff, main: Directory, tag: int, name: str, base: int | None, faults: list[Fault]
) -> Mapping[int, Entry]:
    entry = main.entries.get(tag)
    if entry is None or entry.type not in SUBDIRECTORY_TYPES or not entry.total:
        return {}
    at = int(first_number(tiff, entry) or 0)
    if at == tiff.first:
        faults.append(Fault(code="exif-loop", message=f"{name} points back to IFD0.", offset=base))
        return {}
    return read_directory(tiff, at, name, base, faults).entries


def _thumbnail(tiff: Tiff, main: Directory, base: int | None, faults: list[Fault]) -> tuple[int, int] | None:
    if not main.next:
        return None
    if main.next == tiff.first:
        faults.append(Fault(code="exif-loop", message="IFD1 points back to IFD0.", offset=base))
        return None
    entries = read_directory(tiff, main.next, "IFD1", base, faults).entries
    if THUMBNAIL_OFFSET not in entries:
        return None
    at, size = (_integer(tiff, entries.get(tag)) or 0 for tag in (THUMBNAIL_OFFSET, THUMBNAIL_SIZE))
    if at + size > len(tiff.data):
        place = None if base is None else base + at
        faults.append(Fault(code="thumbnail-cut", message="The embedded thumbnail is cut off.", offset=place))
    return at, size


def _fields(
    tiff: Tiff, main: Mapping[int, Entry], camera: Mapping[int, Entry], place: Mapping[int, Entry]
) -> PhotoFields:
    artist = _text(tiff, main.get(ARTIST))
    zone = _text(tiff, camera.get(OFFSET_ORIGINAL))
    zone = zone if zone and ZONE.fullmatch(zone) else None
    return PhotoFields(
        creator=tuple(name for part in artist.split(";") if (name := part.strip())) if artist else (),
        copyright_notice=_copyright(tiff, main.get(COPYRIGHT)),
        description=_text(tiff, main.get(DESCRIPTION)),
        date_created=iso_date(_text(tiff, camera.get(DATE_ORIGINAL)), zone),
        orientation=_integer(tiff, main.get(ORIENTATION)),
        gps=_position(tiff, place),
    )


def _integer(tiff: Tiff, entry: Entry | None) -> int | None:
    number = first_number(tiff, entry)
    return None if number is None else int(number)


def _text(tiff: Tiff, entry: Entry | None) -> str | None:
    return clean(decode(tiff.bytes(entry).split(b"\0", 1)[0])) if entry else None


def _copyright(tiff: Tiff, entry: Entry | None) -> str | None:
    """Exif 4.6.5.4.11: the photographer's notice, NUL, the editor's notice; a lone blank stands for an empty one."""
    if entry is None:
        return None
    notices = tiff.bytes(entry).split(b"\0", 2)[:2]
    return clean("\n".join(text for raw in notices if (text := decode(raw).strip())))


def _device_ids(tiff: Tiff, entries: Mapping[int, Entry]) -> tuple[tuple[str, str], ...]:
    found = ((name, _text(tiff, entries.get(tag))) for tag, name in DEVICE_IDS.items())
    return tuple((name, value) for name, value in found if value)


def _packets(tiff: Tiff, entries: Mapping[int, Entry], base: int | None) -> tuple[Packet, ...]:
    found = []
    for tag, kind in PACKETS.items():
        if tag in entries:
            entry = entries[tag]
            content = tiff.bytes(entry)
            if kind == "iim" and not content.startswith(IIM_START) and content[3:4] == IIM_START:
                content = _swapped(content)  # written as 32-bit numbers in the other byte order
            found.append(Packet(kind, content, None if base is None else base + entry.at))
    return tuple(found)


def _swapped(content: bytes) -> bytes:
    out = bytearray(len(content) // 4 * 4)
    for i in range(4):
        out[i::4] = content[3 - i : len(out) : 4]
    return bytes(out)


def _position(tiff: Tiff, place: Mapping[int, Entry]) -> tuple[float, float] | None:
    latitude, longitude = (_degrees(tiff, place, *tags) for tags in (LATITUDE, LONGITUDE))
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def _degrees(tiff: Tiff, place: Mapping[int, Entry], reference: int, value: int) -> float | None:
    entry = place.get(value)
    if entry is None or not entry.total:
        return None
    parts = tiff.numbers(entry._replace(total=min(entry.total, 3)))
    degrees = math.fsum(part / 60**i for i, part in enumerate(parts))
    if not math.isfinite(degrees):  # 0/0 stands for "unknown"
        return None
    sign = -1 if (_text(tiff, place.get(reference)) or "").upper().startswith(("S", "W")) else 1
    return round(sign * abs(degrees), 8)
