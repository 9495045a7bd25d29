"""Properties blanked in an XMP packet: spaces take their place, so that no byte moves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mediaaudit.readers.metadata.xmp_names import NAMESPACES

from .exif import Patch
from .files import NotFixedError

MAX_DEPTH = 100
IDS = frozenset(
    {
        ("aux", "OwnerName"), ("exifEX", "CameraOwnerName"),
        ("aux", "SerialNumber"), ("exifEX", "BodySerialNumber"),
        ("aux", "LensSerialNumber"), ("exifEX", "LensSerialNumber"),
        ("Iptc4xmpCore", "CiTelWork"), ("Iptc4xmpCore", "CiAdrExtadr"),
    }
)  # fmt: skip
_ATTRIBUTE = re.compile(rb"""\s([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")
_TAG_END = re.compile(rb"""(?:[^"'>]|"[^"]*"|'[^']*')*?>""")


def drop_properties(packet: bytes, *, gps: bool, ids: bool) -> list[Patch]:
    """Return the patches that blank the coordinates, or what names owners and devices, wherever they stand.

    Raises NotFixedError for a packet that holds one of the names and is no sound XML in UTF-8.
    """
    if not (gps and b"GPS" in packet) and not (ids and any(name.encode() in packet for _, name in IDS)):
        return []

    def is_unwanted(prefix: str, local: str) -> bool:
        return (gps and prefix == "exif" and local.startswith("GPS")) or (ids and (prefix, local) in IDS)

    start = max(packet.find(b"<"), 0)
    text = packet[start:].rstrip(b"\0 \t\r\n")
    return [(start + at, b" " * (end - at)) for at, end in _Blanks(text, is_unwanted).find()]


class _Blanks:
    """One parse, and the stretches that it finds."""

    def __init__(self, text: bytes, is_unwanted: Callable[[str, str], bool]) -> None:
        self._text = text
        self._is_unwanted = is_unwanted
        self._found: list[tuple[int, int]] = []
        self._bound: list[dict[str, str]] = [{}]
        self._from: int | None = None  # where the element begins that is being blanked
        self._depth = 0  # of elements inside it
        self._empty = 0  # where it ends if it is an empty-element tag

    def find(self) -> list[tuple[int, int]]:
        from xml.parsers import expat

        self._parser = parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(self._text, True)  # noqa: FBT003
        except expat.ExpatError as error:
            raise NotFixedError("its XMP packet is no sound XML") from error
        return self._found

    def _doctype(self, *_: object) -> None:
        raise NotFixedError("its XMP packet has a document type")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._bound) > MAX_DEPTH:
            raise NotFixedError("its XMP packet is nested too deeply")
        declared = {name[6:]: uri for name, uri in attributes.items() if name.startswith("xmlns:")}
        self._bound.append({**self._bound[-1], **declared} if declared else self._bound[-1])
        at = self._parser.CurrentByteIndex
        if self._from is not None:
            self._depth += 1
        elif self._matches(tag):
            end = self._tag_end(at)
            self._from, self._depth = at, 0
            self._empty = end if self._text[end - 2 : end] == b"/>" else 0
        else:
            self._found += self._attributes(at)

    def _end(self, _: str) -> None:
        self._bound.pop()
        if self._from is None:
            return
        if self._depth:
            self._depth -= 1
            return
        self._found.append((self._from, self._empty or self._tag_end(self._parser.CurrentByteIndex)))
        self._from = None

    def _attributes(self, at: int) -> Iterator[tuple[int, int]]:
        for attribute in _ATTRIBUTE.finditer(self._text, at, self._tag_end(at)):
            if self._matches(attribute[1].decode("utf-8", "replace")):
                yield attribute.start(1), attribute.end()

    def _tag_end(self, at: int) -> int:
        end = _TAG_END.match(self._text, at)
        if end is None:
            raise NotFixedError("its XMP packet is no sound XML")
        return end.end()

    def _matches(self, name: str) -> bool:
        prefix, colon, local = name.partition(":")
        uri = self._bound[-1].get(prefix, "")
        return bool(colon) and self._is_unwanted(NAMESPACES.get(uri.rstrip("/#").lower(), ""), local)
