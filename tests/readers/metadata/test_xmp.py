"""XMP: its fields, the ways of writing it, what is salvaged from malformed packets."""

from __future__ import annotations

import pytest

from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.readers.metadata import read_metadata

from . import builders as make


def xmp(body: str = "", attributes: str = "") -> PhotoMetadata:
    return packet(make.xmp(body, attributes))


def packet(raw: bytes) -> PhotoMetadata:
    return read_metadata(make.jpeg(make.app_xmp(raw)))


def codes(metadata: PhotoMetadata) -> list[str]:
    return [fault.code for fault in metadata.faults]


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
