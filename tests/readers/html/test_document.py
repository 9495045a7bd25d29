"""One page in, all of its facts out."""

from __future__ import annotations


def test_a_figure_in_a_fragment(read):
    document = read('<figure><img src="a.jpg" alt="Two ferries"><figcaption>Ferries at dawn.</figcaption></figure>')
    (image,) = document.media
    assert (image.src, image.editorial, image.placement) == ("a.jpg", True, "figure")
    assert image.alt is not None
    assert image.alt.value == "Two ferries"
    assert image.caption is not None
    assert image.caption.value == "Ferries at dawn."
    assert image.credit_line is None
    assert document.source.text[image.span.start : image.span.end] == '<img src="a.jpg" alt="Two ferries">'


def test_an_absent_alt_is_not_an_empty_one(read):
    absent, empty, bare = read('<img src="a.jpg"><img src="b.jpg" alt=""><img src="c.jpg" alt>').media
    assert absent.alt is None
    assert empty.alt is not None
    assert empty.alt.value == ""
    assert bare.alt is not None
    assert bare.alt.value == ""


def test_what_the_page_says_of_itself(read_story):
    head = (
        '<title>Harbour budget fails again | The Paper</title><meta property="og:site_name" content="The Paper">'
        '<meta property="article:published_time" content="2024-01-02T08:00:00Z">'
    )
    document = read_story(head=head)
    assert document.language == "en"
    assert document.headline is not None
    assert document.headline.value == "Harbour budget fails again"
    assert document.outlet == "The Paper"
    assert document.published is not None
    assert document.published.value == "2024-01-02T08:00:00Z"


def test_accessibility_facts(read):
    document = read(
        '<a href="/x"><img src="a.jpg" alt="Boats"> at dawn</a><img src="b.jpg" alt="" role="presentation">'
    )
    linked, decorative = document.media
    assert (linked.name.text, linked.name.source, linked.exposure) == ("Boats", "alt", "exposed")
    assert linked.link is not None
    assert linked.link.href == "/x"
    assert linked.adjacent is not None
    assert linked.adjacent.value == "at dawn"
    assert decorative.exposure == "decorative"


def test_broken_structured_data_is_a_fault(read):
    document = read('<script type="application/ld+json">{"@type": </script><p>x</p>')
    assert document.faults == tuple(fault.message for fault in document.structured_faults) != ()


def test_nothing_in_nothing_out(read):
    document = read(b"")
    assert (document.media, document.structured, document.source.text) == ((), (), "")
