"""TIFF 6.0 and BigTIFF: image file directories, the structure that Exif shares, and TIFF files themselves."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from mediaaudit.model.asset import Fault

from .parts import Packet, Part, Size, bad_structure, truncated

# Field types by number (TIFF 6.0, BigTIFF, and 129 for the UTF-8 text of Exif 3.0) as codes of ``struct``.
TYPES: Mapping[int, str] = {
    1: "B", 2: "B", 3: "H", 4: "I", 5: "II", 6: "b", 7: "B", 8: "h", 9: "i", 10: "ii", 11: "f", 12: "d", 13: "I",
    16: "Q", 17: "q", 18: "Q", 129: "B",
}  # fmt: skip
TYPE_SIZES: Mapping[int, int] = {number: struct.calcsize(f"<{code}") for number, code in TYPES.items()}
RATIONAL = frozenset({5, 10})
MAX_ENTRIES = 4096  # real directories hold tens
MAX_NUMBERS = 1 << 20

WIDTH, HEIGHT, BITS, COMPRESSION = 0x100, 0x101, 0x102, 0x103
SAMPLES, ROWS_PER_STRIP = 0x115, 0x116
STRIPS, TILES = (0x111, 0x117), (0x144, 0x145)  # offsets and byte counts of the picture data
UNCOMPRESSED = 1


class Entry(NamedTuple):
    """One field of a directory: its type, how many values, where they begin in the block, their length in bytes."""

    type: int
    total: int
    at: int
    size: int


class Directory(NamedTuple):
    """An image file directory: its entries by tag (the first of a tag counts), and where the next one begins."""

    entries: Mapping[int, Entry]
    next: int


class Tiff(NamedTuple):
    """A block in TIFF structure: byte order, whether it is BigTIFF, where the first directory begins."""

    data: bytes
    order: Literal["little", "big"]
    big: bool
    first: int

    @property
    def sign(self) -> str:
        """The byte order as ``struct`` writes it."""
        return "<" if self.order == "little" else ">"

    def number(self, at: int, size: int) -> int:
        """Return the number of ``size`` bytes at an offset."""
        return int.from_bytes(self.data[at : at + size], self.order)

    def bytes(self, entry: Entry) -> bytes:
        """Return an entry's value as it stands in the block."""
        return self.data[entry.at : entry.at + entry.size]

    def numbers(self, entry: Entry) -> tuple[float, ...]:
        """Return an entry's values; a rational with denominator 0 is not a number (nan)."""
        total = min(entry.total, MAX_NUMBERS)
        if entry.type not in RATIONAL:
            return struct.unpack_from(f"{self.sign}{total}{TYPES[entry.type]}", self.data, entry.at)
        halves = struct.unpack_from(f"{self.sign}{2 * total}{TYPES[entry.type][0]}", self.data, entry.at)
        return tuple(
            top / bottom if bottom else math.nan for top, bottom in zip(halves[::2], halves[1::2], strict=True)
        )


def open_tiff(data: bytes) -> Tiff | None:
    """Return the block's header, None where the bytes have no TIFF structure."""
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    if data[:2] not in {b"II", b"MM"}:
        return None
    version = int.from_bytes(data[2:4], order)
    if version == 43 and len(data) >= 16:
        return Tiff(data, order, big=True, first=int.from_bytes(data[8:16], order))
    if version == 42 and len(data) >= 8:
        return Tiff(data, order, big=False, first=int.from_bytes(data[4:8], order))
    return None


def first_number(tiff: Tiff, entry: Entry | None) -> float | None:
    """Return the first value of an entry, None where it has none or it is no finite number."""
    if entry is None or not entry.total:
        return None
    number = tiff.numbers(entry._replace(total=1))[0]
    return number if math.isfinite(number) else None


def read_directory(tiff: Tiff, at: int, name: str, base: int | None, faults: list[Fault]) -> Directory:
    """Read the directory at an offset of the block; what does not fit is left out and told in ``faults``.

    ``base`` is the block's place in the file, None where it has none; ``name`` is for people ("IFD0").
    """
    count_size, row, word = (8, 20, 8) if tiff.big else (2, 12, 4)
    here = None if base is None else base + at
    count = tiff.number(at, count_size)
    start, end = at + count_size, len(tiff.data)
    if at < 8 or start > end:
        faults.append(Fault(code="exif-offset", message=f"{name} lies outside its block.", offset=base))
        return Directory({}, 0)
    room = min((end - start) // row, MAX_ENTRIES)
    if count > room:
        salvaged = f"{room} of {count:,} entries"
        faults.append(Fault(code="exif-cut", message=f"{name} is cut off.", offset=here, salvaged=salvaged))
    entries, outside = _entries(tiff, start, row, min(count, room))
    if outside:
        message = f"{outside} entries of {name} have an unknown type or point outside their block."
        faults.append(Fault(code="exif-entry", message=message, offset=here, salvaged=f"{len(entries)} entries"))
    return Directory(entries, tiff.number(start + row * count, word) if count <= room else 0)


def _entries(tiff: Tiff, start: int, row: int, count: int) -> tuple[dict[int, Entry], int]:
    """Return the entries of ``count`` rows of ``row`` bytes, and how many do not fit into the block."""
    word, end = (8, len(tiff.data)) if tiff.big else (4, len(tiff.data))
    entries: dict[int, Entry] = {}
    outside, at = 0, start + 4 + word
    layout = f"{tiff.sign}HHQQ" if tiff.big else f"{tiff.sign}HHII"
    for tag, kind, total, place in struct.iter_unpack(layout, tiff.data[start : start + row * count]):
        size = TYPE_SIZES.get(kind, 0) * total
        where = at if size <= word else place  # a short value stands in the row itself
        at += row
        if kind not in TYPE_SIZES or where + size > end:
            outside += 1
        else:
            entries.setdefault(tag, Entry(kind, total, where, size))
    return entries, outside


def walk(data: bytes) -> Iterator[Part]:
    """Yield size and structural faults of a TIFF file, and the whole file as its own Exif block."""
    tiff = open_tiff(data)
    if tiff is None or tiff.first + 2 > len(data):
        yield truncated(
            "The file ends before its directory: there is no picture to be found.", len(data), unusable=True
        )
        return
    unused: list[Fault] = []  # the Exif reader meets the same directory and tells of its faults
    entries = read_directory(tiff, tiff.first, "IFD0", 0, unused).entries
    if WIDTH in entries and HEIGHT in entries:
        yield Size(_value(tiff, entries, WIDTH, 0), _value(tiff, entries, HEIGHT, 0))
    yield Packet("exif", data, 0)
    yield from _picture_data(tiff, entries)


def _value(tiff: Tiff, entries: Mapping[int, Entry], tag: int, default: int) -> int:
    """Return the first value of a tag as a whole number, the default where it has none."""
    number = first_number(tiff, entries.get(tag))
    return default if number is None else int(number)


def _picture_data(tiff: Tiff, entries: Mapping[int, Entry]) -> Iterator[Fault]:
    """Yield a fault where strips or tiles of the first picture lie beyond the file's end."""
    for offsets_tag, counts_tag in (STRIPS, TILES):
        if offsets_tag not in entries:
            continue
        offsets = tiff.numbers(entries[offsets_tag])
        counts = tiff.numbers(entries[counts_tag]) if counts_tag in entries else (0,) * len(offsets)
        end, largest = len(tiff.data), _strip_size(tiff, entries)
        cut = [at for at, size in zip(offsets, counts, strict=False) if at + min(size, largest) > end]
        if cut:
            message = f"{len(cut):,} of {len(offsets):,} strips or tiles of the picture lie beyond the end of the file."
            yield truncated(message, end, unusable=True)
        return
    if not entries:
        yield bad_structure("The file's directory is empty.", tiff.first, unusable=True)


def _strip_size(tiff: Tiff, entries: Mapping[int, Entry]) -> float:
    """Return the most bytes that a strip can need: byte counts are sometimes wrong although the picture is whole."""
    if STRIPS[0] not in entries or _value(tiff, entries, COMPRESSION, UNCOMPRESSED) != UNCOMPRESSED:
        return float("inf")
    height = _value(tiff, entries, HEIGHT, 0)
    bits = _value(tiff, entries, BITS, 1) * _value(tiff, entries, SAMPLES, 1)
    rows = min(height, _value(tiff, entries, ROWS_PER_STRIP, height))
    return (_value(tiff, entries, WIDTH, 0) * bits + 7) // 8 * rows
