"""Every medium of a page, once."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ('<img src="a.jpg"><svg></svg><canvas></canvas>', ["img", "svg", "canvas"]),
        ('<div role="img" aria-label="Map"></div><span role="photo IMG"></span>', ["role-img", "role-img"]),
        ('<map name="m"><area href="/" alt="x"></map><embed src="a"><object data="b"></object>', ["area", "embed", "object"]),
        ('<video src="a.mp4"></video><audio src="a.mp3"></audio><iframe src="b"></iframe>', ["video", "audio", "iframe"]),
        ('<amp-img src="a.jpg"></amp-img><amp-video src="a.mp4"></amp-video>', ["amp-img", "video"]),
        ('<amp-iframe src="b"><amp-img placeholder src="a.jpg"></amp-img></amp-iframe>', ["iframe"]),
        ('<input type="IMAGE" src="a.png"><input type="text">', ["image-button"]),
        ('<div class="lazy-image" data-src="a.jpg"></div>', ["delayed-image"]),
        ('<div class="lazy-image" data-src="a.jpg"><img src="a.jpg"></div>', ["img"]),
        ('<div class="player-settings" data-src="a.mp4"></div>', []),
        ('<video><img src="no-video.jpg"></video>', ["video"]),
        ('<template><img src="a.jpg"></template><!-- <img src="b.jpg"> --><script>"<img src=c.jpg>"</script>', []),
        ('<div><template shadowrootmode="open"><img src="a.jpg"></template></div>', ["img"]),
        ('<svg><image href="a.jpg"/></svg>', ["svg"]),
    ],
)  # fmt: skip
def test_kinds(read, html: str, kinds: list[str]):
    assert [media.kind for media in read(html).media] == kinds


@pytest.mark.parametrize(
    "html",
    [
        '<figure><img src="data:,x" data-src="boats.jpg"><noscript><img src="boats.jpg"></noscript></figure>',
        '<figure><noscript><img src="boats.jpg"></noscript><img class="lazy" data-src="boats.jpg"></figure>',
        '<figure><div class="lazy-image" data-src="boats.jpg"></div><noscript><img src="boats.jpg"></noscript></figure>',
        '<figure><amp-img src="boats.jpg"><noscript><img src="boats.jpg"></noscript></amp-img></figure>',
        '<figure><span class="spinner"></span><noscript><img src="boats.jpg" alt="Boats"></noscript></figure>',
    ],
)
def test_a_noscript_twin_is_the_same_picture(read, html: str):
    (image,) = read(html).media
    assert image.src == "boats.jpg"


def test_a_tracking_pixel_for_browsers_without_scripts_is_not_shown(read):
    assert read('<p>News</p><noscript><img src="https://t.example/p.gif" width="1" height="1"></noscript>').media == ()


def test_text_between_parts_a_picture_from_the_next_noscript(read):
    html = '<div><img src="boats.jpg"> and <noscript><img src="nets.jpg"></noscript></div>'
    assert [image.src for image in read(html).media] == ["boats.jpg", "nets.jpg"]


def test_attributes_and_their_places(read):
    document = read('<p>\n<IMG SRC="a.jpg" alt="first" class="a  b" alt="second" hidden>')
    (image,) = document.media
    text = document.source.text
    assert dict(image.attributes) == {"src": "a.jpg", "alt": "first", "class": "a b", "hidden": ""}
    assert text[slice(image.attribute_span("alt").start, image.attribute_span("alt").end)] == 'alt="first"'
    assert image.attribute_span("title") == image.span
    assert document.source.position(image.span.start) == (2, 1)


def test_tracks(read):
    html = (
        '<video src="a.mp4"><track kind="captions" src="a.vtt" srclang="de" label="Deutsch"><track src="b.vtt"></video>'
    )
    first, second = read(html).media[0].tracks
    assert (first.kind, first.src, first.language, first.label) == ("captions", "a.vtt", "de", "Deutsch")
    assert (second.kind, second.language) == ("subtitles", None)


def test_an_alt_of_a_delayed_picture(read):
    (image,) = read('<div class="delayed-image-load" data-src="a.jpg" data-alt="Boats at dawn"></div>').media
    assert image.alt is not None
    assert image.alt.value == "Boats at dawn"
