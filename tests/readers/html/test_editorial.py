"""The story's own pictures, and all the others of a page."""

from __future__ import annotations

import pytest

FIGURE = '<figure><img src="boats-at-dawn-2024.jpg" alt="x"><figcaption>Boats (Jane Doe/AFP)</figcaption></figure>'
BARE = '<img src="boats-at-dawn-2024.jpg" alt="x">'
SHARED = '<meta property="og:image" content="https://cdn.example/boats-at-dawn-2024.jpg?w=1200">'

YES = {
    "figure in the story": {"middle": FIGURE},
    "figure without caption": {"middle": f"<figure>{BARE}</figure>"},
    "bare picture in the story": {"middle": f"<p>{BARE}</p>"},
    "linked to itself": {"middle": '<p><a href="/full/boats.jpg"><img src="boats-at-dawn-2024.jpg"></a></p>'},
    "lead": {"lead": FIGURE},
    "lead without figure": {"lead": f'<div class="post-thumbnail">{BARE}</div>'},
    "lead named as a teaser": {"lead": f'<div class="teaser-image">{FIGURE}</div>', "head": ""},
    "lead that the page shares": {"lead": f'<div class="article-teaser">{BARE}</div>', "head": SHARED},
    "shared lead that opens a gallery": {"lead": f'<a href="/gallery/1">{BARE}</a>', "head": SHARED},
    "last figure": {"end": f"<figure>{BARE}</figure>"},
    "gallery below": {"below": f'<div class="gallery">{FIGURE}</div>'},
    "figure in an aside of the story": {"middle": f'<aside class="media">{FIGURE}</aside>'},
    "lead that a player covers": {"lead": f'<aside class="video-player">{FIGURE}</aside>'},
    "shape for a size": {"middle": '<img src="boats-at-dawn-2024.jpg" width="16" height="9">'},
    "side that was never measured": {"middle": '<img src="boats-at-dawn-2024.jpg" width="570" height="0">'},
    "header with a linked headline": {"lead": f'<header><h1><a href="/self">Harbour</a></h1>{FIGURE}</header>'},
    "bare picture in an article of its own": {"middle": f'<article class="media">{BARE}</article>'},
    "word of the interface on the picture": {
        "middle": f'<div>{BARE.replace("<img", "<img class=img-share")}<p class="imageCaption">Boats at dawn</p></div>'
    },
    "credited in a box named after others": {"middle": f'<div class="promo-media">{FIGURE}</div>'},
    "credited in a box named after people": {"lead": f'<div class="profile">{FIGURE}</div>'},
    "delayed": {"middle": '<figure><div class="lazy-image" data-src="boats-at-dawn-2024.jpg"></div></figure>'},
}
NO = {
    "logo": {"lead": '<img src="boats-logo.svg">'},
    "advertisement": {"middle": f'<div id="ad-slot-3">{BARE}</div>'},
    "sponsored": {"middle": f'<div class="sponsored-content">{FIGURE}</div>'},
    "author": {"lead": f'<div class="byline">{BARE}By Ida Lund</div>'},
    "author without a name": {"lead": f'<div class="dcr-1"><div>{BARE}</div><address>Ida Lund</address></div>'},
    "author by the link": {"lead": f'<div class="dcr-1">{BARE}<a href="/profile/ida">Ida Lund</a></div>'},
    "author's page": {"lead": f'<div class="m"><a href="/people/ida">{BARE}</a></div>'},
    "related": {"middle": f'<div class="related-content">{FIGURE}<h3><a href="/nets">Nets</a></h3></div>'},
    "related without a credit": {"middle": f'<div class="related-content">{BARE}<p class="caption">Nets</p></div>'},
    "related below": {"end": f'<div class="related-content">{FIGURE}</div>'},
    "link to another story": {"middle": f'<a href="/news/nets">{BARE}<h3>Nets</h3></a>'},
    "card": {"middle": f'<div class="x9">{BARE}<h3><a href="/news/nets">Nets are torn again</a></h3></div>'},
    "card as an article": {"middle": f'<article>{BARE}<p><a href="/news/nets">Nets are torn again</a></p></article>'},
    "caption that is a link": {
        "middle": f'<figure>{BARE}<figcaption><a href="/nets">Nets are torn</a></figcaption></figure>'
    },
    "bookmark": {
        "middle": f'<figure><a href="https://other.example/nets">{BARE}<div class="description">Nets</div>'
        '<span class="author">Other</span></a></figure>'
    },
    "after a telling heading": {"end": f"<h2>Mehr zum Thema</h2><div>{FIGURE}</div>"},
    "newsletter": {"middle": f'<div class="newsletter-signup">{BARE}</div>'},
    "shop": {
        "middle": f'<figure><a href="https://shop.example/subscribe">{BARE}</a><figcaption>Read us</figcaption></figure>'
    },
    "app": {"end": f'<a href="https://apps.apple.com/app/x">{BARE}</a>'},
    "small": {"middle": '<img src="boats-at-dawn-2024.jpg" width="48" height="48">'},
    "thumbnail by its address": {"middle": '<img src="/thumbs/80x60/boats-at-dawn-2024.jpg">'},
    "post of a social network": {"middle": f'<blockquote class="twitter-tweet">{BARE}</blockquote>'},
    "player": {"middle": f'<div class="video-player">{BARE}</div>'},
    "navigation": {"middle": f"<nav>{BARE}</nav>"},
    "footer": {"below": f"<footer>{BARE}</footer>"},
    "column beside": {"below": f'<div class="c3">{BARE}</div>'},
    "aside below": {"below": f"<aside>{FIGURE}</aside>"},
    "placeholder only": {"middle": '<img src="/static/placeholder.png" alt="boats">'},
    "inline drawing": {"middle": "<figure><svg><title>boats</title></svg></figure>"},
}


def judged(document) -> list[bool]:
    return [media.editorial for media in document.media if media.src != "/static/paper-logo.png"]


@pytest.mark.parametrize("pieces", YES.values(), ids=YES)
def test_editorial(read_story, pieces: dict[str, str]):
    assert judged(read_story(**pieces)) == [True]


@pytest.mark.parametrize("pieces", NO.values(), ids=NO)
def test_not_editorial(read_story, pieces: dict[str, str]):
    assert True not in judged(read_story(**pieces))


def test_the_logo_of_the_site_is_never_editorial(read_story):
    (logo, _) = read_story(FIGURE).media
    assert not logo.editorial


@pytest.mark.parametrize(
    ("pieces", "placement"),
    [({"lead": FIGURE}, "lead"), ({"middle": FIGURE}, "figure"), ({"middle": f"<p>{BARE}</p>"}, "inline")],
)
def test_placement(read_story, pieces: dict[str, str], placement: str):
    (image,) = [media for media in read_story(**pieces).media if media.editorial]
    assert image.placement == placement


def test_only_the_first_picture_leads(read_story):
    second = FIGURE.replace("boats", "nets")
    assert [m.placement for m in read_story(lead=FIGURE + second).media if m.editorial] == ["lead", "figure"]


def test_copies_in_a_slideshow_are_not_counted_again(read_story):
    copy = FIGURE.replace("2024.jpg", "2024-1280x720.jpg")
    document = read_story(lead=FIGURE, end=f'<div class="slideshow">{copy}</div>')
    assert judged(document) == [True, False]


@pytest.mark.parametrize("name", ["lightbox", "swiper-slide-duplicate", "slick-cloned"])
def test_copies_that_a_script_shows_are_not_counted_again(read_story, name: str):
    assert judged(read_story(lead=FIGURE, end=f'<div class="{name}">{FIGURE}</div>')) == [True, False]


def test_a_picture_above_a_story_without_headline(read):
    text = "<p>The council met for the third time this week and could not agree on a budget for the harbour again.</p>"
    assert judged(read(f'<div><img src="ida.jpg"></div><div class="x">{text * 4}</div>')) == [False]


def test_two_sizes_of_one_figure_are_one_picture(read_story):
    second = '<img data-src="boats-at-dawn-2024.jpg?w=2000">'
    assert judged(read_story(FIGURE.replace("<figcaption>", second + "<figcaption>"))) == [True, False]


def test_a_second_use_in_the_story_counts(read_story):
    assert judged(read_story(lead=FIGURE, middle=FIGURE)) == [True, True]


@pytest.mark.parametrize("html", ['<img src="a.jpg">', '<p><img src="a.jpg"></p><p>Short.</p>', f"<p>Word</p>{FIGURE}"])
def test_pictures_of_a_fragment_are_editorial(read, html: str):
    assert judged(read(html)) == [True]


@pytest.mark.parametrize("html", ['<div class="ad"><img src="a.jpg"></div>', '<nav><img src="a.jpg"></nav>'])
def test_unless_signs_say_otherwise(read, html: str):
    assert judged(read(html)) == [False]


def test_posts_of_a_live_page_are_stories(read):
    text = "<p>Another long sentence of the live page, which tells what happened in the last few minutes here.</p>" * 2
    posts = "".join(
        f'<article><h2>Update {n}</h2>{text}<figure><img src="event-number-{n}.jpg"><figcaption>Event</figcaption></figure>'
        "</article>"
        for n in range(4)
    )
    assert judged(read(f"<main><h1>Live</h1>{posts}</main>")) == [True] * 4


def test_shared_pictures_point_at_the_visible_one(read_story):
    document = read_story(lead=FIGURE, head=SHARED)
    (shared,) = document.structured
    assert shared.media is not None
    assert document.media[shared.media].editorial


def test_a_picture_in_the_box_of_the_headline(read):
    text = "<p>The council met for the third time this week and could not agree on a budget for the harbour again.</p>"
    html = f'<div class="head"><div class="m">{BARE}</div><h1>Harbour</h1></div><div class="x">{text * 4}</div>'
    assert judged(read(f"<main>{html}</main>")) == [True]
