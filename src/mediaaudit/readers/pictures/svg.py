"""SVG drawings, read as XML text: well formed, in the right namespace, and passive. Nothing is rendered or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from mediaaudit.lazy import pattern
from mediaaudit.model.asset import Fault

SVG_NAMESPACE = "http://www.w3.org/2000/svg"
_DRAWN = {SVG_NAMESPACE, "http://www.w3.org/1999/xhtml"}  # namespaces whose elements a browser acts on
_LINKS = {"href", "http://www.w3.org/1999/xlink href", "src"}
_HANDLER = pattern(r"on[a-z]{3,}")
_SCRIPT_URL = pattern(
    r"[\x00-\x20]*(?:j[\t\n\r]*a[\t\n\r]*v[\t\n\r]*a|v[\t\n\r]*b)[\t\n\r]*s[\t\n\r]*c[\t\n\r]*r", re.IGNORECASE
)
_CSS_URL = pattern(r"url\(\s*[\"']?\s*([^\"')\s][^\"')]{0,500})|@import\s+[\"']([^\"']{1,500})", re.IGNORECASE)
_HREF = pattern(r"\bhref\s*=\s*[\"']([^\"']{1,500})")
MAX_ENTITIES = 200
MAX_ENTITY = 2000  # characters; Illustrator declares its namespaces as entities of under 100
MAX_BYTES = 32 << 20


class _EntityError(Exception):
    """Declared entities that may unfold without end or reach outside."""


def check_svg(data: bytes) -> Iterator[Fault]:
    """Yield what is wrong with an SVG file: not well formed or not SVG (unusable), active content, outside references.

    Entities that only abbreviate text are read; a document whose entities nest or point outside is not, and the fault says
    so. Scripts and outside references do not run or load in ``<img>``, but they do where the file is opened by itself.
    """
    if len(data) > MAX_BYTES:
        yield Fault(code="not-decoded", message=f"The drawing was not checked: it has more than {MAX_BYTES:,} bytes.")
        return
    scan = _Scan()
    try:
        scan.parser.Parse(data, True)  # noqa: FBT003 - expat takes no keywords
    except expat.ExpatError as error:
        message = f"The drawing is not well-formed XML and browsers do not show it: {error}."
        yield Fault(code="svg-malformed", message=message, offset=scan.parser.ErrorByteIndex, unusable=True)
    except _EntityError as error:
        yield Fault(code="svg-entities", message=f"The drawing was not checked: {error}.", offset=scan.offset)
    except (ValueError, LookupError) as error:
        yield Fault(code="svg-malformed", message=f"The drawing cannot be read: {error}.", offset=0, unusable=True)
    yield from scan.found.values()


class _Scan:
    """The handlers of one parse; ``found`` keeps the first fault of each kind, in the order of discovery."""

    def __init__(self) -> None:
        self.found: dict[str, Fault] = {}
        self.entities = 0
        self.style = False
        self.root = True
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.buffer_text = True
        self.parser.EntityDeclHandler = self._entity
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.ProcessingInstructionHandler = self._instruction

    @property
    def offset(self) -> int:
        return self.parser.CurrentByteIndex

    def _add(self, code: str, message: str, *, unusable: bool = False) -> None:
        if code not in self.found:
            self.found[code] = Fault(code=code, message=message, offset=self.offset, unusable=unusable)

    def _entity(self, name: str, parameter: int, value: str | None, *_: str | None) -> None:  # noqa: ARG002
        self.entities += 1
        if value is None or parameter:
            raise _EntityError("it declares entities from outside the file")
        if "&" in value or "%" in value or len(value) > MAX_ENTITY or self.entities > MAX_ENTITIES:
            raise _EntityError("it declares entities that may unfold without end")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if self.root:
            self.root = False
            if namespace != SVG_NAMESPACE:
                message = f"The drawing lacks the namespace {SVG_NAMESPACE}: browsers do not show it as a picture."
                self._add("svg-namespace", message, unusable=True)
        if namespace not in _DRAWN:
            return
        self.style = local == "style"
        if local == "script":
            self._add("svg-script", "The drawing contains a script.")
        for key, value in attributes.items():
            self._attribute(local, key, value)

    def _attribute(self, element: str, key: str, value: str) -> None:
        if _HANDLER.fullmatch(key):
            self._add("svg-handler", f"The drawing runs code on an event ({key}).")
        elif key in _LINKS:
            if _SCRIPT_URL.match(value):
                self._add("svg-script", "The drawing contains a script in a link.")
            elif element != "a":
                self._reference(value)
        elif "(" in value:
            self._css(value)

    def _css(self, text: str) -> None:
        for match in _CSS_URL.finditer(text):
            self._reference(match[1] or match[2])

    def _reference(self, url: str) -> None:
        url = url.strip()
        if url and not url.startswith("#") and url[:5].lower() != "data:":
            self._add("svg-external", f"The drawing refers to another file, which an image does not load: {url[:200]}")

    def _end(self, name: str) -> None:  # noqa: ARG002
        self.style = False

    def _text(self, text: str) -> None:
        if self.style:
            self._css(text)

    def _instruction(self, target: str, text: str) -> None:
        if target == "xml-stylesheet":
            for match in _HREF.finditer(text):
                self._reference(match[1])
