"""XMP (ISO 16684-1): a packet of RDF/XML becomes a flat table of the properties that are asked for.

Containers (Alt, Bag, Seq), nested descriptions and ``rdf:value`` are transparent, so the short and the long ways of
writing RDF give the same table: ``plus:Licensor/plus:LicensorURL`` is a property of a structured value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mediaaudit.lazy import pattern
from mediaaudit.model.asset import Fault

from .parts import Packet
from .strings import clean, decode
from .xmp_names import NAMESPACES, PREFIXES, WANTED

MAX_BYTES = 32 << 20  # of one packet; depth maps in extended XMP reach some MB
MAX_DEPTH = 100
RDF_ROOT = "rdf:RDF"
# How many NULs stand right before and after the first "<" in encodings of two and four bytes a character.
WIDE = (("utf-32-be", 3, 3), ("utf-32-le", 0, 3), ("utf-16-be", 1, 1), ("utf-16-le", 0, 1))
JUNK_AFTER_ROOT = 9  # expat's code: the packet itself is complete

_CONTROLS = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BARE_AMPERSAND = pattern(r"&(?!(?:lt|gt|amp|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_CONTROL_REFERENCE = pattern(r"&#(?:x0*(?:[0-8bcBC]|[01][0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));")
_DECLARATION = pattern(r"<\?xml\s[^>]{0,200}\?>")


class Value(NamedTuple):
    """One value of a property; ``language`` is its ``xml:lang``, None where it has none."""

    text: str
    language: str | None = None


Properties = Mapping[str, list[Value]]


def parse_xmp(packet: Packet) -> tuple[Properties, tuple[Fault, ...]]:
    """Return the properties by path ("dc:creator"), in the packet's order, and what is wrong with it. Never raises.

    A property that a packet gives twice has the values of its last appearance.
    """
    if len(packet.data) > MAX_BYTES:
        return {}, (_fault(packet, "xmp-limit", "The XMP packet is too large and was not read."),)
    data = _trimmed(packet.data)
    if not data:
        return {}, (_fault(packet, "xmp-empty", "The XMP packet is empty."),)
    found, refusal, complaint = _parse(data)
    if refusal:
        return found, (_fault(packet, "xmp-refused", refusal, found),)
    if complaint is None:
        return found, ()
    repaired, refusal, _ = _parse(_repaired(data))
    best = repaired if len(repaired) >= len(found) else found
    return best, (_fault(packet, "xmp-malformed", f"The XMP packet is no sound XML: {refusal or complaint}.", best),)


def _fault(packet: Packet, code: str, message: str, found: Properties | None = None) -> Fault:
    salvaged = f"{len(found)} properties" if found is not None else None
    return Fault(code=code, message=message, offset=packet.offset, salvaged=salvaged)


def _trimmed(data: bytes) -> bytes | str:
    """Return the packet from its first ``<`` on without padding; UTF-16 and UTF-32 are decoded."""
    at = data.find(b"<")
    for name, before, after in WIDE:
        if data[max(0, at - before) : at + 1 + after].count(b"\0") == before + after and at >= before:
            return data[at - before :].decode(name, "replace").rstrip("\0 \t\r\n")
    return data[at:].rstrip(b"\0 \t\r\n") if at >= 0 else b""


def _repaired(data: bytes | str) -> str:
    """Undo what writers of XMP get wrong: Latin-1 bytes, control characters, bare ampersands, a late declaration."""
    text = data if isinstance(data, str) else decode(data)
    text = _CONTROL_REFERENCE.sub(" ", _CONTROLS.sub(" ", text))
    return _DECLARATION.sub("", _BARE_AMPERSAND.sub("&amp;", text))


def _parse(data: bytes | str) -> tuple[dict[str, list[Value]], str | None, str | None]:
    """Return the properties read, why reading was refused, and expat's complaint."""
    from xml.parsers import expat

    table = _Table()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = table.start
    parser.EndElementHandler = table.end
    parser.CharacterDataHandler = table.characters
    parser.StartDoctypeDeclHandler = table.doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003
    except _RefusedError as refusal:
        return table.found, str(refusal), None
    except expat.ExpatError as error:
        return table.found, None, None if error.code == JUNK_AFTER_ROOT else str(error)
    return table.found, None, None


class _RefusedError(Exception):
    """The packet holds what no XMP packet holds."""


class _Table:
    """The handlers of one parse; ``found`` is the table they fill."""

    def __init__(self) -> None:
        self.found: dict[str, list[Value]] = {}
        self._prefixes: dict[str, str] = {}
        self._stack: list[tuple[str, str | None]] = []  # path and language of every open element
        self._inside = 0  # how deep rdf:RDF stands, 0 outside of it
        self._property = 0  # number of the current top-level property: a later one replaces an earlier one
        self._owner: dict[str, int] = {}
        self._text: list[str] | None = None

    def doctype(self, *_: object) -> None:
        raise _RefusedError("A document type declaration has no place in XMP: the packet was not read.")

    def start(self, tag: str, attributes: list[str]) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise _RefusedError(f"The XMP packet is nested deeper than {MAX_DEPTH} levels and was read up to there.")
        for i in range(0, len(attributes), 2):
            if attributes[i].startswith("xmlns:"):
                self._bind(attributes[i][6:], attributes[i + 1])
        path, language = self._stack[-1] if self._stack else ("", None)
        name = self._name(tag)
        if not self._inside:
            if name == RDF_ROOT:
                self._inside = len(self._stack) + 1
        elif not name.startswith("rdf:"):
            if not path:
                self._property += 1
            path = f"{path}/{name}" if path else name
        if self._inside and attributes:
            language = self._attributes(path, language, attributes)
        self._stack.append((path, language))
        self._text = [] if path in WANTED else None

    def end(self, _: str) -> None:
        path, language = self._stack.pop()
        if self._text:
            self._record(path, "".join(self._text), language)
        self._text = None  # text around child elements is white space
        if len(self._stack) < self._inside:
            self._inside = 0

    def characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _bind(self, prefix: str, uri: str) -> None:
        self._prefixes[prefix] = NAMESPACES.get(uri.rstrip("/#").lower(), prefix if prefix in PREFIXES else "")

    def _name(self, tag: str) -> str:
        """Return a name with its standard prefix; "?" for names of no standard. Undeclared prefixes count as usual."""
        prefix, colon, local = tag.partition(":")
        standard = self._prefixes.get(prefix, prefix if prefix in PREFIXES else "")
        return f"{standard}:{local}" if colon and standard and len(local) <= 64 else "?"

    def _attributes(self, path: str, language: str | None, attributes: list[str]) -> str | None:
        """Record the properties written as attributes; return the language that holds from here on."""
        for i in range(0, len(attributes), 2):
            tag, value = attributes[i], attributes[i + 1]
            if tag == "xml:lang":
                language = value
            elif tag.startswith("xmlns"):
                continue
            else:
                name = self._name(tag)
                if name in {"rdf:resource", "rdf:value"}:
                    self._record(path, value, language)
                elif not name.startswith("rdf:"):
                    if not path:
                        self._property += 1
                    self._record(f"{path}/{name}" if path else name, value, language)
        return language

    def _record(self, path: str, text: str, language: str | None) -> None:
        if path not in WANTED:
            return
        value = clean(text)
        if value is None:
            return
        if self._owner.get(path) != self._property:
            self._owner[path] = self._property
            self.found[path] = []
        self.found[path].append(Value(value, language))
