"""Pictures that are marked as decoration or hidden, and are neither; and the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mediaaudit.checks._contract import check
from mediaaudit.lazy import pattern
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Problem, Related
from mediaaudit.model.source import Text
from mediaaudit.text.alt.file_name import stem
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import words

from ._spoken import named

_EMPTY_ROLES = frozenset({"none", "presentation"})
_PICTURES = frozenset({"img", "amp-img"})
_ARIA_HIDDEN = pattern(r"\saria-hidden\s*=\s*[\"']?\s*true", re.IGNORECASE)
_DRAWING = (".fillText(", ".strokeText(", ".drawImage(")  # calls that put words or pictures on a canvas


@check("alt.decorative_exposed")
def decorative_exposed(image: Image) -> Iterator[Problem]:
    """Report a picture marked as decoration that assistive technology meets all the same."""
    if image.exposure != "exposed":
        return
    by_alt = image.kind in _PICTURES and image.alt is not None and not image.alt.value
    if not by_alt and _first_role(image) not in _EMPTY_ROLES:
        return
    mark = 'alt=""' if by_alt else f'role="{_first_role(image)}"'
    at = image.attribute_span("alt" if by_alt else "role")
    if image.focusable:
        yield Problem(message="focus", at=at, values={"mark": mark})
    elif image.name.source == "title" and image.link:
        return  # in a link the title may be the link's only name, and is meant to be read
    elif image.name.source == "title":
        yield Problem(
            message="title", at=at, values={"mark": mark, "name": shorten(image.name.text)}, confidence="review"
        )
    elif image.name.text:
        yield Problem(message="name", at=at, values={"mark": mark, "name": shorten(image.name.text)})
    else:
        yield Problem(message="aria", at=at, values={"mark": mark})


def _first_role(image: Image) -> str:
    return next(iter((image.attribute("role") or "").lower().split()), "")


@check("alt.empty_on_content", kinds=_PICTURES)
def empty_on_content(image: Image, phrases: Phrases) -> Iterator[Problem]:
    """Report alt="" on a picture that the page itself treats as content."""
    if image.exposure != "decorative":
        return
    at = image.attribute_span("alt")
    if image.editorial and image.caption:
        values = {"caption": shorten(image.caption.value)}
        yield Problem(message="caption", at=at, related=_related(image.caption, "caption"), values=values)
    elif image.editorial and image.credit_line:
        values = {"credit": shorten(image.credit_line.value)}
        yield Problem(message="credit", at=at, related=_related(image.credit_line, "credit"), values=values)
    elif image.editorial and image.placement == "lead":
        yield Problem(message="lead", at=at, confidence="review")
    elif image.link is None and image.located != "missing" and (name := _telling_name(image, phrases)):
        yield Problem(message="name", at=at, values={"name": shorten(name)}, confidence="review")


def _related(text: Text, label: str) -> tuple[Related, ...]:
    return (Related(text.span, label),) if text.span else ()


def _telling_name(image: Image, phrases: Phrases) -> str | None:
    """Return the name of a picture's file if it says that the picture stands for something, a logo for instance."""
    name = stem(image.src or "")
    return name if phrases.of("alt.telling-file").intersection(words(name)) else None


@check("alt.hidden_content", kinds=_PICTURES)
def hidden_content(image: Image) -> Iterator[Problem]:
    """Report a visible picture whose author wrote a text alternative and keeps it from those who need it."""
    if image.link or image.alt is None or not words(image.alt.value):
        return
    values = {"alt": shorten(image.alt.value)}
    if image.hidden_by == "aria-hidden" and named(image, "aria-hidden", "true"):
        yield Problem(message="aria", at=image.attribute_span("aria-hidden"), values=values)
    elif image.exposure == "decorative" and _first_role(image) in _EMPTY_ROLES:
        yield Problem(message="role", at=image.attribute_span("role"), values=values)


@check("alt.hidden_focusable")
def hidden_focusable(image: Image, document: Document) -> Iterator[Problem]:
    """Report a picture or a link around one that is marked aria-hidden itself and yet gets the focus.

    A whole menu that is aria-hidden is let pass: while it is folded up, a style sheet hides it from everybody.
    """
    if image.hidden_by != "aria-hidden":
        return
    link = image.link
    if _is_tabbable(image) and named(image, "aria-hidden", "true"):
        yield Problem(message="picture", at=image.attribute_span("aria-hidden"))
    elif link and link.tabbable and _ARIA_HIDDEN.search(document.source.text, link.span.start, link.span.end):
        before = document.media[image.index - 1] if image.index else None
        if not (before and before.link and before.link.span == link.span):
            yield Problem(message="link", at=link.span, related=(Related(image.span, "its picture"),))


def _is_tabbable(image: Image) -> bool:
    negative = (image.attribute("tabindex") or "").strip().startswith("-")
    return image.focusable and image.kind != "area" and not negative


@check("alt.canvas", kinds={"canvas"})
def canvas(image: Image, document: Document) -> Iterator[Problem]:
    """Report a canvas without a name on which a script of the page puts words or pictures."""
    if image.exposure == "hidden" or image.name.text.strip():
        return
    if _draws(document.source.text):
        yield Problem(message="canvas")


@lru_cache(maxsize=1)
def _draws(source: str) -> bool:
    """Say whether a page calls what puts words or pictures on a canvas. Kept: a page may have many canvases."""
    return any(call in source for call in _DRAWING)
