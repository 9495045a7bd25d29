"""What mediaaudit sees in articles and picture files (``schemas/inspect.schema.json``), as plain values and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from mediaaudit.model.asset import Fault, Faults, Pixels
from mediaaudit.model.credit import Credit
from mediaaudit.model.document import Document, StructuredImage
from mediaaudit.model.media import PICTURE_KINDS, Media, Sureness
from mediaaudit.model.metadata import PhotoMetadata

from .credit import credit_parts
from .json_text import to_json

SCHEMA_VERSION = 1  # of inspect.schema.json


def inspect_json(documents: Sequence[Mapping[str, Any]], files: Sequence[Mapping[str, Any]]) -> str:
    """Return the JSON of ``inspect`` from the values of ``inspect_document`` and ``inspect_file``, a picture a line."""
    value = {"schema_version": SCHEMA_VERSION, "documents": list(documents), "files": list(files)}
    return to_json(value, depth=4) + "\n"


def inspect_document(
    document: Document, credits_: Mapping[int, Credit], files: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return an article: its pictures (``exposure`` says which are hidden, as in a closed slideshow), and the pictures that it names to machines.

    ``credits_`` are the understood credit lines by ``Media.index``, ``files`` the paths of picture files by asset id.
    ``structured[].image`` is an index into ``images``, null where the picture is not among them.
    """
    pictures = [media for media in document.media if media.kind in PICTURE_KINDS]
    place = {media.index: number for number, media in enumerate(pictures)}
    return {
        "path": document.uri,
        "headline": document.headline.value if document.headline else None,
        "language": document.language,
        "kind": document.kind,
        "outlet": document.outlet,
        "published": document.published.value if document.published else None,
        "images": [_image(document, media, credits_.get(media.index), files or {}) for media in pictures],
        "structured": [_structured(image, place) for image in document.structured],
        "faults": list(document.faults),
    }


def _image(document: Document, media: Media, credit: Credit | None, files: Mapping[str, str]) -> dict[str, Any]:
    line, column = document.source.position(media.span.start)
    return {
        "kind": media.kind,
        "src": media.src,
        "candidates": list(dict.fromkeys(candidate.url for candidate in media.candidates)),
        "editorial": media.editorial,
        "sureness": _sureness(media.sureness) if media.editorial else None,
        "placement": media.placement,
        "exposure": media.exposure,
        "alt": media.alt.value if media.alt else None,
        "accessible_name": media.name.text,
        "caption": media.caption.value if media.caption else None,
        "credit_line": media.credit_line.value if media.credit_line else None,
        "credit": {"text": credit.text, **credit_parts(credit)} if credit else None,
        "file": files.get(media.asset) if media.asset else None,
        "line": line,
        "column": column,
    }


def _sureness(sureness: Sureness) -> dict[str, Any]:
    """Return how sure the reader is, with what spoke for and against it."""
    return {
        "editorial": sureness.editorial,
        "caption": sureness.caption,
        "credit": sureness.credit,
        "reasons": list(sureness.reasons),
    }


def _structured(image: StructuredImage, place: Mapping[int, int]) -> dict[str, Any]:
    return {
        "source": image.source,
        "url": image.url,
        "alt": image.alt,
        "caption": image.caption,
        "credit": image.credit,
        "image": place.get(image.media) if image.media is not None else None,
    }


def inspect_file(
    path: str,
    metadata: PhotoMetadata | None,
    faults: Faults | None = None,
    *,
    pixels: Pixels | None = None,
    format_: str | None = None,
) -> dict[str, Any]:
    """Return a picture file: what it is, what it says of itself, and what is wrong with it.

    ``pixels`` where it was decoded, ``format_`` where its kind is known without metadata. ``error`` is the first fault
    that keeps the file from serving as the picture its name claims; a file that cannot be read has such a fault too.
    """
    found = dict.fromkeys((*(metadata.faults if metadata else ()), *(faults.faults if faults else ())))
    unusable = Faults(faults=tuple(found)).unusable
    return {
        "path": path,
        "format": (metadata.format if metadata else None) or format_,
        "width": pixels.width if pixels else metadata.width if metadata else None,
        "height": pixels.height if pixels else metadata.height if metadata else None,
        "metadata": _metadata(metadata) if metadata else None,
        "faults": [_fault(fault) for fault in found],
        "error": unusable.message if unusable else None,
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {"code": fault.code, "message": fault.message, "offset": fault.offset, "salvaged": fault.salvaged}


def _metadata(metadata: PhotoMetadata) -> dict[str, Any]:
    fields = metadata.merged
    return {
        "creator": list(fields.creator),
        "credit": fields.credit_line,
        "source": fields.source,
        "copyright": fields.copyright_notice,
        "copyright_owner": list(fields.copyright_owner),
        "headline": fields.headline,
        "description": fields.description,
        "alt_text": fields.alt_text,
        "extended_description": fields.extended_description,
        "keywords": list(fields.keywords),
        "persons_shown": list(fields.persons_shown),
        "date_created": fields.date_created,
        "city": fields.city,
        "country": fields.country,
        "instructions": fields.instructions,
        "job_id": fields.job_id,
        "usage_terms": fields.usage_terms,
        "web_statement": fields.web_statement,
        "licensor_name": fields.licensor_name,
        "licensor_url": fields.licensor_url,
        "credit_line_required": fields.credit_line_required,
        "data_mining": fields.data_mining,
        "embargo": fields.embargo,
        "license_start": fields.license_start,
        "expires": fields.expires,
        "digital_source_type": fields.digital_source_type,
        "ai_system": fields.ai_system,
        "ai_system_version": fields.ai_system_version,
        "ai_prompt": fields.ai_prompt,
        "ai_prompt_writer": fields.ai_prompt_writer,
        "gps": _position(fields.gps),
        "orientation": fields.orientation,
        "icc": metadata.icc_profile,
        "has_thumbnail": metadata.has_thumbnail,
        "c2pa": metadata.c2pa,
    }


def _position(gps: tuple[float, float] | None) -> dict[str, float] | None:
    # A camera without a fix writes 0/0: JSON has no number for that.
    if gps is None or not all(map(isfinite, gps)):
        return None
    return {"latitude": gps[0], "longitude": gps[1]}
