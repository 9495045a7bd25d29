"""Entries taken out of an Exif block in place: whatever stays keeps its offset, maker notes included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mediaaudit.readers.metadata.tiff import TYPE_SIZES, Tiff, open_tiff

from .files import NotFixedError

ROW = 12
MAX_ROWS = 4096
EXIF_IFD, GPS_IFD, INTEROPERABILITY_IFD, SUB_IFDS = 0x8769, 0x8825, 0xA005, 0x14A
POINTERS = frozenset({EXIF_IFD, GPS_IFD, INTEROPERABILITY_IFD, SUB_IFDS})
THUMBNAIL = (0x201, 0x202)  # offset and size
IDS = frozenset({0xA430, 0xA431, 0xA435, 0xC62F})  # owner, body, lens; DNG's camera serial number

Patch = tuple[int, bytes]  # where, and what stands there from then on
Stretch = tuple[int, int]


class _Row(NamedTuple):
    tag: int
    type: int
    total: int
    raw: bytes
    value: Stretch | None  # where the value stands if not in the row itself


class _Directory(NamedTuple):
    at: int
    rows: tuple[_Row, ...]
    next: int

    @property
    def stretches(self) -> Iterator[Stretch]:
        """What the directory takes up: its table, and the values outside of it."""
        yield self.at, self.at + 2 + ROW * len(self.rows) + 4
        yield from (row.value for row in self.rows if row.value)


def drop_entries(block: bytes, *, gps: bool, ids: bool) -> list[Patch]:
    """Return the patches that take the GPS directory or the devices' ids out of a block in TIFF structure.

    The bytes that get free become zero. Raises NotFixedError for a block whose directories overlap or are damaged:
    there nothing can be taken out without touching something else.
    """
    tiff = open_tiff(block)
    if tiff is None or tiff.big:
        return []
    directories = _directories(tiff)
    unwanted = _unwanted(directories, gps=gps, ids=ids)
    if not unwanted:
        return []
    kept = {key: directory for key, directory in directories.items() if not gps or key != GPS_IFD}
    freed = [stretch for key in directories.keys() - kept.keys() for stretch in directories[key].stretches]
    patches: list[Patch] = []
    stays: list[Stretch] = [(0, 8), *_thumbnail(tiff, kept.get(1))]
    for directory in kept.values():
        tags = unwanted.get(directory.at, frozenset())
        patches += _without(tiff, directory, tags)
        stays.append(next(directory.stretches))
        for row in directory.rows:
            if row.value:
                (freed if row.tag in tags else stays).append(row.value)
    _refuse_overlaps(stays, freed)
    return patches + [(start, bytes(end - start)) for start, end in freed]


def _unwanted(directories: Mapping[int, _Directory], *, gps: bool, ids: bool) -> dict[int, frozenset[int]]:
    """Return the tags to take out by directory, the GPS directory itself aside."""
    wanted = (frozenset({GPS_IFD}) if gps else frozenset()) | (IDS if ids else frozenset())
    found = {}
    for key in (0, EXIF_IFD):
        directory = directories.get(key)
        tags = frozenset(row.tag for row in directory.rows) & wanted if directory else frozenset()
        if directory and tags:
            found[directory.at] = tags
    return found


def _directories(tiff: Tiff) -> dict[int, _Directory]:
    """Return the directories by the tag that points to them: 0 for the main one, 1 for the thumbnail's."""
    main = _read(tiff, tiff.first)
    found = {0: main}
    if main.next:
        found[1] = _read(tiff, main.next)
    for owner in (main, *found.values()):
        for row in owner.rows:
            if row.tag in {EXIF_IFD, GPS_IFD} and row.tag not in found:
                found[row.tag] = _read(tiff, _number(tiff, row))
    camera = found.get(EXIF_IFD)
    for row in camera.rows if camera else ():
        if row.tag == INTEROPERABILITY_IFD:
            found[row.tag] = _read(tiff, _number(tiff, row))
    return found


def _number(tiff: Tiff, row: _Row) -> int:
    return int.from_bytes(row.raw[8:12], tiff.order)


def _read(tiff: Tiff, at: int) -> _Directory:
    count = tiff.number(at, 2)
    end = at + 2 + ROW * count
    if at < 8 or end > len(tiff.data) or count > MAX_ROWS:
        raise NotFixedError("its Exif block is damaged")
    rows = tuple(_row(tiff, at + 2 + ROW * index) for index in range(count))
    return _Directory(at, rows, tiff.number(end, 4) if end + 4 <= len(tiff.data) else 0)


def _row(tiff: Tiff, at: int) -> _Row:
    tag, kind, total = tiff.number(at, 2), tiff.number(at + 2, 2), tiff.number(at + 4, 4)
    size, place = TYPE_SIZES.get(kind, 0) * total, tiff.number(at + 8, 4)
    value = (place, place + size) if size > 4 and place + size <= len(tiff.data) else None
    return _Row(tag, kind, total, tiff.data[at : at + ROW], value)


def _without(tiff: Tiff, directory: _Directory, tags: frozenset[int]) -> Iterator[Patch]:
    """Yield the directory written anew without some tags; the room it no longer needs becomes zero."""
    if not tags:
        return
    kept = [row.raw for row in directory.rows if row.tag not in tags]
    table = len(kept).to_bytes(2, tiff.order) + b"".join(kept) + directory.next.to_bytes(4, tiff.order)
    room = min(2 + ROW * len(directory.rows) + 4, len(tiff.data) - directory.at)
    yield directory.at, table.ljust(room, b"\0")


def _refuse_overlaps(stays: Sequence[Stretch], freed: Sequence[Stretch]) -> None:
    reach = {False: 0, True: 0}
    for start, end, free in sorted([*((*each, False) for each in stays), *((*each, True) for each in freed)]):
        if end > start and start < reach[not free]:
            raise NotFixedError("parts of its Exif block overlap")
        reach[free] = max(reach[free], end)


def _thumbnail(tiff: Tiff, directory: _Directory | None) -> list[Stretch]:
    numbers = {row.tag: _number(tiff, row) for row in directory.rows} if directory else {}
    at, size = (numbers.get(tag, 0) for tag in THUMBNAIL)
    return [(at, at + size)] if at and size else []
