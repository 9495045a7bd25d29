"""Accessible names: accname 1.2 with the native rules of HTML-AAM 1.0 and SVG-AAM 1.0."""

from __future__ import annotations

from mediaaudit.model.media import AccessibleName
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
_VALUELESS = frozenset({"checkbox", "radio", "file", "hidden", "password", "color"})
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
        if "aria-labelledby" in element.attrs and (text := self._labelled_by(element)):
            return AccessibleName(text, "aria-labelledby")
        name = self._own(element)
        if name is not None:
            return name
        if self._is_named_by_content(element) and (text := self._read(element, follow=True)):
            return AccessibleName(text, "content")
        return self._titled(element)

    def _own(self, element: Element) -> AccessibleName | None:
        """Name an element by aria-label or its own native rule; None where content and title are left to ask."""
        if text := flat(element.attr("aria-label") or ""):
            return AccessibleName(text, "aria-label")
        tag = element.tag
        if (
            self._rendering.role(element) in EMPTY_ROLES
        ):  # accname 1.2, step 2E: its native text alternative does not count
            return _NONE if tag in _ALT else None
        if not is_html(element):
            text = _svg_title(element)
            return AccessibleName(text, "svg-title") if text else None
        if tag in _ALT:
            text = flat(element.attr("alt") or "")
            return AccessibleName(text, "alt") if text else None
        if tag in _CONTROLS:
            return self._control(element)
        if child := _NAMING_CHILD.get(tag):
            return self._named_by_child(element, child)
        return None

    def _control(self, element: Element) -> AccessibleName | None:
        """Name a form control by its label, ``alt`` or ``value`` (HTML-AAM 4.1.1 to 4.1.4)."""
        text = flat(" ".join(self._read(label, follow=True, skip=element) for label in self._labels_of(element)))
        if text:
            return AccessibleName(text, "label")
        kind = (element.attr("type") or "").lower()
        if element.tag == "input" and kind == "image" and (text := flat(element.attr("alt") or "")):
            return AccessibleName(text, "alt")
        if element.tag == "input" and kind in _BUTTONS and (text := flat(element.attr("value") or "")):
            return AccessibleName(text, "value")
        return None

    def _named_by_child(self, element: Element, tag: str) -> AccessibleName | None:
        for child in element.children:
            if isinstance(child, Element) and child.tag == tag:
                text = self._content.read(child, follow=True)
                return AccessibleName(text, "legend" if tag == "legend" else "content") if text else None
        return None

    def _read(self, element: Element, *, follow: bool, skip: Element | None = None) -> str:
        """Read the content; of an element that is hidden itself all of it, as accname 1.2, step 2A asks for targets."""
        hidden = self._rendering.state(element).hidden_by is not None
        return self._content.read(element, follow=follow, hidden=hidden, skip=skip)

    def _titled(self, element: Element) -> AccessibleName:
        text = flat(element.attr("title") or "")
        return AccessibleName(text, "title") if text else _NONE

    def _is_named_by_content(self, element: Element) -> bool:
        role = self._rendering.role(element)
        if role is not None:
            return role in CONTENT_NAMED
        if element.tag == "a" and "href" not in element.attrs and "xlink:href" not in element.attrs:
            return False
        return element.tag in _CONTENT

    def _embedded(self, element: Element, follow: bool) -> str | None:  # noqa: FBT001 (a callback's second argument)
        """Name an element inside another's content; None where its own content is to be read."""
        if follow and "aria-labelledby" in element.attrs and (text := self._labelled_by(element)):
            return text
        name = self._own(element)
        if name is not None and (name.source != "label" or not _has_value(element)):
            return name.text
        if element.tag in _CONTROLS and _has_value(element):
            return self._value(element)
        return self._titled(element).text if element.tag in _ALT or element.tag == "input" else None

    def _value(self, element: Element) -> str:
        """Return the value of a control in running text (accname 1.2, step 2C)."""
        if element.tag == "select":
            options = element.select("option[selected]") or element.select("option")[:1]
            return flat(" ".join(option.text for option in options))
        return flat(element.text if element.tag == "textarea" else element.attr("value") or "")

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
                found = self._read(target, follow=False) or self._titled(target).text
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


def _svg_title(element: Element) -> str:
    """Return the text of the first ``<title>`` child (SVG-AAM 1.0, section 8.2)."""
    titles = (child for child in element.children if isinstance(child, Element) and child.tag == "title")
    first = next(titles, None)
    return flat(first.text) if first is not None else ""


def _has_value(element: Element) -> bool:
    if element.tag != "input":
        return True
    kind = (element.attr("type") or "").lower()
    return kind not in _VALUELESS and kind not in _BUTTONS and kind != "image"
