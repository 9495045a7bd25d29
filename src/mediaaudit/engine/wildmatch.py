"""Globs as git matches them (wildmatch), in one pass over the name: no pattern makes it take long.

A glob is a row of elements. Which of them may come next is kept for all ways at once, a bit for each, so that a name takes
as many steps as it has bytes, whatever the stars are. Bytes are matched, as git does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_SLASH = ord("/")
_ALL = frozenset(range(256))
_ANY = _ALL - {_SLASH}
_LOWER, _UPPER, _DIGITS = (frozenset(text) for text in (range(97, 123), range(65, 91), range(48, 58)))
_PUNCTUATION = frozenset(range(33, 127)) - _LOWER - _UPPER - _DIGITS
_CLASSES = {
    "alnum": _LOWER | _UPPER | _DIGITS,
    "alpha": _LOWER | _UPPER,
    "blank": frozenset(b" \t"),
    "digit": _DIGITS,
    "graph": frozenset(range(33, 127)),
    "lower": _LOWER,
    "print": frozenset(range(32, 127)),
    "punct": _PUNCTUATION,
    "space": frozenset(b" \t\r\n"),  # git's own notion, without the vertical tab and the form feed
    "upper": _UPPER,
    "xdigit": _DIGITS | frozenset(b"abcdefABCDEF"),
    "cntrl": frozenset((*range(32), 127)),
}

Element = frozenset[int] | str  # the bytes that fit, or one of the three below
_STAR = "*"  # any bytes but slashes
_DEEP = "**"  # any bytes
_FOLDERS = "**/"  # nothing, or any bytes and a slash


class Glob:
    """A compiled glob; ``matches`` says whether it is the whole of a text.

    Each element that takes a byte has a place. Stars have none: they let a text wait at the place that follows them.
    """

    def __init__(self, elements: Iterable[Element]) -> None:
        """Take the elements in order."""
        self._row: list[frozenset[int]] = []
        self._waiting = self._deep = self._optional = 0  # places as bits: not at slashes, at any byte; to be skipped
        for element in elements:
            place = 1 << len(self._row)
            if isinstance(element, frozenset):
                self._row.append(element)
                continue
            self._waiting |= place
            if element != _STAR:
                self._deep |= place
            if element == _FOLDERS:
                self._optional |= place
                self._row.append(frozenset({_SLASH}))
        self._fits: dict[int, int] = {}  # by byte, the places that take it

    def matches(self, text: bytes) -> bool:
        """Return whether the glob is the whole text, after a step for each byte of it."""
        places = 1 | (self._optional & 1) << 1
        for byte in text:
            fits = self._fits.get(byte)
            if fits is None:
                fits = self._fits[byte] = sum(1 << at for at, taken in enumerate(self._row) if byte in taken)
            moved = (places & fits) << 1
            places &= self._deep if byte == _SLASH else self._waiting
            places |= moved | (moved & self._optional) << 1
            if not places:
                return False
        return bool(places >> len(self._row))


def parse_glob(glob: bytes, *, folders: bool) -> Glob | None:
    """Return a glob, or None for one that git never matches: a set without an end, a backslash at the end.

    With ``folders``, ``**`` between slashes crosses folders; without, there is no slash in what is matched.
    """
    try:
        return Glob(_elements(glob, folders=folders))
    except (IndexError, KeyError):  # it ends where something must follow; there is no such class of characters
        return None


def _elements(glob: bytes, *, folders: bool) -> Iterator[Element]:
    at = 0
    before: Element | None = None
    while at < len(glob):
        element: Element
        char = glob[at]
        if char == ord("*"):
            start = at
            at += len(glob) - at - len(glob[at:].lstrip(b"*"))
            element = _STAR
            if folders and at - start > 1 and (start == 0 or glob[start - 1] == _SLASH):
                element, at = _deep(glob, at)
            if element == before:
                continue  # ``**/**/``: once says the same
        elif char == ord("["):
            element, at = _set(glob, at + 1)
        elif char == ord("?"):
            element, at = _ANY, at + 1
        else:
            at += char == ord("\\")
            element, at = frozenset({glob[at]}), at + 1
        yield element
        before = element


def _deep(glob: bytes, at: int) -> tuple[Element, int]:
    """Return what two stars or more are after a slash or at the start, and where the glob goes on."""
    if glob[at : at + 1] == b"/":
        return _FOLDERS, at + 1
    return (_DEEP if at == len(glob) or glob[at : at + 2] == b"\\/" else _STAR), at


def _set(glob: bytes, at: int) -> tuple[Element, int]:
    """Return the bytes of a set whose bracket is open, and where the glob goes on. Raises IndexError, KeyError."""
    negated = glob[at] in b"!^"
    at += negated
    found: set[int] = set()
    low: int | None = None  # where a range may start
    first = at
    while at == first or glob[at] != ord("]"):
        char = glob[at]
        if char == ord("-") and low is not None and glob[at + 1] != ord("]"):
            at += 1 + (glob[at + 1] == ord("\\"))
            found.update(range(low, glob[at] + 1))
            low = None
        elif (name := _class(glob, at)) is not None:
            found |= _CLASSES[name]
            low, at = None, at + len("[:") + len(name) + len(":")
        else:
            at += char == ord("\\")
            low = glob[at]
            found.add(low)
        at += 1
    return (_ALL - found if negated else frozenset(found)) - {_SLASH}, at + 1


def _class(glob: bytes, at: int) -> str | None:
    """Return the name in ``[:name:]`` at a place, None where no such stands. Raises IndexError for one without an end."""
    if glob[at : at + 2] != b"[:":
        return None
    end = glob.find(b"]", at + 2)
    if end < 0:
        raise IndexError
    if end < at + 3 or glob[end - 1] != ord(":"):
        return None
    return glob[at + 2 : end - 1].decode("latin-1")
