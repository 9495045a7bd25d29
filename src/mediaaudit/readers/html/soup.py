"""The fact ``Soup``: a page as BeautifulSoup, for checks that newsrooms write in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediaaudit.model.document import Document

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


def make_soup(document: Document) -> BeautifulSoup:
    """Return the document's source as a soup of its own, made by the standard library's HTML parser.

    The first of several attributes of one name counts, as in browsers; BeautifulSoup's default is the last. bs4 is
    imported here because that alone takes longer than most audits. Raises RecursionError or
    ``bs4.exceptions.ParserRejectedMarkup`` for sources that BeautifulSoup cannot take in.
    """
    from bs4 import BeautifulSoup

    return BeautifulSoup(document.source.text, "html.parser", on_duplicate_attribute="ignore")
