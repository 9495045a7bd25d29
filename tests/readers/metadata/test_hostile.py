"""Bytes that are made to break a reader: no exception, no long run, no large memory; every limit says so."""

from __future__ import annotations

import random
import struct
import time
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediaaudit.readers.metadata import read_header, read_metadata
from mediaaudit.readers.metadata.inflate import MAX_INFLATED
from mediaaudit.readers.metadata.reader import MAX_FAULTS

from . import builders as make

IIM = make.iim((1, 90, b"\x1b%G"), (2, 80, "Ida Lund"), (2, 120, "A bridge"))
RESOURCES = make.resources({0x404: IIM, 0x425: make.digest(IIM), 0x40C: b"thumb"})
XMP = make.xmp("<dc:creator><rdf:Seq><rdf:li>Ida Lund</rdf:li></rdf:Seq></dc:creator>", 'photoshop:City="Oslo"')
EXIF = make.tiff(
    [make.text(0x13B, "Ida Lund"), (0x8649, 7, RESOURCES), (0x2BC, 7, XMP), (0x83BB, 7, IIM)],
    [make.text(0x9003, "2024:05:06 07:08:09")],
    [make.text(1, "N"), make.rational(2, (59, 1)), make.text(3, "E"), make.rational(4, (10, 1))],
    thumbnail=b"\xff\xd8\xff\xd9",
)
SEEDS = (
    make.jpeg(
        make.app_exif(EXIF), make.app_xmp(XMP), make.app_photoshop(RESOURCES), make.segment(0xE2, b"MPF\0" + EXIF)
    ),
    make.jpeg(
        make.segment(0xE2, b"ICC_PROFILE\0\x01\x01" + make.icc()), make.app_xmp(XMP.decode().encode("utf-16-le"))
    ),
    make.png(make.chunk(b"eXIf", EXIF), make.chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP))),
    make.png(make.chunk(b"tEXt", b"Raw profile type iptc\0\niptc\n9\n" + RESOURCES.hex().encode())),
    make.webp(make.riff_chunk(b"EXIF", EXIF), make.riff_chunk(b"XMP ", XMP), make.riff_chunk(b"ICCP", make.icc())),
    make.tiff([*make.picture_tags(4, 3), (0x2BC, 7, XMP), (0x8773, 7, make.icc())], pixels=b"\0" * 12, thumbnail=b"x"),
    make.heif(EXIF, XMP, profile=make.icc()),
    make.jxl(make.box(b"Exif", b"\0\0\0\0" + EXIF), make.box(b"xml ", XMP), make.box(b"jumb", b"c2pa")),
    make.gif(make.gif_xmp(XMP)),
    make.bmp(),
    b'<svg width="3" height="2"><metadata>'
    + XMP[XMP.index(b"<rdf:RDF") : XMP.index(b"</x:xmp")]
    + b"</metadata></svg>",
)
INTERESTING = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\1", b"\xff\xff", b"\x80\0")


def mutant(dice: random.Random) -> bytes:
    """A seed with a few flips, cuts, repeats and splices."""
    data = bytearray(dice.choice(SEEDS))
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(5):
            case 0:
                data[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                value = dice.choice(INTERESTING)
                data[at : at + len(value)] = value
            case 2:
                del data[at : at + dice.randrange(1, 40)]
            case 3:
                data[at:at] = data[at : at + dice.randrange(1, 80)]
            case _:
                other = dice.choice(SEEDS)
                start = dice.randrange(len(other))
                data[at:at] = other[start : start + dice.randrange(1, 200)]
    return bytes(data)


@pytest.mark.parametrize("seed", range(10))
def test_mutants_are_read(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(60):
        data = mutant(dice)
        metadata = read_metadata(data)
        header = read_header(data)
        assert header is None or header == (metadata.format, metadata.width, metadata.height)
        assert all(fault.message for fault in metadata.faults)


@pytest.mark.parametrize("data", SEEDS)
def test_every_truncation_is_read(data: bytes) -> None:
    for length in range(0, len(data), 1 + len(data) // 60):
        assert read_metadata(data[:length]).faults


@given(st.sampled_from([seed[:n] for seed in SEEDS for n in (4, 12, 24)]), st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_after_a_signature_are_read(start: bytes, rest: bytes) -> None:
    read_metadata(start + rest)


def many_extents() -> bytes:
    """65,535 items of 65,535 extents of no bytes each."""
    iloc = struct.pack(">IBBH", 0, 0, 0, 65535) + struct.pack(">HHH", 1, 0, 65535) * 60_000
    meta = b"\0\0\0\0" + make.box(b"pitm", struct.pack(">IH", 0, 1)) + make.box(b"iloc", iloc)
    return make.box(b"ftyp", b"heic\0\0\0\0") + make.box(b"meta", meta)


def whole_file_items() -> bytes:
    """Exif items that all reach from the file's start to its end."""
    numbers = range(100)
    infe = b"".join(make.box(b"infe", struct.pack(">BxxxHH4sx", 2, n, 0, b"Exif")) for n in numbers)
    iloc = struct.pack(">IBBH", 0, 0x44, 0, 100) + b"".join(struct.pack(">HHHII", n, 0, 1, 0, 0) for n in numbers)
    meta = b"\0\0\0\0" + make.box(b"iinf", struct.pack(">IH", 0, 100) + infe) + make.box(b"iloc", iloc)
    return make.box(b"ftyp", b"heic\0\0\0\0") + make.box(b"meta", meta) + make.box(b"mdat", b"\0" * (3 << 20))


def deep_xmp() -> bytes:
    return make.xmp("<photoshop:City>Oslo</photoshop:City>" + "<dc:x>" * 500 + "</dc:x>" * 500)


def bomb() -> bytes:
    packed = zlib.compress(b" " * (MAX_INFLATED + (8 << 20)), 9)
    return make.png(make.chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + packed))


def many_pictures() -> bytes:
    """A multi-picture index of thousands of overlapping rows, again and again."""
    index = b"MPF\0MM\0*\0\0\0\x08" + b"\xff\xff" + struct.pack(">HHII", 0xB002, 7, 65535, 0) * 5000
    return make.jpeg(*(make.segment(0xE2, index[:65000]) for _ in range(20)), end=b"")


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "XMP with a document type": (
        lambda: make.jpeg(make.app_xmp(b'<!DOCTYPE x [<!ENTITY a "b">]>' + XMP)),
        "xmp-refused",
    ),
    "XMP nested deeply": (lambda: make.jpeg(make.app_xmp(deep_xmp())), "xmp-refused"),
    "nothing but opening tags": (lambda: make.jpeg(make.app_xmp(b"<a>" * 20_000)), "xmp-refused"),
    "XMP of 33 MB": (lambda: make.webp(make.riff_chunk(b"XMP ", XMP + b" " * (33 << 20))), "xmp-limit"),
    "60,000 segments": (lambda: make.jpeg(*[make.segment(0xFE, b"")] * 60_000), "bad-structure"),
    "1,100 Exif blocks": (lambda: make.jpeg(*[make.app_exif(EXIF)] * 1100), "metadata-limit"),
    "65,535 entries": (lambda: make.jpeg(make.app_exif(b"MM\0*\0\0\0\x08\xff\xff" + b"\0" * 60_000)), "exif-cut"),
    "extents of no bytes": (many_extents, "no-size"),
    "items that overlap": (whole_file_items, "metadata-limit"),
    "overlapping picture indices": (many_pictures, "no-end-marker"),
    "fill bytes behind": (lambda: make.jpeg() + b"\xff" * 4_000_000, "trailing-data"),
    "fill bytes before": (lambda: make.jpeg(b"\xff" * 4_000_000, end=b""), "no-end-marker"),
    "stuffed bytes": (lambda: make.jpeg(scan=make.SCAN + b"\xff\0" * 2_000_000, end=b""), "no-end-marker"),
    "sub-blocks of one byte": (lambda: b"GIF89a" + b"\0" * 7 + b"\x21\xfe" + b"\1x" * 1_000_000, "truncated"),
    "a drawing nested deeply": (lambda: b"<svg width='1' height='1'>" + b"<g>" * 200_000, "bad-structure"),
    "comments without end": (lambda: b"<!-- -->" * 100_000, "unknown-format"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_limits(name: str) -> None:
    build, code = HOSTILE[name]
    data = build()
    start = time.process_time()
    faults = [fault.code for fault in read_metadata(data).faults]
    assert time.process_time() - start < 2  # normally below 0.3; a quadratic walk takes minutes
    assert code in faults


def test_salvaged_from_a_packet_that_was_refused() -> None:
    metadata = read_metadata(make.jpeg(make.app_xmp(deep_xmp())))
    assert metadata.merged.city == "Oslo"
    assert metadata.faults[0].salvaged == "1 properties"


def test_a_bomb_takes_no_more_memory_than_the_limit() -> None:
    data = bomb()
    tracemalloc.start()
    try:
        faults = [fault.code for fault in read_metadata(data).faults]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3 * MAX_INFLATED
    assert faults[0] == "inflated-limit"


def test_a_late_unusable_fault_is_kept_beyond_the_limit() -> None:
    damaged = make.chunk(b"teXt", b"x")[:-1] + b"\0"
    data = make.png(*[damaged] * (MAX_FAULTS + 5))
    cut = data[: data.index(b"IDAT") + 6]
    faults = read_metadata(cut).faults
    assert len(faults) == MAX_FAULTS + 1
    assert [fault.code for fault in faults if fault.unusable] == ["truncated"]
