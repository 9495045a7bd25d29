"""One article: all that the readers of this room find, put together."""

from __future__ import annotations

from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import PICTURE_KINDS, Image, Media, Placement
from mediaaudit.model.source import Span
from mediaaudit.model.vocabulary import PageVocabulary

from . import tree
from .captions import Caption, CaptionReader
from .classes import ClassReader
from .editorial import Judge
from .media import MediaFinder, Occurrence
from .outline import Outline
from .source import read_source
from .story import Story


def read_document(data: bytes, uri: str, *, directory: Directory, vocabulary: PageVocabulary) -> Document:
    """Return a page or a fragment as facts. Never raises: every sequence of bytes is some HTML.

    ``uri`` names the document in reports, ``directory`` knows agencies, ``vocabulary`` what pages call their parts.
    """
    source = read_source(data)
    parsed = tree.parse(source.text)
    outline = Outline(parsed)
    return Document(uri=uri, source=source, media=_media(outline, directory, vocabulary))


def _media(outline: Outline, directory: Directory, vocabulary: PageVocabulary) -> tuple[Media, ...]:
    classes = ClassReader(vocabulary)
    story = Story(outline, classes)
    occurrences = MediaFinder(outline, classes, vocabulary).find()
    pictures = [occurrence.number for occurrence in occurrences if occurrence.kind in PICTURE_KINDS]
    captions = CaptionReader(outline, story, classes, vocabulary, directory, pictures)
    judge = Judge(outline, story, classes, vocabulary)
    media: list[Media] = []
    led = False
    for occurrence in occurrences:
        printed = captions.read(occurrence.number)
        editorial = judge.is_editorial(occurrence, printed)
        if occurrence.unscripted and not editorial:
            continue
        placement = judge.placement(occurrence, printed, first=editorial and not led)
        led = led or editorial
        media.append(_value(outline, occurrence, printed, len(media), editorial=editorial, placement=placement))
    return tuple(media)


def _value(
    outline: Outline,
    occurrence: Occurrence,
    printed: Caption,
    index: int,
    *,
    editorial: bool,
    placement: Placement,
) -> Media:
    """Return the occurrence as the value that leaves this room."""
    element = outline.elements[occurrence.number]
    make = Image if occurrence.kind in PICTURE_KINDS else Media
    return make(
        kind=occurrence.kind,
        index=index,
        span=tree.start_span(element) or Span(0, 0),
        candidates=occurrence.candidates,
        attributes=tuple((name, element.attr(name) or "") for name in element.attrs),
        attribute_spans=tree.attribute_spans(element),
        alt=occurrence.alt,
        caption=printed.caption,
        credit_line=printed.credit_line,
        figure=printed.figure,
        tracks=occurrence.tracks,
        editorial=editorial,
        placement=placement,
    )
