"""What of a page is shown, and to whom: each element's state, carried down from its ancestors in the flat tree.

HTML standard section 15 (Rendering), CSS Display 3, CSS 2.2 section 11.2 (visibility), DOM and CSS Scoping (flat tree),
WAI-ARIA 1.2 section 6.6 (aria-hidden). Off-screen and transparent elements are shown: assistive technology reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mediaaudit.lazy import dataclass
from mediaaudit.readers.html.tree import Document, Element, Namespace, Node

from .declarations import Declaration, declarations, is_telling, settle
from .flat_tree import FlatTree, reassigns, shadow_host
from .roles import EMPTY_ROLES, explicit_role, has_global_attribute, is_focusable, is_html, is_link
from .words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .styles import StyleSheets

__all__ = ["HiddenBy", "Rendering", "State"]

HiddenBy = Literal[
    "display", "visibility", "hidden", "content-visibility", "inert", "aria-hidden", "details", "dialog", "popover",
    "template", "noscript", "fallback", "unslotted", "presentational-child", "metadata", "unused-map",
]  # fmt: skip

# HTML standard 15.3.1 "Hidden elements"; of SVG 2 the elements that are not drawn where they stand
_NEVER_SHOWN: dict[str, HiddenBy] = {
    **dict.fromkeys(
        words("base basefont datalist head link meta noembed noframes param rp script source style title track"),
        "metadata",
    ),
    "template": "template",
    "noscript": "noscript",
}
_NEVER_DRAWN = words("clipPath defs desc filter linearGradient marker mask metadata pattern radialGradient symbol")
_FALLBACK = frozenset({"audio", "iframe", "video"})  # a browser that knows the element never shows its content
# WAI-ARIA 1.2 "Children Presentational": of those roles the ones that stand for a picture
_PICTURE_ROLES = frozenset({"img", "graphics-symbol"})
_TELLING_TAGS = words("a area button details dialog input object slot svg html body") | _FALLBACK | set(_NEVER_SHOWN)
_TELLING_ATTRIBUTES = words("style hidden aria-hidden inert popover role display visibility")
_UNDECLARED = frozenset({None, "revert", "revert-layer"})
_BLOCKS = words("""
    address article aside blockquote body br button caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html input legend li listing main menu
    meter nav ol optgroup option p plaintext pre progress search section select summary table tbody td textarea tfoot
    th thead tr ul xmp
    """)


@dataclass(frozen=True, slots=True)
class State:
    """How an element is shown. Most elements share their parent's.

    ``removed`` says why it is not rendered; ``visible`` is the computed visibility; ``masked`` that an ancestor's role
    makes it part of a picture; ``inner`` why its children are not rendered, though it is; ``reassigned`` that a shadow
    tree decides which of its children are; ``link`` the nearest link or button at or above it; ``scope`` its tree;
    ``hidden_by`` what keeps the element from assistive technology, or None.
    """

    scope: Node
    removed: HiddenBy | None = None
    visible: bool = True
    inert: bool = False
    aria_hidden: bool = False
    masked: bool = False
    mask: bool = False
    inner: HiddenBy | None = None
    reassigned: bool = False
    link: Element | None = None
    hidden_by: HiddenBy | None = None

    @property
    def passes_on(self) -> bool:
        """Whether the state holds for a child about which nothing else is known."""
        return self.inner is None and not self.reassigned and not self.mask

    @property
    def rendered(self) -> bool:
        """Whether people see it (on screen or not) and may act on it."""
        return self.removed is None and self.visible and not self.inert


class Rendering:
    """The states of a document's elements, worked out when asked for, once each."""

    def __init__(self, document: Document) -> None:
        self._root = State(document)
        self._tree = FlatTree()
        self._states: dict[Element, State] = {}
        self._sheets: dict[Node, StyleSheets | None] = {}
        self._summaries: dict[Element, Element | None] = {}
        self._displays: dict[Element, str] = {}

    def state(self, element: Element) -> State:
        """Return an element's state."""
        found = self._states.get(element)
        if found is not None:
            return found
        states, parent = self._states, self._tree.parent
        chain, above = [element], parent(element)
        while above is not None and above not in states:
            chain.append(above)
            above = parent(above)
        state = self._root if above is None else states[above]
        for each in reversed(chain):
            state = states[each] = self._step(each, state)
        return state

    @property
    def met(self) -> int:
        """How many elements have been asked for, with those above them."""
        return len(self._states)

    def focusable(self, element: Element) -> bool:
        """Tell whether the element can take the focus: by its markup, and because it is rendered."""
        return is_focusable(element) and self.state(element).rendered

    def keeps_role(self, element: Element) -> bool:
        """Tell whether signs of meaning win over a role of ``none`` (WAI-ARIA 1.2, section 5.3.1)."""
        return has_global_attribute(element) or self.focusable(element)

    def role(self, element: Element) -> str | None:
        """Return the explicit role that holds, or None where the element's own does."""
        role = explicit_role(element) if "role" in element.attrs else None
        return None if role in EMPTY_ROLES and self.keeps_role(element) else role

    def inline(self, element: Element) -> bool:
        """Tell whether the element's text runs on with the text around it, as far as display says."""
        display = self._displays.get(element)
        return element.tag not in _BLOCKS if display is None else display in {"inline", "contents", "initial", "unset"}

    def _step(self, element: Element, above: State) -> State:
        """Return the state of an element below another's."""
        scope = self._scope(element, above)
        alike = _is_plain(element) and above.passes_on and scope is above.scope
        if alike and (above.removed is not None or not self._concerns(element, scope)):
            return above
        attributes = element.attrs
        removed = above.removed or self._removed_by_parent(element, above) or _NEVER_SHOWN.get(element.tag)
        visible = above.visible
        if removed is None:
            removed, visible = self._styled(element, above.visible, scope)
        role = explicit_role(element) if "role" in attributes else None
        inert = above.inert or "inert" in attributes
        aria_hidden = above.aria_hidden or (element.attr("aria-hidden") or "").strip().lower() == "true"
        masked = above.masked or above.mask
        return State(
            scope=scope,
            removed=removed,
            visible=visible,
            inert=inert,
            aria_hidden=aria_hidden,
            masked=masked,
            mask=role in _PICTURE_ROLES,
            inner=_inner(element),
            reassigned=reassigns(element),
            link=element if is_link(element) else above.link,
            hidden_by=removed or _hidden(visible, inert=inert, aria_hidden=aria_hidden, masked=masked),
        )

    def _scope(self, element: Element, above: State) -> Node:
        """Return the document or shadow root whose ids and style sheets hold for the element."""
        parent = element.parent
        if isinstance(parent, Element):
            return above.scope if parent.shadow_root is None else self._states[parent].scope
        return parent if parent is not None and shadow_host(parent) is not None else above.scope

    def _removed_by_parent(self, element: Element, above: State) -> HiddenBy | None:
        if above.reassigned and self._tree.is_left_out(element):
            return "unslotted"
        if above.inner == "details" and element.tag == "summary":
            return None if self._is_first_summary(element) else "details"
        return above.inner

    def _is_first_summary(self, summary: Element) -> bool:
        details = summary.parent
        if not isinstance(details, Element):
            return False
        if details not in self._summaries:
            children = (child for child in details.children if isinstance(child, Element))
            self._summaries[details] = next((child for child in children if child.tag == "summary"), None)
        return self._summaries[details] == summary

    def _concerns(self, element: Element, scope: Node) -> bool:
        sheets = self._styles(scope)
        return sheets is not None and sheets.concern(element)

    def _styles(self, scope: Node) -> StyleSheets | None:
        """Return a tree's style sheets; None where none of them says what is shown."""
        try:
            return self._sheets[scope]
        except KeyError:
            found = self._sheets[scope] = _style_sheets(scope)
            return found

    def _styled(self, element: Element, visible: bool, scope: Node) -> tuple[HiddenBy | None, bool]:  # noqa: FBT001
        """Return why the element itself is not rendered, and its computed visibility."""
        attributes, sheets = element.attrs, self._styles(scope)
        inline = declarations(element.attr("style") or "") if "style" in attributes else ()
        style = sheets.style(element, inline) if sheets is not None else _own_style(inline)
        if not is_html(element):
            for name in ("display", "visibility"):  # SVG 2, 6.6: presentation attributes are the weakest author rules
                if name in attributes:
                    style.setdefault(name, (element.attr(name) or "").strip().lower())
        elif element.tag in {"html", "body"}:
            return None, True  # a page that hides itself is shown by a script (consent walls, clickjacking guards)
        display, content = style.get("display"), style.get("content-visibility")
        if display not in _UNDECLARED:
            self._displays[element] = display or ""
        removed = "display" if display == "none" else _removed_by_default(element, display, content)
        if removed is None and content == "hidden":
            removed = "content-visibility"
        declared = style.get("visibility")
        if declared in {"visible", "initial", "hidden", "collapse"}:
            visible = declared in {"visible", "initial"}
        return removed, visible


def _hidden(visible: bool, *, inert: bool, aria_hidden: bool, masked: bool) -> HiddenBy | None:  # noqa: FBT001
    """Return what keeps an element that is rendered from assistive technology, or None."""
    if not visible:
        return "visibility"
    if inert:
        return "inert"
    if aria_hidden:
        return "aria-hidden"
    return "presentational-child" if masked else None


def _style_sheets(scope: Node) -> StyleSheets | None:
    texts = [(style.text, style.attr("media") or "") for style in scope.select("style") if _is_applied(style)]
    if not any(is_telling(text) for text, _ in texts):
        return None
    from .styles import StyleSheets  # a page without such rules need not wait for its expressions

    return StyleSheets(scope, texts)


def _own_style(inline: Iterable[Declaration]) -> dict[str, str]:
    normal, important = settle(inline)
    return normal | important


def _is_plain(element: Element) -> bool:
    """Tell whether an element's markup says nothing of how it is shown."""
    return (
        element.tag not in _TELLING_TAGS
        and element.namespace is Namespace.HTML
        and element.shadow_root is None
        and _TELLING_ATTRIBUTES.isdisjoint(element.attrs)
    )


def _removed_by_default(element: Element, display: str | None, content: str | None) -> HiddenBy | None:
    """Return what the browser's own style sheet hides: any display that the author declares wins over it."""
    if not is_html(element):
        return "metadata" if element.tag in _NEVER_DRAWN else None
    attributes = element.attrs
    if "hidden" in attributes:
        until_found = (element.attr("hidden") or "").strip().lower() == "until-found"
        if (content if until_found else display) in _UNDECLARED:
            return "hidden"
    if display in _UNDECLARED:
        if element.tag == "dialog" and "open" not in attributes:
            return "dialog"
        if "popover" in attributes:
            return "popover"
        if element.tag == "input" and (element.attr("type") or "").lower() == "hidden":
            return "hidden"
    return None


def _inner(element: Element) -> HiddenBy | None:
    """Return why the children of an element are not rendered even where it is."""
    tag = element.tag
    if not is_html(element):
        return None
    if tag == "details" and "open" not in element.attrs:
        return "details"
    if tag in _FALLBACK or (tag == "object" and (element.attr("data") or "").strip()):
        return "fallback"
    return None


def _is_applied(style: Element) -> bool:
    """Tell whether a style element holds CSS that counts: not in a template, not for browsers without scripts."""
    kind = (style.attr("type") or "").strip().lower()
    if kind not in {"", "text/css"}:
        return False
    return not any(isinstance(node, Element) and node.tag in {"template", "noscript"} for node in style.ancestors)
