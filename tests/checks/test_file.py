"""Picture files: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from mediaaudit.catalogue.phrases import phrase_book
from mediaaudit.checks import file
from mediaaudit.model.asset import Asset, Fault, Faults
from mediaaudit.model.document import Document
from mediaaudit.model.media import Candidate, Image
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.source import SourceMap, Span

ASSET = Asset(id="1", uri="photos/bridge.jpg", size=1000, media_type="image/jpeg")
WRONG = Fault(code="wrong-type", message="The name promises a JPEG picture.", unusable=True)
CUT = Fault(code="truncated", message="The data ends too early.", offset=7, unusable=True)


def keys(problems: object) -> list[str]:
    return [problem.message for problem in problems]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("faults", "unusable", "mismatch"),
    [
        ((WRONG,), [], ["name"]),  # a wrong name alone can be shown
        ((WRONG, CUT), ["unusable"], ["name"]),  # two problems, two remedies
        ((CUT, CUT), ["unusable"], []),  # one file, one finding
        ((), [], []),
    ],
)
def test_unusable_and_mismatch(faults: tuple[Fault, ...], unusable: list[str], mismatch: list[str]) -> None:
    assert keys(file.unusable(ASSET, Faults(faults=faults))) == unusable
    assert keys(file.type_mismatch(ASSET, Faults(faults=faults))) == mismatch


@pytest.mark.parametrize(
    ("name", "media_type", "expected"),
    [
        ("talk.mp4", "video/mp4", []),  # what a player shows
        ("talk.mp3", None, []),
        ("frame.html", "text/html", []),
        ("bridge.jpg", "text/html", ["unusable"]),
        ("bridge.jpg", "video/mp4", ["unusable"]),
        ("bridge", "text/html", ["unusable"]),
        ("talk.mp4", "image/jpeg", ["unusable"]),  # a picture, and broken
    ],
)
def test_only_pictures_can_be_unusable_pictures(name: str, media_type: str | None, expected: list[str]) -> None:
    asset = Asset(id="1", uri=f"media/{name}", size=9_000_000, media_type=media_type)
    fault = Fault(code="not-a-picture", message="The file is no picture.", unusable=True)
    assert keys(file.unusable(asset, Faults(faults=(fault,)))) == expected


def test_films_have_no_picture_budget() -> None:
    film = Asset(id="1", uri="talk.mp4", size=90_000_000, media_type="video/mp4")
    assert keys(file.too_heavy(film, None, file.TooHeavy())) == []


@pytest.mark.parametrize(
    ("src", "beside", "expected"),
    [
        ("pictures/a.jpg", "file", [("missing", None)]),
        ("/pictures/a.jpg", "file", [("missing", None)]),
        ("pictures/a.jpg", "remote", [("missing", "review")]),
        ("/pictures/a.jpg", "missing", []),  # a page without its pictures
    ],
)
def test_missing(src: str, beside: str, expected: list[tuple[str, str | None]]) -> None:
    candidates = (Candidate(url=src, origin="src", span=Span(5, 9)),)
    image = Image(kind="img", index=0, span=Span(0, 9), candidates=candidates, located="missing")
    other = Image(kind="img", index=1, span=Span(9, 20), located=beside)  # type: ignore[arg-type]
    document = Document(uri="a.html", source=SourceMap(""), media=(image, other))
    assert [(problem.message, problem.confidence) for problem in file.missing(image, document)] == expected


def test_values_are_short_and_say_where() -> None:
    long = Fault(code="damaged-pixels", message="x" * 5000 + "\x1b[31m.", offset=42, unusable=True)
    (problem,) = file.unusable(ASSET, Faults(faults=(long,)))
    assert problem.values["offset"] == 42
    assert problem.values["file"] == "bridge.jpg"
    assert len(str(problem.values["fault"])) <= 300


@pytest.mark.parametrize(
    ("size", "width", "expected"),
    [(3_000_000, 100, []), (3_000_001, 100, ["bytes"]), (1, 24_100, ["pixels"]), (4_000_000, 24_100, ["bytes"])],
)
def test_too_heavy(size: int, width: int, expected: list[str]) -> None:
    asset = Asset(id="1", uri="a.jpg", size=size, media_type="image/jpeg")
    metadata = PhotoMetadata(width=width, height=1000)
    assert keys(file.too_heavy(asset, metadata, file.TooHeavy())) == expected


def test_too_heavy_without_a_header() -> None:
    assert keys(file.too_heavy(ASSET, None, file.TooHeavy())) == []


@pytest.mark.parametrize(
    ("attributes", "candidates", "placement", "expected"),
    [
        ({"width": "300"}, (), "figure", []),
        ({"width": "301"}, (), "figure", ["slot"]),
        ({"width": "100%"}, (), "figure", []),
        ({"width": "9" * 5000}, (), "figure", []),
        ({"width": "600"}, (640,), "figure", []),  # a wider candidate fills the place
        ({}, (), "lead", ["lead"]),
        ({}, (1280,), "lead", []),
    ],
)
def test_too_small(
    attributes: dict[str, str], candidates: tuple[int, ...], placement: str, expected: list[str]
) -> None:
    image = Image(
        kind="img",
        index=0,
        span=Span(0, 5),
        attributes=tuple(attributes.items()),
        candidates=tuple(Candidate(url=f"{width}.jpg", origin="srcset", width=width) for width in candidates),
        placement=placement,  # type: ignore[arg-type]
    )
    metadata = PhotoMetadata(format="jpeg", width=300, height=200)
    assert keys(file.too_small(image, metadata, file.TooSmall())) == expected


def test_drawings_have_no_size_to_be_too_small() -> None:
    image = Image(kind="img", index=0, span=Span(0, 5), placement="lead")
    assert keys(file.too_small(image, PhotoMetadata(format="svg", width=24, height=24), file.TooSmall())) == []


@pytest.mark.parametrize(
    ("src", "expected"),
    [
        ("https://c8.alamy.com/comp/2AB3C4D/bridge.jpg", ["host"]),
        ("//media.gettyimages.com:443/id/1/photo/a.jpg?s=612x612", ["host"]),
        ("HTTPS://T3.FTCDN.NET/jpg/a.jpg", ["host"]),
        ("https://user@as1.ftcdn.net", ["host"]),
        ("https://notalamy.com/a.jpg", []),
        ("https://alamy.com.example/a.jpg", []),
        ("https://www.gazette.example/media.gettyimages.com/a.jpg", []),
        ("https://gettyimages.com/embed/1", []),  # where agencies keep what may be embedded
        ("alamy.com/a.jpg", []),  # a folder of one's own
        ("data:image/png;base64,//alamy.com/", []),
        ("https://www.gazette.example/red-bridge-260nw-1234567.jpg", ["name"]),
        ("https://www.gazette.example/red-bridge.jpg?next=-260nw-", []),
        ("", []),
    ],
)
def test_preview_or_hotlink(src: str, expected: list[str]) -> None:
    image = Image(kind="img", index=0, span=Span(0, 9), candidates=(Candidate(url=src, origin="src"),))
    assert keys(file.preview_or_hotlink(image, phrase_book().for_language("en"))) == expected
