"""Small picture files made in memory, one function a building block."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping, Sequence

EXIF_IFD, GPS_IFD = 0x8769, 0x8825
ASCII, SHORT, LONG, RATIONAL, UNDEFINED, UTF8 = 2, 3, 4, 5, 7, 129
Field = tuple[int, int, bytes]  # tag, type, value as big-endian bytes
SIZES = {1: 1, ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, UNDEFINED: 1, UTF8: 1}


def text(tag: int, value: str | bytes, kind: int = ASCII) -> Field:
    raw = value.encode() if isinstance(value, str) else value
    return tag, kind, raw + b"\0"


def short(tag: int, value: int) -> Field:
    return tag, SHORT, struct.pack(">H", value)


def long(tag: int, *values: int) -> Field:
    return tag, LONG, struct.pack(f">{len(values)}I", *values)


def rational(tag: int, *values: tuple[int, int]) -> Field:
    return tag, RATIONAL, b"".join(struct.pack(">II", *pair) for pair in values)


def tiff(
    main: Sequence[Field],
    exif: Sequence[Field] = (),
    gps: Sequence[Field] = (),
    thumbnail: bytes = b"",
    *,
    pixels: bytes = b"",
) -> bytes:
    """A big-endian TIFF block: IFD0, Exif and GPS directories, and IFD1 with a thumbnail; pixels as one strip."""

    def directory(fields: Sequence[Field], at: int, following: int = 0) -> bytes:
        rows, heap = b"", b""
        heap_at = at + 2 + 12 * len(fields) + 4
        for tag, kind, value in sorted(fields):
            rows += struct.pack(">HHI", tag, kind, len(value) // SIZES[kind])
            if len(value) <= 4:
                rows += value.ljust(4, b"\0")
            else:
                rows += struct.pack(">I", heap_at + len(heap))
                heap += value + b"\0" * (len(value) & 1)
        return struct.pack(">H", len(fields)) + rows + struct.pack(">I", following) + heap

    pixels_at = 8
    at = pixels_at + len(pixels) + (len(pixels) & 1)
    body = pixels.ljust(at - 8, b"\0")
    pointers: list[Field] = []
    for tag, fields in ((EXIF_IFD, exif), (GPS_IFD, gps)):
        if fields:
            pointers.append(long(tag, at))
            body += directory(fields, at)
            at = 8 + len(body)
    following = 0
    if thumbnail:
        body, thumb_at = body + thumbnail + b"\0" * (len(thumbnail) & 1), at
        following = at = 8 + len(body)
        body += directory([short(0x103, 6), long(0x201, thumb_at), long(0x202, len(thumbnail))], at)
        at = 8 + len(body)
    strips = [long(0x111, pixels_at), long(0x117, len(pixels))] if pixels else []
    return b"MM\0*" + struct.pack(">I", at) + body + directory([*main, *strips, *pointers], at, following)


def picture_tags(width: int, height: int) -> list[Field]:
    return [short(0x100, width), short(0x101, height), short(0x102, 8), short(0x103, 1), short(0x106, 1)]


def iim(*datasets: tuple[int, int, str | bytes]) -> bytes:
    out = b""
    for record, number, value in datasets:
        raw = value.encode() if isinstance(value, str) else value
        out += struct.pack(">BBBH", 0x1C, record, number, len(raw)) + raw
    return out


def resources(blocks: Mapping[int, bytes]) -> bytes:
    out = b""
    for number, content in blocks.items():
        out += b"8BIM" + struct.pack(">HHI", number, 0, len(content)) + content + b"\0" * (len(content) & 1)
    return out


def digest(block: bytes) -> bytes:
    return hashlib.md5(block, usedforsecurity=False).digest()


XMLNS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpGImg": "http://ns.adobe.com/xap/1.0/g/img/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "aux": "http://ns.adobe.com/exif/1.0/aux/",
}


def xmp(body: str, attributes: str = "") -> bytes:
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in XMLNS.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {names} {attributes}>{body}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def icc(description: str = "sRGB") -> bytes:
    raw = description.encode("utf-16-be")
    tag = b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(raw), 28) + raw
    body = struct.pack(">I4sII", 1, b"desc", 144, len(tag)) + tag
    return struct.pack(">I", 128 + len(body)) + b"\0" * 32 + b"acsp" + b"\0" * 88 + body


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def app_exif(block: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0" + block)


def app_xmp(packet: bytes) -> bytes:
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)


def app_photoshop(content: bytes) -> bytes:
    return segment(0xED, b"Photoshop 3.0\0" + content)


FRAME = segment(0xC0, b"\x08" + struct.pack(">HH", 60, 80) + b"\x01\x01\x11\0")
SCAN = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\0\x34\xff\xd0\x56"


def jpeg(*segments: bytes, frame: bytes = FRAME, scan: bytes = SCAN, end: bytes = b"\xff\xd9") -> bytes:
    """A JPEG of 80 by 60 pixels with the given segments; its picture data decodes to nothing."""
    return b"\xff\xd8" + b"".join(segments) + frame + scan + end


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(*chunks: bytes, header: bytes = struct.pack(">IIBBBBB", 7, 5, 8, 0, 0, 0, 0), end: bytes = b"") -> bytes:
    rows = zlib.compress((b"\0" + b"\x80" * 7) * 5)
    parts = (chunk(b"IHDR", header), *chunks, chunk(b"IDAT", rows), end or chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def riff_chunk(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) & 1)


def webp(*chunks: bytes) -> bytes:
    canvas = riff_chunk(b"VP8X", b"\0" * 4 + (39).to_bytes(3, "little") + (29).to_bytes(3, "little"))
    body = b"WEBP" + canvas + riff_chunk(b"VP8L", b"\x2f" + b"\0" * 8) + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif(*extensions: bytes, frame: bytes = b"\x2c\0\0\0\0\x03\0\x02\0\0\x02\x02\x4c\x01\0", end: bytes = b";") -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", 3, 2, 0x80, 0, 0) + b"\0" * 6 + b"".join(extensions) + frame + end


def gif_xmp(packet: bytes) -> bytes:
    magic = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    return b"\x21\xff\x0bXMP DataXMP" + packet + magic


def bmp(width: int = 4, height: int = -3, *, cut: int = 0, profile: bytes = b"") -> bytes:
    rows = b"\0" * ((width * 24 + 31) // 32 * 4 * abs(height) - cut)
    size = 124 if profile else 40
    header = struct.pack("<IiiHHIIiiII", size, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    if profile:  # version 5: the colour space "MBED" at 56, place and size of the profile at 112
        header = header.ljust(56, b"\0") + b"DEBM" + b"\0" * 52 + struct.pack("<III", size + len(rows), len(profile), 0)
    return b"BM" + struct.pack("<IHHI", 14 + size + len(rows), 0, 0, 14 + size) + header + rows + profile


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def heif(
    exif: bytes = b"", packet: bytes = b"", brand: bytes = b"heic", *, cut: int = 0, profile: bytes = b""
) -> bytes:
    """A HEIF file with a picture item of 64 by 48; Exif in mdat (construction method 0), XMP in idat (method 1)."""
    exif_item = b"\0\0\0\0" + exif if exif else b""
    infe = box(b"infe", struct.pack(">BxxxHH4sx", 2, 1, 0, b"hvc1"))
    infe += box(b"infe", struct.pack(">BxxxHH4sx", 2, 2, 0, b"Exif"))
    infe += box(b"infe", struct.pack(">BxxxHH4sx", 2, 3, 0, b"mime") + b"application/rdf+xml\0")
    ipco = box(b"ispe", struct.pack(">III", 0, 64, 48)) + (box(b"colr", b"prof" + profile) if profile else b"")
    ipma = box(b"ipma", struct.pack(">IIHBBB", 0, 1, 1, 2, 0x81, 2))
    picture = b"\x99" * 20

    def meta(start: int) -> bytes:
        iloc = struct.pack(">IBBH", 1 << 24, 0x44, 0, 3)
        iloc += struct.pack(">HHHHII", 1, 0, 0, 1, start, len(picture))
        iloc += struct.pack(">HHHHII", 2, 0, 0, 1, start + len(picture), len(exif_item))
        iloc += struct.pack(">HHHHII", 3, 1, 0, 1, 0, len(packet))
        return box(
            b"meta",
            b"\0\0\0\0"
            + box(b"pitm", struct.pack(">IH", 0, 1))
            + box(b"iinf", struct.pack(">IH", 0, 3) + infe)
            + box(b"iprp", box(b"ipco", ipco) + ipma)
            + box(b"idat", packet)
            + box(b"iloc", iloc),
        )

    head = box(b"ftyp", brand + b"\0\0\0\0" + b"mif1" + brand)
    start = len(head) + len(meta(0)) + 8
    whole = head + meta(start) + box(b"mdat", picture + exif_item)
    return whole[: len(whole) - cut]


def jxl(*boxes: bytes) -> bytes:
    """A JPEG XL container whose codestream header says 200 by 130 (not small, no ratio)."""
    bits, at = 0, 0
    for value, width in ((0, 1), (0, 2), (129, 9), (0, 3), (0, 2), (199, 9)):
        bits |= value << at
        at += width
    stream = b"\xff\x0a" + bits.to_bytes(14, "little")
    return b"\0\0\0\x0cJXL \r\n\x87\n" + box(b"ftyp", b"jxl \0\0\0\0jxl ") + b"".join(boxes) + box(b"jxlc", stream)
