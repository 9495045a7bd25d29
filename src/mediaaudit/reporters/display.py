"""Foreign text on a terminal: nothing that a page or a path says may steer it, and columns line up."""

from __future__ import annotations

from unicodedata import category, east_asian_width

from mediaaudit.lazy import dataclass
from mediaaudit.model.source import SNIPPET, Region

TAB = "    "
SENTENCE = 500  # code points of a message that people get to see; an alt text may be a megabyte
_JOINERS = "\u200c\u200d"
_COMBINING = "\u0300"  # below it every printable character takes one column


def printable(text: str) -> str:
    r"""Return the text with everything that is not seen, or that moves other characters, as a ``\x1b``-like escape.

    That is control characters (C0, C1, line and paragraph separators), format characters (bidi overrides and marks,
    zero-width ones, soft hyphens), lone surrogates and code points without a character. A joiner between two
    characters beyond ASCII stays: Persian, Hindi and emoji are spelt with it.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _shown_as(text, index) for index, char in enumerate(text))


def _shown_as(text: str, index: int) -> str:
    char = text[index]
    if category(char) == "Zs" or (char in _JOINERS and _between_letters(text, index)):
        return char
    return char.encode("unicode_escape").decode("ascii")


def _between_letters(text: str, index: int) -> bool:
    neighbours = text[max(index - 1, 0) : index] + text[index + 1 : index + 2]
    return len(neighbours) == 2 and all(char > "\x9f" and char.isprintable() for char in neighbours)


def sentence(text: str) -> str:
    """Return a message as one printable line, cut where it is absurdly long."""
    return printable(text if len(text) <= SENTENCE else text[: SENTENCE - 1] + "…")


def width(text: str) -> int:
    """Return the terminal columns of a printable text: wide East Asian characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(1 if char < _COMBINING else _columns(char) for char in text)


def _columns(char: str) -> int:
    if category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(char) in {"W", "F"} else 1


def clip(text: str, room: int) -> str:
    """Return the start of a printable text in at most ``room`` columns, ``…`` for what is left out."""
    if width(text) <= room:
        return text
    used = 0
    for index, char in enumerate(text):
        used += width(char)
        if used > room - 1:
            return text[:index] + "…" if room > 0 else ""
    return text


def clip_start(text: str, room: int) -> str:
    """Return the end of a printable text in at most ``room`` columns, ``…`` for what is left out."""
    if width(text) <= room:
        return text
    used = 0
    for index in range(len(text) - 1, -1, -1):
        used += width(text[index])
        if used > room - 1:
            return "…" + text[index + 1 :] if room > 0 else ""
    return text


def wrap(text: str, room: int) -> list[str]:
    """Return a printable text as lines of at most ``room`` columns, broken at spaces; a long word stays whole."""
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        wide = width(word)
        if line and used + 1 + wide > room:
            lines.append(line)
            line, used = word, wide
        else:
            line, used = (f"{line} {word}", used + 1 + wide) if line else (word, wide)
    return [*lines, line]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A source line as it is shown, and the columns of the marks below it: how many blanks, how many carets."""

    line: str
    indent: int
    length: int


def excerpt(region: Region, room: int) -> Excerpt:
    """Return the source line around a region in at most ``room`` columns.

    Leading white space is dropped; a region that goes on over further lines is marked to the end of its first one.
    """
    source = region.snippet
    start = min(max(region.start_column - region.snippet_column, 0), len(source))
    end = len(source)
    if region.end_line == region.start_line:
        end = min(max(region.end_column - region.snippet_column, start), len(source))
    before = _shown(source[:start]) if region.snippet_column > 1 else _shown(source[:start].lstrip())
    if region.snippet_column > 1:
        before = "…" + before
    marked = clip(_shown(source[start:end]), room)
    after = _shown(source[end:]) + ("…" if len(source) >= SNIPPET else "")
    spare = room - width(marked)
    # The start tag before an attribute says more than what follows it, but some of both is wanted.
    before = clip_start(before, max(spare - min(width(after), spare // 3), 0))
    after = clip(after, max(spare - width(before), 0))
    return Excerpt((before + marked + after).rstrip(), width(before), max(width(marked), 1))


def _shown(source: str) -> str:
    return printable(source.replace("\t", TAB))
