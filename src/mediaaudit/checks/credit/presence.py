"""Credits that are not there, or name nobody."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.checks._fixes import credit_from_file_fix
from mediaaudit.checks._twins import wants_words, with_twins
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Confidence, Problem, Related
from mediaaudit.text.credit import find_credit
from mediaaudit.text.credit_placeholder import credit_placeholder_kind, ends_in_cue, kept_back
from mediaaudit.text.credit_words import says
from mediaaudit.text.shorten import shorten


@check("credit.missing")
def missing(
    image: Image, document: Document, metadata: PhotoMetadata | None, directory: Directory, phrases: Phrases
) -> Iterator[Problem]:
    """Report a photograph of the article without a credit that readers can see, and say where else one is."""
    if not wants_words(image, phrases) or any(_credited(media, directory) for media in with_twins(image, document)):
        return
    structured = next((found for found in document.structured if found.media == image.index and found.credit), None)
    if structured is not None and structured.credit:
        span = structured.field_span("credit")
        related = (Related(span, "credit for machines"),) if span else ()
        yield Problem(message="machines_only", related=related, values={"credit": shorten(structured.credit)})
        return
    title = image.attribute("title") or ""
    if credit := find_credit(title, directory):
        yield Problem(message="title_only", at=image.attribute_span("title"), values={"credit": shorten(credit.text)})
        return
    embedded = _embedded(metadata)
    if embedded:
        fixes = credit_from_file_fix(image, document, metadata.merged, directory) if metadata else ()
        yield Problem(message="file_only", values={"credit": shorten(embedded)}, fixes=fixes)
    else:
        yield Problem(message="missing")


def _credited(media: Media, directory: Directory) -> bool:
    if media.credit_line and media.credit_line.value.strip():
        return True
    if media.caption is None:
        return False
    # An empty cue ("Photo:") is a credit gone wrong, and credit/placeholder says so.
    return bool(find_credit(media.caption.value, directory) or ends_in_cue(media.caption.value, directory))


def _embedded(metadata: PhotoMetadata | None) -> str | None:
    """Return the credit as a picture file states it: maker and credit line, or the source."""
    if metadata is None:
        return None
    fields = metadata.merged
    named = [*fields.creator, fields.credit_line or fields.source or ""]
    return "/".join(dict.fromkeys(part for part in named if part.strip())) or None


# Where a newsroom may have meant it: what Google made is Google's, and agencies do keep names back.
_DOUBT: dict[str, Confidence] = {"doubtful": "review", "token": "likely", "via": "review"}


@check("credit.placeholder")
def placeholder(image: Image, directory: Directory, phrases: Phrases) -> Iterator[Problem]:
    """Report a credit line that names nobody, and a caption that ends in an empty one."""
    line, caption = image.credit_line, image.caption
    if line is not None and line.value.strip():
        lists = (phrases.of(f"credit.{name}") for name in ("nobody", "doubtful", "giverless"))
        kind = credit_placeholder_kind(line.value, directory, *lists)
        if kind:
            values = {"credit": shorten(line.value.strip())}
            yield Problem(message=kind, at=line.span, values=values, confidence=_DOUBT.get(kind))
        elif token := kept_back(line.value, phrases.of("credit.kept-back")):
            values = {"credit": shorten(line.value.strip()), "token": shorten(token)}
            yield Problem(message="kept_back", at=line.span, values=values, confidence="review")
    elif caption is not None and (cue := ends_in_cue(caption.value, directory)):
        yield Problem(message="dangling", at=caption.span, values={"credit": shorten(cue)})


@check("credit.recording_missing", kinds={"video", "audio"})
def recording_missing(media: Media, directory: Directory) -> Iterator[Problem]:
    """Report a film or a sound with no credit of its own and no word of one in the text around it."""
    if not media.candidates or media.attribute("autoplay") is not None:
        return  # without a source the player gets its film, and its credit, from a script; what plays by itself adorns
    if _credited(media, directory) or media.nearby is None:
        return
    if not says(media.nearby.value, directory, "cue", "courtesy", "handout", "screenshot"):
        yield Problem(message=media.kind)
