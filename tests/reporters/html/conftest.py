"""A report that was illustrated, and a page taken apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest

from mediaaudit.model.report import Article, Finding, Location, Picture, Report, Thumbnail
from mediaaudit.reporters import render

VOID = {"meta", "link", "input", "image", "rect", "use"}
SMALL = Thumbnail(uri="data:image/webp;base64,AAAA", width=120, height=80)
OTHER = Thumbnail(uri="data:image/webp;base64,BBBB", width=90, height=60)


@dataclass
class Element:
    """A start tag with the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """A page as its start tags; raises AssertionError for tags that do not match."""

    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def all(self, tag: str, class_: str = "") -> list[Element]:
        """Return the elements of a tag that have a class."""
        return [
            each
            for each in self.elements
            if each.tag == tag and (not class_ or class_ in each.attributes.get("class", "").split())
        ]


@pytest.fixture
def parse() -> Callable[[Report], Page]:
    def run(report: Report) -> Page:
        page = Page()
        page.feed(render("html", report))
        page.close()
        assert not page.open
        return page

    return run


@pytest.fixture
def illustrated(a_finding: Callable[..., Finding], a_report: Callable[..., Report], a_rule) -> Callable[..., Report]:
    """Make a report of one finding on a picture, and a duplicate of it; ``changes`` go into the picture's values."""

    def build(
        values: dict[str, object] | None = None, state: dict[str, object] | None = None, **changes: object
    ) -> Report:
        uri = "articles/bridge.html"
        picture = Picture(
            article=uri, src="images/lund-1.jpg", file="articles/images/lund-1.jpg", asset="aa", size=41_000, width=1200,
            height=800, alt="Mayor Ida Lund opens the bridge", caption="Mayor Ida Lund opens the bridge.",
            credit="Photo: Ida Lund/AFP via Getty Images", photographers=("Ida Lund",), agencies=("AFP", "Getty Images"),
            located="file", thumbnail=SMALL,
        )  # fmt: skip
        first = replace(picture, src="first.jpg", asset="bb", credit="Photo: Reuters", thumbnail=OTHER)
        twin = a_rule("DUP002", "duplicate/near", check="duplicate.near", messages={"near": "The same picture"})
        plain = a_finding(**(state or {}))
        plain = replace(plain, location=replace(plain.location, picture="1"))
        double = a_finding(
            rule=twin,
            values=values or {},
            location=replace(plain.location),
            related=(Location(uri=uri, region=plain.location.region, label="first use", picture="2"),),
            fingerprint="fedcba9876543210",
        )
        return replace(
            a_report(plain, double, documents=1, images=2),
            articles={uri: Article(headline="Bridge opens", published="2026-05-18T08:00:00Z", language="en")},
            pictures={"1": replace(picture, **changes), "2": first},
        )

    return build
