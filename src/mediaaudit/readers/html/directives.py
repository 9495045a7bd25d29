"""Suppressions that an author wrote into the page.

``<!-- mediaaudit-disable-next ALT001, alt/file-name until=2026-12-31 -- reason -->`` is about the next element and all
inside, ``<!-- mediaaudit-disable ... -->`` about everything up to ``<!-- mediaaudit-enable ... -->``, and
``data-mediaaudit-ignore="alt/missing: reason"`` about the element that carries it. Without a rule they mean all rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import cast

from mediaaudit.lazy import pattern
from mediaaudit.model.directive import Directive, DirectiveKind
from mediaaudit.model.source import Span

from . import tree

MOST = 1000  # of one page; no author writes more, and each is held against every finding
_DEEPEST = 250  # elements above one without an end tag that are asked for theirs
_WORD = "mediaaudit-"
_ATTRIBUTE = "data-mediaaudit-ignore"
_OPENING = pattern(r"<!--\s*mediaaudit-(disable-next|disable|enable)(?![\w-]*\w)")
_CLOSING = pattern(r"--!?>")
_REASON = pattern(r"--|[–—]")  # editors that make dashes of two hyphens are not to lose the reason
_UNTIL = pattern(r"(?:^|(?<=[\s,]))until=([^\s,:;]*)")
_SEPARATORS = pattern(r"[\s,]+")
# What stands in these is text, however much it looks like a comment (HTML standard, "raw text elements").
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"})
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "amp-img",
    }
)  # fmt: skip


def read_directives(document: tree.Document, source: str) -> tuple[tuple[Directive, ...], tuple[str, ...]]:
    """Return the directives of a page in the order of the source, and what kept some of them from being read."""
    if _WORD not in source:
        return (), ()
    page = _Page(len(source))
    page.walk(document)
    found = [*islice(page.ignored(), MOST + 1), *islice(page.commented(source), MOST + 1)]
    found.sort(key=lambda directive: directive.at.start)
    faults = (
        (f"Of more than {MOST} suppressions in this article the first {MOST} are read.",) if len(found) > MOST else ()
    )
    return tuple(found[:MOST]), faults


class _Page:
    """What one walk over the tree tells: where elements start and end, what comments say."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.elements: list[tuple[int, tree.Element]] = []
        self.comments: list[str] = []

    def walk(self, document: tree.Document) -> None:
        roots: list[tree.Node] = [document]
        while roots:
            for node in roots.pop().descendants:
                if isinstance(node, tree.Comment):
                    self.comments.append(node.data)
                elif isinstance(node, tree.Element):
                    if span := tree.start_span(node):
                        self.elements.append((span.start, node))
                    if node.shadow_root is not None:
                        roots.append(node.shadow_root)
        self.elements.sort(key=lambda each: each[0])

    def ignored(self) -> Iterator[Directive]:
        for _, element in self.elements:
            value = element.attr(_ATTRIBUTE)
            if value is not None:
                at = tree.tag_spans(element)[1].get(_ATTRIBUTE, Span(0, 0))
                rules, _, reason = value.partition(":")
                yield _directive("ignore", rules, reason, at, self._scope(element))

    def commented(self, source: str) -> Iterator[Directive]:
        """Yield the directives in comments. Comment nodes have no place: they are told by their exact text."""
        said = set(self.comments)
        at = 0
        while opening := _OPENING.search(source, at):
            closing = _CLOSING.search(source, opening.end())
            start, end = opening.start(), closing.end() if closing else self.length
            at = opening.end()
            inner = source[start + 4 : closing.start() if closing else end]
            if inner not in said or self._is_text(start):
                continue
            kind = cast("DirectiveKind", opening[1])
            scope = self._next(end) if kind == "disable-next" else Span(end, self.length)
            rules, _, reason = _REASON.sub("\0", source[opening.end() : start + 4 + len(inner)], count=1).partition(
                "\0"
            )
            yield _directive(kind, rules, reason, Span(start, end), scope)
            at = end

    def _is_text(self, offset: int) -> bool:
        """Say whether an offset lies in a start tag or in raw text: the last start tag before it decides."""
        index = bisect_left(self.elements, offset, key=lambda each: each[0]) - 1
        if index < 0:
            return False
        element = self.elements[index][1]
        tag = tree.start_span(element)
        if tag and offset < tag.end:
            return True
        inside = tree.element_span(element)
        closed = tree.content_span(element) is not None
        raw = element.tag in _RAW and element.namespace == tree.Namespace.HTML
        return raw and (not closed or (inside is not None and offset < inside.end))

    def _next(self, offset: int) -> Span:
        index = bisect_left(self.elements, offset, key=lambda each: each[0])
        return self._scope(self.elements[index][1]) if index < len(self.elements) else Span(offset, offset)

    def _scope(self, element: tree.Element) -> Span:
        """Return the element with all inside; ``html`` is the whole page, head and doctype included."""
        if element.tag == "html":
            return Span(0, self.length)
        span = tree.element_span(element) or Span(0, 0)
        if tree.content_span(element) is not None or element.tag in _VOID:
            return span
        return Span(span.start, self._implied_end(element, span.end))

    def _implied_end(self, element: tree.Element, start: int) -> int:
        """Return where an element without an end tag ends: at the next element outside of it, or with its parent."""
        end = self.length
        for above in islice(element.ancestors, _DEEPEST):
            content = tree.content_span(above) if isinstance(above, tree.Element) else None
            if content:
                end = content.end
                break
        spans = (tree.start_span(node) for node in element.following if isinstance(node, tree.Element))
        after = next((span.start for span in spans if span and span.start >= start), end)
        return max(start, min(after, end))


def _directive(kind: DirectiveKind, rules: str, reason: str, at: Span, scope: Span) -> Directive:
    """Return the directive of a list of rules and a reason; its end may stand in either."""
    until = _UNTIL.search(rules) or _UNTIL.search(reason)
    words = _SEPARATORS.split(_UNTIL.sub("", rules))
    return Directive(
        kind=kind,
        rules=tuple(dict.fromkeys(word for word in words if word)),
        reason=" ".join(_UNTIL.sub("", reason).split()),
        until=until[1] if until else None,
        at=at,
        scope=scope,
    )
