from __future__ import annotations

import json
import time

import pytest

from mediaaudit.model.document import DocumentFacts
from mediaaudit.readers.html import tree
from mediaaudit.readers.html.elements import TAGS, sort_elements
from mediaaudit.readers.html.facts import facts_from, language_tag, read_facts
from mediaaudit.readers.html.structured import structured_from


def read(text: str) -> DocumentFacts:
    return read_facts(tree.parse(text), text)


def jsonld(*values: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)


def headlines(text: str) -> list[str]:
    return [headline.value for headline in read(text).headlines]


PAGE = (
    '<!doctype html><html lang="en-gb"><head><title>Mayor opens new bridge | Politics | The North Post</title>'
    '<meta property="og:site_name" content="The North Post"><meta property="og:title" content="Bridge opened at last">'
    '<link rel="canonical" href="https://www.northpost.example/politics/bridge">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Mayor opens new bridge", '
    '"datePublished": "2024-05-03T13:42:11Z", "dateModified": "2024-05-03", "articleSection": ["Politics"], '
    '"publisher": {"@type": "Organization", "name": "North Post Media"}}</script></head>'
    "<body><article><h1><span>Transport</span><span>Mayor opens new bridge</span></h1></article></body></html>"
)


def test_a_page_as_a_whole() -> None:
    facts = read(PAGE)
    assert facts.headline is not None
    assert facts.headline.value == "Mayor opens new bridge"
    place = facts.headline.span
    assert PAGE[: place.start].endswith('"headline": "')
    assert PAGE[place.start : place.end] == "Mayor opens new bridge"
    assert [text.value for text in facts.headlines] == [
        "Mayor opens new bridge",
        "Transport Mayor opens new bridge",
        "Bridge opened at last",
    ]
    assert facts.language == "en-GB"
    assert facts.outlets == ("The North Post", "North Post Media")
    assert facts.section == "Politics"
    assert (facts.published.value, facts.modified.value) == ("2024-05-03T13:42:11Z", "2024-05-03")
    assert PAGE[facts.published.span.start : facts.published.span.end] == "2024-05-03T13:42:11Z"
    assert facts.base == "https://www.northpost.example/politics/bridge"


def test_the_fed_form_reads_the_same() -> None:
    elements = sort_elements(element for element in tree.parse(PAGE).iter_elements() if element.tag in TAGS)
    assert facts_from(elements, structured_from(elements, PAGE).blocks) == read(PAGE)


def test_nothing_stated_is_nothing() -> None:
    assert read("") == DocumentFacts()
    assert read("<p>A fragment</p><svg><title>Close</title></svg>") == DocumentFacts()


def test_headline_without_structured_data() -> None:
    assert headlines("<title>Storm hits coast</title>") == ["Storm hits coast"]
    assert headlines("<h1>Storm <b>hits</b><br>coast</h1><title>x</title>") == ["Storm hits coast", "x"]
    assert headlines('<meta property="og:title" content="Storm hits\n  coast">') == ["Storm hits coast"]
    assert headlines('<h1><img src="logo.png"></h1>') == []


def test_the_h1_of_the_article_is_told_from_the_others() -> None:
    title = "<title>Storm hits the coast</title>"
    assert headlines(f"{title}<h1>Log in</h1><h1>Storm hits northern coast</h1>")[0] == "Storm hits northern coast"
    assert headlines(f"{title}<h1>Article view</h1>") == ["Storm hits the coast"]
    assert headlines(
        f"<h1>More from here today</h1><article><header><h1>Ferries stay in port</h1></header></article>{title}"
    ) == [
        "Ferries stay in port",
        "Storm hits the coast",
    ]
    site = '<meta property="og:site_name" content="The North Post">'
    assert headlines(f"{site}{title}<h1>The North Post</h1>") == ["Storm hits the coast"]


def test_a_headline_cut_short_for_search_engines_gives_way_to_the_whole() -> None:
    article = {"@type": "NewsArticle", "headline": "Storm hits the northern coast and…"}
    assert headlines(jsonld(article) + "<h1>Storm hits the northern coast and the islands</h1>") == [
        "Storm hits the northern coast and the islands"
    ]


@pytest.mark.parametrize(
    ("title", "rest", "expected", "outlets"),
    [
        ("Storm hits coast | CNX Politics", '<meta property="og:site_name" content="CNX">', "Storm hits coast", ("CNX", "CNX Politics")),
        ("Storm hits coast - SN.at", '<link rel=canonical href="https://www.sn.at/a">', "Storm hits coast", ("SN.at",)),
        ("Storm hits coast — www.sn.at", '<link rel=canonical href="https://sn.at/a">', "Storm hits coast", ("www.sn.at",)),
        ("Storm hits coast | Público", '<link rel=canonical href="https://www.publico.example/a">', "Storm hits coast", ("Público",)),
        ("Storm hits coast - The Echo", '<link rel=canonical href="https://echo.example/a">', "Storm hits coast", ("The Echo",)),
        ("Storm hits coast – DW – 30.01.2024", "<h1>Storm hits coast</h1>", "Storm hits coast", ()),
        ("Storm hits coast | Sport", '<meta property="article:section" content="Sport">', "Storm hits coast", ()),
        ("Storm - and what comes next", "", "Storm - and what comes next", ()),
        ("Storm hits coast, mayor says", '<meta property="og:site_name" content="Mayor">', "Storm hits coast, mayor says", ("Mayor",)),
    ],
)  # fmt: skip
def test_the_outlet_is_cut_from_a_title(title: str, rest: str, expected: str, outlets: tuple[str, ...]) -> None:
    facts = read(f"<title>{title}</title>{rest}")
    assert [text.value for text in facts.headlines] == [expected]
    assert facts.outlets == outlets


def test_outlets_from_several_places() -> None:
    text = (
        '<meta name="application-name" content="NORTH POST"><meta name="twitter:site" content="@northpost">'
        + jsonld({"@graph": [{"@type": "WebSite", "name": "North Post"}, {"@type": "Person", "name": "Ida Lund"}]})
    )  # fmt: skip
    assert read(text).outlets == ("North Post",)
    assert read('<meta name="twitter:site" content="@northpost">').outlets == ("northpost",)
    assert read('<meta name="publisher" content="https://facebook.com/northpost">').outlets == ()


def test_publisher_by_reference() -> None:
    organisation = {"@type": "Organization", "@id": "#org", "name": "North Post", "url": "/"}
    article = {"@type": "NewsArticle", "headline": "x", "publisher": {"@id": "#org"}}
    other = {"@type": "Organization", "name": "Owner"}
    assert read(jsonld(article, other, organisation)).outlets == ("North Post",)


@pytest.mark.parametrize(
    ("claim", "tag"),
    [
        ("en_gb", "en-GB"),
        ("DE", "de"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("fr, en", "fr"),
        ("English", None),
        ("", None),
        ("{{lang}}", None),
        ("e" * 1_000_000, None),
    ],
)
def test_language_tags(claim: str, tag: str | None) -> None:
    assert language_tag(claim) == tag


def test_language_by_rank() -> None:
    locale = '<meta property="og:locale" content="nn_NO">'
    assert read(f'<html lang="nb">{locale}').language == "nb"
    assert read(f'<meta http-equiv="Content-Language" content="sv">{locale}').language == "sv"
    assert read(jsonld({"@type": "Article", "headline": "x", "inLanguage": "da"}) + locale).language == "da"
    assert read(f'<html lang="undefined!">{locale}').language == "nn-NO"


def test_section_from_breadcrumbs() -> None:
    def crumbs(*steps: tuple[str, str]) -> str:
        items = [{"@type": "ListItem", "name": name, "item": address} for name, address in steps]
        return jsonld({"@type": "BreadcrumbList", "itemListElement": items}) + "<h1>Storm hits the coast</h1>"

    home, sport, story = (
        ("Home", "https://a.example/"),
        ("Sport", "https://a.example/sport"),
        ("Storm hits the coast", ""),
    )
    assert read(crumbs(home, sport, story)).section == "Sport"
    assert read(crumbs(home, story)).section is None
    assert read(crumbs(("News", "/news"), ("World", "/news/world"))).section == "World"


def test_dates_in_order_of_trust() -> None:
    meta = '<meta name="date" content="2024-01-03"><meta property="article:published_time" content="2024-01-02">'
    article = jsonld({"@type": "NewsArticle", "headline": "x", "datePublished": " 2024-01-01 "})
    header = '<article><h1>x</h1><time datetime="2024-01-04">4 January</time></article>'
    assert read(article + meta + header).published.value == "2024-01-01"
    assert read(meta + header).published.value == "2024-01-02"
    assert read(header).published.value == "2024-01-04"
    assert read('<time itemprop="datePublished" content="2024-01-05">').published.value == "2024-01-05"
    assert read('<meta name="date" content="unknown">').published is None


def test_times_that_are_not_the_articles_date() -> None:
    assert (
        read('<time datetime="2024-01-01"></time><h1>x</h1><li><time datetime="2024-01-02"></time></li>').published
        is None
    )
    assert read('<h1>x</h1><aside><time datetime="2024-01-02"></time></aside>').published is None
    assert read('<h1>x</h1><time datetime="1h ago"></time><time datetime="PT3M"></time>').published is None


def test_addresses() -> None:
    canonical = '<link rel="nofollow canonical" href="https://a.example/x/y.html">'
    assert read(f'<base href="/img/">{canonical}').base == "https://a.example/img/"
    assert read(f'<base href="https://b.example/">{canonical}').base == "https://b.example/"
    assert read('<meta property="og:url" content="https://a.example/z">').base == "https://a.example/z"
    assert read('<link rel=canonical href="/z">').base == "/z"
    assert read(f'<base href="http://[">{canonical}').base == "http://["
    assert read(f'<base href="//[x">{canonical}').base == "//[x"


HOSTILE = {
    "long title": "<title>" + "a | " * 100_000 + "</title>",
    "long h1": "<h1>" + "<span>a</span>" * 10_000 + "</h1>",
    "many h1": "<h1>some words here</h1>" * 10_000,
    "deep time": "<div>" * 10_000 + "<time datetime=2024-01-01>",
    "many times": "<h1>x</h1>" + "<li><time datetime=2024-01-01></time></li>" * 10_000,
    "many metas": '<meta name="date" content="x">' * 10_000,
    "deep data": '<script type="application/ld+json">' + '{"mainEntity":' * 900 + "1" + "}" * 900 + "</script>",
    "odd types": jsonld(
        {"@type": ["NewsArticle", 3], "headline": ["x"], "datePublished": 3, "publisher": [3], "@graph": 5}
    ),
    "control": "<title>\x1b[31m\x00red</title>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_are_read_in_linear_time(text: str) -> None:
    document = tree.parse(text)
    started = time.process_time()
    assert isinstance(read_facts(document, text), DocumentFacts)
    assert time.process_time() - started < 3
