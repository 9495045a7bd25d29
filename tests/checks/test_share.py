"""What machines are told of pictures: what the examples of the rules do not show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from mediaaudit.checks import share
from mediaaudit.model.document import Document, StructuredImage
from mediaaudit.model.media import Image
from mediaaudit.model.problem import Problem
from mediaaudit.model.source import SourceMap, Span, Text

ARTICLE = '<head></head><script>{"@type": "NewsArticle"}</script>'


def an_image(alt: str | None = "Two farmers with scythes") -> Image:
    return Image(kind="img", index=0, span=Span(0, 9), editorial=True, alt=Text(alt) if alt is not None else None)


def a_page(*structured: StructuredImage, source: str = ARTICLE, **facts: Any) -> Document:
    values: dict[str, Any] = {"media": (an_image(),), "structured": structured, **facts}
    return Document(uri="a.html", source=SourceMap(source), **values)


def entry(source: Any, **facts: Any) -> StructuredImage:
    return StructuredImage(source=source, **{"url": "a.jpg", "media": 0, **facts})


def keys(problems: Iterable[Problem]) -> list[str]:
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (a_page(), ["missing"]),
        (a_page(entry("og")), ["missing"]),
        (a_page(entry("json-ld")), []),
        (a_page(entry("json-ld", media=None)), []),  # a picture that the page does not show is one all the same
        (a_page(media=()), []),
        (a_page(source='<head></head>{"@type": "Organization"}'), []),
        (a_page(source='<script>{"@type":["https://schema.org/ReportageNewsArticle"]}'), ["missing"]),
        (a_page(faults=("JSON-LD block cannot be parsed: Expecting value",)), []),  # told by another rule
    ],
)
def test_article_image_missing(page: Document, expected: list[str]) -> None:
    assert keys(share.article_image_missing(page)) == expected


def test_every_unreadable_block_is_told() -> None:
    page = a_page(
        faults=("JSON-LD block cannot be parsed: a", "The page was cut.", "JSON-LD block cannot be parsed: b")
    )
    assert keys(share.structured_data_unreadable(page)) == ["unreadable", "unreadable"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (a_page(), ["missing"]),
        (a_page(source="<p>a fragment</p>"), []),
        (a_page(media=()), []),
        (a_page(entry("twitter")), []),  # networks fall back on it
        (a_page(entry("og")), []),
        (a_page(entry("og", width=1200)), []),
        (a_page(entry("og", width=199, height=400)), ["small"]),
        (a_page(entry("og", width=200, height=200)), []),
    ],
)
def test_image_missing(page: Document, expected: list[str]) -> None:
    assert keys(share.image_missing(page, share.ImageMissing())) == expected


HEADLINE = {"headlines": (Text("Harvest begins"),)}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (a_page(), []),
        (a_page(entry("og")), ["missing"]),
        (a_page(entry("og", alt="Two farmers")), []),
        (a_page(entry("og", alt="DSC_0042.JPG")), ["file_name"]),
        (a_page(entry("og", alt="HARVEST begins!"), **HEADLINE), ["headline"]),
        (a_page(entry("og", alt="Harvest begins", media=None), **HEADLINE), []),  # the page has nothing better
        (a_page(entry("og", alt="Harvest begins"), media=(an_image(""),), **HEADLINE), []),
        (a_page(entry("og", alt="Harvest begins"), media=(an_image("Harvest begins"),), **HEADLINE), []),
    ],
)
def test_alt_missing(page: Document, expected: list[str]) -> None:
    assert keys(share.alt_missing(page)) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (a_page(entry("og", media=None)), ["foreign"]),
        (a_page(entry("og")), []),
        (a_page(entry("og", media=None), media=()), []),
        (a_page(entry("twitter", media=None)), []),
        (a_page(entry("og", media=None), source='<link href="a.jpg"><script>"a.jpg"</script>'), ["foreign"]),
        (a_page(entry("og", media=None), source='<meta content="a.jpg"><div data-config="a.jpg">'), []),
    ],
)
def test_image_foreign(page: Document, expected: list[str]) -> None:
    assert keys(share.image_foreign(page)) == expected


def test_many_types_cost_little() -> None:
    page = a_page(source='"@type" : [ ' * 200_000)
    assert keys(share.article_image_missing(page)) == []
