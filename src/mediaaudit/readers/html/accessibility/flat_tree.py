"""The flat tree: the document as shadow trees make it (DOM standard 4.2.2, CSS Scoping 1, section 3).

Only declarative shadow roots exist in a page that no script has touched.
"""

from __future__ import annotations

from mediaaudit.readers.html.tree import Document, Element, Node

from .roles import is_html

__all__ = ["FlatTree", "reassigns", "shadow_host"]


def shadow_host(node: Node) -> Element | None:
    """Return the host of a shadow root, or None for any other node."""
    host = getattr(node, "host", None)
    return host if isinstance(host, Element) else None


def reassigns(element: Element) -> bool:
    """Tell whether an element shows others than its own children: a shadow host, or a slot that has been filled."""
    return element.shadow_root is not None or (_is_slot(element) and bool(element.assigned_nodes()))


class FlatTree:
    """Parents in the flat tree; the slots of each host are looked up once."""

    def __init__(self) -> None:
        self._slots: dict[Element, dict[str, Element]] = {}

    def parent(self, element: Element) -> Element | None:
        """Return the parent in the flat tree, None at the top; for a child that is left out its host or slot."""
        parent = element.parent
        if isinstance(parent, Element):
            return parent if parent.shadow_root is None else self._slot(parent, element) or parent
        if parent is None or isinstance(parent, Document):
            return None
        above = shadow_host(parent) or parent.parent  # a shadow root, or the content of a template
        return above if isinstance(above, Element) else None

    def is_left_out(self, element: Element) -> bool:
        """Tell whether a child of an element that shows others is none of those."""
        return element.parent == self.parent(element)

    def _slot(self, host: Element, child: Element) -> Element | None:
        slots = self._slots.get(host)
        if slots is None:
            slots = self._slots[host] = {}
            for slot in host.shadow_root.select("slot") if host.shadow_root is not None else ():
                if _is_slot(slot):
                    slots.setdefault(slot.attr("name") or "", slot)
        return slots.get(child.attr("slot") or "")


def _is_slot(element: Element) -> bool:
    """Tell a slot from an SVG or MathML element of that name."""
    return element.tag == "slot" and is_html(element)
