"""Every container: size, packets found inside, structural faults with their places."""

from __future__ import annotations

import struct
import zlib

import pytest

from mediaaudit.model.asset import Fault
from mediaaudit.readers.metadata import read_header, read_metadata

from . import builders as make

EXIF = make.tiff([make.text(0x13B, "Ida Lund")])
XMP = make.xmp("<photoshop:Credit>Example Agency</photoshop:Credit>")
SVG = b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="1in"/>'
JXL = make.jxl(make.box(b"Exif", b"\0\0\0\0" + EXIF), make.box(b"xml ", XMP))


def minimised(flags: int) -> bytes:
    """A minimised HEIF header of 161 by 61: large dimensions, 15 bits each."""
    return (flags | 1 << 39 | 160 << 24 | 60 << 9).to_bytes(7, "big")


CARRIERS = {
    "jpeg": make.jpeg(make.app_exif(EXIF), make.app_xmp(XMP)),
    "png": make.png(make.chunk(b"eXIf", EXIF), make.chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)),
    "webp": make.webp(make.riff_chunk(b"EXIF", b"Exif\0\0" + EXIF), make.riff_chunk(b"XMP ", XMP)),
    "tiff": make.tiff([*make.picture_tags(4, 3), make.text(0x13B, "Ida Lund"), (0x2BC, 7, XMP)], pixels=b"\x80" * 12),
    "heic": make.heif(EXIF, XMP),
    "avif": make.heif(EXIF, XMP, brand=b"avif"),
    "jxl": JXL,
}
SIZES = {"jpeg": (80, 60), "png": (7, 5), "webp": (40, 30), "tiff": (4, 3), "jxl": (200, 130)}


@pytest.mark.parametrize("name", CARRIERS)
def test_exif_and_xmp_are_found_in_a_sound_file(name: str) -> None:
    data = CARRIERS[name]
    metadata = read_metadata(data)
    assert metadata.faults == ()
    assert metadata.merged.creator == ("Ida Lund",)
    assert metadata.merged.credit_line == "Example Agency"
    assert [container for container, _ in metadata.containers] == ["xmp", "exif"]
    assert (metadata.format, metadata.width, metadata.height) == read_header(data)
    assert (metadata.format, (metadata.width, metadata.height)) == (name, SIZES.get(name, (64, 48)))


@pytest.mark.parametrize(
    ("data", "header"),
    [
        (make.gif(), ("gif", 3, 2)),
        (make.bmp(), ("bmp", 4, 3)),
        (b"BM" + b"\0" * 12 + struct.pack("<IHHHH", 12, 9, 8, 1, 24), ("bmp", 9, 8)),  # OS/2
        (SVG, ("svg", 76, 96)),
        (b'<svg viewBox="0 0 30,20" width="60px"/>', ("svg", 60, 40)),
        (b'<svg viewBox="0 0 30 20" width="100%" height="50%"/>', ("svg", 30, 20)),
        (zlib.compress(SVG, wbits=31), ("svg", 76, 96)),
        (b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg width="1" height="2"/>', ("svg", 1, 2)),
        (b"\xff\x0a" + (1 | 15 << 1 | 3 << 6).to_bytes(12, "little"), ("jxl", 170, 128)),  # small, 4 to 3
        (make.webp().replace(b"VP8X", b"ABCD"), ("webp", 1, 1)),
        (b"RIFF\x1a\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x40\x01\xf0\x00", ("webp", 320, 240)),
        (make.jpeg(frame=make.segment(0xC2, b"\x08\0\0\0\x30\x01\x01\x11\0"), end=b"\xff\xdc\0\x04\0\x20\xff\xd9"),
         ("jpeg", 48, 32)),  # the number of lines comes after the scan
        (b"MM\0+\0\x08\0\0" + struct.pack(">QQ", 16, 2) + struct.pack(">HHQHxxxxxx", 0x100, 3, 1, 6)
         + struct.pack(">HHQHxxxxxx", 0x101, 3, 1, 5) + b"\0" * 8, ("tiff", 6, 5)),  # BigTIFF
        (make.box(b"ftyp", b"mif3avif") + make.box(b"mini", minimised(0)), ("avif", 161, 61)),
        (make.box(b"ftyp", b"msf1\0\0\0\0hevc") + make.box(b"moov", make.box(b"trak", make.box(
            b"tkhd", b"\0" * 76 + struct.pack(">HHHH", 320, 0, 180, 0)))), ("heic", 320, 180)),
    ],
)  # fmt: skip
def test_header(data: bytes, header: tuple[str, int, int]) -> None:
    assert read_header(data) == header


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"<html><svg width='1' height='1'/></html>", b"version https://git-lfs.github.com/spec/v1\n",
     make.box(b"ftyp", b"isom\0\0\2\0mp41"), b"RIFF\0\0\0\0WAVE", b"BM and other prose", b"<!-- no end", b"<?xml"],
)  # fmt: skip
def test_no_picture(data: bytes) -> None:
    assert read_header(data) is None
    assert [(fault.code, fault.unusable) for fault in read_metadata(data).faults] == [("unknown-format", True)]


WHOLE = CARRIERS["jpeg"]
PNG = make.png()
WEBP = CARRIERS["webp"]
GIF = make.gif()


@pytest.mark.parametrize(
    ("data", "code", "offset", "unusable"),
    [
        (WHOLE[:-2], "no-end-marker", len(WHOLE) - 2, True),
        (WHOLE[:40], "truncated", 2, False),  # the cut segment; that there is no picture is the next fault
        (make.jpeg(frame=b"", scan=b""), "truncated", 4, True),
        (WHOLE + b"tail", "trailing-data", len(WHOLE), False),
        (make.jpeg(b"\xff\xe1\0\0"), "bad-structure", 2, False),
        (make.jpeg(scan=make.SCAN + b"\xff\x02"), "bad-structure", len(make.jpeg()) - 2, False),
        (make.jpeg(make.segment(0xE0, b"JFIF"), b"lost", make.segment(0xFE, b"")), "bad-structure", 10, False),
        (make.jpeg(frame=make.segment(0xC3, make.FRAME[4:])), "exotic-coding", 2, True),
        (make.jpeg(frame=make.segment(0xC1, b"\x0c" + make.FRAME[5:])), "exotic-coding", 2, True),
        (make.jpeg(frame=b""), "no-size", None, True),
        (make.jpeg(make.segment(0xE2, b"ICC_PROFILE\0\x01\x02" + make.icc())), "icc-incomplete", None, False),
        (PNG[:45], "truncated", 33, True),
        (PNG[:-12], "truncated", len(PNG) - 12, False),
        (PNG[:33] + PNG[-12:], "truncated", 45, True),
        (PNG + b"\0", "trailing-data", len(PNG), False),
        (PNG.replace(b"IDAT", b"IDBT"), "bad-checksum", 33, False),
        (PNG[:45] + b"\0" + PNG[46:], "bad-checksum", 33, True),
        (PNG[:33] + b"\0\0\0\0\xff\xff\xff\xff" + PNG[33:], "bad-structure", 33, True),
        (make.png(header=struct.pack(">IIBBBBB", 7, 5, 8, 1, 0, 0, 0)), "bad-structure", 16, True),
        (make.png(make.chunk(b"CgBI", b"\x50\0\x20\2")), "apple-png", 41, False),
        (make.png(make.chunk(b"iCCP", b"x\0\0damaged")), "bad-compression", 44, False),
        (make.png(make.chunk(b"zTXt", b"Raw profile type iptc\0\0" + zlib.compress(b"\niptc\n2\nxy"))), "bad-profile", 64,
         False),
        (WEBP[:-10], "truncated", len(WEBP) - 8 - len(XMP) - len(XMP) % 2, True),
        (WEBP[:50], "truncated", 50, True),
        (WEBP + b"tail", "trailing-data", len(WEBP), False),
        (make.webp().replace(b"VP8L", b"ABCD"), "truncated", len(make.webp()), True),
        (GIF[:-1], "truncated", len(GIF) - 1, False),
        (GIF[:-4], "truncated", 19, True),
        (GIF[:19] + b";", "truncated", 19, True),
        (GIF + b"more", "trailing-data", len(GIF), False),
        (make.gif(b"\x77"), "bad-structure", 19, True),
        (make.bmp(cut=5), "truncated", len(make.bmp()) - 5, True),
        (make.bmp(width=0), "bad-structure", 14, True),
        (CARRIERS["tiff"][:15], "truncated", 15, True),
        (make.tiff([*make.picture_tags(4, 3), make.long(0x111, 9000), make.long(0x117, 12)]), "truncated", 98, True),
        (make.tiff(make.picture_tags(0, 3)), "no-size", None, True),
        (make.tiff([]), "bad-structure", 8, True),
        (make.heif(EXIF, XMP, cut=len(EXIF) + 9), "truncated", len(make.heif(EXIF, XMP)) - len(EXIF) - 32, True),
        (make.heif(EXIF, XMP) + b"tail", "trailing-data", len(make.heif(EXIF, XMP)), False),
        (make.heif(EXIF), "item-empty", None, False),
        (make.box(b"ftyp", b"heic\0\0\0\0"), "truncated", 16, True),
        (make.jxl(make.box(b"brob", b"xml \x0b")), "brotli", 40, False),
        (JXL[:-4], "truncated", len(JXL) - 24, True),
        (JXL + b"tail", "trailing-data", len(JXL), False),
        (JXL[:32], "truncated", 32, True),
        (b"\xff\x0a\0\0", "truncated", 4, True),
        (SVG[:-2], "bad-structure", 37, True),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg width="1" height="2"/>', "svg-entities", None, False),
        (zlib.compress(SVG, wbits=31)[:-9], "bad-compression", 0, False),
    ],
)  # fmt: skip
def test_structural_fault(data: bytes, code: str, offset: int | None, unusable: bool) -> None:
    faults = [(fault.code, fault.offset, fault.unusable) for fault in read_metadata(data).faults]
    assert (code, offset, unusable) in faults


def test_a_further_picture_is_no_trailing_data() -> None:
    index = struct.pack("<HHII", 0xB002, 7, 32, 26) + b"\0" * 4
    second = make.jpeg()

    def first(offset: int) -> bytes:
        rows = struct.pack("<IIIHH", 0, 1, 0, 0, 0) + struct.pack("<IIIHH", 0, len(second), offset, 0, 0)
        return make.jpeg(make.segment(0xE2, b"MPF\0II*\0\x08\0\0\0\x01\0" + index + rows))

    data = first(len(first(0)) - 10) + second
    assert read_metadata(data).faults == ()
    assert [fault.code for fault in read_metadata(data + b"more").faults] == ["trailing-data"]


def test_wrong_byte_counts_of_a_whole_tiff_are_no_damage() -> None:
    data = make.tiff([*make.picture_tags(4, 3), make.long(0x111, 8), make.long(0x117, 35_711_440)], thumbnail=b"x" * 16)
    assert read_metadata(data).faults == ()


@pytest.mark.parametrize(
    "data",
    [
        make.jpeg(
            make.segment(0xEB, b"JP\0\1\0\0\0\1" + make.box(b"jumb", make.box(b"jumd", b"c2pa\0\x11\0\x10c2pa")))
        ),
        make.png(make.chunk(b"caBX", make.box(b"jumb", b"c2pa"))),
        make.webp(make.riff_chunk(b"C2PA", b"jumb")),
        make.tiff([*make.picture_tags(4, 3), (0xCD41, 7, b"jumb-box")], pixels=b"\0" * 12),
        make.gif(b"\x21\xff\x0bC2PA_GIF\x01\0\0\x04jumb\0"),
        make.heif() + make.box(b"uuid", bytes.fromhex("d8fec3d61b0e483c92975828877ec481") + b"manifest"),
        make.jxl(make.box(b"jumb", make.box(b"jumd", b"c2pa\0\x11\0\x10"))),
        b'<svg width="1" height="1"><c2pa:manifest xmlns:c2pa="http://c2pa.org/manifest">AA==</c2pa:manifest></svg>',
    ],
    ids=["jpeg", "png", "webp", "tiff", "gif", "heif", "jxl", "svg"],
)
def test_c2pa_manifest_is_noticed(data: bytes) -> None:
    assert read_metadata(data).c2pa


@pytest.mark.parametrize("name", CARRIERS)
def test_no_c2pa_manifest(name: str) -> None:
    assert not read_metadata(CARRIERS[name]).c2pa


PROFILE = make.icc("Display P3")
PIECES = (
    make.segment(0xE2, b"ICC_PROFILE\0\x02\x02" + PROFILE[90:]),
    make.segment(0xE2, b"ICC_PROFILE\0\x01\x02" + PROFILE[:90]),
)


@pytest.mark.parametrize(
    "data",
    [
        make.jpeg(*PIECES),
        make.png(make.chunk(b"iCCP", b"name\0\0" + zlib.compress(PROFILE))),
        make.webp(make.riff_chunk(b"ICCP", PROFILE)),
        make.tiff([*make.picture_tags(4, 3), (0x8773, 7, PROFILE)], pixels=b"\0" * 12),
        make.gif(b"\x21\xff\x0bICCRGBG1012" + bytes([len(PROFILE)]) + PROFILE + b"\0"),
        make.heif(EXIF, XMP, profile=PROFILE),
        make.bmp(profile=PROFILE),
    ],
    ids=["jpeg", "png", "webp", "tiff", "gif", "heif", "bmp"],
)
def test_icc_profile(data: bytes) -> None:
    metadata = read_metadata(data)
    assert metadata.icc_profile == "Display P3"
    assert metadata.faults == ()


def hexadecimal(name: bytes, content: bytes) -> bytes:
    digits = content.hex().encode()
    return b"\n" + name + b"\n%8d\n" % len(content) + b"\n".join(digits[i : i + 72] for i in range(0, len(digits), 72))


IIM = make.iim((2, 110, "Example Agency"))


@pytest.mark.parametrize(
    "chunk",
    [
        make.chunk(b"zTXt", b"Raw profile type iptc\0\0" + zlib.compress(hexadecimal(b"iptc", make.resources({0x404: IIM})))),
        make.chunk(b"tEXt", b"Raw profile type iptc\0" + hexadecimal(b"iptc", IIM)),
        make.chunk(b"zTXt", b"Raw profile type iptc\0\0" + zlib.compress(IIM)),
        make.chunk(b"zTXt", b"Raw profile type xmp\0\0" + zlib.compress(hexadecimal(b"xmp", XMP))),
        make.chunk(b"tEXt", b"Raw profile type iptc\0" + hexadecimal(b"IPTC profile", IIM) + b"\n}\x91"),
        make.chunk(b"tEXt", b"Raw profile type APP1\0" + hexadecimal(b"APP1", b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
        make.chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0en\0key\0" + zlib.compress(XMP)),
    ],
)  # fmt: skip
def test_png_text_chunks(chunk: bytes) -> None:
    metadata = read_metadata(make.png(chunk))
    assert metadata.merged.credit_line == "Example Agency"
    assert metadata.faults == ()


def test_a_profile_shorter_than_it_says_is_salvaged() -> None:
    metadata = read_metadata(make.png(make.chunk(b"tEXt", b"Raw profile type xmp\0" + hexadecimal(b"xmp", XMP)[:-20])))
    assert metadata.merged.credit_line == "Example Agency"
    assert [fault.code for fault in metadata.faults] == ["bad-profile", "xmp-malformed"]


def test_a_picture_of_tiles_has_their_profile() -> None:
    data = make.heif(EXIF, XMP, profile=PROFILE).replace(b"\0\1\2\x81\2", b"\0\x09\2\x81\2")
    assert read_metadata(data).icc_profile == "Display P3"


def test_svg_metadata() -> None:
    rdf = XMP[XMP.index(b"<rdf:RDF") : XMP.index(b"</x:xmpmeta")]
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><metadata>' + rdf + b"</metadata><g/></svg>"
    for data in (svg, zlib.compress(svg, wbits=31)):
        assert read_metadata(data).merged.credit_line == "Example Agency"
        assert read_metadata(data).faults == ()


def test_gif_xmp() -> None:
    assert read_metadata(make.gif(make.gif_xmp(XMP))).merged.credit_line == "Example Agency"


def test_resources_and_exif_may_be_spread_over_segments() -> None:
    block = make.resources({0x404: IIM, 0x425: make.digest(IIM)})
    data = make.jpeg(
        make.app_exif(EXIF[:30]), make.app_exif(EXIF[30:]), make.app_photoshop(block[:9]), make.app_photoshop(block[9:])
    )
    metadata = read_metadata(data)
    assert metadata.merged.creator == ("Ida Lund",)
    assert (metadata.merged.credit_line, metadata.iim_digest) == ("Example Agency", "match")
    assert metadata.faults == ()


def extended(guid: str, packet: bytes, *, gap: int = 0) -> tuple[bytes, bytes]:
    name, half = b"http://ns.adobe.com/xmp/extension/\0" + guid.encode(), len(packet) // 2
    first = struct.pack(">II", len(packet), 0) + packet[:half]
    second = struct.pack(">II", len(packet), half + gap) + packet[half:]
    return make.segment(0xE1, name + second), make.segment(0xE1, name + first)


def test_extended_xmp() -> None:
    guid = "0123456789ABCDEF0123456789ABCDEF"
    main = make.app_xmp(make.xmp("<photoshop:City>Oslo</photoshop:City>", f'xmpNote:HasExtendedXMP="{guid}"'))
    metadata = read_metadata(make.jpeg(main, *extended(guid, XMP)))
    assert (metadata.merged.city, metadata.merged.credit_line) == ("Oslo", "Example Agency")
    assert metadata.faults == ()
    for pieces in (extended(guid[::-1], XMP), extended(guid, XMP, gap=1)):
        metadata = read_metadata(make.jpeg(main, *pieces))
        assert (metadata.merged.city, metadata.merged.credit_line) == ("Oslo", None)
        assert [fault.code for fault in metadata.faults] == ["xmp-extension"]


def test_minimised_heif_says_that_its_metadata_was_not_read() -> None:
    data = make.box(b"ftyp", b"mif3avif") + make.box(b"mini", minimised(3 << 45))
    assert read_metadata(data).faults == (
        Fault(code="mini-metadata", message="The metadata of this minimised HEIF picture was not read.", offset=24),
    )
