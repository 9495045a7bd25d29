"""SVG 2: size of the root element and the RDF in its metadata; also compressed with gzip (.svgz)."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.lazy import pattern
from mediaaudit.model.asset import Fault

from .inflate import Inflater
from .parts import Packet, Part, Size, bad_structure

GZIP = b"\x1f\x8b\x08"
HEAD = 1 << 16  # the root element of a real file begins within these bytes
MAX_BYTES = 32 << 20
UNITS = {"": 1.0, "px": 1.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "pt": 96 / 72, "pc": 16.0, "q": 96 / 101.6}
_LENGTH = pattern(r"\+?(\d{0,9}\.?\d{1,15}|\d{1,9}\.)\s?([a-zA-Z]{0,2})")
_ROOT = pattern(rb"<(?:[\w.-]{1,32}:)?svg[\s/>]")
_SPACE = pattern(rb"[\s\xef\xbb\xbf]*")


def is_svg(data: bytes) -> bool:
    """Say whether the first element of the bytes, inflated if need be, is ``svg``."""
    head = data[:HEAD]
    if head.startswith(GZIP):
        head, _ = Inflater(HEAD).inflate(data, 0, gzip=True)
    at = 0
    while (match := _SPACE.match(head, at)) and head.startswith(b"<", at := match.end()):
        if head.startswith(b"<!--", at):
            close = head.find(b"-->", at + 4)
        elif head.startswith(b"<?", at):
            close = head.find(b"?>", at + 2)
        elif head[at : at + 9].upper() == b"<!DOCTYPE":
            close = _doctype_end(head, at)
        else:
            return _ROOT.match(head, at) is not None
        if close < 0:
            return False
        at = head.index(b">", close) + 1
    return False


def _doctype_end(head: bytes, at: int) -> int:
    close, subset = head.find(b">", at), head.find(b"[", at)
    if 0 <= subset < close:
        close = head.find(b">", head.find(b"]", subset)) if head.find(b"]", subset) >= 0 else -1
    return close


def walk(data: bytes) -> Iterator[Part]:
    """Yield size, metadata and faults of an SVG file. A document type with declarations of its own is refused."""
    text, offset = data, 0
    if data.startswith(GZIP):
        text, fault = Inflater(MAX_BYTES).inflate(data, 0, gzip=True)
        offset = -1
        if fault:
            yield fault
    if len(text) > MAX_BYTES:
        yield bad_structure(f"The drawing is larger than {MAX_BYTES:,} bytes and was not read.")
        return
    drawing = _Drawing()
    complaint = drawing.parse(text)
    if drawing.size:
        yield drawing.size
    for start, stop in drawing.rdf:
        yield Packet("xmp", text[start:stop], None if offset else start)
    if drawing.c2pa:
        yield Packet("c2pa", b"")
    if complaint:
        yield complaint


class _RefusedError(Exception):
    """The document type declares entities."""


class _Drawing:
    """The handlers of one parse and what they found."""

    def __init__(self) -> None:
        self.size: Size | None = None
        self.rdf: list[tuple[int, int]] = []
        self.c2pa = False
        self._started = False
        self._rdf_start: int | None = None

    def parse(self, text: bytes) -> Fault | None:
        """Parse the drawing; return what is wrong with it."""
        from xml.parsers import expat

        parser = self._parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._entity
        try:
            parser.Parse(text, True)  # noqa: FBT003
        except _RefusedError as refusal:
            return Fault(code="svg-entities", message=str(refusal))
        except expat.ExpatError as error:
            message = f"The drawing is no sound XML: {error}. Browsers do not show it."
            return bad_structure(message, max(parser.ErrorByteIndex, 0), unusable=True)
        return None

    def _entity(self, *_: object) -> None:
        raise _RefusedError("The drawing declares entities of its own and was not read.")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._started:
            self._started = True
            self.size = _size(attributes)
        elif self._rdf_start is None and tag.rpartition(":")[2] == "RDF":
            self._rdf_start = self._parser.CurrentByteIndex
        elif tag == "c2pa:manifest":
            self.c2pa = True

    def _end(self, tag: str) -> None:
        if self._rdf_start is not None and tag.rpartition(":")[2] == "RDF":
            # The index is that of the closing tag, which ends a few characters on.
            self.rdf.append((self._rdf_start, self._parser.CurrentByteIndex + len(f"</{tag}>")))
            self._rdf_start = None


def _size(attributes: dict[str, str]) -> Size | None:
    width, height = (_pixels(attributes.get(name, "")) for name in ("width", "height"))
    if not width or not height:
        box = attributes.get("viewBox", "").replace(",", " ").split()
        sides = [_pixels(side) for side in box[2:]] if len(box) == 4 else []
        if len(sides) < 2 or not sides[0] or not sides[1]:
            return None
        width, height = _proportional(width, height, sides[0], sides[1])
    return Size(round(width), round(height))


def _proportional(
    width: float | None, height: float | None, box_width: float, box_height: float
) -> tuple[float, float]:
    if width:
        return width, width * box_height / box_width
    if height:
        return height * box_width / box_height, height
    return box_width, box_height


def _pixels(length: str) -> float | None:
    """Return a length in CSS pixels (96 an inch), None for percentages and units of type."""
    match = _LENGTH.fullmatch(length.strip())
    unit = match[2].lower() if match else "%"
    return float(match[1]) * UNITS[unit] if match and unit in UNITS else None
