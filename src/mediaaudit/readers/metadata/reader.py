"""From a file's bytes to its ``PhotoMetadata``: walk the container, read the packets, reconcile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mediaaudit.model.asset import Fault
from mediaaudit.model.metadata import PhotoMetadata

from .exif import read_exif
from .header import WALKERS, identify
from .icc import read_icc
from .iim import Iim, read_iim
from .parts import Packet, PacketKind, Size
from .photoshop import read_resources
from .reconcile import EMPTY, Digest, overlay, present, reconcile
from .xmp import Value, parse_xmp
from .xmp_fields import device_ids, photo_fields
from .xmp_names import THUMBNAIL

MAX_PACKETS = 1000  # of one file; an album of pictures in one file stays far below
MAX_FAULTS = 50  # of one file: a hostile one could have millions


def read_metadata(data: bytes) -> PhotoMetadata:
    """Return what a picture file says of itself; damage comes back as faults. Never raises, whatever the bytes."""
    name = identify(data)
    if name is None:
        fault = Fault(code="unknown-format", message="The content is no known picture format.", offset=0, unusable=True)
        return PhotoMetadata(faults=(fault,))
    findings = _Findings()
    for part in WALKERS[name](data):
        if isinstance(part, Size):
            findings.size = findings.size or part
        elif isinstance(part, Packet):
            findings.take(part)
        else:
            findings.complain(part)
    if name != "svg" and not (findings.size and all(findings.size)) and not findings.unusable:
        message = "The header gives no width and height: there is no picture to be shown."
        findings.complain(Fault(code="no-size", message=message, unusable=True))
    return findings.settle(name)


class _Findings:
    """What the packets of one file say, gathered while its container is walked."""

    def __init__(self) -> None:
        self.taken = 0
        self.size: Size | None = None
        self.faults: list[Fault] = []
        self.unusable = False
        self.exif = EMPTY
        self.properties: dict[str, list[Value]] = {}
        self.iim: tuple[Iim, bytes] | None = None
        self.digest: bytes | None = None
        self.icc: str | None = None
        self.thumbnail: tuple[int, int] | None = None
        self.kinds: set[PacketKind] = set()
        self.ids: dict[tuple[str, str], None] = {}

    def complain(self, *faults: Fault) -> None:
        """Keep the first faults, and the first one that makes the picture unusable however late it comes."""
        for fault in faults:
            if len(self.faults) < MAX_FAULTS or (fault.unusable and not self.unusable):
                self.faults.append(fault)
                self.unusable = self.unusable or fault.unusable

    def take(self, packet: Packet) -> None:
        """Read one packet, and those inside it: image resources and the packets of a TIFF directory."""
        self.taken += 1
        if self.taken <= MAX_PACKETS:
            self.kinds.add(packet.kind)
            if packet.kind in READERS:
                READERS[packet.kind](self, packet)
        elif self.taken == MAX_PACKETS + 1:
            message = f"More than {MAX_PACKETS:,} blocks of metadata: the rest was not read."
            self.complain(Fault(code="metadata-limit", message=message, offset=packet.offset))

    def take_exif(self, packet: Packet) -> None:
        exif = read_exif(packet)
        self.exif = exif.fields if self.exif == EMPTY else overlay(self.exif, exif.fields)
        self.complain(*exif.faults)
        self.ids |= dict.fromkeys(exif.device_ids)
        if exif.thumbnail:
            self.kinds.add("thumbnail")
            at, size = exif.thumbnail
            self.thumbnail = self.thumbnail or (None if packet.offset is None else (packet.offset + at, size))
        for inner in exif.packets:
            self.take(inner)

    def take_xmp(self, packet: Packet) -> None:
        properties, faults = parse_xmp(packet)
        self.properties |= properties  # of two packets the later one counts
        self.complain(*faults)

    def take_iim(self, packet: Packet) -> None:
        if self.iim is None:  # of two blocks the first one counts
            iim = read_iim(packet)
            self.iim = iim, packet.data
            self.complain(*iim.faults)

    def take_photoshop(self, packet: Packet) -> None:
        for part in read_resources(packet):
            if isinstance(part, Fault):
                self.complain(part)
            else:
                self.take(part)

    def take_digest(self, packet: Packet) -> None:
        self.digest = self.digest or packet.data

    def take_icc(self, packet: Packet) -> None:
        description, faults = read_icc(packet)
        self.icc = self.icc or description
        self.complain(*faults)

    def settle(self, name: str) -> PhotoMetadata:
        """Return the value of it all."""
        xmp = photo_fields(self.properties)
        iim = self.iim[0] if self.iim else Iim()
        digest = self._digest()
        self.ids |= dict.fromkeys(device_ids(self.properties))
        self.ids |= dict.fromkeys(("contact", text) for text in iim.contact)
        return PhotoMetadata(
            merged=reconcile(xmp, iim.fields, self.exif, digest),
            containers=tuple(present(xmp, iim.fields, self.exif)),
            format=name,
            width=self.size.width if self.size else None,
            height=self.size.height if self.size else None,
            icc_profile=self.icc,
            has_thumbnail="thumbnail" in self.kinds or THUMBNAIL in self.properties,
            thumbnail=self.thumbnail,
            c2pa="c2pa" in self.kinds,
            iim_digest=digest,
            iim_charset=iim.charset,
            device_ids=tuple(self.ids),
            faults=tuple(self.faults),
        )

    def _digest(self) -> Digest:
        """Compare the IIM block with the MD5 that Photoshop noted when it last wrote both IIM and XMP."""
        if self.digest is None or self.iim is None:
            return "none"
        from hashlib import md5

        return "match" if md5(self.iim[1], usedforsecurity=False).digest() == self.digest[:16] else "stale"


READERS: Mapping[PacketKind, Callable[[_Findings, Packet], None]] = MappingProxyType(
    {
        "exif": _Findings.take_exif,
        "xmp": _Findings.take_xmp,
        "iim": _Findings.take_iim,
        "photoshop": _Findings.take_photoshop,
        "digest": _Findings.take_digest,
        "icc": _Findings.take_icc,
    }
)
