"""One article: all that the readers of this room find, put together."""

from __future__ import annotations

from collections.abc import Sequence

from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document, StructuredImage
from mediaaudit.model.media import CERTAIN, PICTURE_KINDS, Image, Media, Placement, Sureness
from mediaaudit.model.source import Text
from mediaaudit.model.vocabulary import PageVocabulary
from mediaaudit.text.urls import PictureIndex

from . import tree
from .accessibility import Accessibility
from .boxes import Boxes
from .captions import Caption, CaptionReader
from .classes import ClassReader
from .directives import read_directives
from .editorial import Judge
from .elements import TAGS, sort_elements
from .evidence import Evidence
from .facts import facts_from
from .media import MediaFinder, Occurrence
from .nearby import nearby_text
from .outline import Outline
from .page_kind import NO_ARTICLE
from .source import read_source
from .story import Story
from .structured import structured_from
from .surroundings import Surroundings

_NOTHING_PRINTED = Caption()
_COMPARED = 12  # addresses of one picture that are compared with others; the rest are more sizes of the same


def read_document(data: bytes, uri: str, *, directory: Directory, vocabulary: PageVocabulary) -> Document:
    """Return a page or a fragment as facts. Never raises: every sequence of bytes is some HTML.

    ``uri`` names the document in reports, ``directory`` knows agencies, ``vocabulary`` what pages call their parts.
    """
    source = read_source(data)
    parsed = tree.parse(source.text)
    elements = sort_elements(parsed.iter_elements(TAGS))
    structured = structured_from(elements, source.text)
    facts = facts_from(elements, structured.blocks)
    directives, unread = read_directives(parsed, source.text)
    page = _Page(parsed, source.text, directory, vocabulary, facts.kind)
    media, structured_images = page.read(structured.images)
    return Document(
        uri=uri,
        source=source,
        language=facts.language,
        headline=facts.headline,
        headlines=facts.headlines,
        outlets=facts.outlets,
        section=facts.section,
        published=facts.published,
        modified=facts.modified,
        base=facts.base,
        kind=facts.kind,
        media=media,
        structured=structured_images,
        structured_faults=structured.faults,
        directives=directives,
        faults=(*(fault.message for fault in structured.faults), *unread),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """The verdict on one picture, and how sure it is."""

    editorial: bool = False
    placement: Placement = "inline"
    sureness: Sureness = CERTAIN


class _Page:
    """The readers of one page's media, over one outline."""

    def __init__(
        self, parsed: tree.Document, source: str, directory: Directory, vocabulary: PageVocabulary, kind: str
    ) -> None:
        self._outline = outline = Outline(parsed)
        classes = ClassReader(outline, vocabulary)
        story = Story(outline, classes)
        self._found = MediaFinder(outline, classes, vocabulary, source).find()
        self._same = PictureIndex(
            (candidate.url, occurrence.number)
            for occurrence in self._found
            if occurrence.kind in PICTURE_KINDS
            for candidate in occurrence.candidates[:_COMPARED]
        )
        self._firsts = {o.number: self._first(o) for o in self._found if _has_content(o)}
        own = [number for number, first in self._firsts.items() if number == first]
        self._boxes = boxes = Boxes(outline, story, own)
        self._captions = CaptionReader(outline, boxes, classes, vocabulary, directory, source)
        surroundings = Surroundings(outline, story, classes, vocabulary)
        self._judge = Judge(outline, story, boxes, surroundings, vocabulary)
        self._evidence = Evidence(outline, story, boxes, surroundings, vocabulary, kind)
        self._is_article = kind not in NO_ARTICLE
        self._accessibility = Accessibility(parsed)

    def read(self, structured: Sequence[StructuredImage]) -> tuple[tuple[Media, ...], tuple[StructuredImage, ...]]:
        """Return the page's media, and its machine-readable pictures with the media that show them."""
        shared = {number for image in structured for number in self._same.find_all(image.url)}
        media: list[Media] = []
        places: dict[int, int] = {}
        editorials: set[int] = set()
        for occurrence in self._found:
            printed, editorial = self._judged(occurrence, editorials, shared)
            if occurrence.unscripted and not editorial:
                continue
            placement = self._judge.placement(occurrence, printed, first=not editorials)
            sureness = CERTAIN
            if editorial:
                element = self._outline.elements[occurrence.number]
                sureness = self._evidence.weigh(
                    occurrence,
                    printed,
                    placement,
                    shared=occurrence.number in shared,
                    seen=len(editorials),
                    hidden=self._accessibility.exposure(element) == "hidden",
                )
                editorials.add(occurrence.number)
            places[occurrence.number] = len(media)
            judged = _Judged(editorial=editorial, placement=placement, sureness=sureness)
            media.append(self._value(occurrence, printed, len(media), judged))
        return tuple(media), tuple(self._matched(image, places, editorials) for image in structured)

    def _first(self, occurrence: Occurrence) -> int:
        """Return the number of the first occurrence of the same picture."""
        if not occurrence.candidates:
            return occurrence.number
        first = self._same.find(occurrence.candidates[0].url)
        return occurrence.number if first is None else first

    def _judged(self, occurrence: Occurrence, editorials: set[int], shared: set[int]) -> tuple[Caption, bool]:
        if not self._is_article or not self._judge.may_be_editorial(occurrence):
            return _NOTHING_PRINTED, False
        printed = self._captions.read(occurrence.number)
        first = self._firsts.get(occurrence.number)
        if first is not None and first != occurrence.number and self._boxes.share_figure(first, occurrence.number):
            return printed, False  # one picture in two sizes, one of which fades into the other
        copy = first in editorials
        known = occurrence.number in shared
        return printed, self._judge.is_editorial(occurrence, printed, copy=copy, shared=known)

    def _matched(self, image: StructuredImage, places: dict[int, int], editorials: set[int]) -> StructuredImage:
        """Return a machine-readable picture with the index of the visible occurrence, an editorial one if any."""
        shown = [number for number in self._same.find_all(image.url) if number in places]
        if not shown:
            return image
        best = min(shown, key=lambda number: (number not in editorials, number))
        return replace(image, media=places[best])

    def _value(self, occurrence: Occurrence, printed: Caption, index: int, judged: _Judged) -> Media:
        """Return the occurrence as the value that leaves this room."""
        element = self._outline.elements[occurrence.number]
        accessibility = self._accessibility
        make = Image if occurrence.kind in PICTURE_KINDS else Media
        return make(
            kind=occurrence.kind,
            index=index,
            span=occurrence.span,
            candidates=occurrence.candidates,
            attributes=tuple(occurrence.attributes.items()),
            attribute_spans=tuple(occurrence.spans.items()),
            alt=occurrence.alt,
            name=accessibility.name(element),
            exposure=accessibility.exposure(element),
            hidden_by=accessibility.hidden_by(element),
            role=accessibility.role(element),
            focusable=accessibility.focusable(element),
            link=accessibility.link(element),
            adjacent=accessibility.adjacent_text(element),
            caption=printed.caption,
            caption_silent=self._is_silent(printed),
            credit_line=printed.credit_line,
            figure=printed.figure,
            nearby=self._nearby(occurrence),
            tracks=occurrence.tracks,
            editorial=judged.editorial,
            sureness=judged.sureness,
            placement=judged.placement,
        )

    def _is_silent(self, printed: Caption) -> bool:
        """Say whether assistive technology passes over the caption: the text alternative then stands in for it."""
        outline = self._outline
        words = printed.caption.value if printed.caption else ""
        holders = {
            holder
            for owner in printed.owners
            for holder, text in outline.chunks[outline.chunk_starts[owner] : outline.chunk_ends[owner]]
            if text.strip() and " ".join(text.split()) in words
        }
        hidden_by = self._accessibility.hidden_by
        return bool(holders) and all(hidden_by(outline.elements[holder]) == "aria-hidden" for holder in holders)

    def _nearby(self, occurrence: Occurrence) -> Text | None:
        """Return the words around a sound or film, where its transcript may be; pictures have captions."""
        if occurrence.kind not in {"video", "audio"}:
            return None
        hidden_by = self._accessibility.hidden_by
        return nearby_text(self._outline, occurrence.number, lambda element: hidden_by(element) is not None)


def _has_content(occurrence: Occurrence) -> bool:
    """Say whether an occurrence is a picture with a file of its own: drawn icons crowd no box."""
    return occurrence.kind in PICTURE_KINDS and occurrence.kind not in {"svg", "area"}
