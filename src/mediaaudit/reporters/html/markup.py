"""HTML with foreign text in it: what is not ``Html`` is escaped, always."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from mediaaudit.lazy import pattern
from mediaaudit.reporters.display import printable

TEMPLATES = ("page", "articles", "pictures", "lists", "charts")
_NAMED = pattern(r"^<!-- ([a-z-]+) -->\n", re.MULTILINE)
LONGEST = 600  # characters of one alt, caption or credit that are shown


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def text(value: str, longest: int = LONGEST) -> Html:
    """Return foreign text, on one line, cut where it is absurdly long, with what is unseen made visible."""
    line = " ".join(value[: longest * 8].split())
    if len(line) > longest:
        line = f"{line[: longest - 1].rstrip()}… ({len(value):,} characters)"
    return Html(escape(printable(line)))


def fill(template: str, **parts: str | int) -> Html:
    """Return a template (from ``templates/*.html``) with its ``$names`` replaced; strings that are no ``Html`` escaped."""
    return Html(_templates()[template].substitute({name: _safe(part) for name, part in parts.items()}))


def join(parts: Iterable[Html], between: str = "") -> Html:
    """Return pieces of markup one after the other."""
    return Html(between.join(parts))


def lines(parts: Iterable[Html]) -> Html:
    """Return pieces of markup on lines of their own: for what a page has many of, so that no line grows without end."""
    return join(parts, "\n")


def resource(name: str) -> str:
    """Return a file of this package as text."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _safe(part: str | int) -> str:
    return part if isinstance(part, Html) else escape(printable(str(part)))


@cache
def _templates() -> dict[str, Template]:
    """Return the templates of all files; a comment line (``<!-- card -->``) begins each and names it.

    Their line ends are for those who edit them: on a page with five thousand findings they would be a quarter million
    text nodes.
    """
    pieces = [piece for name in TEMPLATES for piece in _NAMED.split(resource(f"templates/{name}.html"))[1:]]
    return {name: Template(body.replace("\n", "")) for name, body in zip(pieces[::2], pieces[1::2], strict=True)}
