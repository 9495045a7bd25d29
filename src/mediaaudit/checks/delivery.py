"""How a page hands pictures to the browser: dimensions, srcset, loading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.checks._fixes import attributes_fix
from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.problem import Fix, Problem
from mediaaudit.model.source import Span
from mediaaudit.text.markup import read_tag, unescaped
from mediaaudit.text.short_name import short_name
from mediaaudit.text.shorten import shorten
from mediaaudit.text.srcset import Entry, entries, violations

_STYLED = pattern(r"(?:^|[;\s])(?:aspect-ratio|height)\s*:", re.IGNORECASE)
_SIZED = pattern(r"(?:^|[;\s])(?:max-|min-)?width\s*:", re.IGNORECASE)
_FITTED = pattern(r"object-fit\s*:|height\s*:\s*auto", re.IGNORECASE)
TURNED = 5  # Exif orientations from 5 to 8 swap width and height
TINY = 2  # pixels: a tracker or a placeholder has no shape to lose
TAG_HEAD = 20_000  # characters before an attribute in which its tag must begin


def _number(image: Image, name: str) -> int | None:
    """Return a dimension attribute in CSS pixels, None for one that is absent or no number (100%)."""
    text = (image.attribute(name) or "").strip().removesuffix("px")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _size(metadata: PhotoMetadata) -> tuple[int, int] | None:
    """Return width and height of the file as a browser shows it, None where the header does not say."""
    if not metadata.width or not metadata.height:
        return None
    turned = (metadata.merged.orientation or 1) in range(TURNED, 9)
    return (metadata.height, metadata.width) if turned else (metadata.width, metadata.height)


@check("delivery.no_dimensions")
def no_dimensions(image: Image, document: Document, metadata: PhotoMetadata | None) -> Iterator[Problem]:
    """Report a picture for which the page reserves no room, and offer the file's width and height."""
    if image.kind != "img" or _STYLED.search(image.attribute("style") or ""):
        return
    lacking = [name for name in ("width", "height") if not (image.attribute(name) or "").strip()]
    if lacking:
        fixes: tuple[Fix, ...] = ()
        if values := _dimensions(image, metadata):
            title = f"Write {' and '.join(f'{name} {value}' for name, value in values.items())}"
            fixes = attributes_fix(image, document, values, title=title, applicability="safe")
        key = "none" if len(lacking) > 1 else "one"
        yield Problem(message=key, values={"lacking": lacking[0]}, fixes=fixes)


def _dimensions(image: Image, metadata: PhotoMetadata | None) -> dict[str, str]:
    """Return the dimensions that are lacking, where the browser shows the file in just these without being told.

    Not where it may choose among several files, or a style gives one of the two: attributes would then count as well.
    """
    size = _size(metadata) if metadata and metadata.format != "svg" else None
    others = any(found.url != image.src for found in image.candidates) or image.attribute("srcset") is not None
    if size is None or min(size) <= TINY or others or _SIZED.search(image.attribute("style") or ""):
        return {}
    width, height = _number(image, "width"), _number(image, "height")
    if width and not image.attribute("height"):
        return {"height": str(max(1, round(width * size[1] / size[0])))}
    if height and not image.attribute("width"):
        return {"width": str(max(1, round(height * size[0] / size[1])))}
    if image.attribute("width") or image.attribute("height"):
        return {}
    return {"width": str(size[0]), "height": str(size[1])}


@dataclass(frozen=True, slots=True)
class Distorted:
    """Options of ``delivery.distorted``: by which share (0 to 1) the two shapes may differ."""

    tolerance: float = 0.05


@check("delivery.distorted")
def distorted(image: Image, metadata: PhotoMetadata, options: Distorted) -> Iterator[Problem]:
    """Report width and height attributes of another shape than the file's."""
    width, height, size = _number(image, "width"), _number(image, "height"), _size(metadata)
    if not width or not height or size is None or min(width, height) <= TINY or min(size) <= TINY:
        return
    if image.kind != "img" or metadata.format == "svg" or _FITTED.search(image.attribute("style") or ""):
        return
    stretch = (width / height) / (size[0] / size[1])
    if max(stretch, 1 / stretch) - 1 > options.tolerance:
        values = {
            "file": short_name(image.src or ""),
            "page": f"{width} by {height}",
            "real": f"{size[0]} by {size[1]}",
        }
        yield Problem(message="shape", at=image.attribute_span("width"), values=values)


@check("delivery.lead_lazy")
def lead_lazy(image: Image) -> Iterator[Problem]:
    """Report a lead picture that the browser is told to load late."""
    if image.placement == "lead" and (image.attribute("loading") or "").strip().lower() == "lazy":
        yield Problem(message="lazy", at=image.attribute_span("loading"))


@dataclass(frozen=True, slots=True)
class _Set:
    """A ``srcset`` of a picture or of a ``<source>`` beside it."""

    found: tuple[Entry, ...]
    span: Span
    sized: bool  # a ``sizes`` attribute is there, or the browser finds the size itself


def _sets(image: Image, document: Document) -> Iterator[_Set]:
    own = image.attribute("srcset")
    late = (image.attribute("loading") or "").strip().lower() == "lazy"  # such pictures may leave sizes to the browser
    if own and image.kind == "img":
        yield _Set(tuple(entries(own)), image.attribute_span("srcset"), image.attribute("sizes") is not None or late)
    spans = dict.fromkeys(found.span for found in image.candidates if found.origin == "source" and found.span)
    for span in spans:
        start = document.source.text.rfind("<", max(0, span.start - TAG_HEAD), span.start)
        tag = read_tag(document.source.text, start) if start >= 0 else None
        written = {attribute.name: attribute.value for attribute in reversed(tag.attributes)} if tag else {}
        if tag and tag.name == "source" and "srcset" in written:
            yield _Set(tuple(entries(unescaped(written["srcset"]))), span, "sizes" in written or late)


@check("delivery.srcset_invalid")
def srcset_invalid(image: Image, document: Document) -> Iterator[Problem]:
    """Report candidates that browsers throw away, and widths without the ``sizes`` that give them a meaning."""
    for each in _sets(image, document):
        told = set()
        for key, entry in violations(each.found):
            if key not in told:  # one of a kind says it
                told.add(key)
                values = {"url": short_name(entry.url), "descriptor": shorten(" ".join(entry.descriptors) or "1x", 30)}
                yield Problem(message=key, at=each.span, values=values)
        if not each.sized and any(entry.sound and entry.width for entry in each.found):
            yield Problem(message="sizes", at=each.span)


@dataclass(frozen=True, slots=True)
class SrcsetLies:
    """Options of ``delivery.srcset_lies``: by which share (0 to 1) a declared width may miss the file's."""

    tolerance: float = 0.02


@check("delivery.srcset_lies")
def srcset_lies(image: Image, document: Document, metadata: PhotoMetadata, options: SrcsetLies) -> Iterator[Problem]:
    """Report a width in ``srcset`` that the file at that address does not have."""
    size = _size(metadata)
    if size is None or metadata.format == "svg":
        return
    for each in _sets(image, document):
        for entry in each.found:
            if entry.url == image.src and entry.width and abs(entry.width - size[0]) > options.tolerance * size[0]:
                name, said = short_name(entry.url), entry.width
                yield Problem(message="width", at=each.span, values={"file": name, "said": said, "real": size[0]})
                return
