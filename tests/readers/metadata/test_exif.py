"""Exif: which fields it gives, how its text is read, what is said of damage; ICC profiles."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.readers.metadata import read_metadata

from . import builders as make


def exif(*args: Any, **kwargs: Any) -> PhotoMetadata:
    return read_metadata(make.jpeg(make.app_exif(make.tiff(*args, **kwargs))))


def codes(metadata: PhotoMetadata) -> list[str]:
    return [fault.code for fault in metadata.faults]


def test_exif_fields() -> None:
    metadata = exif(
        [make.text(0x10E, "  A bridge \0"), make.text(0x13B, "Ida Lund; Per Holm"), make.short(0x112, 6)],
        [make.text(0x9003, "2024:05:06 07:08:09"), make.text(0x9011, "+02:00"), make.text(0xA431, "12345")],
        [make.text(1, "N"), make.rational(2, (59, 1), (54, 1), (36, 2)), make.text(3, "W"), make.rational(4, (21, 2))],
        thumbnail=b"\xff\xd8\xff\xd9",
    )
    assert metadata.container("exif") == PhotoFields(
        description="A bridge",
        creator=("Ida Lund", "Per Holm"),
        orientation=6,
        date_created="2024-05-06T07:08:09+02:00",
        gps=(59.905, -10.5),
    )
    assert metadata.device_ids == (("camera serial number", "12345"),)
    assert metadata.faults == ()


def test_exif_thumbnail_is_located_in_the_file() -> None:
    thumbnail = b"\xff\xd8thumb\xff\xd9"
    data = make.jpeg(make.app_exif(make.tiff([], thumbnail=thumbnail)))
    metadata = read_metadata(data)
    assert metadata.has_thumbnail
    assert metadata.thumbnail is not None
    at, size = metadata.thumbnail
    assert data[at : at + size] == thumbnail


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Zoë".encode(), "Zoë"),
        ("Zoë".encode("cp1252"), "Zoë"),
        (b"A \x81", "A \N{REPLACEMENT CHARACTER}"),
        (b"photographer\0editor", "photographer\neditor"),
        (b" \0editor", "editor"),
        (b" \0 ", None),
    ],
)
def test_exif_copyright(raw: bytes, text: str | None) -> None:
    assert exif([make.text(0x8298, raw)]).merged.copyright_notice == text


def test_exif_3_text() -> None:
    assert exif([make.text(0x13B, "Zoë", make.UTF8)]).merged.creator == ("Zoë",)


@pytest.mark.parametrize(
    ("stored", "date"),
    [
        ("2024:05:06 07:08:09", "2024-05-06T07:08:09"),
        ("2024:05:06", "2024-05-06"),
        ("2024:05:06 07:08", "2024-05-06T07:08:00"),
        ("spring 2024", "spring 2024"),
        ("0000:00:00 00:00:00", None),
        ("    :  :     :  :  ", None),
    ],
)
def test_exif_date(stored: str, date: str | None) -> None:
    assert exif([], [make.text(0x9003, stored)]).merged.date_created == date


@pytest.mark.parametrize(
    "gps",
    [
        [make.text(1, "N"), make.rational(2, (0, 0), (0, 0), (0, 0)), make.rational(4, (0, 0))],
        [make.rational(2, (91, 1)), make.rational(4, (0, 1))],
        [make.rational(2, (51, 1))],
        [make.rational(2), make.rational(4)],
    ],
    ids=["unknown", "off the globe", "latitude only", "empty"],
)
def test_no_position(gps: list[make.Field]) -> None:
    assert exif([], [], gps).merged.gps is None


SOUND = make.tiff([make.text(0x13B, "Ida Lund"), make.text(0x10E, "A bridge over a river")])


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (b"II", "exif-header"),
        (b"XX*\0" + SOUND[4:], "exif-header"),
        (SOUND[:4] + b"\0\0\xff\xff" + SOUND[8:], "exif-offset"),
        (SOUND[:30], "exif-cut"),
        (SOUND[:50], "exif-entry"),
        (make.tiff([make.long(0x8769, 8)]), "exif-loop"),
        (SOUND[:34] + b"\0\0\0\x08" + SOUND[38:], "exif-loop"),
        (make.tiff([make.long(0x8769, 5)]), "exif-offset"),
        (make.tiff([], thumbnail=b"x" * 9).replace(b"\0\0\0\x09", b"\0\0\x09\0"), "thumbnail-cut"),
    ],
)
def test_exif_fault(block: bytes, code: str) -> None:
    metadata = read_metadata(make.jpeg(make.app_exif(block)))
    assert codes(metadata)[0] == code
    assert metadata.faults[0].offset is not None


def test_two_exif_blocks() -> None:
    first = make.tiff([make.text(0x13B, "Ida Lund"), make.text(0x10E, "First"), make.short(0x112, 1)])
    later = make.tiff([make.text(0x13B, "Per Holm"), make.text(0x10E, "Later"), make.short(0x112, 6)])
    merged = read_metadata(make.jpeg(make.app_exif(first), make.app_exif(later))).merged
    assert (merged.creator, merged.description, merged.orientation) == (("Per Holm",), "First", 1)


def version_2(description: bytes) -> bytes:
    tag = b"desc\0\0\0\0" + struct.pack(">I", len(description) + 1) + description + b"\0" * 80
    body = struct.pack(">I4sII", 1, b"desc", 144, len(tag)) + tag
    return struct.pack(">I", 128 + len(body)) + b"\0" * 32 + b"acsp" + b"\0" * 88 + body


@pytest.mark.parametrize(
    ("profile", "description", "expected"),
    [
        (make.icc("Display P3"), "Display P3", []),
        (version_2(b"sRGB IEC61966-2.1"), "sRGB IEC61966-2.1", []),
        (make.icc()[:-2], "sRG", ["icc-cut"]),
        (b"no profile", None, ["icc-header"]),
    ],
)
def test_icc(profile: bytes, description: str | None, expected: list[str]) -> None:
    metadata = read_metadata(make.jpeg(make.segment(0xE2, b"ICC_PROFILE\0\x01\x01" + profile)))
    assert (metadata.icc_profile, codes(metadata)) == (description, expected)
