"""IIM in Photoshop resources: its fields, character sets and damage; precedence among the standards."""

from __future__ import annotations

import struct

import pytest

from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.readers.metadata import read_metadata

from . import builders as make


def iim(*datasets: tuple[int, int, str | bytes]) -> PhotoMetadata:
    return resources({0x404: make.iim(*datasets)})


def resources(blocks: dict[int, bytes]) -> PhotoMetadata:
    return read_metadata(make.jpeg(make.app_photoshop(make.resources(blocks))))


def codes(metadata: PhotoMetadata) -> list[str]:
    return [fault.code for fault in metadata.faults]


def test_iim_fields() -> None:
    metadata = iim(
        (1, 90, b"\x1b%G"), (2, 0, b"\0\4"), (2, 25, "bridge"), (2, 25, "opening"), (2, 30, "20240601"),
        (2, 35, "060000+0200"), (2, 37, "20250101"), (2, 40, "NO ARCHIVES"), (2, 55, "20240506"), (2, 60, "070809+0200"),
        (2, 80, "Zoë Lund"), (2, 80, "Per Holm"), (2, 90, "Oslo"), (2, 101, "Norway"), (2, 103, "X06555"),
        (2, 105, "Bridge opens"), (2, 110, "Example Agency"), (2, 115, "Example"), (2, 116, "© Example"),
        (2, 118, "desk@example.com"), (2, 120, "A bridge"),
    )  # fmt: skip
    assert metadata.container("iim") == PhotoFields(
        creator=("Zoë Lund", "Per Holm"),
        credit_line="Example Agency",
        source="Example",
        copyright_notice="© Example",
        headline="Bridge opens",
        description="A bridge",
        keywords=("bridge", "opening"),
        date_created="2024-05-06T07:08:09+02:00",
        city="Oslo",
        country="Norway",
        instructions="NO ARCHIVES",
        job_id="X06555",
        embargo="2024-06-01T06:00:00+02:00",
        expires="2025-01-01",
    )
    assert metadata.device_ids == (("contact", "desk@example.com"),)
    assert (metadata.iim_charset, metadata.iim_digest, metadata.faults) == ("utf-8", "none", ())


@pytest.mark.parametrize(
    ("charset", "raw", "name"),
    [
        (None, "Zoë".encode(), "Zoë"),
        (None, "Zoë".encode("cp1252"), "Zoë"),
        (b"\x1b%G", "Zoë".encode("cp1252"), "Zoë"),
        (b"\x1b.A", "Zoë".encode("latin-1"), "Zoë"),
        (b"\x1b-A", "Zoë".encode(), "ZoÃ«"),
        (b"\x1b-L", "Иван".encode("iso-8859-5"), "Иван"),
        (b"\x1b.B", "Łódź".encode("iso-8859-2"), "Łódź"),
        (b"\x1b-F", "Αθήνα".encode("iso-8859-7"), "Αθήνα"),
        (b"unknown", "Zoë".encode(), "Zoë"),
    ],
)
def test_iim_character_set(charset: bytes | None, raw: bytes, name: str) -> None:
    declared = [(1, 90, charset)] if charset else []
    assert iim(*declared, (2, 80, raw)).merged.creator == (name,)
    assert iim((2, 80, raw), *declared).merged.creator == (name,)  # the declaration may come late


@pytest.mark.parametrize(
    ("block", "code", "salvaged"),
    [
        (make.iim((2, 80, "Ida Lund"), (2, 110, "Example"))[:-3], "iim-cut", "1 datasets"),
        (make.iim((2, 80, "Ida Lund")) + b"\x38\x02\x05\0\0", "iim-structure", "1 datasets"),
        (make.iim((2, 80, "Ida Lund")) + b"\x1c\x02\x05\xff\xff" + b"\xff" * 8, "iim-cut", "1 datasets"),
    ],
)
def test_iim_fault(block: bytes, code: str, salvaged: str) -> None:
    metadata = resources({0x404: block})
    assert [(fault.code, fault.salvaged) for fault in metadata.faults] == [(code, salvaged)]
    assert metadata.merged.creator == ("Ida Lund",)


def test_iim_extended_dataset_and_padding() -> None:
    block = b"\x1c\x02\x78\x80\x04" + struct.pack(">I", 40_000) + b"x" * 40_000 + b"\0\0\0"
    metadata = resources({0x404: block})
    assert (metadata.merged.description, metadata.faults) == ("x" * 40_000, ())


def test_iim_stored_as_swapped_numbers() -> None:
    block = make.iim((2, 80, "Ida Lund!!!"))
    swapped = b"".join(block[i : i + 4][::-1] for i in range(0, len(block), 4))
    assert read_metadata(make.tiff([*make.picture_tags(1, 1), (0x83BB, 4, swapped)])).merged.creator == ("Ida Lund!!!",)


def test_the_block_in_its_standard_place_counts() -> None:
    inside = make.tiff([(0x83BB, 7, make.iim((2, 80, "Per Holm"), (2, 90, "Oslo")))])
    outside = make.resources({0x404: make.iim((2, 80, "Ida Lund"))})
    merged = read_metadata(make.jpeg(make.app_exif(inside), make.app_photoshop(outside))).merged
    assert (merged.creator, merged.city) == (("Ida Lund",), None)


def test_photoshop_fault() -> None:
    block = make.resources({0x404: make.iim((2, 80, "Ida Lund"))})
    for damaged, expected in ((block + b"junk", "photoshop-structure"), (block + block[:12], "photoshop-cut")):
        metadata = read_metadata(make.jpeg(make.app_photoshop(damaged)))
        assert (metadata.merged.creator, codes(metadata)) == (("Ida Lund",), [expected])


def test_photoshop_thumbnail() -> None:
    assert resources({0x40C: b"\0" * 30}).has_thumbnail


def test_precedence() -> None:
    camera = make.tiff(
        [make.text(0x10E, "Exif"), make.text(0x13B, "Exif"), make.text(0x8298, "Exif"), make.short(0x112, 6)]
    )
    block = make.iim((2, 80, "IIM"), (2, 120, "IIM"), (2, 90, "IIM"))
    properties = make.xmp("<dc:creator><rdf:Seq><rdf:li>XMP</rdf:li></rdf:Seq></dc:creator>", 'tiff:Orientation="1"')

    def merged(stored: dict[int, bytes]) -> PhotoMetadata:
        return read_metadata(
            make.jpeg(make.app_exif(camera), make.app_xmp(properties), make.app_photoshop(make.resources(stored)))
        )

    for stored, state, creator in (
        ({0x404: block}, "none", "XMP"),
        ({0x404: block, 0x425: make.digest(block)}, "match", "XMP"),
        ({0x404: block, 0x425: b"\1" * 16}, "stale", "IIM"),
    ):
        metadata = merged(stored)
        assert metadata.iim_digest == state
        assert metadata.merged == PhotoFields(
            creator=(creator,), description="IIM", city="IIM", copyright_notice="Exif", orientation=6
        )
