"""Pictures that machines read: JSON-LD ImageObjects, Open Graph, Twitter cards.

Publisher logos and portraits of authors are not pictures of the article and are left out of the JSON-LD ones; what a
page offers as its sharing picture (Open Graph, Twitter) is taken as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any

from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.document import StructuredFault, StructuredImage, StructuredSource
from mediaaudit.model.source import Span

from . import jsonld, tree
from .elements import FactElements, collect
from .jsonld import Block, Blocks, Node

MAX_LOCATED = 60  # pictures whose values are looked up in the script; beyond, the whole script is their place

# Keys whose value is a picture, be it an address, a reference or an untyped object (schema.org).
_IMAGE_KEYS = frozenset({"image", "images", "primaryImageOfPage"})
# Keys that lead to people and publishers, whose logos and portraits are not the article's pictures,
_PEOPLE_KEYS = frozenset({
    "accountablePerson", "author", "brand", "contributor", "copyrightHolder", "creator", "editor", "funder", "logo",
    "producer", "provider", "publisher", "sourceOrganization", "sponsor",
})  # fmt: skip
# and to other works, or to films and small copies: pictures there may well be the article's, but are not said to be.
_OTHER_KEYS = frozenset({
    "about", "citation", "isBasedOn", "isPartOf", "mentions", "offers", "potentialAction", "recordedIn", "relatedLink",
    "subjectOf", "thumbnail", "video",
})  # fmt: skip
_FOREIGN_TYPES = frozenset({"person", "brand", "corporation", "website"})
_PICTURE_TYPES = frozenset({"imageobject", "photograph"})


@dataclass(frozen=True, slots=True)
class Structured:
    """The machine-readable pictures of a page, the faults of its JSON-LD, and the parsed blocks for other readers."""

    images: tuple[StructuredImage, ...] = ()
    faults: tuple[StructuredFault, ...] = ()
    blocks: Blocks = field(default_factory=Blocks)


def read_structured(document: tree.Document, text: str) -> Structured:
    """Read a page's machine-readable pictures. ``text`` is the document's newline-normalised source."""
    return structured_from(collect(document), text)


def structured_from(elements: FactElements, text: str) -> Structured:
    """Read the same from elements that the caller has collected. JSON-LD comes first, then Open Graph, Twitter."""
    blocks = jsonld.read_blocks(elements.scripts, text)
    metas = [
        (meta.name, meta.value, tree.start_span(meta.element))
        for meta in elements.metas
        if meta.name.startswith(("og:image", "twitter:image"))
    ]
    images = (*_jsonld_images(blocks), *_meta_images(metas, "og"), *_meta_images(metas, "twitter"))
    return Structured(images, blocks.faults, blocks)


def _meta_images(metas: Iterable[tuple[str, str, Span | None]], source: StructuredSource) -> Iterator[StructuredImage]:
    """Yield the pictures of one card vocabulary: each address starts a picture, what follows describes it.

    A property that stands before the first address belongs to the first; of a property said twice the first counts.
    """
    entries: dict[str, tuple[Span | None, dict[str, tuple[str, Span | None]]]] = {}
    properties: dict[str, tuple[str, Span | None]] = {}
    bare = ""
    for name, value, span in metas:
        prefix, _, field = name.partition(":image")
        field = field.lstrip(":")
        if prefix != source:
            continue
        if field not in {"", "url", "secure_url", "src"}:
            properties.setdefault(field, (value, span))
            continue
        if bare == (bare := value.partition("://")[2] or value):
            continue  # secure_url: the same picture under https
        properties = {} if entries else properties
        entries.setdefault(value, (span, properties))
    for url, (span, described) in entries.items():
        alt, place = described.get("alt", (None, None))
        yield StructuredImage(
            source=source,
            url=url,
            span=span,
            alt=" ".join(alt.split()) if alt else None,
            width=_pixels(described.get("width", ("", None))[0]),
            height=_pixels(described.get("height", ("", None))[0]),
            field_spans=(("alt", place),) if place else (),
        )


def _jsonld_images(blocks: Blocks) -> Iterator[StructuredImage]:
    """Yield each picture of the JSON-LD once; entries with one address are merged, the first value of a field wins."""
    foreign: set[str] = set()
    found: dict[str, StructuredImage] = {}
    for node, block in _picture_nodes(blocks, foreign):
        url = _address(node)
        if url is None:
            continue
        known = found.get(url)
        image = _structured_image(node, url, block, locate=len(found) < MAX_LOCATED)
        found[url] = _merge(known, image) if known else image
    for url, image in found.items():
        if url not in foreign:
            yield image


def _picture_nodes(blocks: Blocks, foreign: set[str]) -> Iterator[tuple[Node, Block]]:
    """Yield the nodes that stand for pictures; ``foreign`` fills with addresses of logos and portraits."""
    for block in blocks.blocks:
        stack: list[tuple[Any, str]] = [(block.value, "")]
        while stack:
            value, key = stack.pop()
            if isinstance(value, list):
                stack.extend((item, key) for item in reversed(value))
                continue
            node = _node(value, key, blocks)
            if node is None:
                continue
            kinds = jsonld.types(node)
            if kinds & _PICTURE_TYPES or (key in _IMAGE_KEYS and not kinds):
                if foreign.isdisjoint(_addresses(node)):
                    yield node, block
            elif kinds & _FOREIGN_TYPES or any(kind.endswith("organization") for kind in kinds):
                foreign.update(_portraits(node, blocks))
            elif key != "itemListElement" or kinds == {"listitem"}:
                foreign.update(*(_portraits(node[name], blocks) for name in _PEOPLE_KEYS & node.keys()))
                stack.extend(_inner(node, key))


def _node(value: Any, key: str, blocks: Blocks) -> Node | None:
    """Return the object a value stands for; under a picture key a string is an address or a reference."""
    if key in _IMAGE_KEYS:
        if isinstance(value, str):
            value = {"@id": value} if blocks.by_id and value in blocks.by_id else {"url": value}
        value = blocks.resolve(value)
    return value if isinstance(value, dict) else None


def _inner(node: Node, key: str) -> list[tuple[Any, str]]:
    """Return the values of a node to look into, last first; in lists of other stories only pictures count."""
    inner = [
        (value, "itemListElement" if key == "itemListElement" else name)
        for name, value in node.items()
        if name not in _PEOPLE_KEYS
        and name not in _OTHER_KEYS
        and (name in _IMAGE_KEYS or isinstance(value, dict | list))
    ]
    inner.reverse()
    return inner


def _portraits(value: Any, blocks: Blocks) -> set[str]:
    """Return the addresses of a logo, or of the logos and portraits of people and organisations."""
    found: set[str] = set()
    for item in value[:50] if isinstance(value, list) else [value]:
        found |= _addresses(item) if isinstance(item, dict) and jsonld.types(item) & _PICTURE_TYPES else set()
        for part in ("logo", "image") if isinstance(item, dict) else ():
            found |= _addresses(blocks.resolve(item.get(part))) | _addresses(item.get(part))
    return found


def _addresses(value: Any) -> set[str]:
    """Return the identifier and addresses of a picture, however it is written."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return {value[key] for key in ("@id", "url", "contentUrl") if isinstance(value.get(key), str)}
    if isinstance(value, list):
        return {address for item in value[:20] if not isinstance(item, list) for address in _addresses(item)}
    return set()


def _address(node: Node) -> str | None:
    """Return a picture's address: contentUrl (the file itself), else url, else an identifier that is an address."""
    for key in ("contentUrl", "url", "@id"):
        address = jsonld.string(node.get(key))
        if address and (key != "@id" or ("#" not in address and "/" in address)):
            return address
    return None


def _structured_image(node: Node, url: str, block: Block, *, locate: bool) -> StructuredImage:
    creator = jsonld.strings(node.get("creator") or node.get("author"))
    notice = jsonld.string(node.get("copyrightNotice"))
    holder = jsonld.string(node.get("copyrightHolder"))
    credit = jsonld.string(node.get("creditText")) or ", ".join(creator) or notice or holder
    caption = jsonld.string(node.get("caption"))
    return StructuredImage(
        source="json-ld",
        url=url,
        span=(_locate_url(node, block) if locate else None) or block.span,
        caption=caption,
        credit=credit,
        creator=creator,
        copyright_notice=notice,
        copyright_holder=holder,
        description=jsonld.string(node.get("description")),
        license=jsonld.string(node.get("license")),
        acquire_license_page=jsonld.string(node.get("acquireLicensePage")),
        width=_pixels(node.get("width")),
        height=_pixels(node.get("height")),
        field_spans=tuple(_located_fields(node, block)) if locate else (),
    )


def _locate_url(node: Node, block: Block) -> Span | None:
    written = next((node[key] for key in ("contentUrl", "url", "@id") if isinstance(node.get(key), str)), None)
    return block.locate(written) if written else None


def _located_fields(node: Node, block: Block) -> Iterator[tuple[str, Span]]:
    """Yield the places of caption and credit where the source has the value literally."""
    for name, keys in (("caption", ("caption",)), ("credit", ("creditText", "copyrightNotice"))):
        key = next((key for key in keys if isinstance(node.get(key), str) and node[key].strip()), None)
        if key and (span := block.locate(node[key], key)):
            yield name, span


def _merge(first: StructuredImage, second: StructuredImage) -> StructuredImage:
    """Return the first entry with the gaps filled from the second."""
    names = (
        "caption", "credit", "copyright_notice", "copyright_holder", "description", "license",
        "acquire_license_page", "width", "height", "creator", "field_spans",
    )  # fmt: skip
    gaps: Mapping[str, Any] = {name: getattr(second, name) for name in names if not getattr(first, name)}
    return replace(first, **{name: value for name, value in gaps.items() if value})


def _pixels(value: Any) -> int | None:
    """Return a size in pixels from a number, "1200", "1200px" or a QuantitativeValue; None for anything else."""
    if isinstance(value, dict):
        value = value.get("value")
    if isinstance(value, str):
        digits = value.strip().lower().removesuffix("px").strip().partition(".")[0]
        value = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1_000_000:
        return None
    return int(value)
