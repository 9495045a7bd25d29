"""Checks of the Harbour Gazette. A check takes facts and yields problems; it opens no file and asks no network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mediaaudit.plugin import Document, Image, Problem, Soup, check


@dataclass(frozen=True)
class Galleries:
    """Options of ``gazette.gallery_without_heading``."""

    pictures: int = 3


@check("gazette.gallery_without_heading")
def gallery_without_heading(document: Document, soup: Soup, options: Galleries) -> Iterator[Problem]:
    """Report a gallery of several pictures that has no heading."""
    for gallery in soup.tree.select(".gallery"):
        if len(gallery.find_all("img")) >= options.pictures and not gallery.find(["h2", "h3"]):
            yield Problem(message="heading", values={"pictures": len(gallery.find_all("img"))})


@check("gazette.shouting")
def shouting(image: Image) -> Iterator[Problem]:
    """Report a caption in capitals."""
    if image.caption and image.caption.value.isupper() and " " in image.caption.value:
        yield Problem(message="capitals", at=image.caption.span, values={"caption": image.caption.value})
