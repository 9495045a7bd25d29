"""Picture files: can they be shown, are they what they are called, are they fit for a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediaaudit.checks._content import in_main
from mediaaudit.checks._contract import check
from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.asset import Asset, Fault, Faults
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Confidence, Problem, Value
from mediaaudit.model.source import Span
from mediaaudit.text.short_name import short_name
from mediaaudit.text.shorten import shorten

WRONG_TYPE = "wrong-type"
BAD_PROFILE = frozenset({"icc-header", "icc-cut", "icc-incomplete"})
# Endings of what players and frames load: HTML knows the element, a file by itself has only its name.
OTHER_MEDIA = frozenset(
    {
        "mp4", "m4v", "mov", "qt", "webm", "mkv", "ogv", "avi", "mpg", "mpeg", "3gp", "ts", "m3u8", "mpd", "mp3", "m4a", "aac",
        "ogg", "oga", "opus", "wav", "flac", "weba", "mid", "html", "htm", "xhtml", "xht", "php", "asp", "aspx", "jsp", "pdf",
        "swf", "vtt", "srt", "txt", "xml", "json", "js", "css",
    }
)  # fmt: skip
PICTURES = frozenset({"img", "amp-img"})
# Attributes of pictures that hold no address; a script may find one in any other.
PLAIN = frozenset(
    {
        "src", "alt", "title", "id", "width", "height", "sizes", "srcset", "decoding", "fetchpriority", "role", "lang", "dir", "border",
        "align", "hspace", "vspace", "tabindex", "hidden", "crossorigin", "referrerpolicy", "draggable", "usemap", "ismap", "layout",
        "onload", "onerror", "onclick", "property", "typeof", "name", "/",
    }
)  # fmt: skip
NOWHERE = ("#", "?")  # with which an address begins that is the page's own
LAZY = pattern(r"lazy|lozad|unveil|defer|delay|skeleton|loading|(?<![a-z])js-", re.IGNORECASE)
MAX_HOST = 300  # characters of an address that may hold its server's name, which has at most 253
NEIGHBOURS = 100  # media before and after; what stands further off says little of this one
ACTIVE = frozenset({"svg-script", "svg-handler", "svg-external"})


@check("file.unusable")
def unusable(asset: Asset, faults: Faults) -> Iterator[Problem]:
    """Report a file that cannot be shown as a picture. A wrong name alone is another rule's matter."""
    if _is_no_picture_by_name(asset):
        return
    fault = next((each for each in faults.faults if each.unusable and each.code != WRONG_TYPE), None)
    if fault:
        yield Problem(message="partly" if fault.salvaged else "unusable", values=_values(asset, fault))


def _is_no_picture_by_name(asset: Asset) -> bool:
    """Say whether a file is no picture and is not called one: the sound, film or page of a player or a frame."""
    extension = short_name(asset.uri, 200).rpartition(".")[2].lower()
    return not (asset.media_type or "").startswith("image/") and extension in OTHER_MEDIA


@check("file.missing")
def missing(image: Image, document: Document) -> Iterator[Problem]:
    """Report an address that leads to no file: on a page whose other pictures are at hand, or relative to the page.

    Each other address that a browser may choose is reported, too, and a picture of the content that has no address.
    """
    for address in image.astray:
        found = next(each for each in image.candidates if each.url == address)
        beside = _folder(address) == _folder(image.src or "")  # elsewhere a server may make it when it is asked for
        values: dict[str, Value] = {"src": shorten(address, 100), "instead": shorten(image.src or "", 100)}
        yield Problem(
            message="candidate", at=found.span or image.span, values=values, confidence=None if beside else "review"
        )
    if image.kind in PICTURES and (image.src or "#").startswith(NOWHERE):
        yield from _without_address(image, document)
    if image.located != "missing":
        return
    around = document.media[max(0, image.index - NEIGHBOURS) : image.index + NEIGHBOURS]
    beside = any(media.located == "file" for media in around)
    if not beside and (image.src or "").startswith(("/", "\\")):  # where the site's root is, nobody said
        return
    values = {"src": shorten(image.src or "", 100)}
    yield Problem(message="missing", at=_address(image), values=values, confidence=None if beside else "review")


def _folder(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[0]


def _without_address(image: Image, document: Document) -> Iterator[Problem]:
    """Report a picture that no browser can load, unless a script may fill in its address."""
    if image.exposure == "hidden" or not in_main(image, document) or any(map(_may_be_filled, *_columns(image))):
        return
    # What a script looks up by its name, and what nobody described, may well be meant to be empty at first.
    looked_up = image.attribute("id") or image.attribute("class") or image.link or not image.name.text.strip()
    doubt: Confidence = "review" if looked_up else "likely"
    values: dict[str, Value] = {"src": (image.attribute("src") or "").strip()}
    key = "empty" if image.attribute("src") is not None else "none"
    yield Problem(message=key, at=image.attribute_span("src"), values=values, confidence=doubt)


def _columns(image: Image) -> tuple[list[str], list[str]]:
    return [name for name, _ in image.attributes], [value for _, value in image.attributes]


def _may_be_filled(name: str, value: str) -> bool:
    """Say whether an attribute tells a script where the picture is: an address, a template's binding, a class for lazy loading."""
    if name in {"class", "loading"}:
        return name == "class" and LAZY.search(value) is not None
    if name == "style":
        return "url(" in value
    if name in PLAIN or name.startswith(("aria-", "item")):
        return False
    return not name.startswith("data-") or "src" in name or any(char in value for char in "/.{")


def _address(image: Image) -> Span:
    return (image.candidates[0].span if image.candidates else None) or image.span


@check("file.type_mismatch")
def type_mismatch(asset: Asset, faults: Faults) -> Iterator[Problem]:
    """Report a file whose content is of another type than its name promises."""
    for fault in faults.faults:
        if fault.code == WRONG_TYPE:
            yield Problem(message="name", values=_values(asset, fault))


@check("file.placeholder_image")
def placeholder_image(image: Image, faults: Faults) -> Iterator[Problem]:
    """Report an article's picture that shows nothing: a pixel, or one colour."""
    for fault in faults.faults:
        if fault.code in {"tiny", "blank"}:
            yield Problem(message=fault.code, values={"file": short_name(image.src or "")})
            return


@dataclass(frozen=True, slots=True)
class TooHeavy:
    """Options of ``file.too_heavy``: the most bytes, and the most pixels in millions, that a page should load."""

    max_bytes: int = 3_000_000
    max_megapixels: float = 24.0


@check("file.too_heavy")
def too_heavy(asset: Asset, metadata: PhotoMetadata | None, options: TooHeavy) -> Iterator[Problem]:
    """Report a file beyond the budget of bytes or pixels."""
    if not (asset.media_type or "").startswith("image/"):
        return
    name = short_name(asset.uri)
    mega = (metadata.width or 0) * (metadata.height or 0) / 1_000_000 if metadata else 0.0
    if asset.size > options.max_bytes:
        weight, most = (f"{size / 1_000_000:.1f}" for size in (asset.size, options.max_bytes))
        yield Problem(message="bytes", values={"file": name, "size": weight, "limit": most})
    elif mega > options.max_megapixels:
        yield Problem(
            message="pixels", values={"file": name, "size": f"{mega:.0f}", "limit": f"{options.max_megapixels:g}"}
        )


@dataclass(frozen=True, slots=True)
class TooSmall:
    """Options of ``file.too_small``: the least width in pixels of a lead picture, 0 to ask for none."""

    min_lead_width: int = 1200


@check("file.too_small")
def too_small(image: Image, metadata: PhotoMetadata, options: TooSmall) -> Iterator[Problem]:
    """Report a picture that the page enlarges, and a lead picture too small for large previews."""
    if not metadata.width or metadata.format == "svg":
        return
    widest = max([metadata.width, *(found.width for found in image.candidates if found.width)])
    slot = (image.attribute("width") or "").strip()
    values: dict[str, Value] = {"file": short_name(image.src or ""), "width": widest}
    if slot.isascii() and slot.isdigit() and len(slot) < 6 and int(slot) > widest:
        yield Problem(message="slot", at=image.attribute_span("width"), values={**values, "wanted": int(slot)})
    elif image.placement == "lead" and widest < options.min_lead_width:
        yield Problem(message="lead", values={**values, "wanted": options.min_lead_width})


@check("file.colour_profile")
def colour_profile(asset: Asset, faults: Faults) -> Iterator[Problem]:
    """Report colours of print, and colour profiles that cannot be read."""
    for fault in faults.faults:
        if fault.code == "cmyk":
            yield Problem(message="cmyk", values=_values(asset, fault))
        elif fault.code in BAD_PROFILE:
            yield Problem(message="profile", values=_values(asset, fault))
            return


@check("file.active_svg")
def active_svg(asset: Asset, faults: Faults) -> Iterator[Problem]:
    """Report a drawing that runs code or refers to other files."""
    for fault in faults.faults:
        if fault.code in ACTIVE:
            doubt: Confidence | None = "likely" if fault.code == "svg-external" else None
            yield Problem(message=fault.code.removeprefix("svg-"), values=_values(asset, fault), confidence=doubt)


@check("file.preview_or_hotlink")
def preview_or_hotlink(image: Image, phrases: Phrases) -> Iterator[Problem]:
    """Report a picture that is loaded from an agency's preview server, or saved from one by its name."""
    src = image.src or ""
    host = _host(src)
    if any(host == known or host.endswith(f".{known}") for known in phrases.of("file.preview-host")):
        yield Problem(message="host", at=_address(image), values={"host": shorten(host)})
        return
    name = short_name(src, 200)
    if any(part in name.casefold() for part in phrases.of("file.preview-name")):
        yield Problem(message="name", at=_address(image), values={"file": shorten(name)})


def _host(address: str) -> str:
    """Return the name of the server in an address, "" for one that names none."""
    scheme, slashes, rest = address[:MAX_HOST].partition("//")
    if not slashes or scheme.casefold() not in {"http:", "https:", ""}:
        return ""
    return re.split(r"[/?#\\]", rest, maxsplit=1)[0].rpartition("@")[2].partition(":")[0].casefold()


def _values(asset: Asset, fault: Fault) -> dict[str, Value]:
    values: dict[str, Value] = {
        "file": short_name(asset.uri),
        "fault": shorten(fault.message, 300).rstrip("."),
        "code": fault.code,
        "salvaged": shorten(fault.salvaged or "", 100),
    }
    return values if fault.offset is None else {**values, "offset": fault.offset}
