from __future__ import annotations

import json
import time

import pytest

from mediaaudit.model.document import StructuredImage
from mediaaudit.readers.html import tree
from mediaaudit.readers.html.structured import Structured, read_structured


def read(text: str) -> Structured:
    return read_structured(tree.parse(text), text)


def jsonld(*values: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)


def images(text: str) -> list[StructuredImage]:
    return list(read(text).images)


def urls(text: str) -> list[str]:
    return [image.url for image in read(text).images]


FULL = {
    "@type": "ImageObject",
    "contentUrl": "https://example.com/a.jpg",
    "caption": "Ida Lund opens the bridge.",
    "description": "A woman cuts a ribbon.",
    "creditText": "Jo Berg/Northwire",
    "creator": [{"@type": "Person", "name": "Jo Berg"}, "Northwire"],
    "copyrightNotice": "© Northwire",
    "copyrightHolder": {"@type": "Organization", "name": "Northwire AS"},
    "license": {"@type": "CreativeWork", "url": "https://example.com/licence"},
    "acquireLicensePage": "https://example.com/buy",
    "width": {"@type": "QuantitativeValue", "value": 1600, "unitCode": "px"},
    "height": "900px",
}


def test_every_field_of_an_image_object() -> None:
    text = jsonld({"@type": "NewsArticle", "image": FULL})
    (image,) = images(text)
    assert image.source == "json-ld"
    assert image.url == "https://example.com/a.jpg"
    assert (image.caption, image.description) == ("Ida Lund opens the bridge.", "A woman cuts a ribbon.")
    assert (image.credit, image.creator) == ("Jo Berg/Northwire", ("Jo Berg", "Northwire"))
    assert (image.copyright_notice, image.copyright_holder) == ("© Northwire", "Northwire AS")
    assert (image.license, image.acquire_license_page) == ("https://example.com/licence", "https://example.com/buy")
    assert (image.width, image.height) == (1600, 900)


def test_the_line_that_stands_for_a_credit() -> None:
    def credit(**fields: object) -> str | None:
        return images(jsonld({"@type": "ImageObject", "url": "/a.jpg", **fields}))[0].credit

    assert credit(creditText="C", creator="P", copyrightNotice="N") == "C"
    assert credit(creator=["P", {"name": "Q"}], copyrightNotice="N") == "P, Q"
    assert credit(author="A", copyrightNotice="N") == "A"
    assert credit(copyrightNotice="N", copyrightHolder="H") == "N"
    assert credit(copyrightHolder={"@type": "Person", "name": "H"}) == "H"
    assert credit() is None


def test_shapes_in_which_articles_name_their_pictures() -> None:
    assert urls(jsonld({"@type": "NewsArticle", "image": "/a.jpg"})) == ["/a.jpg"]
    assert urls(jsonld({"@type": "NewsArticle", "image": ["/a.jpg", {"url": "/b.jpg"}, ["/c.jpg"]]})) == [
        "/a.jpg",
        "/b.jpg",
        "/c.jpg",
    ]
    assert urls(jsonld([{"@graph": [{"@type": "WebPage", "primaryImageOfPage": {"url": "/a.jpg"}}]}])) == ["/a.jpg"]
    assert urls(jsonld({"mainEntity": {"@type": "Article", "associatedMedia": [FULL]}})) == [FULL["contentUrl"]]
    assert urls(jsonld({"@type": "https://schema.org/ImageObject", "url": "/a.jpg"})) == ["/a.jpg"]
    assert urls(jsonld({"@type": "ImageObject", "@id": "https://example.com/a.jpg"})) == ["https://example.com/a.jpg"]


def test_references_are_resolved_across_blocks() -> None:
    picture = {"@type": "ImageObject", "@id": "#primaryimage", "url": "/a.jpg", "caption": "The bridge."}
    for reference in ({"@id": "#primaryimage"}, "#primaryimage"):
        article = {"@type": "NewsArticle", "image": reference}
        assert [(image.url, image.caption) for image in images(jsonld(article, {"@graph": [picture]}))] == [
            ("/a.jpg", "The bridge.")
        ]
    assert images(jsonld({"@type": "NewsArticle", "image": {"@id": "#nowhere"}})) == []


def test_one_address_is_one_picture_and_gaps_are_filled() -> None:
    short = {"@type": "NewsArticle", "image": "https://example.com/a.jpg"}
    (image,) = images(jsonld(short, FULL))
    assert image.credit == "Jo Berg/Northwire"
    assert image.width == 1600


def test_logos_portraits_and_other_stories_are_no_pictures_of_the_article() -> None:
    logo = {"@type": "ImageObject", "@id": "#logo", "url": "/logo.png"}
    graph = [
        {"@type": "NewsArticle", "image": "/a.jpg", "author": {"@id": "#ida"}, "isPartOf": {"image": "/cover.jpg"}},
        {"@type": "newsMediaOrganization", "logo": {"@id": "#logo"}, "image": "/house.jpg"},
        {"@type": "Person", "@id": "#ida", "name": "Ida Lund", "image": {"@type": "ImageObject", "url": "/ida.jpg"}},
        logo,
        {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "image": "/other.jpg"}]},
        {
            "@type": "ItemList",
            "itemListElement": [{"@type": "ListItem", "item": {"@type": "Article", "image": "/o.jpg"}}],
        },
    ]
    assert urls(jsonld({"@graph": graph})) == ["/a.jpg"]
    article = {
        "@type": "NewsArticle",
        "publisher": {"name": "North", "logo": "/logo.png"},
        "image": ["/a.jpg", "/logo.png"],
    }
    assert urls(jsonld(article)) == ["/a.jpg"]


def test_pictures_of_a_gallery_list() -> None:
    steps = [{"@type": "ListItem", "item": {"@type": "ImageObject", "url": f"/{name}.jpg"}} for name in "ab"]
    assert urls(jsonld({"@type": "ItemList", "itemListElement": steps})) == ["/a.jpg", "/b.jpg"]


def test_open_graph_pictures_in_order_with_their_properties() -> None:
    text = (
        '<meta property="og:image:alt" content="A bridge"><meta property="og:image" content="http://example.com/a.jpg">'
        '<meta property="og:image:secure_url" content="https://example.com/a.jpg">'
        '<meta property="og:image:width" content="1200"><meta property="og:image:height" content="x">'
        '<meta property="og:image:url" content="/b.jpg"><meta property="og:image:width" content="640">'
        '<meta property="og:image" content="/b.jpg"><meta property="og:image" content=" ">'
    )
    first, second = images(text)
    assert (first.source, first.url, first.alt, first.width, first.height) == (
        "og", "http://example.com/a.jpg", "A bridge", 1200, None,
    )  # fmt: skip
    assert (second.url, second.alt, second.width) == ("/b.jpg", None, 640)
    assert text[first.span.start : first.span.end] == '<meta property="og:image" content="http://example.com/a.jpg">'
    alt = first.field_span("alt")
    assert text[alt.start : alt.end] == '<meta property="og:image:alt" content="A bridge">'
    assert second.field_span("alt") == second.span


def test_twitter_cards() -> None:
    text = '<meta name="twitter:image:src" content="/a.jpg"><meta name="twitter:image:alt" value="A &amp; B">'
    assert [(image.source, image.url, image.alt) for image in images(text)] == [("twitter", "/a.jpg", "A & B")]


def test_spans_of_values_that_stand_literally_in_the_script() -> None:
    text = (
        '<p>\N{SLIGHTLY SMILING FACE}</p><script type="application/ld+json">{"publisher": {"name": "Jo Berg"}, "image": '
        '{"url": "https:\\/\\/example.com\\/a.jpg", "caption": "Br\\u00fccke", "creditText" : "Jo Berg"}}</script>'
    )
    (image,) = images(text)
    assert text[image.span.start : image.span.end] == r"https:\/\/example.com\/a.jpg"
    caption, credit = image.field_span("caption"), image.field_span("credit")
    assert text[caption.start : caption.end] == r"Br\u00fccke"
    assert text[: credit.start].endswith('"creditText" : "')
    assert text[credit.start : credit.end] == "Jo Berg"


def test_strings_are_decoded_as_sites_write_them() -> None:
    text = jsonld(
        {"@type": "ImageObject", "url": "/a.jpg?x=1&amp;y=2", "caption": "<p>A &quot;bridge&quot;</p>\u0007 "}
    )
    (image,) = images(text)
    assert image.url == "/a.jpg?x=1&y=2"
    assert image.caption == 'A "bridge"'
    (lone,) = images('<script type="application/ld+json">{"@type":"ImageObject","url":"/a\\ud800.jpg"}</script>')
    lone.url.encode("utf-8")


@pytest.mark.parametrize(
    "body",
    [
        '<!-- {"image": "/a.jpg"} -->',
        '//<![CDATA[\n{"image": "/a.jpg"}\n//]]>',
        '/*<![CDATA[*/ {"image": "/a.jpg"}; /*]]>*/',
        '\ufeff{"image": "/a.jpg"}',
        '{"image": ["/a.jpg", ], "name": "a, ]", }',
        '{"headline": "line\none\ttab", "image": "/a.jpg"}',
        '{"headline": "Ida\\\'s", "image": "/a.jpg"}',
        "{&quot;image&quot;: &quot;/a.jpg&quot;}",
    ],
)
def test_blocks_that_are_certain_to_mend(body: str) -> None:
    structured = read(f'<script type="application/ld+json; charset=utf-8">{body}</script>')
    assert [image.url for image in structured.images] == ["/a.jpg"]
    assert structured.faults == ()


def test_a_block_that_cannot_be_parsed_is_a_fault_at_its_place() -> None:
    text = '<p>x</p><script type="application/ld+json">{"image": "a "quoted" word"}</script>' + jsonld(
        {"image": "/b.jpg"}
    )
    structured = read(text)
    (fault,) = structured.faults
    assert "cannot be parsed" in fault.message
    assert text[fault.span.start :].startswith("quoted")
    assert [image.url for image in structured.images] == ["/b.jpg"]


@pytest.mark.parametrize("body", ["", "  \n", "null", "3", '"x"', "[]", '{"@type": 7, "image": [null, 3, {}]}'])
def test_blocks_without_pictures(body: str) -> None:
    structured = read(f'<script type="application/ld+json">{body}</script>')
    assert (structured.images, structured.faults) == ((), ())


HOSTILE = {
    "brackets": "[" * 100_000,
    "closed brackets": "[" * 100_000 + "]" * 100_000,
    "objects": '{"image":' * 50_000 + "1" + "}" * 50_000,
    "deep but readable": '{"a":' * 900 + '{"image":"/a.jpg"}' + "}" * 900,
    "commas": "[" + "," * 100_000 + "]",
    "open string": '{"a": "' + '\\"' * 100_000,
    "closers": "{}" + ";" * 100_000,
    "long number": '{"width": ' + "9" * 10_000 + "}",
    "infinite": '{"@type":"ImageObject","url":"/a.jpg","width":Infinity,"height":NaN}',
    "long list": json.dumps({"image": [f"/{number}.jpg" for number in range(5_000)]}),
    "tags": json.dumps({"@type": "ImageObject", "url": "/a.jpg", "caption": "<a" * 100_000}),
    "references": json.dumps([{"@id": "#a", "x": 1, "y": 2, "image": {"@id": "#a"}}]),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_blocks_are_read_in_linear_time(body: str) -> None:
    started = time.process_time()
    structured = read(f'<script type="application/ld+json">{body}</script>')
    assert time.process_time() - started < 3
    for fault in structured.faults:
        assert fault.message
        assert fault.span is not None


def test_many_meta_elements() -> None:
    started = time.process_time()
    text = "".join(
        f'<meta property="og:image" content="/{number}.jpg"><meta property="og:image:alt" content="{number}">'
        for number in range(3_000)
    )
    found = images(text)
    assert time.process_time() - started < 3
    assert (len(found), found[-1].alt) == (3_000, "2999")
