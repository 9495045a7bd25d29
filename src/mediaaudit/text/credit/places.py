"""The places where a credit stands, tried in turn; each must look like a credit as far as its place demands."""

from __future__ import annotations

from itertools import pairwise

from .cued import after_cue, credit_at
from .items import Item
from .judge import (
    LINKS,
    SUPPLIERS,
    ends_line,
    fills_bracket,
    has_suffix,
    is_dateline,
    is_linked,
    is_signature,
    may_be_maker,
    vouches,
)  # fmt: skip
from .line import Line, Place
from .names import has_given_name, name_after, name_before
from .shape import is_capitalised, is_caseless

_LEADING = frozenset(")]/|-\"'”»:")  # marks that may stand between a sentence and its credit
_CLOSING_QUOTES = frozenset('"”“»')
_BRACKETS, _CLOSING = frozenset("([【"), frozenset(")]】")
_LONGEST_BRACKET = 40  # lexemes
_SHORTEST_CAPTION = 4  # lexemes before an agency's name that nothing parts from them
_SHORTEST_SIGNATURE = 4  # letters of such a name, unless it is of the great agencies
_COMMAS = frozenset("、,")
_OPENING = frozenset("(\"“„«‚'")


def find_place(line: Line, *, alone: bool) -> Place | None:
    """Return the credit's place, the surest kind of place first; ``alone``: the line is known to be a credit."""
    place = after_cue(line) or _after_equals(line) or _named_bracket(line) or _bracketed(line)
    place = place or _tail(line, line.stop) or _loose_tail(line) or _head(line)
    if place is None and alone:
        place = line.read(0, 0, line.stop, cued=True)
        place = place and place._replace(doubtful=True)
    return None if place is None else _with_file_mark(line, _with_second(line, place))


def _named_bracket(line: Line) -> Place | None:
    """Find a name with its agency in brackets at the end: Ida Lund (Getty). The name may be one that nobody knows."""
    if line.lexemes[line.stop - 1].key not in (")", "]"):
        return None
    place = _tail(line, line.stop)
    if place is None or len(place.items) == 1 or place.items[0].role != "words":
        return None
    first, second = place.items[:2]
    if second.before != "(" or second.role != "org":
        return None
    if has_given_name(first.lexemes, line.lexicon):
        return place
    named = may_be_maker(line, first)
    return place if named and vouches(second) and not line.lexicon.has(first.lexemes[0].key, "place_opening") else None


def _after_equals(line: Line) -> Place | None:
    """Find what follows the sign that parts credit from caption in Japanese: 会見する首相（10日）＝ロイター."""
    lexemes = line.lexemes
    equals = [n for n, lexeme in enumerate(lexemes) if lexeme.key == "="]
    end = _before_stops(line, line.stop) if equals else 0
    for n in equals:
        before = line.before(n)
        if before is None or n >= end or not (is_caseless(before.text) or before.key in _CLOSING):
            continue
        # A day and a place may stand before who made the picture.
        for start in (n + 1, *(m + 1 for m in range(n + 1, end) if lexemes[m].key in _COMMAS)):
            place = line.read(start, start, end, cued=False)
            if place is None or place.ending != "end" or place.end < end:
                continue
            first = place.items[0]
            if vouches(first) or first.role == "pool" or has_suffix(line, place.items[:2]):
                return place
    return None


def _bracketed(line: Line) -> Place | None:
    """Find the last bracket that holds nothing but a credit."""
    for i in range(len(line.lexemes) - 1, -1, -1):
        if line.lexemes[i].key not in _BRACKETS:
            continue
        place = line.read(i + 1, i + 1, len(line.lexemes), cued=False)
        if place is not None and place.ending == "close" and fills_bracket(line, place, i):
            return place
    return None


def _tail(line: Line, stop: int) -> Place | None:
    """Find a credit after the last sentence, or a line that is one."""
    end = _before_stops(line, stop)
    stopped = line.lexemes[end].text if end < stop else ""
    if stopped and stopped not in ".。":
        return None
    sentences = [
        n + 1
        for n, lexeme in enumerate(line.lexemes[: max(end - 1, 0)])
        if lexeme.kind == "stop" or (lexeme.key in _CLOSING_QUOTES and _ends_quote(line, n))
    ][-2:]
    for sentence in (*reversed(sentences), 0):
        start = sentence
        while start < end and line.lexemes[start].kind == "mark" and line.lexemes[start].key in _LEADING:
            start += 1
        place = line.read(start, start, end, cued=False)
        whole = place is not None and place.ending == "end" and place.end == end
        slashed = 0 < sentence < start and line.lexemes[start - 1].key in "/|"
        if place is None or not whole:
            continue
        if ends_line(line, place, stopped=bool(stopped)) or (slashed and is_signature(line, place)):
            return place._replace(doubtful=not any(item.role == "org" for item in place.items))
    return None


def _ends_quote(line: Line, n: int) -> bool:
    """Say whether a quotation mark closes and something else begins behind it."""
    lexeme, following = line.lexemes[n], line.lexemes[n + 1]
    return n > 0 and not lexeme.gap and following.gap


def _before_stops(line: Line, stop: int) -> int:
    while stop and line.lexemes[stop - 1].kind == "stop":
        stop -= 1
    return stop


def _loose_tail(line: Line) -> Place | None:
    """Find a credit that ends the line with no stop before it: ... in Paris Benoit Tessier/Reuters."""
    start = end = _before_stops(line, line.stop)
    while start and _may_belong(line, start - 1):
        start -= 1
    while start < end and line.lexemes[start].kind == "mark":
        start += 1
    place = line.read(start, start, end, cued=False) if start < end else None
    if place is None or place.ending != "end" or place.end < end:
        return None
    if any(vouches(item) or item.role == "licence" for item in place.items):
        return _trimmed(line, place)
    marker = place.items[-1]
    if marker.role in ("handout", "reserved") and marker.lexemes[0].text[0].isupper():
        return line.read(marker.at, marker.at, marker.after, cued=False)
    return None


def _may_belong(line: Line, i: int) -> bool:
    """Say whether a lexeme may stand in a credit, seen from the end of the line."""
    lexeme = line.lexemes[i]
    if lexeme.kind == "stop":
        return False
    if lexeme.kind == "mark":
        return lexeme.key in "/|-" or (lexeme.key == "." and not lexeme.gap)
    if lexeme.text[0].isdigit():
        return any(x.key == "." and not x.gap for x in line.lexemes[max(i - 1, 0) : i + 2])
    if lexeme.kind == "word" and not is_capitalised(lexeme.text):
        before = line.before(i)
        inside = before is not None and before.kind == "word" and is_capitalised(before.text)
        slash = i + 1 < len(line.lexemes) and line.lexemes[i + 1].key == "/"
        return slash or (inside and line.lexicon.has(lexeme.key, "particle"))
    return True


def _trimmed(line: Line, place: Place) -> Place | None:
    """Give back the words of the caption that run into the first name."""
    items = place.items
    linked = is_linked(items) or items[-1].role == "licence"
    if not linked and _is_signed(line, place):
        last = items[-1]
        signed = line.read(last.at, last.at, place.end, cued=False)
        return signed and signed._replace(doubtful=True)
    if not linked or (place.start == 0 and is_dateline(items)):
        return None
    first = items[0]
    if (
        len(items) > 1
        and items[1].role == "via"
        and items[-1].role == "org"
        and not has_given_name(first.lexemes, line.lexicon)
    ):
        passed = items[-1].lexemes[0].agency
        if passed is not None and passed.kind == "outlet":
            return None  # a headline and where it was read: A ban on cars in Lunden via Lunden Post
    if first.role != "words":
        return place
    begin = first.at + name_before(first.lexemes, line.lexicon)
    if items[1].role == "for" and not has_given_name(line.lexemes[begin : first.after], line.lexicon):
        return None
    if _is_caption(line, place, items[1], begin):
        begin = items[1].at
    trimmed = line.read(begin, begin, place.end, cued=False)
    return trimmed and trimmed._replace(doubtful=True)


def _is_signed(line: Line, place: Place) -> bool:
    """Say whether an agency's name ends a caption with no mark between: ... and his colleague Ida Lund AP."""
    last = place.items[-1]
    agency, before = last.lexemes[0].agency, line.before(last.at)
    if not vouches(last) or agency is None or agency.kind not in SUPPLIERS or before is None or last.before:
        return False
    if last.after < len(line.lexemes) or last.at < _SHORTEST_CAPTION:
        return False
    if len(last.text) < _SHORTEST_SIGNATURE and agency.name not in line.directory.demands:
        return False  # a few letters may stand for anything: ... the new Hy5 TT
    if before.text.isdigit() or before.key in _CLOSING:
        return True
    return before.kind == "word" and is_capitalised(before.text) and not line.lexicon.has(before.key, "function")


def _is_caption(line: Line, place: Place, second: Item, begin: int) -> bool:
    """Say whether the words before the first organisation are the caption's, not the maker's."""
    first, within = place.items[0], place.start > 0
    named = has_given_name(line.lexemes[begin : first.after], line.lexicon)
    loose = second.before in LINKS and line.lexemes[second.at - 1].gap
    if within and loose and (line.lexemes[place.start - 1].key == "," or begin + 1 == first.after):
        return True  # "..., Joe Biden / AFP", "... à Paris - AFP"
    if second.before == "-" and within and not named:
        return True
    return second.before == "" and second.role == "org" and not named


def _head(line: Line) -> Place | None:
    """Find a credit that opens the line, with the caption right behind it."""
    place = line.read(0, 0, line.stop, cued=False)
    if place is None:
        return None
    items = place.items
    if len(items) > 1 and items[0].role == "org" and items[1].before in ("/", "|") and items[1].role == "words":
        end = items[1].at + name_after(items[1].lexemes, line.lexicon)
        if items[1].at < end < items[1].after and has_given_name(items[1].lexemes, line.lexicon):
            return line.read(0, 0, end, cued=False)  # "AP/Ida Lund Lunden - A bridge has ..."
    if place.ending not in ("prose", "interface"):
        return None
    following = line.lexemes[place.end]
    agency = next((item.lexemes[0].agency for item in items if item.role == "org"), None)
    if agency is None:
        return None
    if len(items) == 1:
        sentence = following.kind in ("word", "term") and line.lexicon.has(following.key, "function")
        capitals = is_capitalised(following.text) and is_capitalised(items[0].text)
        return place if sentence and capitals and agency.kind in (*SUPPLIERS, "outlet") else None
    if following.kind == "mark" and following.key not in _OPENING:
        return None
    linked = all(
        item.before in ("/", "|") or item.role == "via" or left.role == "via" for left, item in pairwise(items)
    )
    return place._replace(doubtful=True) if linked else None


def _with_second(line: Line, place: Place) -> Place:
    """Join a credit that is said twice: the second after nothing but brackets, or the first right before."""
    lexemes, n = line.lexemes, place.end
    while n < len(lexemes) and (lexemes[n].text == "." or (lexemes[n].kind == "mark" and lexemes[n].key in ")](")):
        n += 1
    earlier = _bracket_before(line, place.start)
    if earlier is not None:
        return line.joined(earlier, place)
    if place.end < n < len(lexemes) and not {"cue", "maker", "courtesy"}.isdisjoint(lexemes[n].meaning):
        second = credit_at(line, n)
        if second is not None and second.ending != "prose":
            return line.joined(place, second)
    opener = place.start - 1
    if opener > 0 and lexemes[opener].key in "([":
        first = _tail(line, opener)
        if first is not None and any(item.role == "org" for item in first.items):
            return line.joined(first, place)
    return place


def _bracket_before(line: Line, start: int) -> Place | None:
    """Find a credit in the bracket that closes right before a lexeme: (Ida Lund/AP) Copyright 2023 AP."""
    close = start - 1
    if close < 1 or line.lexemes[close].key not in _CLOSING:
        return None
    for i in range(close - 1, max(close - _LONGEST_BRACKET, -1), -1):
        if line.lexemes[i].key in _BRACKETS:
            place = line.read(i + 1, i + 1, len(line.lexemes), cued=False)
            whole = place is not None and place.ending == "close" and place.end == close
            return place if place is not None and whole and any(vouches(item) for item in place.items) else None
    return None


def _with_file_mark(line: Line, place: Place) -> Place:
    """Note that the line calls the picture an old one outside the credit: FILE PHOTO: ..., (Archivbild)."""
    if place.record.supplied is not None:
        return place
    for n, lexeme in enumerate(line.lexemes):
        if "file" not in lexeme.meaning or place.start <= n < place.end:
            continue
        following = line.lexemes[n + 1] if n + 1 < len(line.lexemes) else None
        opens = n == 0 and following is not None and following.key in (":", "-")
        opens = opens or (n <= 1 and " " in lexeme.text)
        bracketed = n > 0 and line.lexemes[n - 1].key in "([" and following is not None and following.key in ")]:"
        if opens or bracketed:
            return place._replace(record=place.record._replace(supplied="file"))
    return place
