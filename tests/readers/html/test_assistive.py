"""What readers with a screen reader meet of a page's pictures and captions."""

from __future__ import annotations

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.vocabulary import load_vocabulary
from mediaaudit.model.document import Document
from mediaaudit.readers.html import read_document


def read(html: str) -> Document:
    return read_document(html.encode(), "a.html", directory=load_directory(), vocabulary=load_vocabulary())


@pytest.mark.parametrize(
    ("caption", "silent"),
    [
        ("<figcaption>A bridge spans the sound.</figcaption>", False),
        ("<figcaption aria-hidden='true'>A bridge spans the sound.</figcaption>", True),
        ("<figcaption><span aria-hidden='true'>A bridge spans the sound.</span></figcaption>", True),
        ("<figcaption>A bridge spans the sound.<i aria-hidden='true'>*</i></figcaption>", False),
        ("", False),
    ],
)
def test_a_caption_that_is_not_read_out(caption: str, silent: bool) -> None:
    page = f"<article><h1>Bridge</h1><figure><img src='a.jpg' alt='A bridge' width='800'>{caption}</figure></article>"
    (picture,) = read(page).media
    assert picture.caption_silent is silent
    assert (picture.caption is not None) is bool(caption)


TRACKER = '<img height="1" width="1" src="https://t.example/tr?id=1">'


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        (f"<html><head><noscript>{TRACKER}</noscript></head><body><p>Text</p></body></html>", 0),
        (f"<html><head><noscript>{TRACKER}</noscript></head><body><img src='a.jpg'></body></html>", 1),
        (f"<html><head></head><body><noscript>{TRACKER}</noscript></body></html>", 0),
        (f"<html><head><noscript><style></style></noscript></head><body>{TRACKER}</body></html>", 1),
        (f"<noscript></noscript>{TRACKER}", 1),
        (TRACKER, 1),
    ],
)
def test_a_tracker_for_browsers_without_scripts_is_no_picture(page: str, seen: int) -> None:
    assert len(read(page).media) == seen
