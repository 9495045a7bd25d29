"""Captions and credit lines, wherever a page keeps them."""

from __future__ import annotations

import pytest

IMG = '<img src="boats-at-dawn-2024.jpg" alt="Boats">'
CAPTION = "Boats at dawn."
CREDIT = "Jane Doe/AFP"

WITH_BOTH = {
    "named elements": f'<figure>{IMG}<figcaption><p class="caption">{CAPTION}</p><p class="credit">{CREDIT}</p></figcaption></figure>',
    "credit first": f'<figure>{IMG}<figcaption><div class="x-photographer">{CREDIT}</div>{CAPTION}</figcaption></figure>',
    "credit outside figcaption": f'<figure>{IMG}<figcaption>{CAPTION}</figcaption><small class="copyright">{CREDIT}</small></figure>',
    "credit outside figure": f'<div class="b"><figure>{IMG}<figcaption>{CAPTION}</figcaption></figure><span class="imagecopyright">{CREDIT}</span></div>',
    "one word for both": f'<figure>{IMG}<figcaption class="e-caption"><span>{CAPTION}</span><span class="e-caption__credit">{CREDIT}</span></figcaption></figure>',
    "no figcaption": f'<figure>{IMG}<div>{CAPTION}</div><div>{CREDIT}</div></figure>',
    "hashed names": f'<figure class="sc-aB1">{IMG}<figcaption><span class="sc-cD2">{CAPTION}</span><span class="sc-eF3">{CREDIT}</span></figcaption></figure>',
    "cite": f"<figure>{IMG}<figcaption>{CAPTION} <cite>{CREDIT}</cite></figcaption></figure>",
    "wp-caption": f'<div class="wp-caption alignnone"><a href="boats.jpg">{IMG}</a><p class="wp-caption-text">{CAPTION} <em>{CREDIT}</em></p></div>',
    "definition list": f'<dl class="wp-caption"><dt>{IMG}</dt><dd>{CAPTION} ({CREDIT})</dd></dl>',
    "brackets in running text": f"<figure>{IMG}<figcaption>{CAPTION} ({CREDIT})</figcaption></figure>",
    "line break": f"<p>{IMG}<br><em>{CAPTION}<br>{CREDIT}</em></p>",
    "table": f'<table><tr><td>{IMG}</td></tr><tr><td class="bildunterschrift">{CAPTION} ({CREDIT})</td></tr></table>',
    "paragraph after": f"<p>{IMG}</p><p>{CAPTION} ({CREDIT})</p>",
    "microdata": f'<div itemscope itemtype="https://schema.org/ImageObject">{IMG}<span itemprop="caption">{CAPTION}</span><span itemprop="copyrightHolder">{CREDIT}</span></div>',
    "data attributes": f'<figure>{IMG}<div data-caption="{CAPTION}" data-credit="{CREDIT}"></div></figure>',
    "attribute of the picture": f'<figure><img src="boats.jpg" data-copyright="{CREDIT}"><figcaption>{CAPTION}</figcaption></figure>',
    "described by": f'<div><img src="boats.jpg" aria-describedby="c1"></div><p>Text in between.</p><p id="c1">{CAPTION} ({CREDIT})</p>',
    "printed twice": f'<figure>{IMG}<div class="zoom"><p class="caption">{CAPTION}</p><p class="credit">{CREDIT}</p></div><figcaption>{CAPTION} <span class="credit">{CREDIT}</span></figcaption></figure>',
    "interface words": f'<figure>{IMG}<button>Enlarge</button><span class="sr-only">Image caption</span><figcaption>{CAPTION} <b class="credit">{CREDIT}</b> <b class="hide-caption">hide caption</b></figcaption></figure>',
    "counter": f'<figure>{IMG}<span>1 of 4</span><figcaption>1 of 4 | {CAPTION} ({CREDIT})</figcaption></figure>',
    "licensing link": f'<figure>{IMG}<figcaption>{CAPTION} ({CREDIT})<a href="/buy">Purchase Licensing Rights<span>, opens new tab</span></a></figcaption></figure>',
    "a button": f'<button class="zoom">{IMG}<figcaption><span>{CAPTION}</span><span class="x-credit">{CREDIT}</span></figcaption></button>',
    "beside a byline": f'<div class="top"><figure>{IMG}<figcaption>{CAPTION} ({CREDIT})</figcaption></figure><div class="byline">By Ida Lund</div></div>',
    "share buttons": f'<figure>{IMG}<figcaption><p>{CAPTION} ({CREDIT})</p><ul><li><a href="/share">Facebook</a></ul></figcaption></figure>',
    "heading in the caption": f'<figure>{IMG}<figcaption><span>{CAPTION}</span><h2 class="author-info">{CREDIT}</h2></figcaption></figure>',
    "before the picture": f"<figure><figcaption>{CAPTION} ({CREDIT})</figcaption>{IMG}</figure>",
    "siblings below": f'<div>{IMG}</div><div class="field-caption">{CAPTION}</div><div class="field-credit">{CREDIT}</div>',
    "media entity": f'<article class="media">{IMG}<div class="field-caption">{CAPTION}</div><div class="field-credit">{CREDIT}</div></article>',
    "caption of two": f'<div class="pair"><div>{IMG}</div><div><img src="nets.jpg"></div><p class="imageCaption">{CAPTION} ({CREDIT})</p></div>',
    "full-width brackets": f'<p align="center">{IMG}</p><p align="center"><font color="navy">{CAPTION}（{CREDIT}）</font></p>',
    "bold credit": f"<figure>{IMG}<figcaption><span>{CAPTION}</span><strong>{CREDIT}</strong></figcaption></figure>",
    "a link in the credit": f'<figure>{IMG}<figcaption><div class="x-text">{CAPTION}</div><div class="x-credit"><a class="caption-link" href="/jane">{CREDIT}</a></div></figcaption></figure>',
    "a bar": f'<figure>{IMG}<figcaption>{CAPTION[:-1]} / {CREDIT}</figcaption></figure>',
    "number of a slide": f'<figure>{IMG}<div class="caption"><div class="id">2</div><span>{CAPTION}</span> <span class="x-credit">{CREDIT}</span></div></figure>',
    "amp": f'<figure><amp-img src="boats.jpg" alt="x"></amp-img><figcaption>{CAPTION} <span>{CREDIT}</span></figcaption></figure>',
}  # fmt: skip


def letters(text: str) -> str:
    """Return the letters and digits of a text: how it is punctuated is not the point here."""
    return "".join(char for char in text if char.isalnum())


@pytest.mark.parametrize("html", WITH_BOTH.values(), ids=WITH_BOTH)
def test_caption_and_credit(read_story, html: str):
    image = next(media for media in read_story(html).media if media.src and "boats" in media.src)
    assert image.editorial
    assert image.caption is not None
    assert letters(image.caption.value) == letters(CAPTION)
    assert image.credit_line is not None
    assert letters(image.credit_line.value) == letters(CREDIT)


@pytest.mark.parametrize(
    ("html", "caption"),
    [
        (f"<figure>{IMG}</figure>", None),
        (f"<figure>{IMG}<figcaption></figcaption></figure>", None),
        (f"<figure>{IMG}<figcaption>Image caption</figcaption></figure>", None),
        (f"<figure>{IMG}<figcaption>Legende: Boote am Morgen</figcaption></figure>", "Boote am Morgen"),
        (f"<figure>{IMG}<figcaption>A <a href='/ida'>mayor</a> on <i>Titanic</i> and <i>Titanic</i> II</figcaption></figure>", "A mayor on Titanic and Titanic II"),
        (f"<figure>{IMG}<figcaption>One<br>two<p>three</p></figcaption></figure>", "One two three"),
        (f"<p>{IMG}</p><p><em>Boats in the harbour at dawn</em></p>", "Boats in the harbour at dawn"),
        (f'<p align="center">{IMG}</p><p style="text-align: center">Boats at dawn</p>', "Boats at dawn"),
        (f'<p align="center">{IMG}</p><p style="text-align: center"><b>Boats at dawn</b></p>', None),
        (f"<p>{IMG}</p><p>Boats are what this harbour is about.</p>", None),
        (f"<p>{IMG} and the paragraph goes on with words that belong to the story and to nothing else.</p>", None),
        (f'<figure>{IMG}<figcaption><a href="/other-story">Another story</a></figcaption></figure>', None),
    ],
)  # fmt: skip
def test_caption_without_credit(read_story, html: str, caption: str | None):
    image = next(media for media in read_story(html).media if media.src and "boats" in media.src)
    assert image.credit_line is None
    assert (image.caption.value if image.caption else None) == caption


@pytest.mark.parametrize("element", ["figcaption", "p class=caption"])
def test_a_caption_that_is_only_a_credit(read_story, element: str):
    html = f"<figure>{IMG}<{element}>(Foto: Jane Doe/dpa)</{element.split(maxsplit=1)[0]}></figure>"
    image = next(media for media in read_story(html).media if media.src and "boats" in media.src)
    assert image.caption is None
    assert image.credit_line is not None
    assert "Jane Doe/dpa" in image.credit_line.value


def test_places(read):
    html = f'<figure>{IMG}\n<figcaption>{CAPTION} <span class="credit">{CREDIT}</span></figcaption></figure>'
    document = read(html)
    (image,) = document.media
    source = document.source.text
    assert image.caption is not None
    assert image.credit_line is not None
    assert image.figure is not None
    assert [source[piece.start : piece.end] for piece in image.credit_line.pieces] == [CREDIT]
    assert [source[piece.start : piece.end] for piece in image.caption.pieces] == [CAPTION]
    assert source[image.figure.start : image.figure.end] == html


@pytest.mark.parametrize(
    ("figcaption", "place"),
    [
        (f"{CAPTION} ({CREDIT})", CREDIT),
        (f"{CAPTION} <b>{CREDIT}</b>", CREDIT),
        ("Boats at dawn. (Jane <b>Doe</b>/AFP)", None),
        ("Boats at dawn. (Jane Doe&#47;AFP)", None),
    ],
    ids=["running text", "inline element", "across elements", "character reference"],
)
def test_the_place_of_a_credit_in_running_text(read, figcaption: str, place: str | None):
    """Its words where the source has them, else the element that holds them."""
    document = read(f"<figure>{IMG}<figcaption>{figcaption}</figcaption></figure>")
    line = document.media[0].credit_line
    assert line is not None
    (piece,) = line.pieces
    found = document.source.text[piece.start : piece.end]
    assert found == (place or f"<figcaption>{figcaption}</figcaption>")


def test_pictures_of_a_gallery_keep_their_own_captions(read_story):
    slides = "".join(
        f'<li class="slide"><img src="harbour-view-{n}.jpg"><div class="caption">View {n}</div></li>' for n in range(3)
    )
    captions = [m.caption.value for m in read_story(f'<ul class="gallery">{slides}</ul>').media if m.caption]
    assert captions == ["View 0", "View 1", "View 2"]


def test_two_pictures_of_one_figure_share_its_caption(read_story):
    html = '<figure><img src="harbour-before.jpg"><img src="harbour-after.jpg"><figcaption>Then and now</figcaption></figure>'
    assert [m.caption.value for m in read_story(html).media if m.caption] == ["Then and now"] * 2


@pytest.mark.parametrize(
    ("words", "credit"),
    [
        ("<span>Boats at dawn.</span><span>García-Santos</span>", "García-Santos"),
        ("<span>Boats at dawn.</span> <span>The City Ledger</span>", "The City Ledger"),
        ("<p>Boats at dawn.</p><p>Muhammad Ali Khan</p>", "Muhammad Ali Khan"),
        ("Boats at dawn. TOM REED / THE PAPER", "TOM REED / THE PAPER"),
        ("<span>Boats at</span> <span>Port Ellen</span>", None),
        ("<span>Boats at dawn.</span> <span>They left at six.</span>", None),
    ],
)
def test_a_name_set_off_after_a_sentence_is_a_credit(read_story, words: str, credit: str | None):
    image = next(m for m in read_story(f"<figure>{IMG}<figcaption>{words}</figcaption></figure>").media if m.figure)
    assert (image.credit_line.value if image.credit_line else None) == credit


def test_the_story_is_no_caption(read):
    """Some systems call the element of the story a description."""
    text = "<p>The council met for the third time this week and could not agree on a budget for the harbour again.</p>"
    html = f'<div class="x" itemprop="description articleBody"><p>{IMG}</p>{text * 4}</div>'
    assert read(html).media[0].caption is None


def test_a_byline_below_a_captioned_picture_is_no_credit(read_story):
    lead = f'<figure>{IMG}<figcaption>{CAPTION}</figcaption></figure><div class="x"><p>By Jane Doe / AFP</p></div>'
    image = next(media for media in read_story(lead=lead).media if media.figure)
    assert image.credit_line is None


def test_a_logo_above_does_not_take_the_credit_of_the_lead(read_story):
    lead = '<div><img src="boats.jpg"><span class="photographer">Foto: ANP</span></div>'
    assert [media.credit_line is not None for media in read_story(lead=lead).media] == [False, True]


def test_a_slide_whose_neighbour_is_a_copy_keeps_its_caption(read_story):
    figure = "<figure><img src='{0}-2024.jpg'><figcaption>{0} (AFP)</figcaption></figure>"
    slides = f'<div class="swiper">{figure.format("Harbour")}{figure.format("Nets")}</div>'
    media = read_story(middle=figure.format("Nets"), end=slides).media
    assert [image.caption.value for image in media if image.caption] == ["Nets", "Harbour", "Nets"]


def test_a_bar_before_a_name_that_nobody_knows(read_story):
    html = f"<figure>{IMG}<figcaption>Boats at dawn / J. Doe/LRT</figcaption></figure>"
    image = next(media for media in read_story(html).media if media.figure)
    assert image.caption is not None
    assert image.credit_line is not None
    assert (image.caption.value, image.credit_line.value) == ("Boats at dawn", "J. Doe/LRT")
