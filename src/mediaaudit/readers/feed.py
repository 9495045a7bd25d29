"""Feeds (RSS 2.0 and 1.0, Atom, with Media RSS): the pictures that they send out, and the words that go with them.

Entities beyond those of XML itself are refused with the DOCTYPE that would define them: a feed needs none, and they can
be made to grow without end.
"""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.corpus import Use
from mediaaudit.model.source import SourceMap, Span

from .html.source import read_source

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

MAX_DEPTH = 64  # elements in elements; feeds need about eight
_LONGEST = 20_000  # code points of an item's words that are kept
HEAD = 2_048  # bytes in which the root element of a feed begins
_ROOT = pattern(rb"<(?:rss|feed|(?:\w+:)?RDF)[\s>]")
_TAG = pattern(r"<[^<>]*>")
_MEDIA = "http://search.yahoo.com/mrss/"
_ITEMS = frozenset({"item", "entry"})
_WORDS = frozenset({"description", "summary", "content", "encoded"})  # what readers of the item get to read
_PICTURE_NAMES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: a row for each picture of its items, and what kept the rest from being read, in a sentence."""

    pictures: tuple[Use, ...] = ()
    fault: str | None = None


def is_feed(data: bytes) -> bool:
    """Say whether a file begins as a feed does."""
    return _ROOT.search(data[:HEAD]) is not None


def read_feed(data: bytes, uri: str) -> Feed:
    """Return the pictures of a feed in its order. Never raises: what cannot be read is the feed's fault.

    ``alt`` of a row holds all words of its item, ``caption`` the picture's own description, ``credit_line`` who is
    credited for it (``media:credit``, else ``media:copyright``).
    """
    from xml.parsers import expat

    source = read_source(data)
    parser = expat.ParserCreate("utf-8", " ")
    reader = _Reader(parser, source, uri)
    try:
        parser.Parse(source.text.encode("utf-8", "replace"), True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as error:
        return Feed(
            tuple(reader.pictures), f"The feed breaks off at line {error.lineno}: {expat.ErrorString(error.code)}."
        )
    except _RefusedError as error:
        return Feed(tuple(reader.pictures), str(error))
    return Feed(tuple(reader.pictures))


class _RefusedError(Exception):
    """The feed holds what is not read."""


class _Picture:
    """A picture of the item at hand, as far as it has been read."""

    def __init__(self, url: str, span: Span, depth: int) -> None:
        self.url, self.span, self.depth = url, span, depth
        self.words: dict[str, str] = {}


class _Reader:
    """The handlers of one parse; ``pictures`` are the rows of the items that are complete."""

    def __init__(self, parser: XMLParserType, source: SourceMap, uri: str) -> None:
        self.pictures: list[Use] = []
        self._parser, self._source, self._uri = parser, source, uri
        self._bytes = self._offset = 0  # a place in the encoded text, and the same in the text
        self._encoded = source.text.encode("utf-8", "replace")
        self._path: list[str] = []
        self._found: list[_Picture] = []
        self._shared: dict[str, str] = {}  # of the item, or of a group in it
        self._text: list[str] = []
        self._words: list[str] = []
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_: object) -> None:
        raise _RefusedError("The feed has a DOCTYPE, which is not read.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._path) >= MAX_DEPTH:
            raise _RefusedError(f"The feed has more than {MAX_DEPTH} elements inside one another.")
        self._path.append(name)
        self._text.clear()
        kind = _local(name)
        if kind in _ITEMS:
            self._found, self._shared, self._words = [], {}, []
        elif self._in_item() and (url := _picture_url(name, kind, attributes)):
            self._found.append(_Picture(url, self._span(), len(self._path)))

    def _end(self, name: str) -> None:
        kind, text = _local(name), "".join(self._text).strip()
        self._text.clear()
        if kind in _ITEMS:
            self._finish()
        elif self._in_item() and text:
            self._take(name, kind, text)
        self._path.pop()

    def _take(self, name: str, kind: str, text: str) -> None:
        """Keep the words of an element: of the picture that it is inside of, else of the whole item."""
        if name.startswith(_MEDIA):
            if kind not in {"credit", "copyright", "description", "title"}:
                return
            own = self._found[-1] if self._found and self._found[-1].depth < len(self._path) else None
            (own.words if own and self._path[own.depth - 1].startswith(_MEDIA) else self._shared).setdefault(kind, text)
        elif kind in _WORDS:
            self._words.append(unescape(_TAG.sub(" ", text)))

    def _finish(self) -> None:
        words = " ".join(self._words)[:_LONGEST]  # a row travels to where the run is settled
        for picture in self._found:
            said = self._shared | picture.words
            self.pictures.append(
                Use(
                    uri=self._uri,
                    media=len(self.pictures),
                    src=picture.url,
                    placement="inline",
                    alt=words or None,
                    caption=said.get("description") or said.get("title"),
                    credit_line=said.get("credit") or said.get("copyright"),
                    regions=(("picture", self._source.region(picture.span)),),
                )
            )
        self._found = []

    def _in_item(self) -> bool:
        return any(_local(name) in _ITEMS for name in self._path)

    def _span(self) -> Span:
        """Return the place of the start tag at hand; tags come in order, so that each byte is counted once."""
        at = self._parser.CurrentByteIndex
        self._offset += len(self._encoded[self._bytes : at].decode("utf-8", "replace"))
        self._bytes = at
        end = self._source.text.find(">", self._offset)
        return Span(self._offset, end + 1 if end >= 0 else len(self._source.text))


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _picture_url(name: str, kind: str, attributes: dict[str, str]) -> str | None:
    """Return the address of the picture that an element sends out: media:content, enclosure, Atom's link to one."""
    if kind == "enclosure" or (kind == "content" and name.startswith(_MEDIA)):
        url = attributes.get("url")
    elif kind == "link" and attributes.get("rel") == "enclosure":
        url = attributes.get("href")
    else:
        return None
    type_, medium = attributes.get("type", ""), attributes.get("medium", "")
    named = not type_ and not medium and (url or "").partition("?")[0].lower().endswith(_PICTURE_NAMES)
    return url if type_.startswith("image/") or medium == "image" or named else None
