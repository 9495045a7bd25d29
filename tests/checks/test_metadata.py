"""Metadata in files: what the examples of the rules do not show."""

from __future__ import annotations

from typing import Any

import pytest

from mediaaudit.checks import metadata
from mediaaudit.model.asset import Asset, Fault, Faults
from mediaaudit.model.corpus import Corpus, Marks, Use
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.model.phrases import AsOf, Phrases

ASSET = Asset(id="1", uri="photos/bridge.jpg", size=1000, media_type="image/jpeg")
CAMERA = Phrases(lists={"metadata.camera-text": frozenset({"sony dsc"})})


def facts(**containers: PhotoFields) -> PhotoMetadata:
    return PhotoMetadata(containers=tuple(containers.items()))  # type: ignore[arg-type]


def keys(problems: object) -> list[str]:
    return [problem.message for problem in problems]  # type: ignore[attr-defined]


def test_a_broken_file_is_not_called_corrupt_metadata_as_well() -> None:
    cut = Fault(code="truncated", message="Cut.", unusable=True)
    torn = Fault(code="iim-cut", message="IIM dataset 2:120 is cut off.")
    wrong = Fault(code="wrong-type", message="Wrong.", unusable=True)
    assert keys(metadata.corrupt(ASSET, Faults(faults=(cut, torn)))) == []
    assert keys(metadata.corrupt(ASSET, Faults(faults=(torn, torn, wrong)))) == ["corrupt"]


@pytest.mark.parametrize(
    ("containers", "expected"),
    [
        ({"xmp": PhotoFields(creator=("Ida Lund",))}, []),  # one standard cannot contradict itself
        ({"xmp": PhotoFields(creator=("Ida Lund",)), "iim": PhotoFields(credit_line="AFP")}, []),
        ({"xmp": PhotoFields(description="A bridge."), "exif": PhotoFields(description="SONY DSC")}, []),
        (
            {
                "xmp": PhotoFields(creator=("Ida Lund",)),
                "iim": PhotoFields(creator=("Tomas Weber",)),
                "exif": PhotoFields(creator=("Mats Ek",)),
            },
            ["creator"],  # one finding for a field, however many standards
        ),
        (
            {
                "xmp": PhotoFields(description="x" * 1990 + " and so on and so on"),
                "iim": PhotoFields(description="x" * 1990 + " and so o"),
            },
            [],
        ),
    ],
)
def test_fields_disagree(containers: dict[str, PhotoFields], expected: list[str]) -> None:
    assert keys(metadata.fields_disagree(ASSET, facts(**containers), CAMERA)) == expected


def test_stale_digest_without_xmp_contradicts_nothing() -> None:
    alone = PhotoMetadata(iim_digest="stale", containers=(("iim", PhotoFields(city="Lunden")),))
    assert keys(metadata.stale_digest(ASSET, alone)) == []


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (None, []),
        ("2026", []),
        ("2027", ["future"]),
        ("1825-12-31", ["early"]),
        ("1970-01-01T12:00:00", []),
        ("1970-01-01T00:59:00Z", ["unset"]),
        ("2026-13-01", ["impossible"]),
        ("9999-12-31", ["future"]),
        ("in spring", []),
    ],
)
def test_date_implausible(date: str | None, expected: list[str]) -> None:
    dated = PhotoMetadata(merged=PhotoFields(date_created=date))
    assert keys(metadata.date_implausible(ASSET, dated, AsOf("2026-05-20"))) == expected


def test_mojibake_says_each_field_once() -> None:
    broken = PhotoFields(city="MÃ¼nchen", headline="Wie geht’s?")
    problems = list(metadata.mojibake(ASSET, facts(xmp=broken, iim=broken)))
    assert [(problem.message, problem.values["meant"]) for problem in problems] == [("misread", "München")]


@pytest.mark.parametrize(
    ("own", "original", "lost"),
    [
        ({}, {"creator": ("Ida Lund",), "credit_line": "Gazette"}, ("creator", "credit")),
        ({"source": "Gazette"}, {"creator": ("Ida Lund",)}, None),  # it names somebody
        ({"creator": ("Ida Lund",)}, {"copyright_notice": "© Gazette"}, ("copyright",)),
        ({"creator": (" ",), "copyright_notice": "©"}, {"creator": ("李明",)}, ("creator",)),
        ({}, {"creator": ("-",), "copyright_notice": "© 2026"}, None),
        ({}, {"source": "X06555"}, None),
        ({}, {}, None),
    ],
)
def test_credit_missing(own: dict[str, Any], original: dict[str, Any], lost: tuple[str, ...] | None) -> None:
    row = Use(
        uri="a.html", media=0, src="a.jpg", placement="figure", asset="1", file="a.jpg",
        marks=Marks(uri="a.jpg", **own), original=Marks(uri="raw/a.jpg", **original),
    )  # fmt: skip
    found = list(metadata.credit_missing(Corpus(uses=(row,), families=((row,),)), None, None))
    assert [problem.values["lost"] for problem in found] == ([lost] if lost else [])
