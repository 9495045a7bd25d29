"""Text alternatives: what the examples of the rules do not show."""

from __future__ import annotations

from typing import Any

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.phrases import phrase_book
from mediaaudit.checks.alt import decoration, in_file, junk, presence, repetition, wording
from mediaaudit.model.corpus import Use, Uses
from mediaaudit.model.document import Document
from mediaaudit.model.media import AccessibleName, Candidate, Image, Link
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Problem
from mediaaudit.model.source import SourceMap, Span, Text

EMPTY = Document(uri="a.html", source=SourceMap(""))


def an_image(alt: str | None = None, **facts: Any) -> Image:
    """Return an exposed picture of an article, named by its alt."""
    name = AccessibleName(alt, "alt") if alt and alt.strip() else AccessibleName()
    texts = {key: Text(facts.pop(key)) for key in ("caption", "credit_line", "adjacent") if key in facts}
    attributes = dict(facts.pop("attributes", {}))
    if alt is not None:
        attributes["alt"] = alt
    source = facts.pop("src", "a.jpg")
    values = {
        "kind": "img", "index": 0, "span": Span(0, 9), "alt": None if alt is None else Text(alt), "name": name, "editorial": True,
        "attributes": tuple(attributes.items()), "candidates": (Candidate(url=source, origin="src"),), **texts,
    }  # fmt: skip
    return Image(**{**values, **facts})


def phrases(language: str | None = None) -> Phrases:
    return phrase_book().for_language(language)


def keys(problems: Any) -> list[str]:
    found: list[Problem] = list(problems)
    return [problem.message for problem in found]


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (an_image(), ["missing"]),
        (an_image(""), []),  # decoration, or alt/decorative-exposed
        (an_image("\u00a0\n"), ["blank"]),
        (an_image("text"), []),
        (an_image(name=AccessibleName("Norway", "title")), []),
        (an_image(kind="role-img"), ["role"]),
        (an_image(kind="delayed-image"), ["missing"]),
        (an_image("a bridge", kind="delayed-image", name=AccessibleName()), []),  # data-alt
        (an_image(attributes={"width": "1", "height": "1"}), ["pixel"]),
        (an_image(attributes={"width": "1", "height": "600"}), ["missing"]),
    ],
)
def test_missing(image: Image, expected: list[str]) -> None:
    assert keys(presence.missing(image)) == expected


@pytest.mark.parametrize(
    ("attributes", "located", "expected"),
    [
        ({"data": "a.PNG"}, None, ["object"]),
        ({"data": "a.mp4#t=1"}, None, ["object"]),
        ({"data": "page", "type": "image/png"}, None, ["object"]),
        ({"data": "a.png", "type": "text/html"}, None, []),
        ({"data": "page.html"}, None, []),
        ({"data": "/embed/4711/"}, None, []),
        ({"data": "/embed/4711"}, None, ["object"]),  # in doubt
        ({"data": "a", "type": "application/xhtml+xml"}, None, []),
        ({}, None, []),
        ({"data": "a.png"}, "missing", []),  # a browser shows the content instead
    ],
)
def test_object(attributes: dict[str, str], located: str | None, expected: list[str]) -> None:
    image = an_image(kind="object", attributes=attributes, located=located)
    assert keys(presence.object_(image)) == expected
    assert keys(presence.object_(an_image(kind="object", role="application", attributes=attributes))) == []


def in_link(
    source: str, *, index: int = 0, name: str = "", tabbable: bool = True, **facts: Any
) -> tuple[Image, Document]:
    """Return a picture in the link that a source text begins with, and its document."""
    span = Span(0, source.index(">") + 1)
    link = Link(href="/x", name=name, span=span, tabbable=tabbable)
    before = an_image("", index=0, link=link)
    image = an_image("", index=index, link=link, **facts)
    return image, Document(uri="a.html", source=SourceMap(source), media=(before, image)[-index - 1 :])


@pytest.mark.parametrize(
    ("source", "facts", "linked", "button"),
    [
        ("<a href=x><img alt=''></a>", {}, ["link"], []),
        ("<BUTTON><img alt=''></BUTTON>", {}, [], ["button"]),
        ("<div role='button' tabindex=0><img alt=''></div>", {}, [], ["button"]),
        ("<a href=x><img alt=''>Sport</a>", {"name": "Sport"}, [], []),
        ("<a href=x><img alt=''><img alt=''></a>", {"index": 1}, [], []),  # said of the first picture
        ("<a href=x hidden><img alt=''></a>", {"exposure": "hidden", "hidden_by": "hidden"}, [], []),
        ("<a href=x><svg aria-hidden=true></a>", {"exposure": "hidden", "hidden_by": "aria-hidden", "attributes": {"aria-hidden": "true"}}, ["link"], []),
        ("<a href=x aria-hidden=true><img alt=''></a>", {"exposure": "hidden", "hidden_by": "aria-hidden"}, [], []),
    ],
)  # fmt: skip
def test_links_and_buttons(source: str, facts: dict[str, Any], linked: list[str], button: list[str]) -> None:
    image, document = in_link(source, **facts)
    assert keys(presence.linked_image(image, document)) == linked
    assert keys(presence.image_button(image, document)) == button


@pytest.mark.parametrize(
    ("source", "facts", "expected"),
    [
        ("<a href=x aria-hidden='true'><img>", {}, ["link"]),
        ("<a href=x ARIA-HIDDEN=true><img>", {}, ["link"]),
        ("<a href=x aria-hidden='true'><img>", {"tabbable": False}, []),
        ("<a href=x><img>", {}, []),  # the menu around is folded up
        ("<a href=x><img>", {"attributes": {"aria-hidden": "true"}, "focusable": True}, ["picture"]),
        ("<a href=x><img>", {"attributes": {"aria-hidden": "true", "tabindex": "-1"}, "focusable": True}, []),
        ("<a href=x aria-hidden='true'><img>", {"hidden_by": "display"}, []),
    ],
)
def test_hidden_focusable(source: str, facts: dict[str, Any], expected: list[str]) -> None:
    image, document = in_link(source, **{"hidden_by": "aria-hidden", "exposure": "hidden", **facts})
    assert keys(decoration.hidden_focusable(image, document)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"caption": "The mayor.", "placement": "lead"}, ["caption"]),
        ({"credit_line": "Photo: Ida Lund"}, ["credit"]),
        ({"placement": "lead"}, ["lead"]),
        ({"caption": "The mayor.", "editorial": False}, []),
        ({"editorial": False, "src": "/img/w3c-Logo.png?v=2"}, ["name"]),
        ({"editorial": False, "src": "/img/logo.png", "located": "missing"}, []),
        ({"editorial": False, "src": "/img/dialogue.png"}, []),
        ({"caption": "The mayor.", "exposure": "hidden"}, []),
    ],
)
def test_empty_on_content(facts: dict[str, Any], expected: list[str]) -> None:
    image = an_image("", **{"exposure": "decorative", **facts})
    assert keys(decoration.empty_on_content(image, phrases())) == expected


@pytest.mark.parametrize(
    ("alt", "caption", "expected"),
    [
        ("bridge OPENS mayor by the river", "Mayor opens bridge by the river.", ["repeats"]),  # order does not hide it
        ("Ida Lund", "Ida Lund", ["repeats"]),
        ("Ida Lund", "Ida Lund opens the bridge.", []),
        ("opens the new bridge", "Ida Lund opens the new bridge.", ["excerpt"]),
        ("Ida Lund opens the bridge. Photo: Jo Berg", "Ida Lund opens the bridge.", ["repeats"]),
        ("A woman on a bridge, holding scissors", "Ida Lund on a bridge.", []),
        ("图为市长剪彩", "图为市长剪彩。", ["repeats"]),
        ("!!", "!!", []),
        ("", "Ida Lund", []),
        ("Ida Lund", "", []),
    ],
)
def test_repeats_caption(alt: str, caption: str, expected: list[str]) -> None:
    image = an_image(alt, caption=caption, credit_line="Photo: Jo Berg")
    assert keys(repetition.repeats_caption(image, repetition.RepeatsCaption())) == expected


@pytest.mark.parametrize(("hidden_by", "expected"), [("display", ["repeats"]), ("aria-hidden", [])])
def test_what_is_never_read_out_repeats_nothing(hidden_by: str, expected: list[str]) -> None:
    image = an_image("Ida Lund", caption="Ida Lund", exposure="hidden", hidden_by=hidden_by)
    assert keys(repetition.repeats_caption(image, repetition.RepeatsCaption())) == expected
    metadata = PhotoMetadata(merged=PhotoFields(alt_text="A bridge"))
    assert keys(in_file.available_in_file(image, EMPTY, metadata, phrases())) == []


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("New bridge opens in town", ["headline"]),
        ("New Bridge opens, in town!", ["headline"]),
        ("New bridge", []),
        ("A share title of its own", ["headline"]),
        ("New bridge opens in town after years of delay", []),
    ],
)
def test_repeats_headline(alt: str, expected: list[str]) -> None:
    titles = (Text("New bridge opens in town"), Text("A share title of its own"))
    document = Document(uri="a.html", source=SourceMap(""), headline=titles[0], headlines=titles)
    assert keys(repetition.repeats_headline(an_image(alt), document, repetition.RepeatsHeadline())) == expected


@pytest.mark.parametrize(
    ("alt", "name", "expected"),
    [
        ("Sport ", "Sport SPORT", ["adjacent"]),
        ("Sport", "Visit our sports pages", []),  # aria-label: nothing inside is read out
        ("Sports", "Sports SPORT", []),
        ("", "SPORT", []),
    ],
)
def test_repeats_adjacent_text(alt: str, name: str, expected: list[str]) -> None:
    image = an_image(alt, adjacent="SPORT", link=Link(href="/", name=name, span=Span(0, 1)))
    assert keys(repetition.repeats_adjacent_text(image)) == expected


def use(index: int, alt: str, src: str, **facts: Any) -> Use:
    return Use(uri="a.html", media=index, src=src, placement="figure", alt=alt, **facts)


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ([use(0, "Ida", "a.jpg"), use(1, "ida.", "b.jpg"), use(2, "Ida", "c.jpg")], [3]),
        ([use(0, "Ida", "x/a.jpg?w=1"), use(1, "Ida", "y/a.webp")], []),  # the same picture in two sizes
        ([use(0, "Ida", "a.jpg", asset="1"), use(1, "Ida", "b.jpg", asset="1")], []),
        ([use(0, "Ida", "a.jpg", phash=3), use(1, "Ida", "b.jpg", phash=1)], []),
        ([use(0, "Ida", "a.jpg", phash=0), use(1, "Ida", "a.jpg", phash=255)], [2]),
        ([use(0, "", "a.jpg"), use(1, "", "b.jpg")], []),
        ([use(0, "image", "a.jpg"), use(1, "image", "b.jpg")], []),  # a placeholder
        ([use(0, "The Times", "a.jpg"), use(1, "The Times", "b.jpg")], []),  # the name of the house
    ],
)
def test_repeated(uses: list[Use], expected: list[int]) -> None:
    document = Document(uri="a.html", source=SourceMap(""), outlets=("The Times",))
    found = list(repetition.repeated(document, Uses(tuple(uses)), phrases()))
    assert [problem.values["count"] for problem in found] == expected


@pytest.mark.parametrize(
    ("alt", "outlets", "expected"),
    [
        ("The Times", ("The Times",), ["outlet"]),
        ("the times logo", ("The Times",), ["outlet"]),
        ("The Times building", ("The Times",), []),
        ("logo", ("The Times",), []),
        ("thetimes.example", ("The Times", "TheTimes.example"), ["outlet"]),
    ],
)
def test_outlet_name(alt: str, outlets: tuple[str, ...], expected: list[str]) -> None:
    document = Document(uri="a.html", source=SourceMap(""), outlets=outlets)
    assert keys(junk.outlet_name(an_image(alt), document, phrases())) == expected


def test_a_download_may_be_named_by_its_file() -> None:
    image = an_image("a.jpg", link=Link(href="/x/a.jpg", name="Download a.jpg", span=Span(0, 1)))
    assert keys(junk.file_name(image, phrases())) == []
    bare = an_image("a.jpg", link=Link(href="/x/a.jpg", name="a.jpg", span=Span(0, 1)))
    assert keys(junk.file_name(bare, phrases())) == ["file"]


@pytest.mark.parametrize(
    ("language", "alt", "expected"),
    [
        ("de-AT", "Kein alternativer Text für dieses Bild vorhanden", ["placeholder"]),
        ("da", "Artiklens øverste billede", ["placeholder"]),
        ("sv", "Photo", ["placeholder"]),  # content systems speak English
        ("ja", "画像", ["placeholder"]),
        ("ko", "기사 이미지 2", ["placeholder"]),
        ("ru", "Фото", ["placeholder"]),
        ("en", "Bild", []),  # another language's word
        ("de", "Ein Bild von einer Brücke", []),
        ("../../x", "photo", ["placeholder"]),
    ],
)
def test_placeholder_in_the_language_of_the_page(language: str, alt: str, expected: list[str]) -> None:
    assert keys(junk.placeholder(an_image(alt), phrases(language))) == expected


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("A woman cuts a ribbon (AP Photo/Jo Berg)", ["AP Photo/Jo Berg"]),
        ("Jo Berg/Getty Images", ["Jo Berg/Getty Images"]),
        ("A woman cuts a ribbon [Foto: Jo Berg]", ["Foto: Jo Berg"]),
        ("Reuters", []),  # perhaps the building
        ("Jo Berg", []),
        ("Bild von Angela Merkel", []),
        ("Ida Lund (Jo Berg)", []),  # perhaps the one on the left
        ("A woman cuts a ribbon", []),
        ("", []),
    ],
)
def test_contains_credit(alt: str, expected: list[str]) -> None:
    found = list(wording.contains_credit(an_image(alt), EMPTY, None, load_directory()))
    assert [problem.values["credit"] for problem in found] == expected


@pytest.mark.parametrize(
    ("language", "alt", "expected"),
    [
        ("en", "Picture of a bridge", ["prefix"]),
        ("en", "Picture of the day: a bridge", []),
        ("en", "Photo", []),
        ("fr", "Photo d’une femme", ["prefix"]),
        ("fr", "Photo de famille à Nice", []),
        ("es", "Imagen de archivo de un puente", []),
        ("de", "Das Bild zeigt eine Brücke", ["prefix"]),
        ("zh", "图为一座桥", ["prefix"]),
    ],
)
def test_redundant_prefix(language: str, alt: str, expected: list[str]) -> None:
    assert keys(wording.redundant_prefix(an_image(alt), EMPTY, phrases(language))) == expected


@pytest.mark.parametrize(
    ("page", "headline", "lang", "expected"),
    [
        ("de", "Die Brücke ist mit dem Fest eröffnet", None, ["language"]),
        ("de", "The bridge and the mayor of the city", None, []),  # the page claims the wrong language
        ("de", None, "en", []),
        ("en", None, None, []),
        (None, None, None, []),
        ("xx", None, None, []),
    ],
)
def test_language(page: str | None, headline: str | None, lang: str | None, expected: list[str]) -> None:
    image = an_image("The mayor of the city with her husband", attributes={"lang": lang} if lang else {})
    document = Document(uri="a.html", source=SourceMap(""), headline=Text(headline) if headline else None)
    assert keys(wording.language(image, document, phrases(page))) == expected


@pytest.mark.parametrize(
    ("alt", "offered", "expected"),
    [
        (None, "A bridge", ["missing"]),
        ("IMG_4711", "A bridge", ["junk"]),
        ("A river", "A bridge", []),
        (None, None, []),
        (None, "...", []),
        (None, "IMG_4711.jpg", []),  # the file has junk as well
    ],
)
def test_available_in_file(alt: str | None, offered: str | None, expected: list[str]) -> None:
    metadata = PhotoMetadata(merged=PhotoFields(alt_text=offered))
    assert keys(in_file.available_in_file(an_image(alt), EMPTY, metadata, phrases())) == expected


@pytest.mark.parametrize(
    ("source", "fixed"),
    [
        ("<img src=a.jpg>", '<img alt="A &quot;bridge&quot; &amp; &lt;river&gt;" src=a.jpg>'),
        ("<IMG alt='image' src=a.jpg>", """<IMG alt='A "bridge" &amp; &lt;river&gt;' src=a.jpg>"""),
    ],
)
def test_available_in_file_offers_an_edit(source: str, fixed: str) -> None:
    at = source.find("alt=")
    spans = (("alt", Span(at, source.index("' src") + 1)),) if at >= 0 else ()
    image = an_image("image" if at >= 0 else None, span=Span(0, len(source)), attribute_spans=spans)
    metadata = PhotoMetadata(merged=PhotoFields(alt_text='A "bridge"\n & <river>'))
    document = Document(uri="a.html", source=SourceMap(source))
    (problem,) = in_file.available_in_file(image, document, metadata, phrases())
    (fix,) = problem.fixes
    (edit,) = fix.edits
    assert fix.applicability == "unsafe"
    assert source[: edit.span.start] + edit.text + source[edit.span.end :] == fixed


def test_canvas_needs_a_script_that_draws() -> None:
    source = '<canvas></canvas><script>poll.getContext("2d").fillText("x", 1, 1)</script>'
    document = Document(uri="a.html", source=SourceMap(source))
    assert keys(decoration.canvas(an_image(kind="canvas"), document)) == ["canvas"]
    assert keys(decoration.canvas(an_image(kind="canvas", exposure="decorative"), document)) == ["canvas"]
    assert keys(decoration.canvas(an_image("Turnout", kind="canvas"), document)) == []
    assert keys(decoration.canvas(an_image(kind="canvas", exposure="hidden"), document)) == []
    assert keys(decoration.canvas(an_image(kind="canvas"), EMPTY)) == []
