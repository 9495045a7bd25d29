"""Pages made to hurt: read in linear time, without an error, with nothing invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.vocabulary import load_vocabulary
from mediaaudit.readers.html import read_document

N = 3_000
FIGURE = "<figure><img src=photo-number-{n}.jpg><figcaption>Caption {n} (Jane Doe/AFP)</figcaption></figure>"

CASES = {
    "nested blocks": ("<div class=ad>" * N * 10 + "<img src=a.jpg>", 1),
    "nested figures": ("<figure>" * N * 10 + "<img src=a.jpg><figcaption>x", 1),
    "nested pictures": ("<div><img src=a.jpg alt=b>" * N, N),
    "many pictures": ("<p>" + "<img src=a.jpg>" * N, N),
    "many in one picture element": ("<picture>" + "<source srcset='a.jpg 1x'>" * N + "<img src=a.jpg>" * N, N),
    "many shared descriptions": ("<p id=c>" + "word " * 300 + "</p>" + "<img src=p.jpg aria-describedby=c>" * 500, 500),
    "many elements in a caption": ("<figure><img src=a.jpg><figcaption>" + "<span>x</span> " * N * 10, 1),
    "many line breaks": ("<figure><img src=a.jpg>" + "<br>" * N * 10, 1),
    "a caption of a megabyte": ("<figure><img src=a.jpg><figcaption>" + "word " * 200_000, 1),
    "a million slashes": ("<figure><img src=a.jpg><figcaption>" + "a/" * 500_000, 1),
    "a srcset of commas": ("<img src=a.jpg srcset='" + "," * 1_000_000 + "'>", 1),
    "a srcset of brackets": ("<img src=a.jpg srcset='a " + "(" * 1_000_000 + "'>", 1),
    "a class of a megabyte": ("<div class='" + "ad-x " * 200_000 + "'><img src=a.jpg></div>", 1),
    "many attributes": ("<img " + " ".join(f"data-a{n}=x" for n in range(N)) + " src=a.jpg>", 1),
    "a picture of a megabyte in its address": ("<img src='data:image/png;base64," + "A" * 1_000_000 + "'>", 1),
    "control characters": ("<img src=a.jpg alt='" + "".join(map(chr, range(1, 32))) + "'>\0\ufeff\u202e", 1),
}  # fmt: skip


@pytest.mark.parametrize(("html", "count"), CASES.values(), ids=CASES)
def test_hostile(read, html: str, count: int):
    document = read(html)
    assert len(document.media) == count
    assert document.source.text


def test_many_figures_keep_their_captions(read):
    media = read("<article>" + "".join(FIGURE.format(n=n) for n in range(300)) + "</article>").media
    assert [m.caption.value for m in media if m.caption] == [f"Caption {n}" for n in range(300)]


PIECES = st.sampled_from([
    "<figure>", "</figure>", "<figcaption>", "</figcaption>", "<img src=a.jpg>", "<img src=b.jpg alt>", "<picture>",
    "<source srcset='c.jpg 2x'>", "<noscript>", "</noscript>", "<a href=/x>", "</a>", "<p>", "</p>", "<div class=caption>",
    "</div>", "<span class=credit>", "</span>", "Jane Doe/AFP", " Boats at dawn. ", "<table><tr><td>", "<svg>", "</svg>",
    "<template>", "</template>", "<amp-img src=d.jpg>", "<h1>", "<article>", "</article>", "<!-- x -->", "<script>", "</script>", "<br>",
])  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_markup_is_read(html: str):
    document = read_document(html.encode(), "x.html", directory=load_directory(), vocabulary=load_vocabulary())
    text = document.source.text
    letters = "".join(re.sub(r"<!--.*?-->|<[^>]*>", "", text).split())  # a stray end tag parts no words
    assert [media.index for media in document.media] == list(range(len(document.media)))
    for media in document.media:
        assert text[media.span.start] == "<"
        for found in (media.caption, media.credit_line):
            if found is not None:
                assert all(word in letters for word in found.value.split())
