"""Where the content of a page is: what stands in its main part is meant for readers, whether or not it is editorial."""

from __future__ import annotations

import re
from functools import lru_cache

from mediaaudit.lazy import pattern
from mediaaudit.model.document import Document
from mediaaudit.model.media import Media

_BEGIN = pattern(r"<(?:main|article)\b|\srole\s*=\s*[\"']?(?:main|article)\b", re.IGNORECASE)
_HEADING = pattern(r"<h1\b", re.IGNORECASE)
_END = pattern(r"</(?:main|article)\s*>", re.IGNORECASE)
_FOOTER = pattern(r"<footer\b", re.IGNORECASE)


def in_main(media: Media, document: Document) -> bool:
    """Say whether a medium stands in the main part of a page: in ``<main>`` or an article, else below the first heading."""
    start, stop = _main_part(document.source.text)
    return start <= media.span.start < stop


@lru_cache(maxsize=1)
def _main_part(source: str) -> tuple[int, int]:
    """Return where the main part begins and ends. Kept: a page has many media."""
    begin = _BEGIN.search(source)
    if begin:
        ends = [match.start() for match in _END.finditer(source, begin.end())]
        return begin.start(), ends[-1] if ends else len(source)
    heading = _HEADING.search(source)
    start = heading.start() if heading else 0
    footer = _FOOTER.search(source, start)
    return start, footer.start() if footer else len(source)
