"""What a ``srcset`` says, and where it breaks the HTML standard ("Srcset attributes")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from mediaaudit.lazy import dataclass, pattern

# An address that ends in a comma has no descriptors; a comma in brackets ends none.
_CANDIDATE = pattern(r"[ \t\n\f\r,]*+([^ \t\n\f\r]++)((?<!,)(?:[^,(]++|\([^)]*+(?:\)|$))*+)?")
MAX_TEXT = 100_000  # characters; a browser would choke later, a page never comes near

Violation = Literal["descriptor", "duplicate", "mixed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One image candidate: its address and its descriptors as written."""

    url: str
    descriptors: tuple[str, ...] = ()

    @property
    def width(self) -> int | None:
        """The declared width in pixels, None where there is no sound one."""
        found = [text[:-1] for text in self.descriptors if text.endswith("w")]
        return int(found[0]) if len(found) == 1 and _natural(found[0]) else None

    @property
    def density(self) -> float | None:
        """The declared density, 1 where the candidate has no descriptor at all, None where there is no sound one."""
        if not self.descriptors:
            return 1.0
        found = [text[:-1] for text in self.descriptors if text.endswith("x")]
        return _decimal(found[0]) if len(found) == 1 else None

    @property
    def sound(self) -> bool:
        """Say whether browsers keep the candidate: one width (and a height), or one density, or nothing."""
        if len(self.descriptors) == 2:
            heights = [text for text in self.descriptors if text.endswith("h") and _natural(text[:-1])]
            return self.width is not None and len(heights) == 1
        return len(self.descriptors) < 2 and (self.width is not None or self.density is not None)


def _natural(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0


def _decimal(text: str) -> float | None:
    if text.strip("0123456789.eE+-") or len(text) > 20:
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return number if number > 0 else None


def split_srcset(value: str) -> Iterator[tuple[str, list[str]]]:
    """Yield address and descriptors of each candidate in order, sound or not ("parse a srcset attribute")."""
    at = 0
    while match := _CANDIDATE.match(value, at):  # a search would try each of many separators without an address
        at = match.end()
        url, descriptors = match.groups()
        if url.endswith(","):
            yield url.rstrip(","), []
        else:
            yield url, descriptors.split()


def entries(value: str) -> Iterator[Entry]:
    """Yield the candidates of a ``srcset`` of any sane length."""
    return (Entry(url, tuple(descriptors)) for url, descriptors in split_srcset(value[:MAX_TEXT]))


def violations(found: tuple[Entry, ...]) -> Iterator[tuple[Violation, Entry]]:
    """Yield what is wrong: descriptors that browsers drop, two candidates with one descriptor, widths mixed with densities."""
    sound: list[tuple[Entry, int | None]] = []
    for entry in found:
        if entry.sound:
            sound.append((entry, entry.width))
        else:
            yield "descriptor", entry
    seen: set[tuple[int | None, float | None]] = set()
    for entry, width in sound:
        key = (width, None if width else entry.density)
        if key in seen:
            yield "duplicate", entry
        seen.add(key)
    if any(width for _, width in sound):
        yield from (("mixed", entry) for entry, width in sound if width is None)
