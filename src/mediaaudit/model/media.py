"""One occurrence of a picture, a video, a sound or a frame in an article."""

from __future__ import annotations

from typing import Literal

from mediaaudit.lazy import dataclass

from .source import Span, Text

MediaKind = Literal[
    "img", "amp-img", "image-button", "svg", "object", "embed", "area", "canvas", "role-img",
    "delayed-image", "video", "audio", "iframe",
]  # fmt: skip
PICTURE_KINDS: frozenset[str] = frozenset(
    {"img", "amp-img", "image-button", "svg", "object", "embed", "area", "canvas", "role-img", "delayed-image"}
)
Exposure = Literal["exposed", "decorative", "hidden"]
Whereabouts = Literal["file", "data", "fetched", "remote", "missing", "outside", "unreadable", "empty"]
Placement = Literal["lead", "figure", "inline"]
NameSource = Literal[
    "aria-labelledby", "aria-label", "alt", "svg-title", "content", "label", "value", "title", "legend", "none"
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One address a browser may load this occurrence from.

    ``origin`` is the attribute or element it came from (``src``, ``srcset``, ``data-src``, ``source``, ``noscript``,
    ``poster`` ...); ``width`` (pixels, from a ``640w`` descriptor) and ``density`` (from ``2x``) as declared.
    """

    url: str
    origin: str
    span: Span | None = None
    width: int | None = None
    density: float | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class AccessibleName:
    """What assistive technology calls an element (accname 1.2), and the source that decided."""

    text: str = ""
    source: NameSource = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The link or button around an occurrence: its address, its whole accessible name, and where it starts.

    ``tabbable`` says that the Tab key reaches it.
    """

    href: str | None
    name: str
    span: Span
    tabbable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A ``<track>`` of a video or audio element, as written; ``kind`` defaults to subtitles (HTML standard)."""

    kind: str
    src: str | None
    language: str | None
    label: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sureness:
    """How sure the reader is of what it says of one picture: probabilities from 0 to 1, measured on labelled pages.

    ``editorial``: that the picture is the story's. ``caption`` and ``credit``: that these are the picture's own, or that it
    has none. ``reasons`` are the names of what spoke for and against it.
    """

    editorial: float = 1.0
    caption: float = 1.0
    credit: float = 1.0
    reasons: tuple[str, ...] = ()


CERTAIN = Sureness()


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """One occurrence of a medium in a document.

    The text alternative belongs to the occurrence, the embedded creator to the file (``Asset``): most newsroom errors
    live between the two. ``alt`` is None when the attribute is absent and an empty ``Text`` when it is empty.
    """

    kind: MediaKind
    index: int  # place among the document's media, from 0
    span: Span  # the start tag
    candidates: tuple[Candidate, ...] = ()  # the real source first
    attributes: tuple[tuple[str, str], ...] = ()  # as the parser gives them: lower-case names, first duplicate wins
    attribute_spans: tuple[tuple[str, Span], ...] = ()
    alt: Text | None = None
    name: AccessibleName = AccessibleName()
    exposure: Exposure = "exposed"
    hidden_by: str | None = None  # what hides it from assistive technology: "aria-hidden", "display", "details" ...
    role: str | None = None  # the role that holds after conflict resolution, or None for the element's own
    focusable: bool = False
    link: Link | None = None
    adjacent: Text | None = None  # visible text next to the occurrence in the same link or button
    caption: Text | None = None  # without the credit and without interface words
    caption_silent: bool = False  # printed, and passed over by assistive technology (aria-hidden)
    credit_line: Text | None = None  # as printed, cue included
    figure: Span | None = None
    tracks: tuple[Track, ...] = ()
    nearby: Text | None = None  # of a sound or film: what readers get to read around it
    editorial: bool = False
    sureness: Sureness = CERTAIN
    placement: Placement = "inline"
    asset: str | None = None  # id of the file, where it was found
    located: Whereabouts | None = None  # where the address of the real picture leads, once it was looked up

    astray: tuple[str, ...] = ()  # other addresses that a browser may choose and that lead to no file

    @property
    def src(self) -> str | None:
        """The address of the real picture: placeholders passed over; None where there is none."""
        return self.candidates[0].url if self.candidates else None

    def attribute(self, name: str) -> str | None:
        """Return an attribute's value as written, "" for one without a value, None for one that is absent."""
        for key, value in self.attributes:
            if key == name:
                return value
        return None

    def attribute_span(self, name: str) -> Span:
        """Return the span of an attribute, or of the start tag where the attribute is absent."""
        for key, span in self.attribute_spans:
            if key == name:
                return span
        return self.span


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Media):
    """A Media of a picture kind."""
