"""PNG: chunks (W3C PNG third edition), with the text chunks that carry XMP and ImageMagick's raw profiles."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.lazy import pattern
from mediaaudit.model.asset import Fault

from .inflate import Inflater
from .parts import Packet, Part, Size, bad_structure, be32, trailing, truncated

SIGNATURE = b"\x89PNG\r\n\x1a\n"
BIT_DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}  # by colour type
CRITICAL = frozenset({b"IHDR", b"PLTE", b"IDAT"})
MAX_CHUNKS = 500_000
CHUNK_TYPE = pattern(rb"[A-Za-z]{4}")
NO_DIGIT = pattern(rb"[^0-9A-Fa-f\s]")
LENGTH = pattern(rb"\s*[0-9]{1,10}\s*")
RAW_PROFILE = b"Raw profile type "
PROFILES = frozenset({"exif", "app1", "xmp", "iptc", "8bim", "icc", "icm"})
XMP_KEYWORD = b"XML:com.adobe.xmp"


def walk(data: bytes) -> Iterator[Part]:
    """Yield size, metadata packets and structural faults of a PNG file."""
    inflater = Inflater()
    kind, pixels, at = b"", 0, len(SIGNATURE)
    for _ in range(MAX_CHUNKS):
        if at + 8 > len(data):
            yield from _no_end(data, pixels)
            return
        length, kind = be32(data, at), data[at + 4 : at + 8]
        start, stop = at + 8, at + 8 + length
        if not CHUNK_TYPE.fullmatch(kind):
            yield bad_structure("A chunk without a name: the rest of the file was not read.", at, unusable=not pixels)
            return
        if stop + 4 > len(data):
            yield from _cut_chunk(data, kind, at, stop, pixels)
            return
        yield from _checksum(data, kind, at, stop)
        pixels += kind == b"IDAT"
        at = stop + 4
        if kind == b"IEND":
            yield from _end(data, at, pixels)
            return
        yield from _chunk(kind, data, start, stop, inflater)
    yield bad_structure(f"More than {MAX_CHUNKS:,} chunks: the rest was not read.", at)


def _no_end(data: bytes, pixels: int) -> Iterator[Fault]:
    message = "The file ends without the PNG end chunk." if pixels else "The file holds no picture data."
    yield truncated(message, len(data), unusable=not pixels)


def _cut_chunk(data: bytes, kind: bytes, at: int, stop: int, pixels: int) -> Iterator[Fault]:
    missing = stop + 4 - len(data)
    unusable = kind in CRITICAL or not pixels
    yield truncated(f"Chunk {kind.decode('ascii')} is cut off: {missing:,} bytes are missing.", at, unusable=unusable)


def _end(data: bytes, at: int, pixels: int) -> Iterator[Fault]:
    if not pixels:
        yield truncated("The file holds no picture data.", at, unusable=True)
    yield from trailing(data, at, "PNG")


def _checksum(data: bytes, kind: bytes, at: int, stop: int) -> Iterator[Fault]:
    import zlib

    if zlib.crc32(memoryview(data)[at + 4 : stop]) != be32(data, stop):
        message = f"Chunk {kind.decode('ascii')} is damaged: its checksum does not match."
        yield Fault(code="bad-checksum", message=message, offset=at, unusable=kind in CRITICAL)


def _chunk(kind: bytes, data: bytes, start: int, stop: int, inflater: Inflater) -> Iterator[Part]:
    if kind == b"IHDR":
        yield from _header(data[start:stop], start)
    elif kind == b"CgBI":
        yield Fault(
            code="apple-png", message="This is Apple's own PNG variant, which browsers do not show.", offset=start
        )
    elif kind == b"eXIf":
        skip = 6 if data.startswith(b"Exif\0\0", start, stop) else 0
        yield Packet("exif", data[start + skip : stop], start + skip)
    elif kind == b"caBX":
        yield Packet("c2pa", data[start:stop], start)
    elif kind == b"iCCP":
        name, _, rest = data[start:stop].partition(b"\0")
        yield from _inflated("icc", rest[1:], start + len(name) + 2, inflater)
    elif kind in {b"tEXt", b"zTXt", b"iTXt"}:
        yield from _text(kind, data[start:stop], start, inflater)


def _header(header: bytes, at: int) -> Iterator[Part]:
    yield Size(be32(header, 0), be32(header, 4))
    if len(header) != 13 or header[8] not in BIT_DEPTHS.get(header[9], ()):
        yield bad_structure("The header names a kind of pixels that PNG does not have.", at, unusable=True)


def _inflated(kind: str, data: bytes, offset: int, inflater: Inflater) -> Iterator[Part]:
    content, fault = inflater.inflate(data, offset)
    if fault:
        yield fault
    if content:
        yield from _profile(kind, content)


def _text(kind: bytes, body: bytes, at: int, inflater: Inflater) -> Iterator[Part]:
    keyword, _, rest = body.partition(b"\0")
    profile = keyword.removeprefix(RAW_PROFILE).decode("latin-1").lower()
    if keyword != XMP_KEYWORD and (profile not in PROFILES or not keyword.startswith(RAW_PROFILE)):
        return
    compressed = kind == b"zTXt"
    text = rest[1:] if compressed else rest
    if kind == b"iTXt":  # compression flag, method, language\0, translated keyword\0, text
        compressed = rest[:1] == b"\1"
        text = rest[2:].split(b"\0", 2)[-1]
    offset = at + len(body) - len(text)
    if compressed:
        text, fault = inflater.inflate(text, offset)
        if fault:
            yield fault
    if keyword == XMP_KEYWORD:
        yield Packet("xmp", text, None if compressed else offset)
    else:
        yield from _raw_profile(profile, text, offset)


def _raw_profile(profile: str, text: bytes, offset: int) -> Iterator[Part]:
    """ImageMagick's raw profile: a line feed, the name, the length in decimal, then hexadecimal digits."""
    if text.startswith(b"\x1c"):  # some writers forget the digits
        yield from _profile(profile, text)
        return
    lines = text.strip().split(b"\n", 2)  # the name may be of several words
    length = int(lines[1]) if len(lines) == 3 and LENGTH.fullmatch(lines[1]) else 0
    digits = b"".join(NO_DIGIT.split(lines[-1], maxsplit=1)[0].split())
    content = bytes.fromhex(digits[: min(2 * length, len(digits) // 2 * 2)].decode("ascii"))
    if not content or len(content) < length:
        message = f"The {profile} profile holds {len(content):,} of {length:,} bytes."
        yield Fault(code="bad-profile", message=message, offset=offset)
    if content:
        yield from _profile(profile, content)


def _profile(profile: str, content: bytes) -> Iterator[Part]:
    if profile in {"exif", "app1"} and content.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
        yield Packet("xmp", content[29:])
    elif profile in {"exif", "app1"}:
        yield Packet("exif", content.removeprefix(b"Exif\0\0"))
    elif profile == "xmp":
        yield Packet("xmp", content)
    elif profile in {"iptc", "8bim"}:
        yield Packet("iim" if content[:1] == b"\x1c" else "photoshop", content.removeprefix(b"Photoshop 3.0\0"))
    else:
        yield Packet("icc", content)
