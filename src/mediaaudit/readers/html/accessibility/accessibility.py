"""The facts of accessibility that rules ask of an element."""

from __future__ import annotations

from mediaaudit.model.media import AccessibleName, Exposure, Link
from mediaaudit.model.source import Span, Text
from mediaaudit.readers.html import tree

from .names import Names
from .rendering import HiddenBy, Rendering
from .roles import EMPTY_ROLES, explicit_role, is_tabbable

__all__ = ["Accessibility"]

_ALT_IMAGES = frozenset({"img", "amp-img"})
_ROLELESS = frozenset({"svg", "canvas"})  # pictures that have no role unless the author names them (SVG-AAM 1.0, 5.1)


class Accessibility:
    """Names, exposure and links of a document's elements, by specification; worked out when asked for and kept.

    Nothing is read when it is made. The document must not change afterwards.
    """

    def __init__(self, document: tree.Document) -> None:
        self._document = document
        self._rendering = Rendering(document)
        self._names = Names(self._rendering)
        self._links: dict[tree.Element, Link] = {}
        self._maps: frozenset[str] | None = None

    def name(self, element: tree.Element) -> AccessibleName:
        """Return the accessible name (accname 1.2) and its source; ``AccessibleName()`` for none.

        Hidden elements have the name that they would have if they were shown.
        """
        return self._names.name(element)

    def exposure(self, element: tree.Element) -> Exposure:
        """Tell whether assistive technology meets the element, or the author took it out, or it is hidden."""
        if self.hidden_by(element) is not None:
            return "hidden"
        role = self._rendering.role(element)
        if role is not None:
            return "decorative" if role in EMPTY_ROLES else "exposed"
        if explicit_role(element) is None and self._is_unnamed_without_role(element):
            return "exposed" if self._rendering.keeps_role(element) else "decorative"
        return "exposed"

    def hidden_by(self, element: tree.Element) -> HiddenBy | None:
        """Say what hides the element from assistive technology, on itself or an ancestor; None where it is shown.

        Only "aria-hidden" and "presentational-child" leave it visible on the screen.
        """
        hidden = self._rendering.state(element).hidden_by
        if hidden is None and element.tag == "area" and not self._is_mapped(element):
            return "unused-map"
        return hidden

    def role(self, element: tree.Element) -> str | None:
        """Return the explicit role that holds, or None where the element's own does (WAI-ARIA 1.2, section 5.4).

        ``none`` and ``presentation`` do not hold for an element that is focusable or has a global ARIA attribute.
        """
        return self._rendering.role(element)

    def focusable(self, element: tree.Element) -> bool:
        """Tell whether the element can take the focus: by its markup, and because it is rendered."""
        return self._rendering.focusable(element)

    def tabbable(self, element: tree.Element) -> bool:
        """Tell whether the Tab key reaches the element."""
        return is_tabbable(element) and self._rendering.state(element).rendered

    def link(self, element: tree.Element) -> Link | None:
        """Return the nearest link or button at or above the element, with its whole accessible name."""
        at = self._rendering.state(element).link
        if at is None:
            return None
        found = self._links.get(at)
        if found is None:
            href = at.attr("href") if "href" in at.attrs else at.attr("xlink:href")
            span = tree.start_span(at) or tree.start_span(element) or Span(0, 0)
            found = self._links[at] = Link(href=href, name=self.name(at).text, span=span, tabbable=self.tabbable(at))
        return found

    def adjacent_text(self, element: tree.Element) -> Text | None:
        """Return what else is read out in the same link or button, or None for nothing or no link."""
        at = self._rendering.state(element).link
        if at is None or at == element:
            return None
        text = self._names.text(at, skip=element)
        if not text:
            return None
        span = tree.content_span(at) or tree.start_span(at)
        return Text(text, (span,) if span else ())

    def _is_unnamed_without_role(self, element: tree.Element) -> bool:
        """Tell a picture that the markup gives no role: ``alt=""`` (HTML-AAM), or an SVG or canvas with no name."""
        empty = element.attr("alt") == "" if element.tag in _ALT_IMAGES else element.tag in _ROLELESS
        return empty and not self.name(element).text

    def _is_mapped(self, area: tree.Element) -> bool:
        """Tell whether a picture uses the map around an area: only then is the area rendered."""
        if self._maps is None:
            users = self._document.select("[usemap]")
            self._maps = frozenset((user.attr("usemap") or "").removeprefix("#") for user in users)
        around = area.closest("map")
        return around is not None and (around.attr("name") or around.attr("id") or "") in self._maps
