"""Rights: what the examples of the rules do not show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.phrases import phrase_book
from mediaaudit.checks import rights
from mediaaudit.model.corpus import Copies, Copy, Corpus, Marks, Use
from mediaaudit.model.document import Document
from mediaaudit.model.duplicates import Box, How
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.model.phrases import AsOf
from mediaaudit.model.problem import Place
from mediaaudit.model.source import SourceMap, Span, Text
from mediaaudit.text.credit import find_credit

PHRASES = phrase_book().for_language("en")
PLUS = "http://ns.useplus.org/ldf/vocab/CR-CAI"
FREE = "http://ns.useplus.org/ldf/vocab/CR-NRQ"


def page(figure: str = "", published: str | None = None) -> tuple[Image, Document]:
    """Return a picture whose figure has that source, in an article of that day."""
    document = Document(uri="a.html", source=SourceMap(figure), published=Text(published) if published else None)
    return Image(kind="img", index=0, span=Span(0, 0), figure=Span(0, len(figure))), document


def keys(problems: object) -> list[str]:
    return [problem.message for problem in problems]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("figure", "fields", "expected"),
    [
        ("<i>no name</i>", PhotoFields(description="Mayor Berg. Mandatory Credit: Ida Lund"), ["credit"]),
        ("<i>Foto Lund</i>", PhotoFields(creator=("Ida Lund",), instructions="MANDATORY CREDIT"), []),
        ("<img alt='Ida Lund'>", PhotoFields(creator=("Ida Lund",), instructions="MANDATORY CREDIT"), ["credit"]),
        ("<i>M&uuml;ller</i>", PhotoFields(creator=("Jo Müller",), instructions="MANDATORY CREDIT"), []),
        ("", PhotoFields(credit_line_required=PLUS), ["credit"]),
        ("", PhotoFields(credit_line_required=FREE), []),
        ("", PhotoFields(instructions="NO ARCHIVES, NO SALES"), []),  # no page can show that it keeps to these
        ("", PhotoFields(usage_terms="Print use only"), ["web"]),
        ("", PhotoFields(instructions="JAPAN OUT"), ["territory"]),
        ("", PhotoFields(instructions="Walking out of Japan"), []),
    ],
)
def test_restriction_breached(figure: str, fields: PhotoFields, expected: list[str]) -> None:
    options = rights.RestrictionBreached(countries=("Japan",))
    problems = rights.restriction_breached(*page(figure), PhotoMetadata(merged=fields), PHRASES, options)
    assert keys(problems) == expected


@pytest.mark.parametrize(
    ("published", "fields", "expected"),
    [
        (None, PhotoFields(expires="2026-05-20"), []),  # the last day
        (None, PhotoFields(expires="2026-05-19"), [("over", "likely")]),
        ("2026-05-01", PhotoFields(expires="2026-05-19"), [("over", "review")]),
        ("2026-05-19", PhotoFields(expires="2026-05-18"), [("published", None)]),
        ("2026-05-19", PhotoFields(embargo="2026-05-20"), []),
        ("2026-05-19", PhotoFields(embargo="2026-05-21"), [("embargo", None)]),
        ("2026-05-19", PhotoFields(date_created="2026-05-05", instructions="14 days from transmission"), []),
        (
            "2026-05-20",
            PhotoFields(date_created="2026-05-05", instructions="14 days from transmission"),
            [("handout", "likely")],
        ),
        ("2026-05-20", PhotoFields(date_created="2026-05-05", instructions="after 14 days of rain"), []),
        ("2026-05-20", PhotoFields(date_created="9999-12-31", instructions="14 days from transmission"), []),
        ("soon", PhotoFields(expires="until further notice"), []),
    ],
)
def test_expired(published: str | None, fields: PhotoFields, expected: list[tuple[str, str | None]]) -> None:
    problems = rights.expired(*page(published=published), PhotoMetadata(merged=fields), PHRASES, AsOf("2026-05-20"))
    assert [(problem.message, problem.confidence) for problem in problems] == expected


@pytest.mark.parametrize(
    ("figure", "source", "expected"),
    [
        ("<span>KI-generiertes Bild</span>", "trainedAlgorithmicMedia", []),
        ("<span>Image : IA</span>", "trainedAlgorithmicMedia", []),
        ("<span>Photo: Kai Said</span>", "trainedAlgorithmicMedia", ["generated"]),  # words, not letters
        ("<img class='ai'>", "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic", ["composite"]),
        ("", "digsrctype:compositeWithTrainedAlgorithmicMedia", ["edited"]),
        ("", "algorithmicMedia", []),  # computed, not trained
        ("", "nil", []),
    ],
)
def test_ai_unlabelled(figure: str, source: str, expected: list[str]) -> None:
    metadata = PhotoMetadata(merged=PhotoFields(digital_source_type=source))
    assert keys(rights.ai_unlabelled(*page(figure), metadata, PHRASES)) == expected


def use(name: str, marks: Marks, original: Marks | None = None) -> Use:
    """Return the row of a file of that name."""
    return Use(
        uri="a.html", media=0, src=name, placement="figure", asset=name, file=name, marks=marks, original=original,
    )  # fmt: skip


def family(*uses: Use) -> Corpus:
    return Corpus(uses=uses, groups=(uses,), families=(uses,))


def copies(how: How = How(resized=True)) -> Copies:  # noqa: B008 - frozen
    """Return that the files one.jpg and two.jpg are copies."""
    return Copies({("one.jpg", "two.jpg"): Copy(a="one.jpg", b="two.jpg", how=how)})


GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
EDITED = "compositeWithTrainedAlgorithmicMedia"


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        ({}, {"digital_source_type": GENERATED}, ["generated"]),
        ({"digital_source_type": "digitalCapture"}, {"digital_source_type": GENERATED}, []),
        ({}, {"digital_source_type": EDITED}, []),  # the photograph that it was made from, perhaps
        ({}, {"ai_system": "Image Maker"}, []),
        ({"ai_system": "Image Maker"}, {"digital_source_type": GENERATED}, []),
        ({}, {}, []),
    ],
)
def test_ai_mark_of_a_copy(own: dict[str, str], other: dict[str, str], expected: list[str]) -> None:
    one, two = use("one.jpg", Marks(uri="one.jpg", **own)), use("two.jpg", Marks(uri="two.jpg", **other))
    found = list(rights.ai_mark_stripped(family(one, two), copies(), None))
    assert keys(found) == expected
    assert all(problem.confidence == "likely" for problem in found)


@pytest.mark.parametrize("known", [None, Copies(), copies(How(crop=Box(left=0.1, top=0.0, right=1.0, bottom=1.0)))])
def test_a_part_or_another_picture_is_no_copy(known: Copies | None) -> None:
    marked = use("two.jpg", Marks(uri="two.jpg", digital_source_type=GENERATED, c2pa=True))
    one = use("one.jpg", Marks(uri="one.jpg"))
    assert keys(rights.ai_mark_stripped(family(one, marked), known, None)) == []
    assert keys(rights.provenance_lost(family(one, marked), known, None)) == []


def test_each_file_once_with_its_further_uses() -> None:
    original = Marks(uri="raw/a.jpg", digital_source_type=EDITED, c2pa=True)
    first = use("a.jpg", Marks(uri="a.jpg"), original)
    again = replace(first, uri="b.html")
    for found in (rights.ai_mark_stripped, rights.provenance_lost):
        (problem,) = found(family(first, again), None, None)
        assert problem.at == Place(first)
        assert [(related.at, related.label) for related in problem.related] == [(Place(again), "also used here")]


DIRECTORY = load_directory()


@pytest.mark.parametrize(
    ("line", "contracted", "caution", "expected"),
    [
        ("Ida Lund/AFP", ("Reuters",), (), ["none"]),
        ("Ida Lund/AFP", ("Agence France-Presse",), (), []),
        ("Ida Lund/AFP", ("Getty Images",), (), []),  # which hands on AFP's pictures
        ("Ida Lund/AFP via Getty Images", ("Reuters",), ("AFP",), ["caution"]),
        ("Ida Lund/AFP", (), ("Reuters",), []),
        ("Ida Lund/AFP", (), (), []),
        ("Ida Lund/NASA", ("Reuters",), (), []),  # sells nothing
        ("Ida Lund/Harbour Gazette", ("Reuters",), (), []),
        ("Ida Lund", ("Reuters",), (), []),
    ],
)
def test_supplier(line: str, contracted: tuple[str, ...], caution: tuple[str, ...], expected: list[str]) -> None:
    image = Image(kind="img", index=0, span=Span(0, 0), credit_line=Text(line))
    credit = find_credit(line, DIRECTORY, alone=True)
    assert credit is not None
    options = rights.SupplierNotContracted(contracted=contracted, caution=caution)
    assert keys(rights.supplier_not_contracted(image, credit, DIRECTORY, options)) == expected
