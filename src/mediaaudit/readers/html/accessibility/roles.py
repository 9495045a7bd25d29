"""Roles and focus, told from one element's markup alone (WAI-ARIA 1.2, DPUB-ARIA, Graphics-ARIA, HTML-AAM).

Whether the element is shown at all is another question: see ``rendering``.
"""

from __future__ import annotations

from mediaaudit.readers.html.tree import Element, Namespace

from .words import words

__all__ = [
    "CONTENT_NAMED",
    "EMPTY_ROLES",
    "explicit_role",
    "has_global_attribute",
    "is_focusable",
    "is_html",
    "is_link",
    "is_tabbable",
]

EMPTY_ROLES = frozenset({"none", "presentation"})

# WAI-ARIA 1.2 section 5.4 without the abstract roles (an abstract role in a page is no role), Graphics-ARIA 1.0, and
# of DPUB-ARIA every role by its prefix.
_ROLES = words("""
    alert alertdialog application article blockquote button caption cell checkbox code columnheader combobox
    complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid
    gridcell group heading image img insertion link list listbox listitem log main mark marquee math menu menubar
    menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation progressbar radio
    radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status strong
    subscript suggestion superscript switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree
    treegrid treeitem graphics-document graphics-object graphics-symbol
    """)

# WAI-ARIA 1.2 section 5.2.8.6 "Roles Supporting Name from Content", and the DPUB-ARIA references.
CONTENT_NAMED = words("""
    button cell checkbox columnheader gridcell heading link menuitem menuitemcheckbox menuitemradio option radio row
    rowheader switch tab tooltip treeitem doc-backlink doc-biblioref doc-glossref doc-noteref
    """)

# WAI-ARIA 1.2 section 6.6, without those whose global use is deprecated, and without aria-hidden: its only effect on
# the role of an element that is shown would be by way of aria-hidden="false", which says nothing.
_GLOBAL_ATTRIBUTES = words("""
    aria-atomic aria-braillelabel aria-brailleroledescription aria-busy aria-controls aria-current aria-describedby
    aria-description aria-details aria-dropeffect aria-flowto aria-grabbed aria-keyshortcuts aria-label aria-labelledby
    aria-live aria-owns aria-relevant aria-roledescription
    """)

_FORM_CONTROLS = frozenset({"button", "input", "select", "textarea"})
_BUTTON_INPUTS = frozenset({"image", "submit", "button", "reset"})


def explicit_role(element: Element) -> str | None:
    """Return the first token of ``role`` that is a role, in lower case, or None; conflicts are not resolved here."""
    value = element.attr("role")
    if not value:
        return None
    for role in value.lower().split():
        if role in _ROLES or role.startswith("doc-"):
            return "img" if role == "image" else role
    return None


def has_global_attribute(element: Element) -> bool:
    """Tell whether a global ARIA attribute, even an empty one, keeps the element in the accessibility tree.

    WAI-ARIA 1.2, section 5.3.1; that presence is enough is what Chromium, Firefox and WebKit agree on.
    """
    return not _GLOBAL_ATTRIBUTES.isdisjoint(element.attrs)


def is_focusable(element: Element) -> bool:
    """Tell whether the markup makes the element focusable, by script or by keyboard (HTML standard, 6.6.2)."""
    attributes = element.attrs
    if "tabindex" in attributes and _integer(element.attr("tabindex")) is not None:
        return True
    if "contenteditable" in attributes and (element.attr("contenteditable") or "").lower() != "false":
        return True
    tag = element.tag
    if tag in {"a", "area"}:
        return "href" in attributes or "xlink:href" in attributes
    if tag in _FORM_CONTROLS:
        return "disabled" not in attributes and (element.attr("type") or "").lower() != "hidden"
    if tag in {"audio", "video"}:
        return "controls" in attributes
    return tag == "iframe" or (tag == "summary" and _is_details_summary(element))


def is_tabbable(element: Element) -> bool:
    """Tell whether a focusable element is reached with the Tab key: a negative ``tabindex`` takes it out."""
    index = _integer(element.attr("tabindex"))
    return is_focusable(element) and (index is None or index >= 0)


def is_link(element: Element) -> bool:
    """Tell whether the element is a link or a button, by its tag or by its role."""
    tag = element.tag
    if tag in {"a", "area"} and ("href" in element.attrs or "xlink:href" in element.attrs):
        return True
    if tag == "button":
        return True
    if tag == "input" and (element.attr("type") or "").lower() in _BUTTON_INPUTS:
        return True
    return "role" in element.attrs and explicit_role(element) in {"link", "button"}


def is_html(element: Element) -> bool:
    """Tell an HTML element from one of SVG or MathML."""
    return element.namespace is Namespace.HTML


def _is_details_summary(element: Element) -> bool:
    parent = element.parent
    return isinstance(parent, Element) and parent.tag == "details"


def _integer(value: str | None) -> int | None:
    """Read an integer as the HTML standard does, up to the first character that is no digit; None for none."""
    text = (value or "").strip()[:20]
    sign = text[:1] if text[:1] in {"-", "+"} else ""
    digits = text[len(sign) :]
    end = next((at for at, char in enumerate(digits) if not ("0" <= char <= "9")), len(digits))
    return int(sign + digits[:end]) if end else None
