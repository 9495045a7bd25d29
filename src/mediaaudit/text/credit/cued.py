"""Credits that a cue opens: Photo by, Foto:, ©, Courtesy of."""

from __future__ import annotations

from mediaaudit.lazy import dataclass

from .items import Item
from .lexemes import Lexeme
from .line import Line, Place
from .names import could_be_name
from .shape import is_acronym, is_capitalised
from .views import view_of

_CUES = frozenset({"cue", "both", "maker", "by", "symbol", "courtesy", "handout", "screenshot", "file", "via"})
_MARKERS = frozenset({"courtesy", "handout", "screenshot", "file", "via"})  # part of the credit, not only its cue
_COLONS = frozenset(":=.")
_OPENERS = frozenset("([")
_PARTING = frozenset(",/|-")
_LONGEST_ASIDE = 4  # lexemes of an aside in brackets behind a cue, brackets counted


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue in its line, and where what it says begins. ``strong``: it needs no colon to open a credit."""

    i: int
    lexeme: Lexeme
    following: Lexeme
    first: int
    colon: bool
    marker: bool
    strong: bool


def after_cue(line: Line) -> Place | None:
    """Find the first credit that a cue opens and that runs to an end; else the first that runs into prose."""
    fallback: Place | None = None
    for i, lexeme in enumerate(line.lexemes):
        if lexeme.kind != "term" or _CUES.isdisjoint(lexeme.meaning):
            continue
        place = credit_at(line, i)
        if place is not None and place.ending != "prose":
            return place
        fallback = fallback or place
    return fallback


def credit_at(line: Line, i: int) -> Place | None:
    """Read the credit that the cue at a lexeme opens, if it does open one."""
    cue = _cue(line, i)
    if cue is None or not _opens(line, cue):
        return None
    place = line.read(i, i if cue.marker else cue.first, len(line.lexemes), cued=True)
    if place is None or (place.record.bare_file and not (cue.colon and not cue.marker)):
        return None
    if "handout" in cue.lexeme.meaning and not cue.marker:  # "写真提供："
        place = place._replace(record=place.record._replace(supplied=place.record.supplied or "handout"))
    if cue.lexeme.key == "(" and _is_enumeration(line, i):
        return None
    if "by" in cue.lexeme.meaning and i == 0 and not any(item.role in ("org", "licence") for item in place.items):
        return None  # an article's byline
    if i == 0 and _is_heading(line, place):
        return None
    if place.ending == "prose":
        return place if cue.strong and _trusted(line, cue, place) else None
    return place if cue.strong or all(_named(line, item) for item in place.items) else None


def _cue(line: Line, i: int) -> _Cue | None:
    lexeme, meaning = line.lexemes[i], line.lexemes[i].meaning
    following = line.lexemes[i + 1] if i + 1 < len(line.lexemes) else None
    if following is None:
        return None
    comma = following.key == "," and "cue" in meaning and " " in lexeme.text  # "Image source, Getty Images"
    slash = following.key == "/" and "org" not in meaning and line.starts(i)  # "(Foto/Ida Lund)"
    at = _colon_behind(line, i + 1) if "cue" in meaning else i + 1
    colon = at > i + 1 or (following.kind == "mark" and (following.key in _COLONS or comma or slash))
    marker = not _MARKERS.isdisjoint(meaning) and "cue" not in meaning
    phrase = marker and " " in lexeme.text and line.starts(i)  # "Cedida por"
    strong = colon or "sign" in meaning or "maker" in meaning or "courtesy" in meaning or phrase
    strong = strong or ("screenshot" in meaning and following.key in _PARTING)  # "Screenshot, Lunden TV"
    return _Cue(i, lexeme, following, at + colon, colon, marker, strong)


def _colon_behind(line: Line, i: int) -> int:
    """Return where a cue's colon stands behind what is added to the cue, else ``i``: Foto (2):, Photos and styling:."""
    lexemes, n = line.lexemes, i
    if lexemes[n].key in _OPENERS:
        n = next((k + 1 for k in range(n + 1, min(n + _LONGEST_ASIDE, len(lexemes))) if lexemes[k].key in ")]"), i)
    elif n + 1 < len(lexemes) and line.lexicon.has(lexemes[n].key, "and") and lexemes[n + 1].kind in ("word", "term"):
        n += 2
    return n if n > i and n < len(lexemes) and lexemes[n].key == ":" else i


def _opens(line: Line, cue: _Cue) -> bool:
    """Say whether a cue stands as one does: before a colon, or at a boundary before a name."""
    meaning, capital = cue.lexeme.meaning, cue.lexeme.text[0].isupper()
    small = (cue.marker and not cue.colon and "courtesy" not in meaning) or "by" in meaning
    if small and not (capital and line.starts(cue.i)):
        return False  # a common word, unless a sentence begins with it
    if _within_phrase(line, cue):
        return False
    if cue.colon or "sign" in meaning:
        return True
    named = is_capitalised(cue.following.text) or cue.following.kind != "word" or cue.following.text.isdigit()
    if cue.strong:
        return line.bounded(cue.i) or (capital and named)
    bracketed = cue.i == 0 or line.lexemes[cue.i - 1].key in "(["
    return line.bounded(cue.i) and named and (capital or bracketed)


def _is_enumeration(line: Line, i: int) -> bool:
    """Say whether "(c)" is the third of a list: (a) the nave, (b) the tower, (c) the bell."""
    return any(
        x.key == "(" and line.lexemes[n + 1].key == "b" and line.lexemes[n + 2].key == ")"
        for n, x in enumerate(line.lexemes[: max(i - 2, 0)])
    )


def _within_phrase(line: Line, cue: _Cue) -> bool:
    """Say whether a small word ties a cue to the words before it: "In the photo: Ida Lund"."""
    before = line.before(cue.i)
    if before is None or before.kind == "mark" or not cue.lexeme.gap or not cue.colon:
        return False
    small = line.lexicon.has(before.key, "preposition") or line.lexicon.has(before.key, "article")
    return small or line.lexicon.has(before.key, "function")


def _is_heading(line: Line, place: Place) -> bool:
    """Say whether words behind a cue are a caption without a verb: Photo: The entrance to the show in Leeds."""
    if len(place.items) > 1 or place.items[0].role != "words":
        return False
    for word in place.items[0].lexemes:
        if line.lexicon.of_organisation(word.key):
            return False  # "Museum in Leeds"
        if word.text.islower() and line.lexicon.has(word.key, "preposition"):
            return True
    return False


def _trusted(line: Line, cue: _Cue, place: Place) -> bool:
    """Say whether a credit that runs into prose is one: it names an agency, or a person in full."""
    if cue.colon and all(is_acronym(item.text) or item.role in _MARKERS for item in place.items):
        return True
    if "file" in cue.lexeme.meaning and cue.marker:
        return False  # "FILE PHOTO: The Air India jet that ..."
    if any(item.role == "org" for item in place.items) or "sign" in cue.lexeme.meaning:
        return True
    people = any(item.role == "words" and could_be_name(item.lexemes, line.lexicon) for item in place.items)
    following = line.lexemes[place.end] if place.end < len(line.lexemes) else None
    verb = following is not None and following.kind == "word" and not is_capitalised(following.text)
    verb = verb and following is not None and not line.lexicon.has(following.key, "and")  # "et al."
    if verb or any(item.role == "drop" for item in place.items):
        return False  # "Image: Ida Lund has won", "Image: Ida Lund, left, and": the cue introduces a caption
    return people and (cue.colon or "maker" in cue.lexeme.meaning)


def _named(line: Line, item: Item) -> bool:
    """Say whether an item needs no colon before it: a name, an account, an organisation."""
    if item.role != "words":
        return True
    view = view_of(item, line.lexicon, line.directory)
    return view in ("account", "organisation", "drop") or (
        view == "person" and could_be_name(item.lexemes, line.lexicon)
    )
