"""Coordinates and serial numbers leave a picture file; everything else stays bit for bit."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from mediaaudit.fixes.exif import drop_entries
from mediaaudit.fixes.files import NotFixedError
from mediaaudit.fixes.pictures import drop
from mediaaudit.fixes.xmp import drop_properties
from mediaaudit.readers.metadata import read_metadata

GPS, IDS = frozenset({"gps"}), frozenset({"device-ids"})
XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:e="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 e:GPSLatitude="55,42.5N" e:GPSLongitude='13,11.5E' aux:SerialNumber="4711" photoshop:Credit="A > b">
<e:GPSAltitude>12/1</e:GPSAltitude><dc:creator><rdf:Seq><rdf:li>Ida Lund</rdf:li></rdf:Seq></dc:creator>
<core:CreatorContactInfo rdf:parseType="Resource"><core:CiTelWork>+46 1</core:CiTelWork>
<core:CiUrlWork>https://press.example</core:CiUrlWork></core:CreatorContactInfo><aux:LensSerialNumber/>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x13B], made[0x8298], made[0x112] = "Ida Lund", "Reuters", 6
    made.get_ifd(0x8825).update({1: "N", 2: (55.0, 42.0, 33.0), 3: "E", 4: (13.0, 11.0, 28.0)})
    made.get_ifd(0x8769).update(
        {0x9003: "2026:05:01 12:00:00", 0xA430: "Ida Lund", 0xA431: "8123456", 0xA434: "35 mm lens", 0xA435: "99887766"}
    )
    return made


def saved(format_: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture = Image.linear_gradient("L").convert("RGB")
    picture.save(out, format_, exif=exif(), **more)  # type: ignore[arg-type]
    return out.getvalue()


def png_with_xmp() -> bytes:
    text = PngInfo()
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved("PNG", pnginfo=text)


PICTURES: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: saved("JPEG", xmp=XMP),
    "png": png_with_xmp,
    "webp": lambda: saved("WEBP", xmp=XMP, lossless=True),
}
each_format = pytest.mark.parametrize("made", PICTURES.values(), ids=PICTURES)


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.tobytes()


@each_format
def test_coordinates_are_dropped(made: Callable[[], bytes]) -> None:
    before = made()
    after = drop(before, GPS)
    old, new = read_metadata(before), read_metadata(after)
    assert old.merged.gps is not None
    assert new.merged.gps is None
    assert new.merged.creator == ("Ida Lund",)
    assert (new.merged.credit_line, new.merged.orientation, new.device_ids) == ("A > b", 6, old.device_ids)
    assert (pixels(after), len(after), new.faults) == (pixels(before), len(before), ())
    for trace in (b"GPSLatitude", b"GPSAltitude", b"55,42.5N", b"13,11.5E"):
        assert trace not in after


@each_format
def test_serial_numbers_are_dropped(made: Callable[[], bytes]) -> None:
    before = made()
    after = drop(before, IDS)
    new = read_metadata(after)
    assert new.device_ids == (("contact web address", "https://press.example"),)
    assert new.merged == read_metadata(before).merged
    assert (pixels(after), len(after), new.faults) == (pixels(before), len(before), ())
    for trace in (b"8123456", b"99887766", b"4711", b"+46 1"):
        assert trace not in after
    assert b"35 mm lens" in after


@each_format
def test_a_second_time_there_is_nothing_to_drop(made: Callable[[], bytes]) -> None:
    after = drop(made(), GPS | IDS)
    with pytest.raises(NotFixedError, match="nothing in it can be dropped"):
        drop(after, GPS | IDS)


def test_checksums_of_a_png_hold() -> None:
    after = drop(png_with_xmp(), GPS)
    at = 8
    while at < len(after):
        stop = at + 8 + int.from_bytes(after[at : at + 4], "big")
        assert zlib.crc32(after[at + 4 : stop]) == int.from_bytes(after[stop : stop + 4], "big")
        at = stop + 4


def raw_profile() -> bytes:
    block = exif().tobytes()
    text = PngInfo()
    text.add_text("Raw profile type exif", f"\nexif\n{len(block):8}\n{block.hex()}\n", zip=True)
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=text)
    return out.getvalue()


def signed() -> bytes:
    data = saved("JPEG")
    box = b"JP\0\1\0\0\0\1" + (40).to_bytes(4, "big") + b"jumb" + b"\0\0\0\x20jumdc2pa" + bytes(20)
    return data[:2] + b"\xff\xeb" + (len(box) + 2).to_bytes(2, "big") + box + data[2:]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (saved("TIFF"), "only JPEG, PNG and WebP files are rewritten"),
        (b"no picture at all", "only JPEG, PNG and WebP files are rewritten"),
        (raw_profile(), "its metadata is compressed or in pieces"),
        (signed(), "it is signed"),
        (saved("JPEG", xmp=XMP.replace(b"</rdf:RDF>", b"")), "its XMP packet is no sound XML"),
        (saved("JPEG", xmp=b"<!DOCTYPE a>" + XMP[XMP.index(b"<x:") :]), "its XMP packet has a document type"),
    ],
    ids=["tiff", "text", "compressed", "signed", "malformed", "doctype"],
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(NotFixedError, match=reason):
        drop(data, GPS)


def test_directories_that_overlap_are_left_alone() -> None:
    block = bytearray(exif().tobytes()[6:])
    order = "little" if block[:2] == b"II" else "big"
    rows = {
        int.from_bytes(block[at : at + 2], order): at
        for at in range(10, 10 + 12 * int.from_bytes(block[8:10], order), 12)
    }
    block[rows[0x8825] + 8 : rows[0x8825] + 12] = block[rows[0x8769] + 8 : rows[0x8769] + 12]
    with pytest.raises(NotFixedError, match="overlap"):
        drop_entries(bytes(block), gps=True, ids=False)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(list(PICTURES)), st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=12))
def test_damaged_files_are_refused_or_come_out_whole(name: str, damage: list[tuple[int, int]]) -> None:
    data = bytearray(CACHED.setdefault(name, PICTURES[name]()))
    for at, value in damage:
        data[at % len(data)] = value
    try:
        after = drop(bytes(data), GPS | IDS)
    except NotFixedError:
        return
    assert len(after) == len(data)
    assert read_metadata(after).merged.gps is None


CACHED: dict[str, bytes] = {}


@given(st.binary(max_size=200))
def test_any_packet_is_survived(junk: bytes) -> None:
    for packet in (junk, XMP[:300] + junk + XMP[300:]):
        try:
            patches = drop_properties(packet, gps=True, ids=True)
        except NotFixedError:
            continue
        assert all(set(content) <= {0x20} for _, content in patches)
