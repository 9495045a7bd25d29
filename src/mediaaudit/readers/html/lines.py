"""The text of a picture's box as lines: one for each block and for each element named caption or credit."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import islice
from typing import Literal

from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.vocabulary import PageVocabulary

from .candidates import leads_away
from .classes import ClassReader
from .outline import BLOCKS, Chunk, Outline

Name = Literal["", "caption", "credit"]

_LINES = frozenset({"caption", "credit"})
_UNSEEN = frozenset({"sharing", "unseen"})  # what is no caption: words for screen readers, labels of social buttons
_CITED = frozenset({"credit"})
_DEEP = 12  # levels above a text node in which the element of its line is looked for
_INLINE = frozenset(
    {"cite", "small", "span", "em", "i", "font", "strong", "b"}
)  # what may set a credit off within a caption
_STRIPPED = " \t\n,.:–-…"
_NUMBER = pattern(r"\d+")
_PHRASE = 80  # characters: longer than any phrase
_INSIDE = 40  # elements of a button in which a picture is looked for
_SLANTED = frozenset({"em", "i", "small", "cite", "font"})
_MANY = 400  # text nodes: a box with more is no caption


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the number of its element, its text without interface words, and what the page says it is.

    ``named`` is what the element or one around it is called, ``linked`` says that all of it is a link, ``slanted``
    that all of it is set in italics or small print. ``head`` and ``tail`` are the parts that elements set off at its
    beginning and its end ("" where none is).
    """

    owner: int
    text: str
    named: Name = ""
    linked: bool = False
    slanted: bool = False
    head: str = ""
    tail: str = ""


class LineReader:
    """Reads lines with a vocabulary of class names and interface phrases."""

    def __init__(self, outline: Outline, classes: ClassReader, vocabulary: PageVocabulary) -> None:
        self._outline = outline
        self._classes = classes
        self._phrases = _phrases_of(vocabulary)

    def read(self, zone: int, *, named: Name = "", unseen: bool = False) -> list[Line]:
        """Return the lines of an element in document order; ``named`` is what lines without a name are.

        ``unseen``: those too that are there for screen readers only.
        """
        outline = self._outline
        chunks = outline.chunks[outline.chunk_starts[zone] : outline.chunk_ends[zone]]
        if len(chunks) > _MANY:
            return []
        groups: list[tuple[int, list[Chunk]]] = []
        for chunk in chunks:
            if (not unseen and self._is_unseen(chunk[0], zone)) or self._is_control(*chunk):
                continue
            owner = self._owner(chunk[0], zone)
            if groups and groups[-1][0] == owner:
                groups[-1][1].append(chunk)
            else:
                groups.append((owner, [chunk]))
        lines = (self._line(owner, found, zone, named) for owner, found in groups)
        return [line for line in lines if line is not None]

    def unlabelled(self, text: str) -> str:
        """Return a caption without the word that only introduces it ("Image:")."""
        found = self._phrases.label.match(text)
        return text[found.end() :] if found else text

    def _owner(self, number: int, zone: int) -> int:
        """Return the element that makes a text node's line: a block, or an element named within one."""
        outline = self._outline
        for _ in range(_DEEP):
            if number <= zone or outline.tags[number] in BLOCKS or self._own(number):
                return number
            number = outline.parents[number]
        return number

    def _line(self, owner: int, chunks: list[Chunk], zone: int, named: Name) -> Line | None:
        text = self.clean(self._outline.join(chunks))
        if not any(map(str.isalpha, text)):  # nothing, or the number of a slide
            return None
        spoken = [number for number, piece in chunks if piece.strip()]
        return Line(
            owner,
            text,
            named=self._name(owner, zone) or named,
            linked=all(self._in_link(number, zone) for number in spoken),
            slanted=all(self._is_slanted(number, owner) for number in spoken),
            head=self._set_off(owner, chunks),
            tail=self._set_off(owner, chunks[::-1]),
        )

    def _set_off(self, owner: int, chunks: list[Chunk]) -> str:
        """Return the text at the beginning of a line that an inline element sets off from the rest, "" for none."""
        parts = [chunk for chunk in chunks if chunk[1].strip()]
        if len(parts) < 2:
            return ""
        inner = parts[0][0]
        while inner > owner and self._outline.parents[inner] != owner:
            inner = self._outline.parents[inner]
        if inner <= owner or self._outline.tags[inner] not in _INLINE:
            return ""
        inside = [chunk for chunk in parts if self._outline.within(chunk[0], inner)]
        ordered = inside if inside[0][0] <= inside[-1][0] else inside[::-1]
        return self.clean(self._outline.join(ordered)) if len(inside) < len(parts) else ""

    def _own(self, number: int) -> frozenset[str]:
        """Return what an element's names, or its being a citation, say of the text in it."""
        if self._outline.tags[number] == "cite":
            return _CITED
        kinds = self._classes.kinds(number)
        if "maker" in kinds and not kinds & _LINES and self._is_framed(number):
            return _CITED
        return kinds & _LINES

    def _is_framed(self, number: int) -> bool:
        """Say whether an element stands in a figure or a caption: an "author" there is the picture's."""
        for above in islice(self._outline.ancestors(number), _DEEP):
            if self._outline.tags[above] in {"figure", "figcaption"} or "caption" in self._classes.kinds(above):
                return True
        return False

    def _name(self, owner: int, zone: int) -> Name:
        """Return what the nearest named element around a line, within the zone, says it is."""
        while owner >= zone:
            own = self._own(owner)
            if own == {"credit"}:
                return "credit"
            if "caption" in own or self._outline.tags[owner] == "figcaption":
                return "credit" if self._is_cited(owner) else "caption"
            owner = self._outline.parents[owner]
        return ""

    def _is_cited(self, number: int) -> bool:
        """Say whether an inline element, whatever its name, stands in one that says "credit"."""
        parent = self._outline.parents[number]
        return parent >= 0 and self._outline.tags[number] not in BLOCKS and self._own(parent) == _CITED

    def _is_unseen(self, owner: int, zone: int) -> bool:
        """Say whether a text is a control, or is there for screen readers only."""
        while owner > zone:
            if self._outline.tags[owner] in {"button", "select"} and not self._holds_picture(owner):
                return True
            if not _UNSEEN.isdisjoint(self._classes.kinds(owner)):
                return True
            owner = self._outline.parents[owner]
        return False

    def _holds_picture(self, number: int) -> bool:
        """Say whether a button is the picture itself, caption and all, to be pressed for a larger one."""
        inner = self._outline.tags[number : min(self._outline.ends[number], number + _INSIDE)]
        return "img" in inner or "amp-img" in inner

    def _is_control(self, owner: int, text: str) -> bool:
        """Say whether a text node is a phrase of the interface: one of several words, or one in a link."""
        phrase = text.casefold().strip(_STRIPPED)
        return phrase in self._phrases.whole and (" " in phrase or self._outline.tags[owner] == "a")

    def _in_link(self, owner: int, zone: int) -> bool:
        while owner >= zone:
            if self._outline.tags[owner] == "a" and leads_away(self._outline.elements[owner].attr("href")):
                return True
            owner = self._outline.parents[owner]
        return False

    def _is_slanted(self, number: int, line: int) -> bool:
        """Say whether italics or small print hold a text, in its line or as its line."""
        while number >= line:
            if self._outline.tags[number] in _SLANTED:
                return True
            number = self._outline.parents[number]
        return False

    def clean(self, text: str) -> str:
        """Return a line without interface words."""
        before = None
        while text and text != before:
            before = text
            if len(text) <= _PHRASE and _NUMBER.sub("#", text.casefold().strip(_STRIPPED)) in self._phrases.whole:
                return ""
            if found := self._phrases.lead_in.match(text):
                text = text[found.end() :]
            if found := self._phrases.tail.search(text):
                text = text[: found.start()].rstrip()
        return text


@dataclass(frozen=True, slots=True)
class _Openings:
    """Phrases at the beginning of a text; few texts begin with what a phrase says before its first space or number."""

    heads: tuple[str, ...]
    regex: re.Pattern[str]

    def match(self, text: str) -> re.Match[str] | None:
        if text[:_PHRASE].casefold().startswith(self.heads) or not text[:1].isascii():
            return self.regex.match(text)
        return None


@dataclass(frozen=True, slots=True)
class _Tails:
    """Phrases at the end of a text; few texts end in the last word of one."""

    words: tuple[str, ...]
    regex: re.Pattern[str]

    def search(self, text: str) -> re.Match[str] | None:
        start = max(0, len(text) - _PHRASE)
        end = len(text)
        while end > start and not text[end - 1].isalnum():
            end -= 1
        return self.regex.search(text, start) if text[start:end].casefold().endswith(self.words) else None


@dataclass(frozen=True, slots=True)
class _Phrases:
    whole: frozenset[str]
    lead_in: _Openings
    label: _Openings
    tail: _Tails


@lru_cache(maxsize=4)
def _phrases_of(vocabulary: PageVocabulary) -> _Phrases:
    phrases = vocabulary.phrases
    return _Phrases(
        whole=phrases.get("whole", frozenset()),
        lead_in=_openings(phrases.get("lead-in", ())),
        label=_openings(phrases.get("label", ())),
        tail=_tails(phrases.get("tail", ())),
    )


def _openings(phrases: Collection[str]) -> _Openings:
    heads = {phrase.casefold().partition("#")[0].partition(" ")[0] for phrase in phrases}
    return _Openings(_with_digits(heads, ""), _pattern(phrases, r"(?:{})\s*"))


def _tails(phrases: Collection[str]) -> _Tails:
    spaced = ("".join(c if c.isalnum() or c == "#" else " " for c in phrase.casefold()) for phrase in phrases)
    words = {phrase.split()[-1] for phrase in spaced}
    return _Tails(_with_digits(words, "#"), _pattern(phrases, r"(?:^|(?<=[\s.!?)]))(?:{})\W*$"))


def _with_digits(words: set[str], number: str) -> tuple[str, ...]:
    """Return words, with all digits in place of the one that stands for any number."""
    return tuple((words - {number}) | set("0123456789") if number in words else words)


def _pattern(phrases: Iterable[str], frame: str) -> re.Pattern[str]:
    """Return a pattern for phrases, the longest first; ``#`` in a phrase stands for a number."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    parts = (re.escape(phrase).replace(r"\#", r"\d{1,4}").replace(r"\ ", r"\s+") for phrase in ordered)
    # Without phrases nothing matches.
    return pattern(frame.replace("{}", "|".join(parts) or r"(?!)"), re.IGNORECASE)
