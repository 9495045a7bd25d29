"""IPTC-IIM 4.2: the dataset stream that Photoshop and wire systems embed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.asset import Fault
from mediaaudit.model.metadata import PhotoFields

from .parts import Packet
from .reconcile import EMPTY
from .strings import clean, decode

MARKER = 0x1C
CHARSET = (1, 90)
APPLICATION = 2  # the record that holds what editors write
MAX_DATASETS = 100_000
KEYWORDS, RELEASE_DATE, RELEASE_TIME, EXPIRY_DATE, EXPIRY_TIME = 25, 30, 35, 37, 38
INSTRUCTIONS, DATE, TIME, BYLINE, CITY, COUNTRY, JOB_ID = 40, 55, 60, 80, 90, 101, 103
HEADLINE, CREDIT, SOURCE, COPYRIGHT, CONTACT, CAPTION = 105, 110, 115, 116, 118, 120
# ISO 2022 escape sequences that writers of IIM use (IIM 4.2, dataset 1:90).
CHARSETS: Mapping[bytes, str] = {
    b"\x1b%G": "utf-8", b"\x1b%/G": "utf-8", b"\x1b%/H": "utf-8", b"\x1b%/I": "utf-8",
    **{
        b"\x1b" + set_ + letter: charset
        for set_ in (b"-", b".", b"/")
        for letter, charset in (
            (b"A", "iso-8859-1"), (b"B", "iso-8859-2"), (b"C", "iso-8859-3"), (b"D", "iso-8859-4"), (b"L", "iso-8859-5"),
            (b"G", "iso-8859-6"), (b"F", "iso-8859-7"), (b"H", "iso-8859-8"), (b"M", "iso-8859-9"), (b"V", "iso-8859-10"),
            (b"T", "iso-8859-11"), (b"Y", "iso-8859-13"), (b"_", "iso-8859-14"), (b"b", "iso-8859-15"), (b"f", "iso-8859-16"),
        )
    },
}  # fmt: skip
_DAY = pattern(r"(\d{4})-?(\d\d)-?(\d\d)")
_CLOCK = pattern(r"(\d\d):?(\d\d):?(\d\d)(?:([+-]\d\d):?(\d\d))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Iim:
    """What an IIM block says; ``charset`` as declared in 1:90, None where undeclared or unknown."""

    fields: PhotoFields = EMPTY
    charset: str | None = None
    contact: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_iim(block: Packet) -> Iim:
    """Read a dataset stream. Never raises."""
    datasets: dict[tuple[int, int], list[bytes]] = {}
    faults = _collect(block, datasets)
    declared = datasets.get(CHARSET, [b""])[0]
    charset = CHARSETS.get(declared)

    def texts(number: int) -> tuple[str, ...]:
        values = (clean(_decoded(raw, charset)) for raw in datasets.get((APPLICATION, number), ()))
        return tuple(value for value in values if value)

    return Iim(fields=_fields(texts), charset=charset, contact=texts(CONTACT), faults=faults)


def _collect(block: Packet, datasets: dict[tuple[int, int], list[bytes]]) -> tuple[Fault, ...]:
    """Gather the values of every dataset; return the fault that ended the reading early, if one did."""
    data, at = block.data, 0
    for _ in range(MAX_DATASETS):
        if at + 5 > len(data) or data[at] != MARKER:
            break
        record, number = data[at + 1], data[at + 2]
        size, start = int.from_bytes(data[at + 3 : at + 5], "big"), at + 5
        if size & 0x8000:  # extended dataset: so many bytes of length follow
            wide = size & 0x7FFF
            size, start = int.from_bytes(data[start : start + min(wide, 8)], "big"), start + wide
        if start + size > len(data):
            message = f"IIM dataset {record}:{number:02} is cut off."
            salvaged = f"{len(datasets)} datasets"
            return (Fault(code="iim-cut", message=message, offset=_place(block, at), salvaged=salvaged),)
        datasets.setdefault((record, number), []).append(data[start : start + size])
        at = start + size
    if data[at:].strip(b"\0"):
        message = "The IIM datasets break off: what follows is no dataset."
        salvaged = f"{len(datasets)} datasets"
        return (Fault(code="iim-structure", message=message, offset=_place(block, at), salvaged=salvaged),)
    return ()


def _place(block: Packet, at: int) -> int | None:
    return None if block.offset is None else block.offset + at


def _decoded(raw: bytes, charset: str | None) -> str:
    # Declared UTF-8 is often not: the bytes decide. Latin-1 as written by real programs is Windows-1252.
    if charset is None or charset == "utf-8":
        return decode(raw)
    return raw.decode("cp1252" if charset == "iso-8859-1" else charset, "replace")


def _fields(texts: Callable[[int], tuple[str, ...]]) -> PhotoFields:
    def one(number: int) -> str | None:
        values = texts(number)
        return values[-1] if values else None  # not repeatable: of two, ExifTool shows the last

    return PhotoFields(
        creator=texts(BYLINE),
        credit_line=one(CREDIT),
        source=one(SOURCE),
        copyright_notice=one(COPYRIGHT),
        headline=one(HEADLINE),
        description=one(CAPTION),
        keywords=texts(KEYWORDS),
        date_created=_date(one(DATE), one(TIME)),
        city=one(CITY),
        country=one(COUNTRY),
        instructions=one(INSTRUCTIONS),
        job_id=one(JOB_ID),
        embargo=_date(one(RELEASE_DATE), one(RELEASE_TIME)),
        expires=_date(one(EXPIRY_DATE), one(EXPIRY_TIME)),
    )


def _date(day: str | None, clock: str | None) -> str | None:
    """Return CCYYMMDD and HHMMSS±HHMM as ISO 8601; a day of another shape as it is; None for one of zeros."""
    if day is None or not any("1" <= char <= "9" for char in day):
        return None
    match = _DAY.fullmatch(day)
    if match is None:
        return day
    date = "-".join(match.groups())
    time = _CLOCK.fullmatch(clock) if clock else None
    if time is None:
        return date
    hour, minute, second, zone_hours, zone_minutes = time.groups()
    zone = f"{zone_hours}:{zone_minutes}" if zone_hours else ""
    return f"{date}T{hour}:{minute}:{second}{zone}"
