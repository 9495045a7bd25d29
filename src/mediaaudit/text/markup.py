"""Tags as they are written: what a parser drops, an attribute given twice, is in the source only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.source import Span

MOST_TAGS = 5000  # of one drawing
# HTML standard, "attribute name state" and those after it: a name may begin with "=", a value may have no quotes.
_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*)"""
_ATTRIBUTE = pattern(rf"[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*({_VALUE}))?")
_NAME = pattern(rf"[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*{_VALUE})?")
_ATTRIBUTES = pattern(rf"(?:[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*{_VALUE})?)*+")
_OPENING = pattern(r"<([a-zA-Z][^\s/>]*)|<!--")


def unescaped(text: str) -> str:
    """Return a text with its character references resolved."""
    if "&" not in text:
        return text
    from html import unescape  # its table of entities is large, and most texts need none

    return unescape(text)


@dataclass(frozen=True, slots=True)
class WrittenAttribute:
    """An attribute as it stands in a start tag: lower-case name, value without quotes, place in the source."""

    name: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class WrittenTag:
    """A start tag as it stands in the source, from the offset ``start`` to before ``end``."""

    name: str
    start: int
    end: int
    source: str
    first: int  # where its attributes begin
    last: int  # and end

    @property
    def attributes(self) -> tuple[WrittenAttribute, ...]:
        """The attributes in the order of the source."""
        return tuple(map(_attribute, _ATTRIBUTE.finditer(self.source, self.first, self.last)))

    @property
    def has_twice(self) -> bool:
        """Whether one of the attributes is there again."""
        names = _NAME.findall(self.source, self.first, self.last)
        return len(set(map(str.lower, names))) < len(names)


def read_tag(source: str, start: int) -> WrittenTag | None:
    """Return the start tag at an offset, or None where there is none."""
    opening = _OPENING.match(source, start)
    if opening is None or opening[1] is None:
        return None
    at = opening.end()
    written = _ATTRIBUTES.match(source, at)
    last = written.end() if written else at
    end = source.find(">", last)
    return WrittenTag(opening[1].lower(), start, len(source) if end < 0 else end + 1, source, at, last)


def _attribute(match: re.Match[str]) -> WrittenAttribute:
    value = match[2] or ""
    value = value[1:-1] if value[:1] in {'"', "'"} else value
    return WrittenAttribute(match[1].lower(), value, Span(match.start(1), match.end()))


def read_tags(source: str, start: int, end: int, closing: str) -> Iterator[WrittenTag]:
    """Yield the start tags between two offsets, up to the end tag ``closing`` (``</svg``), comments left out."""
    closed = source.find(closing, start, end)
    limit = end if closed < 0 else closed
    at = start
    for _ in range(MOST_TAGS):
        opening = _OPENING.search(source, at, limit)
        if opening is None:
            return
        if opening[1] is None:
            at = source.find("-->", opening.end())
            if at < 0:
                return
            continue
        tag = read_tag(source, opening.start())
        if tag is None:
            return
        yield tag
        at = tag.end


def given_twice(tag: WrittenTag) -> Iterator[tuple[WrittenAttribute, WrittenAttribute]]:
    """Yield each attribute that is there again, with its first appearance: first, again."""
    first: dict[str, WrittenAttribute] = {}
    for attribute in tag.attributes:
        if attribute.name in first:
            yield first[attribute.name], attribute
        else:
            first[attribute.name] = attribute
