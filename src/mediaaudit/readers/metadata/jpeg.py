"""JPEG: marker segments (ITU-T T.81, JFIF, Exif 3.0, XMP part 3, CIPA DC-007 for multi-picture files)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mediaaudit.lazy import pattern
from mediaaudit.model.asset import Fault

from .parts import Packet, Part, Size, bad_structure, be16, be32, trailing, truncated

SOI, EOI, SOS, DNL, APP1, APP2, APP11, APP13 = 0xD8, 0xD9, 0xDA, 0xDC, 0xE1, 0xE2, 0xEB, 0xED
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # SOFn without DHT, JPG and DAC
SHOWN_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC9, 0xCA})  # baseline, extended, progressive; Huffman or arithmetic
# Between scans only tables, another scan, the line count, comments and application data may stand.
BETWEEN_SCANS = frozenset({0xC4, 0xCC, EOI, SOS, 0xDB, DNL, 0xDD, 0xDE, 0xDF, 0xFE, *range(0xE0, 0xF0)})
MARKER = pattern(rb"\xff[\x01-\xcf\xd8-\xfe]")  # not a stuffed FF00, a fill FFFF or a restart FFD0 to FFD7
GUID = pattern(rb"[0-9A-Fa-f]{32}")
UNENDED = "no-end-marker"  # a fault
MAX_SEGMENTS = 50_000  # real files have tens; depth maps in extended XMP make hundreds

EXIF = b"Exif\0"
XMP = b"http://ns.adobe.com/xap/1.0/"
EXTENDED_XMP = b"http://ns.adobe.com/xmp/extension/\0"
ICC = b"ICC_PROFILE\0"
MPF = b"MPF\0"
MP_ENTRY = 0xB002
PHOTOSHOP = (b"Photoshop 3.0\0", b"Adobe_Photoshop2.5:")
TIFF_MAGIC = (b"II*\0", b"MM\0*")


class Segment(NamedTuple):
    """A marker segment: where its marker stands, and the bounds of its body without the length."""

    marker: int
    at: int
    start: int
    stop: int


def walk(data: bytes) -> Iterator[Part]:
    """Yield size, metadata packets and structural faults of a JPEG file."""
    gathered = _Gathered()
    scans, end, height_missing = 0, None, 0
    for item in _segments(data):
        if isinstance(item, Fault):
            yield item
            continue
        marker, _, start, stop = item
        if marker in FRAMES:
            yield from _coding(data, marker, item.at)
            height, width = be16(data, start + 1), be16(data, start + 3)
            if height:
                yield Size(width, height)
            else:
                height_missing = width
        elif marker == DNL and height_missing:
            yield Size(height_missing, be16(data, start))
        elif marker == SOS:
            scans += 1
        elif marker == EOI:
            end = stop
        elif marker in {APP1, APP2, APP11, APP13}:
            gathered.take(marker, data[start:stop], start)
    yield from gathered.packets()
    yield from _ending(data, scans, end, gathered.last_picture_end)


def _coding(data: bytes, marker: int, at: int) -> Iterator[Fault]:
    """Yield the fault of a frame that browsers and common decoders do not read."""
    precision = be16(data, at + 3) & 0xFF
    if marker not in SHOWN_FRAMES:
        name = "lossless or hierarchical"
    elif precision != 8:
        name = f"{precision}-bit"
    else:
        return
    yield Fault(
        code="exotic-coding", message=f"This is a {name} JPEG, which browsers do not show.", offset=at, unusable=True
    )


def _ending(data: bytes, scans: int, end: int | None, last_picture_end: int) -> Iterator[Fault]:
    if scans == 0:
        yield truncated("The file holds no picture data.", len(data), unusable=True)
    elif end is None:
        # Whether pixels are missing, only decoding tells.
        message = f"The file ends after {len(data):,} bytes without the end marker."
        yield Fault(code=UNENDED, message=message, offset=len(data), unusable=True)
    else:
        # The further pictures of a multi-picture file belong to it.
        yield from trailing(data, max(end, min(last_picture_end, len(data))), "JPEG")


def _segments(data: bytes) -> Iterator[Segment | Fault]:
    at, in_scan, complained = 2, False, False
    for _ in range(MAX_SEGMENTS):
        match = MARKER.search(data, at)
        if match is None:
            return
        found, marker = match.start(), data[match.start() + 1]
        gap = not in_scan and data[at:found].strip(b"\xff") != b""
        length = be16(data, found + 2)
        stray = (in_scan and marker not in BETWEEN_SCANS) or (marker not in {EOI, SOI, 0x01} and length < 2)
        if (gap or stray) and not complained:
            complained = True
            yield bad_structure(
                "Bytes that are no JPEG segment stand where a segment should begin.", at if gap else found
            )
        if marker == EOI:
            yield Segment(EOI, found, found + 2, found + 2)
            return
        if stray or marker in {SOI, 0x01}:
            at = found + 2
            continue
        at = found + 2 + length
        if at > len(data):
            yield truncated(f"Segment FF{marker:02X} reaches beyond the end of the file.", found, unusable=False)
        in_scan = in_scan or marker == SOS
        yield Segment(marker, found, found + 4, min(at, len(data)))
    yield bad_structure(f"More than {MAX_SEGMENTS:,} segments: the rest was not read.", at)


class _Gathered:
    """Metadata that a JPEG file spreads over several segments."""

    def __init__(self) -> None:
        self.exif: list[tuple[int, list[bytes]]] = []  # offset and pieces of each block
        self.xmp: list[Packet] = []
        self.extended: dict[bytes, list[tuple[int, bytes]]] = {}
        self.icc: dict[int, bytes] = {}
        self.icc_total = 0
        self.photoshop: list[bytes] = []
        self.photoshop_at: int | None = None
        self.iim: list[Packet] = []
        self.c2pa: Packet | None = None
        self.last_picture_end = 0

    def take(self, marker: int, body: bytes, at: int) -> None:
        if marker == APP1:
            self._app1(body, at)
        elif marker == APP2 and body.startswith(ICC):
            self.icc.setdefault(be16(body, 12) >> 8, body[14:])
            self.icc_total = be16(body, 12) & 0xFF
        elif marker == APP2 and body.startswith(MPF):
            self.last_picture_end = self.last_picture_end or multi_picture_end(body[4:], at + 4)
        elif marker == APP11:
            # ISO/IEC 19566-5: "JP", instance, sequence number, then a JUMBF box whose type names C2PA.
            if body.startswith(b"JP") and b"c2pa" in body[:128]:
                self.c2pa = self.c2pa or Packet("c2pa", body[8:], at + 8)
        elif marker == APP13:
            self._app13(body, at)

    def _app1(self, body: bytes, at: int) -> None:
        if body.startswith(EXIF):
            block = body[6:]
            if self.exif and not block.startswith(TIFF_MAGIC):  # a block too large for one segment goes on here
                self.exif[-1][1].append(block)
            else:
                self.exif.append((at + 6, [block]))
        elif body.startswith(EXTENDED_XMP):
            start = len(EXTENDED_XMP)
            guid, offset = body[start : start + 32], be32(body, start + 36)
            self.extended.setdefault(guid, []).append((offset, body[start + 40 :]))
        elif body.startswith(XMP) or b"<x:xmpmeta" in body[:512] or b"<?xpacket" in body[:512]:
            start = max(body.find(b"<"), 0) if not body.startswith(XMP) else len(XMP) + 1
            self.xmp.append(Packet("xmp", body[start:], at + start))

    def _app13(self, body: bytes, at: int) -> None:
        for name in PHOTOSHOP:
            if body.startswith(name):
                start = body.find(b"8BIM") if name is PHOTOSHOP[1] else len(name)
                self.photoshop.append(body[start:])
                self.photoshop_at = at + start if self.photoshop_at is None else self.photoshop_at
                return
        if body.startswith((b"\x1c\x02", b"\x1c\x01")):
            self.iim.append(Packet("iim", body, at))

    def packets(self) -> Iterator[Packet | Fault]:
        # The standard place of IIM comes before the one in Exif: of two IIM blocks the first one counts.
        if self.photoshop:
            offset = self.photoshop_at if len(self.photoshop) == 1 else None
            yield Packet("photoshop", b"".join(self.photoshop), offset)
        yield from self.iim
        for at, pieces in self.exif:
            yield Packet("exif", b"".join(pieces), at)
        yield from self.xmp
        yield from self._extended_xmp()
        if self.icc:
            missing = self.icc_total - len(self.icc)
            if missing > 0:
                message = f"The colour profile lacks {missing} of its {self.icc_total} pieces."
                yield Fault(code="icc-incomplete", message=message)
            yield Packet("icc", b"".join(piece for _, piece in sorted(self.icc.items())))
        if self.c2pa:
            yield self.c2pa

    def _extended_xmp(self) -> Iterator[Packet | Fault]:
        # XMP part 3, 1.1.3.1: only the extension whose digest the main packet names belongs to it.
        named = {digest for packet in self.xmp for digest in GUID.findall(packet.data)}
        for guid, pieces in self.extended.items():
            if guid not in named:
                yield Fault(code="xmp-extension", message="An XMP extension belongs to no XMP packet of this file.")
                continue
            pieces.sort(key=lambda piece: piece[0])
            whole, at = [], 0
            for offset, piece in pieces:
                if offset != at:
                    yield Fault(code="xmp-extension", message="The XMP extension has gaps and was not read.")
                    return
                whole.append(piece)
                at += len(piece)
            yield Packet("xmp", b"".join(whole))


def multi_picture_end(mpf: bytes, at: int) -> int:
    """Return where the last picture of a multi-picture file ends (CIPA DC-007), 0 where the index is unreadable.

    ``mpf`` is the index from its TIFF header on, ``at`` that header's place in the file.
    """
    order = "little" if mpf.startswith(b"II") else "big"

    def number(where: int, size: int) -> int:
        return int.from_bytes(mpf[where : where + size], order)  # type: ignore[arg-type]

    ifd = number(4, 4)
    for entry in range(ifd + 2, min(ifd + 2 + 12 * number(ifd, 2), len(mpf)), 12):
        if number(entry, 2) == MP_ENTRY:
            size, start = number(entry + 4, 4), number(entry + 8, 4)
            rows = range(start, min(start + size, len(mpf)), 16)  # attribute, size, offset (0: the first picture)
            return max((at + number(row + 8, 4) + number(row + 4, 4) for row in rows if number(row + 8, 4)), default=0)
    return 0
