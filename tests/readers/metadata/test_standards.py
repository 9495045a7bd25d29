"""Exif, IIM, XMP and ICC: which fields they give, how their text is read, what is said of damage."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.readers.metadata import read_metadata

from . import builders as make


def exif(*args: Any, **kwargs: Any) -> PhotoMetadata:
    return read_metadata(make.jpeg(make.app_exif(make.tiff(*args, **kwargs))))


def xmp(body: str = "", attributes: str = "") -> PhotoMetadata:
    return packet(make.xmp(body, attributes))


def packet(raw: bytes) -> PhotoMetadata:
    return read_metadata(make.jpeg(make.app_xmp(raw)))


def iim(*datasets: tuple[int, int, str | bytes]) -> PhotoMetadata:
    return resources({0x404: make.iim(*datasets)})


def resources(blocks: dict[int, bytes]) -> PhotoMetadata:
    return read_metadata(make.jpeg(make.app_photoshop(make.resources(blocks))))


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


def test_xmp_fields() -> None:
    def alternatives(name: str, *values: tuple[str, str]) -> str:
        items = "".join(f'<rdf:li xml:lang="{language}">{value}</rdf:li>' for language, value in values)
        return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"

    def several(name: str, kind: str, *values: str) -> str:
        items = "".join(f"<rdf:li>{value}</rdf:li>" for value in values)
        return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"

    body = "".join(
        (
            several("dc:creator", "Seq", "Ida Lund", "Per Holm"),
            several("dc:subject", "Bag", "bridge", " ", "opening"),
            several("Iptc4xmpExt:PersonInImage", "Bag", "Kari Dahl"),
            alternatives("dc:description", ("nb", "En bro"), ("x-default", "A bridge")),
            alternatives("dc:rights", ("x-default", " "), ("en", "© Example")),
            alternatives("xmpRights:UsageTerms", ("en", "Editorial"), ("de", "Redaktionell")),
            alternatives("Iptc4xmpCore:AltTextAccessibility", ("x-default", "A steel bridge")),
            alternatives("Iptc4xmpCore:ExtDescrAccessibility", ("x-default", "A steel bridge at dawn")),
            '<xmpRights:WebStatement rdf:resource="https://example.com/rights"/>',
            (
                '<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:LicensorName>Example</plus:LicensorName>'
                "<plus:LicensorURL>https://example.com/buy</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>"
            ),
            (
                '<plus:CopyrightOwner><rdf:Seq><rdf:li><rdf:Description plus:CopyrightOwnerName="Example AS"/></rdf:li>'
                "</rdf:Seq></plus:CopyrightOwner>"
            ),
            "<photoshop:City><rdf:Description><rdf:value>Oslo</rdf:value></rdf:Description></photoshop:City>",
            "<Iptc4xmpExt:AISystemUsed>Painter</Iptc4xmpExt:AISystemUsed>",
            "<Iptc4xmpExt:AISystemVersionUsed>2</Iptc4xmpExt:AISystemVersionUsed>",
            "<Iptc4xmpExt:AIPromptInformation>a bridge</Iptc4xmpExt:AIPromptInformation>",
            "<Iptc4xmpExt:AIPromptWriterName>Ola Nes</Iptc4xmpExt:AIPromptWriterName>",
            (
                "<Iptc4xmpExt:ArtworkOrObject><rdf:Bag><rdf:li><rdf:Description><dc:creator>Not this</dc:creator>"
                "</rdf:Description></rdf:li></rdf:Bag></Iptc4xmpExt:ArtworkOrObject>"
            ),
        )
    )
    attributes = (
        'photoshop:Credit="Example Agency" photoshop:Source="Example" photoshop:Headline="Bridge opens"'
        ' photoshop:DateCreated="2024-05-06" photoshop:Country="Norway" photoshop:Instructions="None"'
        ' photoshop:TransmissionReference="X06555" plus:DataMining="https://example.com/prohibited"'
        ' plus:LicenseEndDate="2025-01-01" plus:LicenseStartDate="2024-01-01" plus:CreditLineRequired="CR-YES"'
        ' Iptc4xmpExt:DigitalSourceType="https://example.com/composite" tiff:Orientation="3"'
        ' exif:GPSLatitude="59,54.3N" exif:GPSLongitude="10,30,0W" aux:SerialNumber="12345"'
    )
    metadata = xmp(body, attributes)
    assert metadata.container("xmp") == PhotoFields(
        creator=("Ida Lund", "Per Holm"),
        credit_line="Example Agency",
        source="Example",
        copyright_notice="© Example",
        headline="Bridge opens",
        description="A bridge",
        alt_text="A steel bridge",
        extended_description="A steel bridge at dawn",
        keywords=("bridge", "opening"),
        date_created="2024-05-06",
        city="Oslo",
        country="Norway",
        instructions="None",
        usage_terms="Editorial",
        web_statement="https://example.com/rights",
        licensor_url="https://example.com/buy",
        licensor_name="Example",
        copyright_owner=("Example AS",),
        credit_line_required="CR-YES",
        license_start="2024-01-01",
        digital_source_type="https://example.com/composite",
        job_id="X06555",
        persons_shown=("Kari Dahl",),
        data_mining="https://example.com/prohibited",
        ai_system="Painter",
        ai_system_version="2",
        ai_prompt="a bridge",
        ai_prompt_writer="Ola Nes",
        expires="2025-01-01",
        gps=(59.905, -10.5),
        orientation=3,
    )
    assert metadata.device_ids == (("camera serial number", "12345"),)
    assert metadata.faults == ()


CITY = make.xmp("<photoshop:City>Málaga</photoshop:City>")


@pytest.mark.parametrize(
    "raw",
    [
        CITY,
        CITY + b"\0" * 50,
        b"\n\n" + CITY,
        b"\0" + CITY,
        CITY.decode().encode("utf-16"),
        CITY.decode().encode("utf-16-be"),
        CITY.decode().encode("utf-16-le") + b"\0\0",
        CITY.decode().encode("utf-32-be"),
        CITY.decode().encode("utf-32"),
        CITY.replace(b"http://ns.adobe.com/photoshop/1.0/", b"http://ns.adobe.com/photoshop/1.0"),
        CITY.replace(b"photoshop:", b"p:").replace(b"xmlns:photoshop", b"xmlns:p"),
        CITY.replace(b'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"', b""),
    ],
)
def test_xmp_writings(raw: bytes) -> None:
    metadata = packet(raw)
    assert (metadata.merged.city, metadata.faults) == ("Málaga", ())


@pytest.mark.parametrize(
    ("raw", "city"),
    [
        (CITY.replace("á".encode(), b"\xe1"), "Málaga"),
        (CITY.replace("á".encode(), b"\x01"), "M laga"),
        (CITY.replace("á".encode(), b"&#x1;"), "M laga"),
        (CITY.replace("á".encode(), b" & "), "M & laga"),
        (CITY.replace(b"<x:xmpmeta", b'<?xml version="1.0"?><x:xmpmeta'), "Málaga"),
        (CITY[: CITY.index(b"</rdf:Description>")], "Málaga"),
        (CITY[: CITY.index(b"</photoshop:City>")], None),
    ],
)
def test_malformed_xmp_is_salvaged(raw: bytes, city: str | None) -> None:
    metadata = packet(raw)
    assert (metadata.merged.city, codes(metadata)) == (city, ["xmp-malformed"])


def test_empty_xmp() -> None:
    assert codes(packet(b" \0")) == ["xmp-empty"]


def test_the_last_of_two_equal_properties_counts() -> None:
    metadata = xmp("<photoshop:City>Oslo</photoshop:City><photoshop:City>Bergen</photoshop:City>")
    assert metadata.merged.city == "Bergen"


@pytest.mark.parametrize(
    ("latitude", "expected"),
    [("59,54.3N", 59.905), ("-12.5", -12.5), ("12,30,36S", -12.51), ("91,0N", None), ("north", None)],
)
def test_xmp_position(latitude: str, expected: float | None) -> None:
    gps = xmp("", f'exif:GPSLatitude="{latitude}" exif:GPSLongitude="10,30E"').merged.gps
    assert gps == (None if expected is None else (expected, 10.5))


def test_xmp_thumbnail() -> None:
    item = '<rdf:li rdf:parseType="Resource"><xmpGImg:format>JPEG</xmpGImg:format></rdf:li>'
    assert xmp(f"<xmp:Thumbnails><rdf:Alt>{item}</rdf:Alt></xmp:Thumbnails>").has_thumbnail


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


def test_people_in_face_regions() -> None:
    def region(kind: str, *name: str) -> str:
        given = "".join(f"<mwg-rs:Name>{text}</mwg-rs:Name>" for text in name)
        return f'<rdf:li><rdf:Description mwg-rs:Type="{kind}">{given}</rdf:Description></rdf:li>'

    def regions(*items: str) -> tuple[str, ...]:
        people = "<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Ida Lund</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>"
        listed = f"<mwg-rs:RegionList><rdf:Bag>{''.join(items)}</rdf:Bag></mwg-rs:RegionList>"
        return xmp(f'{people}<mwg-rs:Regions rdf:parseType="Resource">{listed}</mwg-rs:Regions>').merged.persons_shown

    assert regions(region("Face", "Per Holm"), region("Pet", "Rex"), region("Face", "Ida Lund")) == (
        "Ida Lund",
        "Per Holm",
    )
    assert regions(region("Face"), region("Pet", "Rex")) == ("Ida Lund",)
