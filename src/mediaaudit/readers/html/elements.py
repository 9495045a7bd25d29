"""The elements in which a page speaks of itself, picked out of one traversal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mediaaudit.lazy import dataclass
from mediaaudit.model.source import Text

from . import tree

_META_NAMES = ("property", "name", "itemprop", "http-equiv")
TAGS = frozenset({"html", "base", "title", "meta", "link", "script", "h1", "time"})


@dataclass(frozen=True, slots=True)
class Meta:
    """A meta element that says something: its lower-case name (``property``, ``name`` ...) and its value."""

    name: str
    value: str
    element: tree.Element


@dataclass(frozen=True, slots=True)
class FactElements:
    """Elements by what they tell, each in document order. ``head`` are html, base, title and link elements."""

    head: tuple[tree.Element, ...] = ()
    metas: tuple[Meta, ...] = ()
    h1: tuple[tree.Element, ...] = ()
    times: tuple[tree.Element, ...] = ()
    scripts: tuple[tree.Element, ...] = ()


def sort_elements(elements: Iterable[tree.Element]) -> FactElements:
    """Sort elements into groups; those whose tag is not in ``TAGS`` or that are not HTML (an SVG title) are dropped."""
    groups: dict[str, list[tree.Element]] = {"head": [], "meta": [], "h1": [], "time": [], "script": []}
    html = tree.Namespace.HTML
    for element in elements:
        tag = element.tag
        if tag in TAGS and element.namespace is html:
            groups[tag if tag in groups else "head"].append(element)
    head, metas, h1, times, scripts = groups.values()
    return FactElements(tuple(head), tuple(_metas(metas)), tuple(h1), tuple(times), tuple(scripts))


def _metas(elements: Iterable[tree.Element]) -> Iterator[Meta]:
    for element in elements:
        name = next(filter(None, (attribute(element, each) for each in _META_NAMES)), "")
        if name and (value := attribute(element, "content") or attribute(element, "value")):  # as some pages write
            yield Meta(name.lower(), value, element)


def collect(document: tree.Document) -> FactElements:
    """Walk a whole document for the elements. A reader that walks it anyway calls ``sort_elements`` instead."""
    return sort_elements(document.iter_elements())


def attribute(element: tree.Element, name: str) -> str:
    """Return an attribute's value, stripped; "" where it is absent or empty."""
    return (element.attr(name) or "").strip()


class MetaTexts(Mapping[str, tuple[Text, ...]]):
    """The values of a page's meta elements by name, with their places; only those that are asked for get one."""

    def __init__(self, metas: Iterable[Meta]) -> None:
        self._metas: dict[str, list[Meta]] = {}
        for meta in metas:
            self._metas.setdefault(meta.name, []).append(meta)

    def __getitem__(self, name: str) -> tuple[Text, ...]:
        """Return the values of that name in document order."""
        return tuple(map(_meta_text, self._metas[name]))

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._metas)

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self._metas)


def _meta_text(meta: Meta) -> Text:
    tag, spans = tree.tag_spans(meta.element)
    span = spans.get("content") or spans.get("value") or tag
    return Text(meta.value, (span,) if span else ())
