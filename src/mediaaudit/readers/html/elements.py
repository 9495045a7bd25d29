"""The elements in which a page speaks of itself, picked out of one traversal."""

from __future__ import annotations

from collections.abc import Iterable

from mediaaudit.lazy import dataclass

from . import tree

TAGS = frozenset({"html", "base", "title", "meta", "link", "script", "h1", "time"})


@dataclass(frozen=True, slots=True)
class FactElements:
    """Elements by what they tell, each in document order. ``head`` are html, base, title, meta and link elements."""

    head: tuple[tree.Element, ...] = ()
    h1: tuple[tree.Element, ...] = ()
    times: tuple[tree.Element, ...] = ()
    scripts: tuple[tree.Element, ...] = ()


def sort_elements(elements: Iterable[tree.Element]) -> FactElements:
    """Sort elements into groups; those whose tag is not in ``TAGS`` or that are not HTML (an SVG title) are dropped."""
    groups: dict[str, list[tree.Element]] = {"head": [], "h1": [], "time": [], "script": []}
    for element in elements:
        tag = element.tag
        if tag in TAGS and element.namespace == tree.Namespace.HTML:
            groups[tag if tag in groups else "head"].append(element)
    return FactElements(*(tuple(groups[name]) for name in ("head", "h1", "time", "script")))


def collect(document: tree.Document) -> FactElements:
    """Walk a whole document for the elements. A reader that walks it anyway calls ``sort_elements`` instead."""
    return sort_elements(document.iter_elements())


def attribute(element: tree.Element, name: str) -> str:
    """Return an attribute's value, stripped; "" where it is absent or empty."""
    value = element.attrs.get(name)
    if isinstance(value, list):
        value = " ".join(value)
    return value.strip() if value else ""


def meta_name(element: tree.Element) -> str:
    """Return what a meta element is about in lower case (property, name, itemprop or http-equiv), "" for nothing."""
    for name in ("property", "name", "itemprop", "http-equiv"):
        if value := attribute(element, name):
            return value.lower()
    return ""


def meta_content(element: tree.Element) -> str:
    """Return a meta element's value: ``content``, or the ``value`` that some pages write in its place."""
    return attribute(element, "content") or attribute(element, "value")
