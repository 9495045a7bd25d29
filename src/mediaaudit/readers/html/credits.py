"""Which lines under a picture are the caption, which are the credit, and where one line holds both."""

from __future__ import annotations

from collections.abc import Callable

from mediaaudit.lazy import replace
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.text.credit import find_credit, split_caption

from .lines import Line

SEAMS = " ()[]{}.,;:|/–—-•·*\"'（）［］【】「」〔〕《》、。，；：／・"  # what is left between a caption and a credit that is taken out of it

_FULL_STOPS = (".", "!", "?", "…", "。")
_CLOSING = " \"'”’»)"  # may follow the full stop of a sentence
_BARS = " /|"
_SHORT = 160  # characters: no credit line in an element of its own is longer
_WORDY = 5  # spaces: a longer text under a credit's name has to read like a credit


class CreditSorter:
    """Sorts lines with the credit grammar and house data; parses each text once."""

    def __init__(self, directory: Directory, clean: Callable[[str], str]) -> None:
        """Take the house data, and what takes interface words off the ends of a line."""
        self._directory = directory
        self._clean = clean
        self._alone: dict[str, Credit | None] = {}
        self._parts: dict[str, tuple[str, Credit | None]] = {}

    def sort(self, lines: list[Line]) -> tuple[list[Line], list[Line]]:
        """Return the lines of the caption and those of the credit, each said once."""
        credits = [line for line in lines if self._is_credit(line, lines)]
        others = [line for line in lines if line not in credits]
        if any(line.named == "caption" for line in others):
            others = [line for line in others if line.named == "caption"]
        elif any(line.named for line in others):  # an element named after the credit holds the caption, too
            others = [line for line in others if line.named]
        if any(not line.linked for line in others):  # a line that is all link is an offer to read or to buy
            others = [line for line in others if not line.linked]
        captions: list[Line] = []
        for line in others:
            rest, found = self._split(line, credited=bool(credits))
            captions += rest
            credits += found
        return _once(captions), _once(credits)

    def covers(self, text: str, *, by_name: bool = True) -> bool:
        """Say whether a text is a credit from end to end; ``by_name``: also where all of it is a person's name."""
        found = self._credit(text)
        if found is None or found.ambiguous or (text[: found.start] + text[found.end :]).strip(SEAMS):
            return False
        if by_name or found.agencies or found.via or found.supplied or found.license:
            return True
        return self._part(text)[1] is not None

    def ends_with_credit(self, text: str) -> bool:
        """Say whether a running text ends with a credit beyond doubt."""
        found = self._part(text)[1]
        return found is not None and not found.ambiguous and not text[found.end :].strip(SEAMS)

    def _credit(self, text: str) -> Credit | None:
        """Return what a text in an element of its own says as a credit."""
        if text not in self._alone:
            self._alone[text] = find_credit(text, self._directory, alone=True)
        return self._alone[text]

    def _part(self, text: str) -> tuple[str, Credit | None]:
        """Return a running text without its credit, and the credit."""
        if text not in self._parts:
            self._parts[text] = split_caption(text, self._directory)
        return self._parts[text]

    def _is_credit(self, line: Line, lines: list[Line]) -> bool:
        """Say whether a whole line is a credit: by its element's name, or by what it says."""
        if len(line.text) > _SHORT:
            return False
        if line.named == "credit":
            return self._reads_like_credit(line.text) or not self._is_caption(line, lines)
        if len(lines) == 1 or (line.linked and " " not in line.text):  # a lone word that is a link: share on ...
            return False
        credited = any(other.named == "credit" for other in lines)
        last = line is lines[-1] and not credited
        return self.covers(line.text, by_name=last) or (last and self._signs(line.text, lines[-2].text))

    def _signs(self, text: str, before: str) -> bool:
        """Say whether a text that is set off after a finished sentence may be a name and nothing else."""
        if text.count(" ") >= _WORDY or not before.rstrip(_CLOSING).endswith(_FULL_STOPS) or text.endswith(_FULL_STOPS):
            return False
        found = self._credit(text)
        return found is not None and not (text[: found.start] + text[found.end :]).strip(SEAMS)

    def _reads_like_credit(self, text: str) -> bool:
        return text.count(" ") < _WORDY or self.covers(text)

    def _is_caption(self, line: Line, lines: list[Line]) -> bool:
        """Say whether a wordy line under a credit's name is the caption: nothing else is one, another line is a credit."""
        others = [other for other in lines if other is not line]
        return not any(other.named == "caption" for other in others) and any(
            other.named == "credit" and self._reads_like_credit(other.text) for other in others
        )

    def _split(self, line: Line, *, credited: bool) -> tuple[list[Line], list[Line]]:
        """Part a line of running text into caption and credit."""
        rest, found = self._part(line.text)
        at_tail = len(line.text) - len(line.tail)
        is_set_off = line.tail and line.text.endswith(line.tail)
        if is_set_off and (found is None or found.ambiguous or found.start > at_tail):
            before = line.text[:at_tail]
            if self.covers(line.tail) or (not credited and self._signs(line.tail, before)):
                return self._parted(line, before, line.tail)
        if line.head and line.text.startswith(line.head) and self.covers(line.head, by_name=False):
            return self._parted(line, line.text[len(line.head) :], line.head)
        last = self._last_part(line.text) if not credited else ""
        if last and (found is None or found.end <= len(line.text) - len(last)):
            return self._parted(line, line.text[: -len(last)].rstrip(_BARS), last)
        if found is None or (credited and not _adds(found, line.text)):
            return [line], []
        return self._parted(line, rest, found.text)

    def _last_part(self, text: str) -> str:
        """Return what follows the last bar between spaces where it reads like a credit by itself, else ""."""
        before, bar, last = max((text.rpartition(f" {bar} ") for bar in "/|"), key=lambda parts: len(parts[0]))
        found = self._part(last)[1] if bar and " " in before else None
        return last if found is not None and found.text == last.strip(SEAMS) else ""

    def _parted(self, line: Line, caption: str, credit: str) -> tuple[list[Line], list[Line]]:
        caption = self._clean(caption.strip().strip("|").strip())
        rest = [replace(line, text=caption)] if caption.strip(SEAMS) else []
        return rest, [replace(line, text=credit, named="credit")]


def _adds(found: Credit, text: str) -> bool:
    """Say whether a credit in the caption counts beside one of its own: it must end or begin the caption, surely."""
    amid = text[found.end :].strip(SEAMS) and text[: found.start].strip(SEAMS)
    return not found.ambiguous and not amid


def _once(lines: list[Line]) -> list[Line]:
    """Return the lines without those whose words another line says already."""
    kept: list[tuple[str, Line]] = []
    for line in lines:
        words = f" {_words(line.text)} "
        if any(words in other for other, _ in kept):
            continue
        kept = [(other, known) for other, known in kept if other not in words]
        kept.append((words, line))
    return [line for _, line in kept]


def _words(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())
