"""Rights: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from mediaaudit.catalogue.phrases import phrase_book
from mediaaudit.checks import rights
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.model.phrases import AsOf
from mediaaudit.model.source import SourceMap, Span, Text

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
