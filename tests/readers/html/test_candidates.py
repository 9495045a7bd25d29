"""Which of a picture's addresses is the real one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaaudit.readers.html.candidates import SrcsetEntry, leads_away, parse_srcset


@pytest.mark.parametrize(
    ("srcset", "entries"),
    [
        ("", []),
        (" , ,", []),
        ("a.jpg", [SrcsetEntry("a.jpg")]),
        ("a.jpg 1x, b.jpg 2x", [SrcsetEntry("a.jpg", density=1.0), SrcsetEntry("b.jpg", density=2.0)]),
        ("a.jpg 640w,b.jpg 1280w", [SrcsetEntry("a.jpg", width=640), SrcsetEntry("b.jpg", width=1280)]),
        ("a.jpg, b.jpg 1.5x", [SrcsetEntry("a.jpg"), SrcsetEntry("b.jpg", density=1.5)]),
        # commas belong to an address unless white space follows them
        ("/w_10,h_20/a.jpg 10w, /w_20,h_40/a.jpg 20w", [SrcsetEntry("/w_10,h_20/a.jpg", 10), SrcsetEntry("/w_20,h_40/a.jpg", 20)]),
        ("data:image/png;base64,AAAA 1x", [SrcsetEntry("data:image/png;base64,AAAA", density=1.0)]),
        ("a.jpg 100w 50h", [SrcsetEntry("a.jpg", width=100)]),
        ("a.jpg (1x, 2x), b.jpg", [SrcsetEntry("b.jpg")]),
        ("a.jpg big, b.jpg x, c.jpg 2y, d.jpg 3w", [SrcsetEntry("d.jpg", width=3)]),
    ],
)  # fmt: skip
def test_srcset(srcset: str, entries: list[SrcsetEntry]):
    assert parse_srcset(srcset) == entries


@given(st.text(alphabet="ab.,() \t12wxh", max_size=60))
def test_srcset_takes_anything(srcset: str):
    assert all(entry.url for entry in parse_srcset(srcset))


@pytest.mark.parametrize(
    ("html", "urls"),
    [
        ('<img src="a.jpg">', ["a.jpg"]),
        ('<img src="">', []),
        ('<img src="data:image/gif;base64,R0lGOD" data-src="a.jpg">', ["a.jpg", "data:image/gif;base64,R0lGOD"]),
        ('<img src="/img/placeholder.svg" data-srcset="a.jpg 300w, b.jpg 600w">', ["a.jpg", "b.jpg", "/img/placeholder.svg"]),
        ('<img src="/1x1.gif" data-original="a.jpg">', ["a.jpg", "/1x1.gif"]),
        ('<img src="a_trans_Nv0123456789abcdefghijklmnopqrs.jpg">', ["a_trans_Nv0123456789abcdefghijklmnopqrs.jpg"]),
        ('<img src="a.jpg" srcset="a.jpg 1x, b.jpg 2x">', ["a.jpg", "b.jpg"]),
        ('<img src="a.jpg" data-zoom="/big/a.jpg" data-settings=\'{"url": "/c.jpg"}\'>', ["a.jpg", "/big/a.jpg"]),
        ('<picture><source srcset="a.webp" type="image/webp"><img src="a.jpg"></picture>', ["a.jpg", "a.webp"]),
        ('<picture><source data-srcset="a.webp 2x"><img src=""></picture>', ["a.webp"]),
        ('<amp-img src="a.jpg"><amp-img fallback src="b.jpg"></amp-img></amp-img>', ["a.jpg", "b.jpg"]),
        ('<input type="image" src="go.png">', ["go.png"]),
        ('<object data="plan.png"><img src="plan.jpg"></object>', ["plan.png", "plan.jpg"]),
        ('<video poster="still.jpg"><source src="film.mp4"></video>', ["film.mp4", "still.jpg"]),
        ('<div class="js-delayed-image" data-src="a.jpg" data-alt="Boats"></div>', ["a.jpg"]),
    ],
)  # fmt: skip
def test_the_real_address_comes_first(read, html: str, urls: list[str]):
    (media,) = read(html).media
    assert [candidate.url for candidate in media.candidates] == urls


def test_candidates_say_where_they_come_from(read):
    html = '<picture><source srcset="b.webp 640w" type="image/webp"><img src="a.jpg" srcset="c.jpg 2x"></picture>'
    document = read(html)
    (image,) = document.media
    real, dense, webp = image.candidates
    assert (real.origin, dense.origin, webp.origin) == ("src", "srcset", "source")
    assert (dense.density, webp.width, webp.media_type) == (2.0, 640, "image/webp")
    assert webp.span is not None
    assert document.source.text[webp.span.start : webp.span.end] == 'srcset="b.webp 640w"'


@pytest.mark.parametrize("href", ["/story", "https://other.example/a?b", "story.html#top"])
def test_a_link_to_a_page_leads_away(href: str):
    assert leads_away(href)


@pytest.mark.parametrize("href", [None, "", "#gallery", "javascript:zoom()", "/full/a.jpg", "a.webp?w=1200"])
def test_a_link_to_the_picture_itself_does_not(href: str | None):
    assert not leads_away(href)


@pytest.mark.parametrize("value", ["<img src='b.jpg'>", '{"src": "b.jpg"}', "  [1, 2]"])
def test_markup_in_a_lazy_attribute_is_no_address(read, value: str):
    (image,) = read(f'<img src="data:," data-image="{value.replace(chr(34), "&quot;")}" data-src="a.jpg">').media
    assert [candidate.url for candidate in image.candidates] == ["a.jpg", "data:,"]
