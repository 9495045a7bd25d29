"""Every medium of a page, once: which elements are media, and which elements are one and the same picture."""

from __future__ import annotations

from collections.abc import Mapping

from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.media import Candidate, MediaKind, Track
from mediaaudit.model.source import Span, Text
from mediaaudit.model.vocabulary import PageVocabulary

from . import tree
from .accessibility.roles import explicit_role
from .candidates import Candidates
from .classes import ClassReader
from .outline import Outline

_KINDS: dict[str, MediaKind] = {
    "img": "img", "amp-img": "amp-img", "svg": "svg", "object": "object", "embed": "embed", "area": "area",
    "canvas": "canvas", "video": "video", "audio": "audio", "iframe": "iframe",
    "amp-video": "video", "amp-audio": "audio", "amp-iframe": "iframe",
}  # fmt: skip
_HOLDERS = frozenset({"amp-img", "svg", "object", "video", "audio", "canvas"})  # pictures inside are their fallback
_DRAWN = frozenset({*_KINDS, "noscript", "picture"})
_EMPTY = 5  # elements: a spinner and its parts
_HOSTS = frozenset({"div", "span", "a", "figure", "i", "section"})  # what stands in for a picture loaded later


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One medium of the page, before it is judged: its element's number, and all that says which file it shows."""

    number: int
    kind: MediaKind
    span: Span  # the start tag; empty for an element that the source only implies
    candidates: tuple[Candidate, ...]
    alt: Text | None
    attributes: Mapping[str, str]
    spans: Mapping[str, Span]
    tracks: tuple[Track, ...] = ()
    unscripted: bool = False  # it stands in <noscript> and nothing outside shows the same


class MediaFinder:
    """Finds the media of an outline in document order."""

    def __init__(self, outline: Outline, classes: ClassReader, vocabulary: PageVocabulary, source: str = "") -> None:
        self._outline = outline
        self._source = source
        self._classes = classes
        self._candidates = Candidates(vocabulary)
        self._lazy = frozenset(vocabulary.attributes.get("lazy-src", ()))
        self._telling = self._lazy | {"type", "role"}  # an element of no such tag is a medium only with one of these
        self._sourced = -1  # the last <picture> whose sources an <img> has taken
        self._alts = vocabulary.attributes.get("delayed-alt", ())

    def find(self) -> list[Occurrence]:
        """Return the media, ``<noscript>`` twins merged into the picture that they stand in for."""
        outline = self._outline
        found: list[Occurrence] = []
        skip_until = 0
        for number, tag in enumerate(outline.tags):
            if number < skip_until or (tag not in _KINDS and self._telling.isdisjoint(outline.elements[number].attrs)):
                continue
            if (kind := self._kind(number, tag)) is None:
                continue
            occurrence = self._occurrence(number, kind)
            if tag in _HOLDERS:
                skip_until = outline.ends[number]
            noscript = self._noscript(number)
            if noscript >= 0 and kind in {"img", "amp-img"}:
                if found and self._twins(found[-1], noscript):
                    found[-1] = self._merged(found[-1], occurrence)
                    continue
                occurrence = replace(occurrence, unscripted=True)
            elif self._is_torn_out(occurrence):
                occurrence = replace(occurrence, unscripted=True)
            elif found and found[-1].unscripted and self._twins_later(found[-1], number):
                occurrence = self._merged(occurrence, found.pop())
            found.append(occurrence)
        return self._unmasked(found)

    def _unmasked(self, found: list[Occurrence]) -> list[Occurrence]:
        """Return the media with the real picture first where one address holds the place of several.

        A placeholder is known by what it does, whatever it is called: it is the ``src`` of pictures that have different
        addresses besides.
        """
        besides: dict[str, set[str]] = {}
        for occurrence in found:
            first, *others = occurrence.candidates or (None,)
            if first and first.origin == "src" and others and others[0].origin in self._lazy:
                besides.setdefault(first.url, set()).add(others[0].url)
        masks = {url for url, others in besides.items() if len(others) > 1}
        if not masks:
            return found
        return [
            replace(each, candidates=(*each.candidates[1:], each.candidates[0]))
            if len(each.candidates) > 1 and each.candidates[0].url in masks
            else each
            for each in found
        ]

    def _kind(self, number: int, tag: str) -> MediaKind | None:
        kind = _KINDS.get(tag)
        element = self._outline.elements[number]
        if kind is not None:
            return None if kind == "amp-img" and self._is_stand_in(number, element) else kind
        if tag == "input":
            return "image-button" if (element.attr("type") or "").strip().lower() == "image" else None
        if explicit_role(element) == "img":
            return "role-img"
        if tag in _HOSTS and not self._lazy.isdisjoint(element.attrs) and self._is_delayed(number):
            return "delayed-image"
        return None

    def _is_stand_in(self, number: int, element: tree.Element) -> bool:
        """Say whether AMP shows a picture only until, or unless, the component around it has loaded."""
        parent = self._outline.parents[number]
        within = parent >= 0 and self._outline.tags[parent].startswith("amp-")
        return within and ("placeholder" in element.attrs or "fallback" in element.attrs)

    def _is_delayed(self, number: int) -> bool:
        """Say whether an element with a picture's address is empty: a script will put the picture there."""
        inner = self._outline.tags[number + 1 : min(self._outline.ends[number], number + _EMPTY + 2)]
        if len(inner) > _EMPTY or not _DRAWN.isdisjoint(inner):
            return False
        if "picture" not in self._classes.kinds(number) or self._outline.text(number):
            return False
        values = (self._outline.elements[number].attr(name) or "" for name in self._lazy)
        return any("/" in value or "." in value for value in values)  # data-image="true" is a setting

    def _occurrence(self, number: int, kind: MediaKind) -> Occurrence:
        element = self._outline.elements[number]
        attributes = tree.attributes(element)
        tag, spans = tree.tag_spans(element)
        found = self._candidates.of(attributes, spans)
        if kind in {"img", "video", "audio"}:
            found += self._sources(number, kind)
        if kind in {"amp-img", "object"}:
            for inner in range(number + 1, self._outline.ends[number]):
                if self._outline.tags[inner] in {"img", "amp-img"}:
                    found += self._inner(inner, "fallback")
        if kind == "video" and attributes.get("poster"):
            found.append(Candidate(url=attributes["poster"].strip(), origin="poster", span=spans.get("poster")))
        return Occurrence(
            number=number,
            kind=kind,
            span=tag or Span(0, 0),
            candidates=self._candidates.settle(found),
            alt=self._alt(attributes, spans, kind),
            attributes=attributes,
            spans=spans,
            tracks=self._tracks(number) if kind in {"video", "audio"} else (),
        )

    def _inner(self, number: int, origin: str) -> list[Candidate]:
        """Return the addresses of an element inside the medium's own."""
        element = self._outline.elements[number]
        return self._candidates.of(tree.attributes(element), tree.tag_spans(element)[1], origin=origin)

    def _sources(self, number: int, kind: MediaKind) -> list[Candidate]:
        """Return the addresses of the ``<source>`` elements of a picture, a video or a sound."""
        outline = self._outline
        parent = outline.parents[number] if kind == "img" else number
        if parent < 0 or (kind == "img" and (outline.tags[parent] != "picture" or parent == self._sourced)):
            return []
        self._sourced = parent
        return [
            candidate
            for child in outline.children(parent)
            if outline.tags[child] == "source"
            for candidate in self._inner(child, "source")
        ]

    def _alt(self, attributes: Mapping[str, str], spans: Mapping[str, Span], kind: MediaKind) -> Text | None:
        if kind in {"img", "amp-img", "image-button", "area"}:
            names: tuple[str, ...] = ("alt",)
        elif kind == "delayed-image":
            names = ("alt", *self._alts)
        else:
            return None
        for name in names:
            if name in attributes:
                span = spans.get(name)
                return Text(attributes[name], (span,) if span else ())
        return None

    def _tracks(self, number: int) -> tuple[Track, ...]:
        outline = self._outline
        tracks = []
        for child in outline.children(number):
            element = outline.elements[child]
            span = tree.start_span(element)
            if outline.tags[child] == "track" and span:
                kind = (element.attr("kind") or "subtitles").strip().lower()
                src, language, label = (element.attr(name) for name in ("src", "srclang", "label"))
                tracks.append(Track(kind=kind, src=src, language=language, label=label, span=span))
        return tuple(tracks)

    def _noscript(self, number: int) -> int:
        """Return the number of the ``<noscript>`` around an element, -1 where there is none."""
        outline = self._outline
        if not outline.muted[number]:
            return -1
        return next((above for above in outline.ancestors(number) if outline.tags[above] == "noscript"), -1)

    def _is_torn_out(self, occurrence: Occurrence) -> bool:
        """Say whether a picture stands in a ``<noscript>`` of the head, which may hold none: the parser ends the head there.

        Browsers with scripts never see it. The body then begins at the picture, without a tag of its own.
        """
        outline, span = self._outline, occurrence.span
        parent = outline.parents[occurrence.number]
        if parent < 0 or outline.tags[parent] != "body" or tree.start_span(outline.elements[parent]) is not None:
            return False
        opened = self._source.rfind("<noscript", 0, span.start)
        return opened >= 0 and self._source.find("</noscript", opened, span.start) < 0

    def _twins(self, before: Occurrence, noscript: int) -> bool:
        """Say whether a ``<noscript>`` repeats the picture just before it: same holder, or the holder's neighbour."""
        outline = self._outline
        if before.kind not in {"img", "amp-img", "delayed-image"} or before.unscripted:
            return False
        holder = outline.parents[noscript]
        if holder < 0 or outline.tags[holder] in {"body", "html", "head"}:
            return False
        if not outline.within(before.number, holder):
            return False
        between = outline.chunks[outline.chunk_ends[before.number] : outline.chunk_starts[noscript]]
        return not any(text.strip() for _, text in between)

    def _twins_later(self, before: Occurrence, number: int) -> bool:
        """Say whether a picture is the scripted twin of the one in the ``<noscript>`` just before it."""
        outline = self._outline
        noscript = self._noscript(before.number)
        if noscript < 0:
            return False
        holder = outline.parents[noscript]
        if outline.tags[number] not in {"img", "amp-img", "div", "span"} or not outline.within(number, holder):
            return False
        return outline.tags[holder] not in {"body", "html", "head"} and number - outline.ends[noscript] < 3

    def _merged(self, shown: Occurrence, twin: Occurrence) -> Occurrence:
        """Return the shown picture with the addresses of its twin."""
        others = [replace(candidate, origin="noscript") for candidate in twin.candidates]
        alt = shown.alt if shown.alt is not None or shown.kind != "delayed-image" else twin.alt
        return replace(shown, candidates=self._candidates.settle([*shown.candidates, *others]), alt=alt)
