"""What the tests of the HTML reader share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.vocabulary import load_vocabulary
from mediaaudit.model.document import Document
from mediaaudit.readers.html import read_document

PARAGRAPH = "<p>The council met for the third time this week and again could not agree on a budget for the harbour.</p>"


@pytest.fixture
def read() -> Callable[[str | bytes], Document]:
    """Return a reader of pages and fragments with the shipped house data."""

    def read_page(html: str | bytes) -> Document:
        data = html.encode() if isinstance(html, str) else html
        return read_document(data, "page.html", directory=load_directory(), vocabulary=load_vocabulary())

    return read_page


@pytest.fixture
def read_story(read: Callable[[str], Document]) -> Callable[..., Document]:
    """Return a reader that puts pieces into a whole page: above the story, within it, at its end, below it."""

    def read_page(middle: str = "", *, lead: str = "", end: str = "", below: str = "", head: str = "") -> Document:
        return read(
            f"<!doctype html><html lang=en><head>{head}</head><body>"
            '<header class="site-header"><a href="/"><img src="/static/paper-logo.png" alt="The Paper"></a></header>'
            f"<main><article><h1>Harbour budget fails again</h1>{lead}"
            f'<div class="sc-x1">{PARAGRAPH * 3}{middle}{PARAGRAPH * 3}{end}</div></article></main>{below}</body></html>'
        )

    return read_page
