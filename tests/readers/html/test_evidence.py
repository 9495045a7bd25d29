"""How sure the reader is, what a page says it is, and what that does to findings."""

from __future__ import annotations

import json

import pytest

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.vocabulary import load_vocabulary
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import resolve
from mediaaudit.engine.audit import audit
from mediaaudit.engine.inputs import Input, Inputs
from mediaaudit.lazy import replace
from mediaaudit.model.document import Document
from mediaaudit.model.report import Report
from mediaaudit.model.vocabulary import PageVocabulary
from mediaaudit.readers.html import read_document

STORY = "<p>The mayor opened the bridge on Saturday, and the first cyclists crossed it in the rain at noon.</p>" * 6
PAGE = "<article><h1>A bridge opens</h1>{before}" + STORY + "{figure}" + STORY + "</article>"
FIGURE = '<figure><img src="bridge.jpg" alt="A bridge" width="900"><figcaption>The bridge.</figcaption></figure>'


def read(html: str, vocabulary: PageVocabulary | None = None) -> Document:
    return read_document(
        html.encode(), "a.html", directory=load_directory(()), vocabulary=vocabulary or load_vocabulary()
    )


def run(html: str, *rules: str) -> Report:
    plan = resolve(Config(select=rules), shipped_catalogue(), as_of="2026-05-01").plan
    return audit(Inputs(inputs=(Input(uri="a.html", kind="article", data=html.encode()),)), plan)


def test_reasons_are_named() -> None:
    (image,) = read(PAGE.format(before="", figure=FIGURE)).media
    assert image.editorial
    assert {"in-figure", "caption", "no-credit", "amid-the-story", "size-large", "alt-of-several-words"} <= set(
        image.sureness.reasons
    )


@pytest.mark.parametrize(
    ("weight", "confidence"), [(6.0, "likely"), (3.0, "likely"), (1.0, "review"), (-3.0, "review")]
)
def test_a_finding_is_no_surer_than_what_it_was_read_from(
    monkeypatch: pytest.MonkeyPatch, weight: float, confidence: str
) -> None:
    vocabulary = replace(load_vocabulary(), weights={"editorial": {"always": weight}})
    monkeypatch.setattr("mediaaudit.engine.plan.load_vocabulary", lambda: vocabulary)
    (finding,) = run(PAGE.format(before="", figure=FIGURE), "credit/missing").findings
    assert finding.confidence == confidence
    assert finding.severity == ("note" if confidence == "review" else "warning")


def test_a_finding_about_two_pictures_is_as_sure_as_the_less_sure_one(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {"editorial": {"always": 6.0, "size-large": -6.0}}
    monkeypatch.setattr("mediaaudit.engine.plan.load_vocabulary", lambda: replace(load_vocabulary(), weights=weights))
    figure = FIGURE + STORY + FIGURE.replace(' width="900"', "")
    (finding,) = run(PAGE.format(before="", figure=figure), "duplicate/same-file").findings
    assert finding.confidence == "review"


def data(kind: str, **more: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": kind, **more})}</script>'


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (data("Product", name="A bridge"), "product"),
        (data("Recipe", name="Soup"), "recipe"),
        ('<meta property="og:type" content="product">', "product"),
        ('<meta property="og:type" content="profile">', "profile"),
        ('<meta property="og:type" content="article">', "article"),
        ('<meta property="og:type" content="website">', ""),
        (data("Recipe", name="Soup") + data("NewsArticle", headline="A bridge opens"), "article"),
        (data("Person", name="Ida Lund"), ""),
        (data("ItemList", name="More"), ""),
        (data("NewsArticle", headline="A", about={"@type": "Product"}), "article"),
        ("", ""),
    ],
)
def test_what_a_page_says_it_is(head: str, kind: str) -> None:
    assert read(head + PAGE.format(before="", figure=FIGURE)).kind == kind


def test_what_is_no_article_is_not_judged_as_one() -> None:
    report = run(
        data("Product", name="A bridge") + PAGE.format(before="", figure=FIGURE), "credit/missing", "alt/missing"
    )
    assert report.findings == ()
    assert [(notice.code, notice.level) for notice in report.notifications] == [("no-article", "note")]


MASKED = '<figure><img src="t.gif" data-src="{}.jpg" alt="{}"><figcaption>{}</figcaption></figure>'


def test_one_address_that_holds_the_place_of_several_is_known_by_that() -> None:
    figures = STORY.join(MASKED.format(name, name, f"The {name}.") for name in ("bridge", "river", "mayor"))
    html = PAGE.format(before="", figure=figures)
    assert [media.src for media in read(html).media] == ["bridge.jpg", "river.jpg", "mayor.jpg"]
    assert run(html, "duplicate/same-file").findings == ()


@pytest.mark.parametrize(
    "extra",
    [
        '<a href="#z"><img src="/static/zoom-in.svg" alt="Enlarge"></a>',
        '<div class="share"><img src="x.svg" alt=""><span>Facebook</span></div>',
        '<div data-image="true" class="image"></div>',
    ],
)
def test_signs_of_the_page_are_no_pictures_of_the_story(extra: str) -> None:
    figure = FIGURE.replace("<figcaption>", f"{extra}<figcaption>")
    editorial = [media.src for media in read(PAGE.format(before="", figure=figure)).media if media.editorial]
    assert editorial == ["bridge.jpg"]


def test_a_caption_for_screen_readers_is_the_picture_s_own() -> None:
    items = "".join(
        f'<li><figure><img src="{name}.jpg" alt=""><figcaption class="sr-only">The {name}. <cite>Photo: {maker}/AP</cite>'
        "</figcaption></figure></li>"
        for name, maker in (("bridge", "Ida Lund"), ("river", "Per Berg"))
    )
    shown = '<div aria-hidden="true"><p>The bridge. Photo: Ida Lund/AP</p></div>'
    pictures = read(PAGE.format(before="", figure=f"<section><ul>{items}</ul>{shown}</section>")).media
    assert [
        (each.caption and each.caption.value, each.credit_line and each.credit_line.value) for each in pictures
    ] == [
        ("The bridge.", "Photo: Ida Lund/AP"),
        ("The river.", "Photo: Per Berg/AP"),
    ]


def test_the_author_of_a_caption_s_element_is_the_picture_s() -> None:
    figure = (
        '<div><figure><img src="a.jpg" alt="A cat"></figure><figcaption class="box"><span class="figcaption figcaption--text">'
        'A cat in the yard</span> <span class="figcaption figcaption--author">Harbour News</span></figcaption></div>'
    )
    (image,) = read(PAGE.format(before="", figure=figure)).media
    assert image.caption
    assert image.credit_line
    assert (image.caption.value, image.credit_line.value) == ("A cat in the yard", "Harbour News")


def test_one_caption_of_a_gallery_belongs_to_all_its_pictures() -> None:
    pictures = "".join(f'<figure class="image"><img src="{name}.jpg" alt="{name} seen"></figure>' for name in "abc")
    gallery = f"<figure class='gallery'>{pictures}<figcaption>Scenes of the harvest. Photos: Ida Lund/AP</figcaption></figure>"
    html = PAGE.format(before="", figure=gallery)
    assert [each.caption and each.caption.value for each in read(html).media] == ["Scenes of the harvest."] * 3
    assert run(html, "caption", "credit/missing").findings == ()
