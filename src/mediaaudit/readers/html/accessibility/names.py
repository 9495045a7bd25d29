"""Accessible names: accname 1.2 with the native rules of HTML-AAM 1.0 and SVG-AAM 1.0."""

from __future__ import annotations

from mediaaudit.model.media import AccessibleName, NameSource
from mediaaudit.readers.html.tree import Element, Node

from .content import MAX_CHARACTERS, ContentReader, flat
from .rendering import Rendering
from .roles import CONTENT_NAMED, EMPTY_ROLES, is_html
from .words import words

__all__ = ["Names"]

_ALT = frozenset({"img", "amp-img", "area"})
# HTML-AAM: elements whose own role is named from content; fallback content of a canvas is what it has for a text
_CONTENT = words("a button canvas h1 h2 h3 h4 h5 h6 option summary td th")
_NAMING_CHILD = {"figure": "figcaption", "fieldset": "legend", "table": "caption"}
_CONTROLS = frozenset({"input", "select", "textarea"})
_BUTTONS = frozenset({"submit", "button", "reset"})
_VALUELESS = frozenset({"checkbox", "color", "file", "hidden", "image", "password", "radio"})
MAX_LABELS = 20  # labels read for one form control
_NONE = AccessibleName()


class Names:
    """Names of a document's elements, worked out when asked for, once each."""

    def __init__(self, rendering: Rendering) -> None:
        self._rendering = rendering
        self._content = ContentReader(rendering, self._embedded)
        self._names: dict[Element, AccessibleName] = {}
        self._ids: dict[Node, dict[str, Element]] = {}
        self._labels: dict[Node, dict[str, list[Element]]] = {}
        self._references: dict[Element, str] = {}

    def name(self, element: Element) -> AccessibleName:
        """Return the accessible name of an element, and the source that decided."""
        found = self._names.get(element)
        if found is None:
            found = self._names[element] = self._compute(element)
        return found

    def text(self, element: Element, *, skip: Element | None = None) -> str:
        """Return what is read out of an element's content, optionally without one embedded element."""
        return self._content.read(element, follow=True, skip=skip)

    def _compute(self, element: Element) -> AccessibleName:
        """Go through the sources in the order of accname 1.2, section 4.3.2."""
        if "aria-labelledby" in element.attrs and (text := self._labelled_by(element)):
            return AccessibleName(text, "aria-labelledby")
        if text := flat(element.attr("aria-label") or ""):
            return AccessibleName(text, "aria-label")
        presentational = self._rendering.role(element) in EMPTY_ROLES
        if presentational and element.tag in _ALT:
            return _NONE
        name = None if presentational else self._associated(element) or _native(element)
        if name is not None:
            return name
        if self._is_named_by_content(element) and (text := self._read(element, follow=True)):
            return AccessibleName(text, "content")
        return _titled(element)

    def _associated(self, element: Element) -> AccessibleName | None:
        """Name an element by another that belongs to it: a label, legend or caption (HTML-AAM 4.1)."""
        if element.tag in _CONTROLS:
            labels = (self._read(label, follow=True, skip=element) for label in self._labels_of(element))
            text = flat(" ".join(labels))
            return AccessibleName(text, "label") if text else None
        tag = _NAMING_CHILD.get(element.tag)
        child = _first_child(element, tag) if tag else None
        text = self._content.read(child, follow=True) if child is not None else ""
        return AccessibleName(text, "legend" if tag == "legend" else "content") if text else None

    def _read(self, element: Element, *, follow: bool, skip: Element | None = None) -> str:
        """Read the content; of an element that is hidden itself all of it, as accname 1.2, step 2A asks for targets."""
        hidden = self._rendering.state(element).hidden_by is not None
        return self._content.read(element, follow=follow, hidden=hidden, skip=skip)

    def _is_named_by_content(self, element: Element) -> bool:
        role = self._rendering.role(element)
        if role is not None:
            return role in CONTENT_NAMED
        if element.tag == "a" and "href" not in element.attrs and "xlink:href" not in element.attrs:
            return False
        return element.tag in _CONTENT

    def _embedded(self, element: Element, follow: bool) -> str | None:  # noqa: FBT001 (a callback's second argument)
        """Name an element inside another's content; None where its own content is to be read.

        Labels and captions are not asked here: they are read where they stand, and a circle of them would never end.
        """
        attributes, tag = element.attrs, element.tag
        if attributes:
            if follow and "aria-labelledby" in attributes and (text := self._labelled_by(element)):
                return text
            if text := flat(element.attr("aria-label") or ""):
                return text
            if "role" in attributes and self._rendering.role(element) in EMPTY_ROLES:
                return "" if tag in _ALT else None
        name = _native(element)
        if name is not None:
            return name.text
        if tag in _CONTROLS:
            return _value(element) or _titled(element).text
        return _titled(element).text if tag in _ALT else None

    def _labelled_by(self, element: Element) -> str:
        """Return the text of the elements that aria-labelledby points at, hidden ones as well; one hop only."""
        ids = self._by_id(self._rendering.state(element).scope)
        texts: list[str] = []
        length = 0
        for id_ in (element.attr("aria-labelledby") or "").split():
            target = ids.get(id_)
            if target is not None and length < MAX_CHARACTERS:
                texts.append(self._reference(target))
                length += len(texts[-1]) + 1
        return flat(" ".join(texts))

    def _reference(self, target: Element) -> str:
        found = self._references.get(target)
        if found is None:
            found = self._embedded(target, False)  # noqa: FBT003
            if found is None:
                found = self._read(target, follow=False) or _titled(target).text
            self._references[target] = found
        return found

    def _labels_of(self, control: Element) -> list[Element]:
        """Return the labels of a form control: the one around it, and those that point at its id."""
        scope = self._rendering.state(control).scope
        labels = self._labels.get(scope)
        if labels is None:
            labels = self._labels[scope] = {}
            for label in scope.select("label[for]"):
                labels.setdefault(label.attr("for") or "", []).append(label)
        around = control.closest("label")
        pointing = labels.get(control.attr("id") or "", [])[:MAX_LABELS]
        return [around, *pointing] if around is not None and "for" not in around.attrs else pointing

    def _by_id(self, scope: Node) -> dict[str, Element]:
        ids = self._ids.get(scope)
        if ids is None:
            ids = self._ids[scope] = {}
            within_templates = frozenset(scope.select("template [id]"))
            for element in scope.select("[id]"):
                if element not in within_templates:
                    ids.setdefault(element.attr("id") or "", element)
        return ids


def _native(element: Element) -> AccessibleName | None:
    """Name an element by what its own language has for the purpose: ``alt``, ``value``, an SVG title."""
    if not is_html(element):
        title = _first_child(element, "title")  # SVG-AAM 1.0, section 8.2
        text = flat(title.text) if title is not None else ""
        return AccessibleName(text, "svg-title") if text else None
    tag = element.tag
    kind = (element.attr("type") or "").lower() if tag == "input" else ""
    source: NameSource
    if tag in _ALT or kind == "image":
        source = "alt"
    elif kind in _BUTTONS:
        source = "value"
    else:
        return None
    text = flat(element.attr(source) or "")
    return AccessibleName(text, source) if text else None


def _titled(element: Element) -> AccessibleName:
    text = flat(element.attr("title") or "")
    return AccessibleName(text, "title") if text else _NONE


def _first_child(element: Element, tag: str) -> Element | None:
    for child in element.children:
        if isinstance(child, Element) and child.tag == tag:
            return child
    return None


def _value(control: Element) -> str:
    """Return the value of a control in running text (accname 1.2, step 2C)."""
    if control.tag == "select":
        options = control.select("option[selected]") or control.select("option")[:1]
        return flat(" ".join(option.text for option in options))
    if control.tag == "textarea":
        return flat(control.text)
    return "" if (control.attr("type") or "").lower() in _VALUELESS else flat(control.attr("value") or "")
