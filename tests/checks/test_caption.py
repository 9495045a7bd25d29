"""Captions: what the examples of the rules do not show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.phrases import phrase_book
from mediaaudit.checks.caption import agreement, association, content, presence, repetition
from mediaaudit.model.corpus import Use, Uses
from mediaaudit.model.document import Document
from mediaaudit.model.media import Candidate, Image
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.model.problem import Problem
from mediaaudit.model.source import SourceMap, Span, Text
from mediaaudit.text.credit import find_credit

DIRECTORY = load_directory()
PHRASES = phrase_book().for_language("de")
EMPTY = Document(uri="a.html", source=SourceMap(""))


def an_image(caption: str | None = None, credit: str | None = None, **facts: Any) -> Image:
    """Return a picture of an article; the texts have a place, so that findings have one."""
    place = (Span(10, 20),)
    values: dict[str, Any] = {
        "kind": "img",
        "index": 0,
        "span": Span(0, 9),
        "editorial": True,
        "candidates": (Candidate(url="a.jpg", origin="src"),),
        "caption": Text(caption, place) if caption is not None else None,
        "credit_line": Text(credit, place) if credit is not None else None,
    }
    return Image(**{**values, **facts})


def in_file(**fields: Any) -> PhotoMetadata:
    return PhotoMetadata(merged=PhotoFields(**fields))


def keys(problems: Iterable[Problem]) -> list[str]:
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("image", "missing", "only"),
    [
        (an_image(placement="lead"), ["missing"], []),
        (an_image("  ", placement="figure"), ["missing"], []),
        (an_image("Two farmers."), [], []),
        (an_image(None, "Ida Lund/Reuters"), [], ["only"]),
        (an_image(" ", "Ida Lund/Reuters"), [], ["only"]),
        (an_image(kind="svg"), [], []),
        (an_image(placement="inline"), [], []),
    ],
)
def test_presence(image: Image, missing: list[str], only: list[str]) -> None:
    options = presence.Missing(placements=("lead", "figure"))
    assert keys(presence.missing(image, EMPTY, PHRASES, options)) == missing
    assert keys(presence.only_credit(image, EMPTY, PHRASES)) == only


def test_pictures_of_one_figure_share_a_caption() -> None:
    figure = Span(0, 100)
    left, right = an_image(figure=figure), an_image("Before and after.", figure=figure, index=1)
    document = Document(uri="a.html", source=SourceMap(""), media=(left, right))
    assert keys(presence.missing(left, document, PHRASES, presence.Missing())) == []


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Hier Bildunterschrift eingeben", ["placeholder"]),
        ("Caption here.", ["placeholder"]),
        ("Lorem ipsum dolor sit amet", ["placeholder"]),
        ("Mayor TKTK opens the bridge", ["placeholder"]),
        ("T.K. Maxx and TK Maxx", []),
        ("${caption}", ["template"]),
        ("DSC_0042.JPG", ["file_name"]),
        ("Nyhavn", []),
        ("The caption of the ship", []),
    ],
)
def test_placeholder(caption: str, expected: list[str]) -> None:
    assert keys(content.placeholder(an_image(caption), PHRASES)) == expected


@pytest.mark.parametrize(
    ("caption", "words"),
    [
        ("Farmers near Lunden. Editorial use only.", "editorial use only"),
        ("Farmers near Lunden. NO SALES; NO ARCHIVES", "NO SALES"),
        ("(GERMANY OUT) Farmers near Lunden.", "GERMANY OUT"),
        ("UK OUT FOR 28 DAYS, farmers near Lunden", "UK OUT"),
        ("Villagers have no internet and no TV.", None),
        ("The paintings are not for sale.", None),
        ("Germany out of the cup", None),
        ("The US walked OUT", None),
        ("VILLAGERS HAVE NO INTERNET", None),
    ],
)
def test_restriction_text(caption: str, words: str | None) -> None:
    found = [problem.values["words"] for problem in content.restriction_text(an_image(caption), PHRASES)]
    assert found == ([words] if words else [])


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Two farmers cut the grain Two farmers cut the grain", ["twice"]),
        ("On Sunday. Two farmers cut the grain. It rained. Two farmers cut the grain.", ["twice"]),
        ("New York, New York", []),
        ("Work, work, work, work, work, work", []),
        ("Two farmers cut the grain. Two farmers cut the hay.", []),
    ],
)
def test_duplicated_text(caption: str, expected: list[str]) -> None:
    assert keys(content.duplicated_text(an_image(caption))) == expected


def a_use(caption: str, media: int, **facts: Any) -> Use:
    values: dict[str, Any] = {"src": f"picture-{media}.jpg", "placement": "figure"}
    return Use(uri="a.html", media=media, caption=caption, **{**values, **facts})


TEXT = "Two farmers cut the grain."


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ((a_use(TEXT, 0), a_use(TEXT.upper(), 1)), ["repeated"]),
        ((a_use(TEXT, 0), a_use(TEXT, 1), a_use(TEXT, 2)), ["repeated"]),  # told once
        ((a_use(TEXT, 0, asset="a"), a_use(TEXT, 1, asset="a")), []),
        ((a_use(TEXT, 0, phash=1), a_use(TEXT, 1, phash=3)), []),
        ((a_use(TEXT, 0), a_use(TEXT, 1, src=None)), []),
        ((a_use("The farmers", 0), a_use("The farmers", 1)), []),
        ((a_use(TEXT, 0), a_use("A barn stands in the field.", 1)), []),
    ],
)
def test_repeated(uses: tuple[Use, ...], expected: list[str]) -> None:
    assert keys(repetition.repeated(EMPTY, Uses(uses), repetition.Repeated())) == expected


def test_pictures_of_one_figure_may_have_one_caption() -> None:
    figure = Span(0, 100)
    document = Document(
        uri="a.html", source=SourceMap(""), media=(an_image(figure=figure), an_image(figure=figure, index=1))
    )
    uses = Uses((a_use(TEXT, 0), a_use(TEXT, 1)))
    assert keys(repetition.repeated(document, uses, repetition.Repeated())) == []


@pytest.mark.parametrize(
    ("caption", "credit", "taken", "published", "expected"),
    [
        ("Farmers near Lunden.", "Ida Lund/AP", "2019-08-30", "2026-09-20T18:10:00+02:00", ["unlabelled"]),
        ("Farmers near Lunden.", "Ida Lund/AP", "2019:08:30 10:00:00", "2026-09-20", ["unlabelled"]),
        ("Farmers near Lunden.", "Ida Lund/AP", "2026-01-30", "2026-09-20", []),
        ("Farmers near Lunden in 2019.", "Ida Lund/AP", "2019-08-30", "2026-09-20", []),
        ("Farmers near Lunden. (Archivbild)", "Ida Lund/AP", "2019-08-30", "2026-09-20", []),
        ("Farmers near Lunden.", "Ida Lund/AP, File", "2019-08-30", "2026-09-20", []),
        ("Farmers near Lunden.", "Ida Lund/Shutterstock", "2019-08-30", "2026-09-20", []),
        ("Farmers near Lunden.", "Ida Lund/AP", "0000-00-00", "2026-09-20", []),
        ("Farmers near Lunden.", "Ida Lund/AP", "2019-13-44", "2026-09-20", []),
        ("Farmers near Lunden.", "Ida Lund/AP", "2019-08-30", "20 Sept 2026", []),
        ("Farmers near Lunden.", "Ida Lund/AP", "2019-08-30", None, []),
        (None, "Ida Lund/AP", "2019-08-30", "2026-09-20", []),
    ],
)
def test_file_photo_unlabelled(
    caption: str | None, credit: str, taken: str, published: str | None, expected: list[str]
) -> None:
    document = Document(uri="a.html", source=SourceMap(""), published=Text(published) if published else None)
    read = find_credit(credit, DIRECTORY, alone=True)
    options = agreement.FilePhotoUnlabelled()
    found = agreement.file_photo_unlabelled(
        an_image(caption, credit), document, in_file(date_created=taken), read, DIRECTORY, options
    )
    assert keys(found) == expected


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Captain Olaf Petersen waves to tourists from Denmark in Hvide Sande.", ["nothing_shared"]),
        ("In Lunden the farmer Mats Ek sharpens a scythe.", []),
        ("OLYMPUS DIGITAL CAMERA", []),
        ("Фермеры Иван Петров и Анна Смирнова у деревни Лунден.", []),
        ("", []),
    ],
)
def test_contradicts_file(description: str, expected: list[str]) -> None:
    image = an_image("Two farmers, Jan Voss and Mats Ek, near Lunden.")
    assert keys(agreement.contradicts_file(image, in_file(description=description))) == expected


@pytest.mark.parametrize(
    ("language", "caption", "expected"),
    [
        ("de", "Zwei Bauern bei Lunden.", ["no_date"]),
        ("de", "Zwei Bauern bei Lunden am Sonntag.", []),
        ("fr", "Deux paysans en août.", []),
        ("en", "Two farmers, 5 Nov.", []),
        ("cs", "Dva sedláci u vesnice.", []),  # its words for dates are not known
        (None, "Two farmers.", []),
    ],
)
def test_no_date(language: str | None, caption: str, expected: list[str]) -> None:
    phrases = phrase_book().for_language(language)
    assert keys(agreement.no_date_or_place(an_image(caption), None, phrases, agreement.NoDateOrPlace())) == expected


@pytest.mark.parametrize(
    ("place", "facts", "expected"),
    [
        (Span(18, 25), {"figure": Span(0, 40)}, ["no_figcaption"]),
        (Span(43, 50), {"figure": Span(0, 40)}, ["outside"]),
        (Span(43, 50), {}, ["outside"]),
        (Span(43, 50), {"attributes": (("aria-describedby", "c"),)}, []),
        (None, {}, []),  # without a place nothing can be said
    ],
)
def test_not_associated(place: Span | None, facts: dict[str, Any], expected: list[str]) -> None:
    document = Document(uri="a.html", source=SourceMap("<figure><img><div>Farmers</div></figure><p>Farmers</p>"))
    image = replace(an_image(**facts), caption=Text("Farmers", (place,) if place else ()))
    assert keys(association.not_associated(image, document)) == expected


def test_hostile_captions_cost_little() -> None:
    for text in (
        "TK" * 500_000,
        "no " * 300_000,
        "{{" * 200_000,
        ". " * 400_000,
        "A" * 1_000_000,
        "\x00\u202e" * 200_000,
    ):
        image = an_image(text, text)
        list(content.placeholder(image, PHRASES))
        list(content.restriction_text(image, PHRASES))
        list(content.duplicated_text(image))
        list(agreement.contradicts_file(image, in_file(description=text)))
        list(association.not_associated(image, EMPTY))
