"""The fact ``Soup``: an article as newsroom developers know it from BeautifulSoup, for house checks in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Soup:
    """A page that becomes a ``bs4.BeautifulSoup`` when a check first asks for it, and stays one for the others.

    Shipped checks never take it: it costs more than all of them together.
    """

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Any]) -> None:
        """Take the function that makes the soup."""
        self._make = make
        self._made: Any = None

    @property
    def tree(self) -> Any:
        """The ``bs4.BeautifulSoup`` of the page. Raises what BeautifulSoup raises for a page that it cannot take in."""
        if self._made is None:
            self._made = self._make()
        return self._made
