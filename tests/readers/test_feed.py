"""Feeds: pictures and words, places, and what is refused."""

from __future__ import annotations

import pytest

from mediaaudit.readers.feed import MAX_DEPTH, is_feed, read_feed

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour Gazette</title><image><url>https://example.org/logo.png</url></image>
<item><title>Brücke</title><description>Endlich offen.</description>
<media:group><media:credit>Ida Lund</media:credit>
<media:content url="https://example.org/ä.jpg" type="image/jpeg"><media:description>Die Brücke</media:description></media:content>
<media:content url="https://example.org/film.mp4" medium="video"/></media:group>
<content:encoded><![CDATA[<p>Viele &amp; mehr</p>]]></content:encoded></item>
<item><enclosure url="https://example.org/b.JPG?w=9" length="1"/></item>
</channel></rss>"""


def test_a_picture_has_the_words_of_its_item_its_credit_and_its_place() -> None:
    first, second = read_feed(RSS.encode(), "feed.xml").pictures
    assert (first.src, first.credit_line, first.caption) == ("https://example.org/ä.jpg", "Ida Lund", "Die Brücke")
    assert first.alt is not None
    assert first.alt.split() == ["Endlich", "offen.", "Viele", "&", "mehr"]
    region = first.region("picture")
    assert region is not None
    assert RSS.split("\n")[region.start_line - 1][region.start_column - 1 :].startswith("<media:content url")
    assert (second.src, second.credit_line, second.caption) == ("https://example.org/b.JPG?w=9", None, None)


def test_a_credit_stays_with_its_picture() -> None:
    feed = """<rss xmlns:m="http://search.yahoo.com/mrss/"><channel><item>
    <m:content url="a.jpg" medium="image"><m:credit>Ida Lund</m:credit></m:content>
    <m:content url="b.jpg" medium="image"/></item><item><m:content url="c.jpg" medium="image"/></item></channel></rss>"""
    assert [each.credit_line for each in read_feed(feed.encode(), "").pictures] == ["Ida Lund", None, None]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16", "utf-8"])
def test_the_declared_encoding_is_read(encoding: str) -> None:
    feed = (
        f"<?xml version='1.0' encoding='{encoding}'?><rss><item><enclosure url='ä.jpg' type='image/jpeg'/></item></rss>"
    )
    assert [each.src for each in read_feed(feed.encode(encoding), "").pictures] == ["ä.jpg"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<!DOCTYPE rss [<!ENTITY a 'aaaa'>]><rss><item/></rss>", "DOCTYPE"),
        ("<rss><item><enclosure url='a.jpg'/></item><item>", "breaks off at line 1"),
        ("<rss>" + "<item>" * (MAX_DEPTH + 1), "inside one another"),
        ("", "breaks off"),
        ("\0\ud800<", "breaks off"),
    ],
)
def test_what_is_not_read_is_said(text: str, said: str) -> None:
    fault = read_feed(text.encode("utf-8", "surrogatepass"), "").fault
    assert fault is not None
    assert said in fault


def test_what_was_whole_before_a_break_is_kept() -> None:
    found = read_feed(b"<rss><item><enclosure url='a.jpg'/></item><item>", "")
    assert [each.src for each in found.pictures] == ["a.jpg"]


@pytest.mark.parametrize(
    ("head", "feed"),
    [(b"<?xml version='1.0'?><rss version='2.0'>", True), (b"<feed xmlns='http://www.w3.org/2005/Atom'>", True),
     (b"<rdf:RDF xmlns='x'>", True), (b"<urlset><url/></urlset>", False), (b"", False)],
)  # fmt: skip
def test_a_feed_is_told_by_its_root(head: bytes, feed: bool) -> None:
    assert is_feed(head) is feed
