"""Privacy: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from mediaaudit.checks import privacy
from mediaaudit.model.asset import Asset, Fault, Faults, Pixels
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.model.source import SourceMap, Span, Text

ASSET = Asset(id="1", uri="photos/bridge.jpg", size=1000, media_type="image/jpeg")


def test_gps_does_not_repeat_the_leak() -> None:
    (problem,) = privacy.gps(ASSET, PhotoMetadata(merged=PhotoFields(gps=(-33.856784, 151.215297))))
    assert problem.values["place"] == "33.9° S, 151.2° E"


@pytest.mark.parametrize(
    ("value", "expected"), [("8123456", 1), ("N/A", 0), ("0000000000", 0), ("\x10\x15`\x12", 0), ("", 0), ("C32", 1)]
)
def test_serial_numbers_that_are_none(value: str, expected: int) -> None:
    metadata = PhotoMetadata(device_ids=(("camera serial number", value),))
    assert len(list(privacy.device_ids(ASSET, metadata, privacy.DeviceIds()))) == expected


def test_person_tags_names_those_unsaid_only() -> None:
    image = Image(kind="img", index=0, span=Span(0, 0), caption=Text("Mayor BERG with a pupil"))
    document = Document(uri="a.html", source=SourceMap(""), headline=Text("Jan Voss builds a bridge"))
    metadata = PhotoMetadata(merged=PhotoFields(persons_shown=("Ida Berg", "Mia Holm", "Voss", "…")))
    (problem,) = privacy.person_tags(image, document, metadata)
    assert problem.values["people"] == ("Mia Holm",)


@pytest.mark.parametrize(
    ("stretch", "likeness", "expected"),
    [
        (1.5, 0.6, [("differs", None)]),
        (1.5, 0.61, []),
        (1.0, 0.2, [("alike", "review")]),
        (1.07, -1.0, [("alike", "review")]),
        (1.5, None, []),
        (None, None, []),
    ],
)
def test_thumbnail_leak(stretch: float | None, likeness: float | None, expected: list[tuple[str, str | None]]) -> None:
    pixels = Pixels(width=9, height=9, mode="RGB", thumbnail_stretch=stretch, thumbnail_likeness=likeness)
    found = list(privacy.thumbnail_leak(ASSET, Faults(), pixels, privacy.ThumbnailLeak()))
    assert [(problem.message, problem.confidence) for problem in found] == expected
    cut = Faults(faults=(Fault(code="truncated", message="Cut.", unusable=True),))
    assert not list(privacy.thumbnail_leak(ASSET, cut, pixels, privacy.ThumbnailLeak()))  # nothing left to compare
