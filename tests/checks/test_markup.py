"""Attributes given twice: what a tag looks like in the source."""

from __future__ import annotations

import time

import pytest

from mediaaudit.checks import markup
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.source import SourceMap, Span
from mediaaudit.text.markup import read_tag, read_tags


def found(source: str) -> list[tuple[str, str, str]]:
    document = Document(uri="a.html", source=SourceMap(source))
    image = Image(kind="img", index=0, span=Span(source.index("<"), source.index(">") + 1))
    problems = markup.duplicate_attribute(image, document)
    return [(problem.message, str(problem.values["name"]), str(problem.values["tag"])) for problem in problems]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<img alt="" alt="x">', [("differs", "alt", "img")]),
        ("x <IMG ALT=a alt='a'>", [("same", "alt", "img")]),
        ("<img alt alt>", [("same", "alt", "img")]),
        ('<img alt="a"alt="b"/>', [("differs", "alt", "img")]),
        ('<img/alt=a/src=b alt="c">', [("differs", "alt", "img")]),
        ('<img title="alt=1 alt=2" alt="x">', []),
        ("<img alt=\"don't\" title='alt=\"x\"'>", []),
        ("<img data-alt=x alt=y>", []),
        ('<img alt = "a" \n src = b>', []),
        ("<img>", []),
        ('<svg a="1" a="2"><g b=1 b=2><!-- <line c=1 c=2> --></g></svg><p d=1 d=2>', [("differs", "a", "svg"), ("differs", "b", "g")]),
        ('<svg><path d="M 0 > 1" fill=x fill=y></svg>', [("differs", "fill", "path")]),
        ("<svg><g a=1 a=2", [("differs", "a", "g")]),
        ("<svg><!-- never closed <g a=1 a=2>", []),
    ],
)  # fmt: skip
def test_duplicate_attribute(source: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(source) == expected


def test_spans_point_at_the_attributes() -> None:
    tag = read_tag('<img alt="a" src=b>', 0)
    assert tag is not None
    assert [(a.name, a.value, a.span) for a in tag.attributes] == [
        ("alt", "a", Span(5, 12)),
        ("src", "b", Span(13, 18)),
    ]
    assert read_tag("text", 0) is None
    assert read_tag("<!-- -->", 0) is None


@pytest.mark.parametrize("piece", ['<a b="', "<a b='x", "<g ", "<", "<g a", "<!--", "=", "<g / / ", "<a b= "])
def test_broken_tags_take_linear_time(piece: str) -> None:
    source = "<svg>" + piece * (300_000 // len(piece))
    start = time.process_time()
    assert sum(1 for _ in read_tags(source, 5, len(source), "</svg")) <= 5000
    assert time.process_time() - start < 1
