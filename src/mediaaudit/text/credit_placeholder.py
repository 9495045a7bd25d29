"""Tell what was printed in the place of a credit from a credit."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from mediaaudit.lazy import pattern
from mediaaudit.model.directory import Directory

from .agencies import agency_of
from .alt.placeholder import placeholder_kind
from .words import PhraseIndex, phrase_index, plain

CreditPlaceholder = Literal["dangling", "template", "nobody", "doubtful", "giver", "token", "via"]

LONGEST = 200  # code points; what is longer is prose
_CLOSING = " \u00a0)]."
_PARTS = pattern(r"[/|,:()\[\]\u2013\u2014]|\s-\s|\bvia\b")
_NONE = phrase_index(frozenset())


def credit_placeholder_kind(
    line: str, directory: Directory, nobody: frozenset[str], doubtful: frozenset[str], giverless: frozenset[str]
) -> CreditPlaceholder | None:
    """Return what makes a credit line one that names nobody, or None.

    ``dangling``: a cue or a "via" with nothing after it; ``template``: code that was never filled in; ``nobody``: a word
    of ``nobody`` in the place of a name ("Internet"); ``doubtful``: one of ``doubtful``, which may be meant; ``giver``: one
    of ``giverless``, which says that somebody gave the picture and not who; ``token``: an agency's own word for a name
    that it keeps back ("STR"), alone; ``via``: it says who passed the picture on and not who made it.
    """
    if len(line) > LONGEST:
        return None
    if placeholder_kind(line, _NONE, _NONE, _NONE) == "template":
        return "template"
    said = plain(line)
    if phrase_index(giverless).has(said):
        return "giver"
    rest = without_cues(said, directory)
    if _is_dangling(line, said, rest, directory):
        return "dangling"
    if phrase_index(nobody).has(rest):
        return "nobody"
    if phrase_index(doubtful).has(rest):
        return "doubtful"
    if phrase_index(giverless).has(rest):
        return "giver"
    if all(word in _phrases(directory, "staff").phrases for word in rest.split()):
        return "token"
    return "via" if _phrases(directory, "via").start_of(rest) else None


def _is_dangling(line: str, said: str, rest: str, directory: Directory) -> bool:
    """Say whether a line breaks off: nothing but a sign, a cue or its colon at the end, a "via" at the end.

    A word that opens credits may also be somebody's name ("Quelle: BILD"): then the colon decides.
    """
    if not said:
        return bool(line.strip())
    if rest.rpartition(" ")[2] in _phrases(directory, "via").phrases:
        return True
    if not _phrases(directory, "cue", "maker").has(rest):
        return False
    return line.rstrip(_CLOSING).endswith(":") or (rest == said and agency_of(said, directory) is None)


def without_cues(said: str, directory: Directory) -> str:
    """Return a line (``plain``) without the cues that open it: "photo credit ida lund" is "ida lund".

    A cue with nothing after it stays.
    """
    index = _phrases(directory, "cue", "maker")
    while (cue := index.start_of(said)) and len(cue) < len(said):
        said = said[len(cue) :].lstrip()
    return said


def kept_back(line: str, words: frozenset[str]) -> str | None:
    """Return the part of a credit line, as printed, that is one of ``words``: "STR" of "STR/AFP via Getty Images"."""
    index = phrase_index(words)
    parts = (part.strip() for part in _PARTS.split(line[:LONGEST]))
    return next((part for part in parts if index.has(plain(part))), None)


def ends_in_cue(text: str, directory: Directory) -> str | None:
    """Return the cue that a text ends in, as printed, if a colon says that a name was to follow: "Photo:", "(Bild: )"."""
    tail = text[-LONGEST:].rstrip(_CLOSING)
    if not tail.endswith(":"):
        return None
    start = max(tail.rfind(mark) for mark in ".!?([|/\n") + 1
    cue = tail[start:-1].strip()
    return f"{cue}:" if cue and cue[0].isupper() and _phrases(directory, "cue").has(plain(cue)) else None


@lru_cache(maxsize=64)
def _phrases(directory: Directory, *roles: str) -> PhraseIndex:
    return phrase_index(frozenset(phrase for role in roles for phrase in directory.vocabulary.get(role, ())))
