"""One article, as read."""

from __future__ import annotations

from typing import Literal

from mediaaudit.lazy import dataclass

from .directive import Directive
from .media import Media
from .source import SourceMap, Span, Text

StructuredSource = Literal["json-ld", "og", "twitter", "feed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuredImage:
    """A picture that a machine reads: JSON-LD, Open Graph or Twitter card.

    ``credit`` is the line that stands for a credit (creditText, else creator, else copyrightNotice, else
    copyrightHolder); ``media`` is the index of the visible occurrence of the same picture, None where the page does
    not show it. ``span`` is the meta tag or, for JSON-LD, the address in the script, and ``field_spans`` are the places
    of the other values that stand in the source as they are read (``alt``, ``caption``, ``credit``).
    """

    source: StructuredSource
    url: str
    span: Span | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    creator: tuple[str, ...] = ()
    copyright_notice: str | None = None
    license: str | None = None
    acquire_license_page: str | None = None
    width: int | None = None
    height: int | None = None
    media: int | None = None
    description: str | None = None
    copyright_holder: str | None = None
    field_spans: tuple[tuple[str, Span], ...] = ()

    def field_span(self, name: str) -> Span | None:
        """Return the span of one value, or of the whole picture entry where its own place is unknown."""
        return next((span for key, span in self.field_spans if key == name), self.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuredFault:
    """A block of structured data that cannot be read: why, in a sentence, and where."""

    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What a page says of itself; the fields are those of ``Document``."""

    headline: Text | None = None
    headlines: tuple[Text, ...] = ()
    language: str | None = None
    outlets: tuple[str, ...] = ()
    section: str | None = None
    published: Text | None = None
    modified: Text | None = None
    base: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article: what it says of itself, its media in document order, and its machine-readable pictures.

    ``outlets`` are the names the page gives its publisher (site name, publisher, brand), the best first.
    """

    uri: str
    source: SourceMap
    language: str | None = None  # BCP 47, as the page claims
    headline: Text | None = None
    headlines: tuple[Text, ...] = ()  # every wording of the headline on the page: h1, og:title, JSON-LD, <title>
    outlets: tuple[str, ...] = ()
    section: str | None = None
    published: Text | None = None  # as written, normally ISO 8601
    modified: Text | None = None
    kind: str = ""  # what it says it is: article, product, recipe, profile, index, app; "" where it says nothing
    base: str | None = None  # the page's own address: <base>, canonical or og:url
    media: tuple[Media, ...] = ()
    structured: tuple[StructuredImage, ...] = ()
    structured_faults: tuple[StructuredFault, ...] = ()  # structured data that cannot be read
    directives: tuple[Directive, ...] = ()  # suppressions, in the order of the source
    faults: tuple[str, ...] = ()  # what kept the reader from reading all of it

    @property
    def outlet(self) -> str | None:
        """The publisher's name as the page gives it."""
        return self.outlets[0] if self.outlets else None
