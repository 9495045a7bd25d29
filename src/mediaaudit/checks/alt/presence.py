"""Text alternatives that are not there where there must be one."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Link, Media
from mediaaudit.model.problem import Confidence, Problem, Related
from mediaaudit.text.alt.drawing import nameless_parts
from mediaaudit.text.shorten import shorten

from ._spoken import link_tag, named, spoken

# Image buttons, objects, areas, canvases and drawings have rules of their own: other elements, other remedies.
_PICTURES = frozenset({"img", "amp-img", "role-img", "delayed-image"})
_PICTURE_ROLES = frozenset({"img", "image", "graphics-symbol", "graphics-document"})
# Roles that make of an element no picture, and nothing that needs a name; one that gets the focus is a control.
_NAMELESS_ROLES = frozenset({"separator", "presentation", "none", "generic"})
_PIXEL = frozenset({"0", "1", "2", "3", "0px", "1px"})  # width and height of trackers and spacers
_BUTTONS = frozenset({"button", "input", "summary"})
# What an object shows, told from its type or the ending of its address; pages and applications are not pictures.
_OBJECT_TYPES = ("image/", "audio/", "video/", "application/pdf", "application/ogg")
_OBJECT_ENDINGS = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff", ".pdf",
    ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aac", ".mp4", ".m4v", ".webm", ".ogv", ".mov",
)  # fmt: skip


@check("alt.missing", kinds=_PICTURES)
def missing(image: Image) -> Iterator[Problem]:
    """Report an exposed picture without an accessible name."""
    if spoken(image) or (image.role in _NAMELESS_ROLES and not image.focusable):
        return
    if image.alt is not None:
        if image.alt.value:  # alt="" on an exposed picture is alt/decorative-exposed
            yield Problem(message="blank", at=image.attribute_span("alt"))
    elif image.kind == "role-img":
        yield Problem(message="role")
    elif image.kind == "delayed-image":
        yield Problem(message="missing", confidence="review")  # a script may bring the alternative with the picture
    elif image.attribute("width") in _PIXEL and image.attribute("height") in _PIXEL:
        yield Problem(message="pixel", confidence="review")
    else:
        yield Problem(message="missing")


@check("alt.image_button")
def image_button(image: Image, document: Document) -> Iterator[Problem]:
    """Report a button that is a picture, or that holds pictures only, without an accessible name."""
    if image.kind == "image-button":
        if not spoken(image) and image.exposure == "exposed":
            yield Problem(message="input")
        return
    link = _nameless_link(image, document)
    if link and link_tag(link, document) in _BUTTONS:
        yield Problem(message="button", at=link.span, related=(Related(image.span, "its picture"),))


@check("alt.linked_image")
def linked_image(image: Image, document: Document) -> Iterator[Problem]:
    """Report a link that holds pictures only and has no accessible name."""
    link = _nameless_link(image, document)
    if link is None or image.kind in {"area", "image-button"} or link_tag(link, document) in _BUTTONS:
        return
    values = {"href": shorten((link.href or "").strip())}
    key = "link" if values["href"] else "nowhere"
    yield Problem(message=key, at=link.span, related=(Related(image.span, "its picture"),), values=values)


def _nameless_link(image: Image, document: Document) -> Link | None:
    """Return the link around a picture if it has no name and this is its first picture.

    A picture that is hidden by itself leaves a link that is met and says nothing: icons that are aria-hidden.
    """
    link = image.link
    if link is None or link.name.strip() or image.kind == "canvas":
        return None
    hides_itself = image.hidden_by == "aria-hidden" and named(image, "aria-hidden", "true")
    if image.exposure == "hidden" and not (hides_itself and link.tabbable):
        return None
    before = document.media[image.index - 1] if image.index else None
    return None if before and before.link and before.link.span == link.span else link


@check("alt.area", kinds={"area"})
def area(image: Image) -> Iterator[Problem]:
    """Report an area of an image map that leads somewhere and has no accessible name."""
    if image.attribute("href") is not None and not spoken(image):
        yield Problem(message="area", values={"href": shorten((image.attribute("href") or "").strip())})


@check("alt.svg", kinds={"svg"})
def svg(image: Image, document: Document) -> Iterator[Problem]:
    """Report a drawing, or a part of one, that says that it is an image and has no accessible name.

    In a link or button that has a name, the drawing is its icon, and the name says what there is to say.
    """
    if image.exposure == "hidden" or (image.link and image.link.name.strip()):
        return
    if image.role in _PICTURE_ROLES:  # one image: its parts are not met
        if not spoken(image):
            yield Problem(message="svg", values={"role": image.role or ""})
        return
    for tag, role in nameless_parts(document.source.text, image.span.end, _PICTURE_ROLES):
        yield Problem(message="part", at=tag, values={"role": role})


@check("alt.object", kinds={"object"})
def object_(image: Image) -> Iterator[Problem]:
    """Report an embedded picture, sound or film without an accessible name."""
    if spoken(image) or not (image.role is None or image.role in _PICTURE_ROLES):
        return
    shows = _shows_medium(image)
    if shows is not False:
        doubt: Confidence | None = None if shows else "review"
        yield Problem(message="object", values={"src": shorten(image.attribute("data") or "")}, confidence=doubt)


def _shows_medium(media: Media) -> bool | None:
    """Say whether an object shows a picture, sound or film; None where neither type nor address tells."""
    address = (media.attribute("data") or "").strip().lower().partition("#")[0].partition("?")[0]
    declared = (media.attribute("type") or "").strip().lower()
    if not address or media.located in {"missing", "empty"} or declared.startswith("text/"):
        return False
    if declared.startswith(_OBJECT_TYPES) or (not declared and address.endswith(_OBJECT_ENDINGS)):
        return True
    page = "html" in declared or address.endswith(("/", ".html", ".htm", ".xhtml", ".php", ".aspx", ".jsp"))
    return False if page else None
