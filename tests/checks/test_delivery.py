"""Delivery: what the examples of the rules do not show."""

from __future__ import annotations

from time import process_time

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.vocabulary import load_vocabulary
from mediaaudit.checks import delivery
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.readers.html import read_document
from mediaaudit.text.srcset import entries, violations


def read(html: str) -> tuple[Image, Document]:
    document = read_document(html.encode(), "a.html", directory=load_directory(), vocabulary=load_vocabulary())
    (image,) = (media for media in document.media if isinstance(media, Image))
    return image, document


def keys(problems: object) -> list[str]:
    return [problem.message for problem in problems]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("", []),
        ("a.jpg", []),
        ("a.jpg 1x, b.jpg 2x", []),
        ("a.jpg, b.jpg 2x", []),
        ("a.jpg, b.jpg 1x", ["duplicate"]),
        ("a.jpg 1.5x, b.jpg 1.50x", ["duplicate"]),
        ("a,b.jpg 640w, c,d.jpg 1280w,", []),  # commas are part of an address; a last one does no harm
        ("a.jpg 640w 400h, b.jpg 1280w 800h", []),
        ("a.jpg 640", ["descriptor"]),
        ("a.jpg 640px", ["descriptor"]),
        ("a.jpg 0w", ["descriptor"]),
        ("a.jpg 640w 2x", ["descriptor"]),
        ("a.jpg -1x", ["descriptor"]),
        ("a.jpg infx", ["descriptor"]),
        ("a.jpg 1_0x", ["descriptor"]),
        ("a.jpg ٣w", ["descriptor"]),
        ("a.jpg 400h", ["descriptor"]),
        ("a.jpg 640w, b.jpg 2x", ["mixed"]),
        ("a.jpg calc(1, 2)w", ["descriptor"]),
    ],
)
def test_violations(srcset: str, expected: list[str]) -> None:
    assert [key for key, _ in violations(tuple(entries(srcset)))] == expected


def test_hostile_srcset_takes_linear_time() -> None:
    start = process_time()
    assert len(tuple(entries("," * 1_000_000))) == 0
    assert len(tuple(entries("a " * 1_000_000))) == 1
    assert len(tuple(entries("a (" * 1_000_000))) == 1
    assert process_time() - start < 1


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="a.jpg" srcset="a.jpg 640w" loading="lazy">', []),  # sizes may be left to the browser
        ('<picture><source srcset="a.webp 640w" sizes="50vw"><img src="a.jpg"></picture>', []),
        (
            '<picture><source srcset="a.webp 640w"><source srcset="a.avif 640w"><img src="a.jpg"></picture>',
            ["sizes"] * 2,
        ),
        ('<img src="a.jpg" srcset="a.jpg 640, b.jpg 800, c.jpg 1x, d.jpg 1x, e.jpg 1x">', ["descriptor", "duplicate"]),
        ('<img src="a.jpg" data-srcset="a.jpg 640, b.jpg 800">', []),  # a script's own business
    ],
)
def test_srcset_invalid(html: str, expected: list[str]) -> None:
    assert keys(delivery.srcset_invalid(*read(html))) == expected


@pytest.mark.parametrize(
    ("attributes", "size", "orientation", "expected"),
    [
        ('width="840" height="560"', (1200, 800), 1, []),
        ('width="840" height="560"', (1200, 820), 1, []),  # rounding and small crops
        ('width="840" height="560"', (1200, 1000), 1, ["shape"]),
        ('width="560" height="840"', (1200, 800), 6, []),
        ('width="100%" height="560"', (1200, 1000), 1, []),
        ('width="1" height="1"', (1200, 1000), 1, []),
        ('width="0" height="0"', (1200, 1000), 1, []),
        ('width="840" height="560" style="object-fit: cover"', (1200, 1000), 1, []),
    ],
)
def test_distorted(attributes: str, size: tuple[int, int], orientation: int, expected: list[str]) -> None:
    image, _ = read(f'<img src="a.jpg" {attributes}>')
    metadata = PhotoMetadata(format="jpeg", width=size[0], height=size[1], merged=PhotoFields(orientation=orientation))
    assert keys(delivery.distorted(image, metadata, delivery.Distorted())) == expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", ["none"]),
        ('height="5"', ["one"]),
        ('width="5" height="5"', []),
        ('style="aspect-ratio: 3/2"', []),
        ('style="line-height: 2"', ["none"]),
    ],
)
def test_no_dimensions(attributes: str, expected: list[str]) -> None:
    image, document = read(f'<img src="a.jpg" {attributes}>')
    assert keys(delivery.no_dimensions(image, document, None)) == expected


def test_srcset_lies_within_the_tolerance() -> None:
    image, document = read('<img src="a.jpg" srcset="a.jpg 1210w" sizes="100vw">')
    metadata = PhotoMetadata(format="jpeg", width=1200, height=800)
    assert keys(delivery.srcset_lies(image, document, metadata, delivery.SrcsetLies())) == []
    assert keys(delivery.srcset_lies(image, document, metadata, delivery.SrcsetLies(tolerance=0.001))) == ["width"]
