"""Faults in the markup of media that a parser mends in silence."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.model.document import Document
from mediaaudit.model.media import Media
from mediaaudit.model.problem import Problem, Related
from mediaaudit.text.markup import WrittenTag, given_twice, read_tag, read_tags
from mediaaudit.text.shorten import shorten


@check("markup.duplicate_attribute")
def duplicate_attribute(media: Media, document: Document) -> Iterator[Problem]:
    """Report an attribute that a medium's tag, or a tag inside a drawing, has twice: the second is ignored."""
    source = document.source.text
    tag = read_tag(source, media.span.start) if media.span.end else None
    if tag is None:
        return
    if tag.has_twice:
        yield from _problems(tag)
    if tag.name == "svg":
        following = document.media[media.index + 1 : media.index + 2]
        end = following[0].span.start if following else len(source)  # so that no stretch is read twice
        for inner in read_tags(source, tag.end, end, "</svg"):
            if inner.has_twice:
                yield from _problems(inner)


def _problems(tag: WrittenTag) -> Iterator[Problem]:
    for first, again in given_twice(tag):
        values = {"name": first.name, "tag": tag.name, "first": shorten(first.value), "again": shorten(again.value)}
        key = "same" if first.value == again.value else "differs"
        yield Problem(message=key, at=again.span, related=(Related(first.span, "the first"),), values=values)
