"""One page in, all of its facts out."""

from __future__ import annotations

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.vocabulary import load_vocabulary
from mediaaudit.model.document import Document
from mediaaudit.readers.html import read_document


def read(html: str | bytes) -> Document:
    data = html.encode() if isinstance(html, str) else html
    return read_document(data, "page.html", directory=load_directory(), vocabulary=load_vocabulary())


def test_a_figure_in_a_fragment():
    document = read('<figure><img src="a.jpg" alt="Two ferries"><figcaption>Ferries at dawn.</figcaption></figure>')
    (image,) = document.media
    assert (image.src, image.editorial, image.placement) == ("a.jpg", True, "figure")
    assert image.alt is not None
    assert image.alt.value == "Two ferries"
    assert image.caption is not None
    assert image.caption.value == "Ferries at dawn."
    assert image.credit_line is None
    assert document.source.text[image.span.start : image.span.end] == '<img src="a.jpg" alt="Two ferries">'


def test_an_absent_alt_is_not_an_empty_one():
    absent, empty, bare = read('<img src="a.jpg"><img src="b.jpg" alt=""><img src="c.jpg" alt>').media
    assert absent.alt is None
    assert empty.alt is not None
    assert empty.alt.value == ""
    assert bare.alt is not None
    assert bare.alt.value == ""
