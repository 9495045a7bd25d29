"""BeautifulSoup and the reader see the same pictures."""

from __future__ import annotations

import pytest

from mediaaudit.readers.html.soup import make_soup

PAGES = [
    '<p><img src="a.jpg" alt="One"><img src="b.jpg" alt=""><img src="c.jpg"></p>',
    '<figure><picture><source srcset="x.webp"><img src="a.jpg" alt="A &amp; B"></picture><figcaption>C</figcaption></figure>',
    '<html><body><div class="a"><p>x<p>y<img src=a.jpg alt=first alt=second></div><ul><li><img src="b.jpg" alt>z</ul></body>',
    '<table><tr><td><img src="a.jpg" alt="Zürich 😀"></td></tr></table>\r\n<img src="b.jpg" alt="two\r\nlines">',
]


@pytest.mark.parametrize("html", PAGES)
def test_same_pictures_and_same_alternatives(read, html: str):
    document = read(html)
    soup = make_soup(document)
    ours = [(media.attribute("src"), media.alt.value if media.alt else None) for media in document.media]
    theirs = [(image.get("src"), image.get("alt")) for image in soup.find_all("img")]
    assert ours == theirs
    assert len(ours) == html.count("<img")
