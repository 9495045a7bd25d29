from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from mediaaudit.model.asset import Fault, Faults, Pixels
from mediaaudit.model.credit import Credit
from mediaaudit.model.document import Document, StructuredImage
from mediaaudit.model.media import AccessibleName, Candidate, Image, Media
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.model.source import SourceMap, Span, Text
from mediaaudit.reporters.credit import credit_json, credit_object, credit_text
from mediaaudit.reporters.inspect import inspect_document, inspect_file, inspect_json
from mediaaudit.reporters.inspect_text import inspect_text
from mediaaudit.resources import schemas_folder

CREDIT = Credit(
    text="Jonathan Ernst/Pool/AFP via Getty Images",
    start=1,
    end=41,
    photographers=("Jonathan Ernst",),
    pool=True,
    agencies=("AFP",),
    via=("Getty Images",),
)
PAGE = '<p>\n<img src="small.jpg" data-src="big.jpg" alt=""><video></video>\n <img hidden>\n  <svg></svg>'


def span(part: str) -> Span:
    return Span(PAGE.index(part), PAGE.index(part) + len(part))


@pytest.fixture
def document() -> Document:
    lead = Image(
        kind="img",
        index=0,
        span=span("<img src"),
        candidates=(
            Candidate(url="big.jpg", origin="data-src"),
            Candidate(url="small.jpg", origin="src"),
            Candidate(url="big.jpg", origin="srcset"),
        ),
        alt=Text(""),
        name=AccessibleName("The bridge", "title"),
        exposure="decorative",
        caption=Text("The bridge at night"),
        credit_line=Text("(Jonathan Ernst/Pool/AFP via Getty Images)"),
        editorial=True,
        placement="lead",
        asset="abc",
    )
    video = Media(kind="video", index=1, span=span("<video"))
    hidden = Image(kind="img", index=2, span=span("<img hidden"), exposure="hidden")
    drawing = Image(kind="svg", index=3, span=span("<svg"))
    return Document(
        uri="articles/a.html",
        source=SourceMap(PAGE),
        language="en",
        headline=Text("Bridge opens"),
        outlets=("The Example",),
        published=Text("2026-11-22"),
        media=(lead, video, hidden, drawing),
        structured=(
            StructuredImage(source="json-ld", url="https://example.org/big.jpg", credit="AFP", media=0),
            StructuredImage(source="og", url="https://example.org/drawing.svg", alt="A drawing", media=3),
            StructuredImage(source="twitter", url="https://example.org/hidden.jpg", media=2),
        ),
        faults=("The page ends in the middle of a tag",),
    )


@pytest.fixture
def metadata() -> PhotoMetadata:
    fields = PhotoFields(
        creator=("Ida Lund",), credit_line="AFP", keywords=("bridge", "night"), gps=(59.9, 10.7), orientation=6
    )
    fault = Fault(code="exif-offset", message="A directory lies outside the file", offset=12, salvaged="XMP")
    return PhotoMetadata(merged=fields, format="jpeg", width=640, height=427, c2pa=True, faults=(fault,))


@pytest.fixture
def values(document, metadata):
    cut = Fault(code="truncated", message="The file ends in the middle of the picture", offset=900, unusable=True)
    files = [
        inspect_file(
            "images/big.jpg",
            metadata,
            Faults(faults=(cut, *metadata.faults)),
            pixels=Pixels(width=480, height=640, mode="RGB"),
        ),
        inspect_file(
            "images/page.jpg", None, Faults(faults=(Fault(code="wrong-type", message="An HTML page", unusable=True),))
        ),
        inspect_file("images/plain.gif", PhotoMetadata(), None, format_="gif"),
    ]
    return [inspect_document(document, {0: CREDIT}, {"abc": "images/big.jpg"})], files


def test_output_follows_its_schema(values):
    schema = json.loads((schemas_folder() / "inspect.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for documents, files in (values, ([], [])):
        Draft202012Validator(schema).validate(json.loads(inspect_json(documents, files)))


def test_golden(values, golden):
    golden("inspect/full.json", inspect_json(*values))
    golden("inspect/full.txt", inspect_text(*values))


def test_pictures_of_any_exposure_and_their_places(values):
    (document,), _ = values
    assert [(image["src"], image["line"], image["column"]) for image in document["images"]] == [
        ("big.jpg", 2, 1),
        (None, 3, 2),
        (None, 4, 3),
    ]
    assert [image["image"] for image in document["structured"]] == [0, 2, 1]
    assert document["images"][0]["candidates"] == ["big.jpg", "small.jpg"]


def test_a_fault_that_two_readers_saw_is_told_once(values):
    _, (damaged, page, plain) = values
    assert [fault["code"] for fault in damaged["faults"]] == ["exif-offset", "truncated"]
    assert damaged["error"] == "The file ends in the middle of the picture"
    assert (damaged["width"], damaged["height"]) == (480, 640)
    assert (page["error"], page["metadata"]) == ("An HTML page", None)
    assert (plain["error"], plain["format"]) == (None, "gif")


def test_a_position_that_is_no_number_is_no_position(metadata):
    fields = replace(metadata.merged, gps=(float("nan"), 0.0))
    assert inspect_file("a.jpg", replace(metadata, merged=fields))["metadata"]["gps"] is None


def test_text_is_harmless_and_cut(document):
    image = replace(
        document.media[0],
        alt=Text("\x1b[31m" + "x" * 1_000_000),
        candidates=(Candidate(url="data:" + "A" * 10_000, origin="src"),),
    )
    text = inspect_text([inspect_document(replace(document, media=(image,)), {})], [])
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 100


def test_text_tells_a_missing_text_alternative_from_an_empty_one(document):
    lead, *_, drawing = document.media
    missing, spoken = replace(lead, alt=None), replace(lead, alt=Text(" The\nbridge"))
    pages = [inspect_document(replace(document, media=(media,)), {}) for media in (lead, missing, spoken, drawing)]
    empty, absent, equal, svg = (inspect_text([page], []).split("[0]")[1].split("json-ld")[0] for page in pages)
    assert "(empty)" in empty
    assert "accessible name" in empty
    assert "(missing)" in absent
    assert "accessible name" not in equal
    assert " alt " not in svg


def test_credit_object():
    assert credit_object(CREDIT) == {
        "credit": "Jonathan Ernst/Pool/AFP via Getty Images",
        "photographers": ["Jonathan Ernst"],
        "pool": True,
        "agencies": ["AFP"],
        "via": ["Getty Images"],
        "supplied": None,
        "license": None,
        "unknown": [],
    }
    assert credit_object(None) == {
        "credit": None,
        "photographers": [],
        "pool": False,
        "agencies": [],
        "via": [],
        "supplied": None,
        "license": None,
        "unknown": [],
    }


def test_credit_lines():
    assert "\n" not in credit_json(CREDIT)
    assert json.loads(credit_json(CREDIT)) == credit_object(CREDIT)
    assert credit_text(None) == "no credit\n"
    assert credit_text(replace(CREDIT, rest=("left\x1b",), license="CC BY 4.0")).splitlines() == [
        "credit         Jonathan Ernst/Pool/AFP via Getty Images",
        "photographers  Jonathan Ernst",
        "pool           yes",
        "agencies       AFP",
        "via            Getty Images",
        "license        CC BY 4.0",
        r"left over      left\x1b",
    ]
