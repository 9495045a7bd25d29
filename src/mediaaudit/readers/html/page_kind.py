"""What a page says it is, in its data for machines: an article, or something that is not told as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mediaaudit.model.source import Text

from . import jsonld
from .jsonld import Blocks, Node

NO_ARTICLE = frozenset({"app", "index", "product", "profile", "recipe"})

# Types of schema.org in small letters, and what a page is whose main thing is of such a type.
_TYPES: Mapping[str, str] = {
    "product": "product", "productgroup": "product", "individualproduct": "product", "productmodel": "product",
    "recipe": "recipe", "profilepage": "profile", "person": "profile",
    "collectionpage": "index", "searchresultspage": "index", "itemlist": "index",
    "softwareapplication": "app", "mobileapplication": "app", "webapplication": "app", "videogame": "app",
}  # fmt: skip
_OPEN_GRAPH: Mapping[str, str] = {
    "article": "article", "product": "product", "product.item": "product", "og:product": "product", "profile": "profile",
    "recipe": "recipe",
}  # fmt: skip
_BESIDE = frozenset({"person", "itemlist"})  # what pages of any kind tell of as well; the page itself says which it is


def page_kind(metas: Mapping[str, Sequence[Text]], blocks: Blocks, article: Node | None) -> str:
    """Return what a page says it is: "article", a member of ``NO_ARTICLE``, or "" where it says nothing clear.

    A recipe in an article is an article: what the page tells of it is news or a blog.
    """
    if article is not None:
        return "article"
    tops = list(_tops(blocks))
    found = {_TYPES[kind] for node in tops for kind in jsonld.types(node) if kind in _TYPES and kind not in _BESIDE}
    if len(found) == 1:
        return found.pop()
    return next((_OPEN_GRAPH.get(text.value.strip().lower(), "") for text in metas.get("og:type", ())), "")


def _tops(blocks: Blocks) -> Iterator[Node]:
    """Yield the nodes that are the page's main things: those at the top of a block or of its graph."""
    for block in blocks.blocks:
        values: list[Any] = block.value if isinstance(block.value, list) else [block.value]
        for value in values:
            if isinstance(value, dict):
                yield value
                graph = value.get("@graph")
                yield from (each for each in graph if isinstance(each, dict)) if isinstance(graph, list) else ()
