"""What machines are told of an article's pictures: JSON-LD for search engines, Open Graph for sharing."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.lazy import dataclass
from mediaaudit.model.corpus import Corpus, Use
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document, StructuredImage
from mediaaudit.model.media import Image, Media
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.problem import Place, Problem, Related
from mediaaudit.model.source import Span
from mediaaudit.text.alt.file_name import file_name_kind
from mediaaudit.text.article_markup import article_type
from mediaaudit.text.credit import find_credit
from mediaaudit.text.short_name import short_name
from mediaaudit.text.shorten import shorten
from mediaaudit.text.urls import PictureIndex
from mediaaudit.text.words import plain

_HEAD = 100_000  # code points of source in which the head of a page begins
_NAMED = 30  # places in the source that are looked at for the name of a share image
_OPENING = 6  # words by which a caption is told in an item
_FOR_MACHINES = ("<meta", "<link", "<script")
_JSON_LD = "JSON-LD"  # how the reader's faults of such blocks begin


@check("share.article_image_missing")
def article_image_missing(document: Document) -> Iterator[Problem]:
    """Report an article whose JSON-LD has no picture although the page shows one."""
    if any(found.source == "json-ld" for found in document.structured) or _unreadable(document):
        return
    place = article_type(document.source.text)
    if place and _pictures(document):
        yield Problem(message="missing", at=Span(*place))


@check("share.structured_data_unreadable")
def structured_data_unreadable(document: Document) -> Iterator[Problem]:
    """Report a JSON-LD block that cannot be parsed."""
    for fault in _unreadable(document):
        yield Problem(message="unreadable", values={"fault": shorten(fault.rstrip("."), 160)})


@check("share.licence_fields_missing")
def licence_fields_missing(image: Image, document: Document, metadata: PhotoMetadata | None) -> Iterator[Problem]:
    """Report a picture of which neither JSON-LD nor file gives creator, credit, copyright notice or licence."""
    entries = [found for found in document.structured if found.source == "json-ld" and found.media == image.index]
    fields = metadata.merged if metadata else None
    in_file = fields and (fields.creator or fields.credit_line or fields.copyright_notice or fields.web_statement)
    if not entries or in_file or any(entry.credit or entry.creator or entry.license for entry in entries):
        return
    values = {"url": shorten(entries[0].url)}
    yield Problem(message="missing" if fields else "file_unread", at=entries[0].span, values=values)


@dataclass(frozen=True, slots=True)
class ImageMissing:
    """Options of ``share.image_missing``: the fewest pixels of width and height that a share image must have."""

    min_pixels: int = 200


@check("share.image_missing")
def image_missing(document: Document, options: ImageMissing) -> Iterator[Problem]:
    """Report a page with pictures and without a share image, or with one that is declared too small."""
    entry = _share_image(document)
    if entry is None:
        if _pictures(document) and _is_page(document) and not _has(document, "twitter"):
            yield Problem(message="missing", at=document.headline.span if document.headline else None)
        return
    if entry.width and entry.height and min(entry.width, entry.height) < options.min_pixels:
        values = {"width": entry.width, "height": entry.height, "least": options.min_pixels}
        yield Problem(message="small", at=entry.span, values=values)


@check("share.alt_missing")
def alt_missing(document: Document) -> Iterator[Problem]:
    """Report a share image without a text alternative, or with one that is none where the page has a real one."""
    entry = _share_image(document)
    if entry is None:
        return
    shown = document.media[entry.media] if entry.media is not None else None
    related = (Related(shown.span, "picture on the page"),) if shown else ()
    if not entry.alt:
        yield Problem(message="missing", at=entry.span, related=related)
        return
    values = {"alt": shorten(entry.alt)}
    at = entry.field_span("alt")
    if file_name_kind(entry.alt) in {"file", "device", "address"}:
        yield Problem(message="file_name", at=at, related=related, values=values)
    elif (better := _better_alt(shown, document)) and _is_headline(entry.alt, document):
        yield Problem(message="headline", at=at, related=related, values={**values, "better": shorten(better)})


def _better_alt(shown: Media | None, document: Document) -> str | None:
    """Return the page's own text alternative if it says more than the headline does."""
    alt = shown.alt.value.strip() if shown and shown.alt else ""
    return alt if alt and not _is_headline(alt, document) else None


@check("share.image_foreign")
def image_foreign(document: Document) -> Iterator[Problem]:
    """Report a share image that the page does not show."""
    entry = _share_image(document)
    if entry is None or entry.media is not None or not _pictures(document):
        return
    name = entry.url.partition("?")[0].rpartition("/")[2] or entry.url
    if not _is_used(name, document.source.text):
        yield Problem(message="foreign", at=entry.span, values={"url": shorten(name)})


def _is_used(name: str, source: str) -> bool:
    """Say whether a file is named outside the head's elements and scripts: a player has its still in an attribute."""
    at = source.find(name)
    for _ in range(_NAMED):
        if at < 0:
            return False
        if not _tag_before(source, at).startswith(_FOR_MACHINES):
            return True
        at = source.find(name, at + len(name))
    return False


def _tag_before(source: str, at: int) -> str:
    """Return the beginning of the last tag that opens before an offset, in small letters."""
    start = source.rfind("<", 0, at)
    return source[max(start, 0) : start + 8].lower()


def _share_image(document: Document) -> StructuredImage | None:
    """Return the page's first Open Graph image."""
    return next((found for found in document.structured if found.source == "og"), None)


def _has(document: Document, source: str) -> bool:
    return any(found.source == source for found in document.structured)


def _pictures(document: Document) -> bool:
    """Say whether the article shows a picture of its own."""
    return any(media.editorial and isinstance(media, Image) for media in document.media)


def _is_page(document: Document) -> bool:
    """Say whether the document is a whole page with a head, not a fragment."""
    return "<head" in document.source.text[:_HEAD].lower()


def _unreadable(document: Document) -> tuple[str, ...]:
    return tuple(fault for fault in document.faults if fault.startswith(_JSON_LD))


def _is_headline(text: str, document: Document) -> bool:
    known = (document.headline, *document.headlines)
    return any(headline is not None and plain(headline.value) == plain(text) for headline in known)


@check("share.feed_credit_lost")
def feed_credit_lost(corpus: Corpus, directory: Directory) -> Iterator[Problem]:
    """Report a picture that a feed sends out without the credit or the caption that an article of the run prints."""
    if not corpus.feeds:
        return
    index = PictureIndex((use.src, number) for number, use in enumerate(corpus.uses) if use.src)
    for sent in corpus.feeds:
        uses = [corpus.uses[number] for number in sorted(index.find_all(sent.src or ""))]
        credited = next((use for use in uses if use.credit_line), None)
        captioned = next((use for use in uses if use.caption), None)
        lost_credit = credited and not _sends_credit(sent, credited, directory)
        lost_caption = captioned and not _sends_caption(sent, captioned)
        use = credited if lost_credit else captioned if lost_caption else None
        if use is None:
            continue
        yield Problem(
            message="both" if lost_credit and lost_caption else "credit" if lost_credit else "caption",
            at=Place(sent),
            related=(Related(Place(use, "credit" if lost_credit else "caption"), "printed here"),),
            values={
                "picture": short_name(sent.src or ""),
                "credit": shorten(use.credit_line or ""),
                "caption": shorten((captioned or use).caption or ""),
            },
        )


def _sends_credit(sent: Use, printed: Use, directory: Directory) -> bool:
    """Say whether a feed credits a picture: in its own field, or by a name of the printed credit in its words."""
    if sent.credit_line:
        return True
    words = f" {plain(' '.join(filter(None, (sent.alt, sent.caption))))} "
    credit = printed.credit or find_credit(printed.credit_line or "", directory, alone=True)
    names = (*credit.photographers, *credit.agencies, *credit.via) if credit else ()
    return any(f" {plain(name)} " in words for name in (*names, printed.credit_line or ""))


def _sends_caption(sent: Use, printed: Use) -> bool:
    """Say whether a feed says anything of a picture, or has its caption's first words among those of the item."""
    opening = " ".join(plain(printed.caption or "").split()[:_OPENING])
    return bool(sent.caption) or opening in plain(sent.alt or "")
