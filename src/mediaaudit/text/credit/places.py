"""The places where a credit stands, tried in turn; each must look like a credit as far as its place demands."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from mediaaudit.model.directory import Directory

from .body import BodyReader
from .items import Body, Item
from .lexemes import Lexeme
from .lexicon import Lexicon
from .makers import Record, settle, view_of
from .names import could_be_name, has_given_name, name_before
from .shape import is_account, is_acronym, is_capitalised

_CUES = frozenset({"cue", "maker", "by", "symbol", "courtesy", "handout", "screenshot", "file", "via"})
_MARKERS = frozenset({"courtesy", "handout", "screenshot", "file", "via"})
_COLONS = frozenset(":=.")
_LINKS = frozenset({*"/|•·-", "by"})
_MOST_OF_NAME = 4  # words of an unknown organisation that stands alone
_SUPPLIERS = frozenset({"wire", "distributor", "stock"})


class Place(NamedTuple):
    """A credit read at a place: its first lexeme and the one after its last."""

    start: int
    end: int
    body: Body
    record: Record
    doubtful: bool = False


def vouches(item: Item) -> bool:
    """Say whether an item is an organisation that pictures come from: its name alone makes a credit likely."""
    agency = item.lexemes[0].agency
    return item.role == "org" and agency is not None and agency.kind != "company"


def is_dateline(items: list[Item]) -> bool:
    """Say whether items are a dateline: WASHINGTON — The Globe and Mail."""
    return len(items) == 2 and items[1].before == "-" and items[0].role == "words" and items[0].text.isupper()


class PlaceFinder:
    """Looks for the credit in one line."""

    def __init__(self, lexemes: list[Lexeme], lexicon: Lexicon, directory: Directory, *, alone: bool) -> None:
        self.lexemes, self.lexicon, self.directory, self.alone = lexemes, lexicon, directory, alone
        self.stop = next((n for n, x in enumerate(lexemes) if n and "interface" in x.meaning), len(lexemes))

    def find(self) -> Place | None:
        """Return the credit's place: the surest kind of place first."""
        place = (
            self._cued()
            or self._named_bracket()
            or self._bracketed()
            or self._tail(self.stop)
            or self._loose_tail()
            or self._head()
        )
        if place is None and self.alone:
            place = self._read(0, 0, self.stop, cued=True)
            place = place and place._replace(doubtful=True)
        if place is None:
            return None
        return self._with_file_mark(self._with_second(place))

    def _read(self, start: int, first: int, stop: int, *, cued: bool) -> Place | None:
        body = BodyReader(self.lexemes, first, stop, self.lexicon, cued=cued).read()
        if not body.items:
            return None
        record = settle(body.items, self.lexicon, self.directory)
        return None if record.empty else Place(start, body.end, body, record)

    # After a cue

    def _cued(self) -> Place | None:
        fallback: Place | None = None
        for i, lexeme in enumerate(self.lexemes):
            if lexeme.kind != "term" or _CUES.isdisjoint(lexeme.meaning):
                continue
            place = self._after_cue(i, lexeme)
            if place is None:
                continue
            if place.body.ending != "prose":
                return place
            fallback = fallback or place
        return fallback

    def _after_cue(self, i: int, lexeme: Lexeme) -> Place | None:
        following = self.lexemes[i + 1] if i + 1 < len(self.lexemes) else None
        if following is None:
            return None
        meaning = lexeme.meaning
        colon = following.kind == "mark" and (
            following.key in _COLONS or (following.key == "," and "cue" in meaning and " " in lexeme.text)
        )
        marker = not _MARKERS.isdisjoint(meaning) and "cue" not in meaning
        if marker and not colon and "courtesy" not in meaning and not (lexeme.text[0].isupper() and self._starts(i)):
            return None
        if "by" in meaning and not (lexeme.text[0].isupper() and self._starts(i)):
            return None
        strong = colon or lexeme.text == "©" or "maker" in meaning or "courtesy" in meaning
        strong = strong or (marker and " " in lexeme.text and self._starts(i))
        if not self._opens(i, following, strong=strong, colon=colon or lexeme.text == "©"):
            return None
        place = self._read(i, i if marker else i + 1 + colon, len(self.lexemes), cued=True)
        if place is None or (place.body.ending == "prose" and not (strong and self._trusted(place, colon=colon))):
            return None
        if "by" in meaning and i == 0 and not any(item.role in ("org", "licence") for item in place.body.items):
            return None  # a byline
        if marker and place.record.bare_file:
            return None
        return place if strong or self._plain(place) else None

    def _starts(self, i: int) -> bool:
        return i == 0 or self.lexemes[i - 1].kind == "stop" or self.lexemes[i - 1].key in "([【"

    def _boundary(self, i: int) -> bool:
        return i == 0 or self.lexemes[i - 1].kind in ("stop", "mark")

    def _opens(self, i: int, following: Lexeme, *, strong: bool, colon: bool) -> bool:
        """Say whether a cue stands as one does: before a colon, or at a boundary before a name."""
        if colon:
            return True
        lexeme = self.lexemes[i]
        named = is_capitalised(following.text) or following.kind != "word"
        if strong:
            return self._boundary(i) or (lexeme.text[0].isupper() and named)
        return self._boundary(i) and named and (lexeme.text[0].isupper() or self.lexemes[i - 1].key in "([" or i == 0)

    def _trusted(self, place: Place, *, colon: bool) -> bool:
        """Say whether a credit that runs into prose is one: it names an agency, or a person in full."""
        items = place.body.items
        if any(item.role == "org" for item in items) or self.lexemes[place.start].text == "©":
            return True
        people = [item for item in items if item.role == "words" and could_be_name(item.lexemes, self.lexicon)]
        return (
            (bool(people)
            and (colon or "maker" in self.lexemes[place.start].meaning))
            or bool(colon and items and all(is_acronym(item.text) for item in items))
        )

    def _plain(self, place: Place) -> bool:
        """Say whether a cue without a colon is followed by names and nothing else."""
        return place.body.ending != "prose" and all(
            item.role != "words" or self._named(item) for item in place.body.items
        )

    def _named(self, item: Item) -> bool:
        view = view_of(item, self.lexicon, self.directory)
        return view in ("account", "organisation") or (view == "person" and could_be_name(item.lexemes, self.lexicon))

    # In brackets

    def _named_bracket(self) -> Place | None:
        """Find a name with its agency in brackets at the end: Ida Lund (Getty)."""
        if self.lexemes[self.stop - 1].key not in (")", "]"):
            return None
        place = self._tail(self.stop)
        first = place.body.items[0] if place is not None else None
        if place is None or first is None or first.role != "words" or place.body.items[1:2] == []:
            return None
        opened = place.body.items[1].before == "(" and place.body.items[1].role == "org"
        return place if opened and has_given_name(first.lexemes, self.lexicon) else None

    def _bracketed(self) -> Place | None:
        for i in range(len(self.lexemes) - 1, -1, -1):
            if self.lexemes[i].key not in ("(", "[", "【"):
                continue
            place = self._read(i + 1, i + 1, len(self.lexemes), cued=False)
            if place is not None and place.body.ending == "close" and self._bracket_credits(place, i):
                return place
        return None

    def _bracket_credits(self, place: Place, i: int) -> bool:
        """Say whether a bracket's content is a credit, by what it holds and where it stands."""
        after = place.end + 1
        rest = self.lexemes[after : self.stop]
        if rest and rest[0].key == "-":
            return False  # a dateline: LONDON (Reuters) -
        ends = all(x.kind == "stop" for x in rest)
        items = place.body.items
        known = any(vouches(item) for item in items)
        linked = any(item.before in _LINKS or item.role in ("via", "for") for item in items[1:])
        after_stop = i == 0 or self.lexemes[i - 1].kind == "stop"
        if ends and any(item.lexemes[0].key in self.lexicon.suffixes for item in items[1:]):
            return True
        if known:
            return linked or ends or after_stop or (bool(rest) and rest[0].kind == "stop")
        if not ends:
            return linked and after_stop
        if linked or any(item.role in ("handout", "courtesy", "screenshot", "pool") for item in items):
            return True
        address = items[0].lexemes[0].kind == "address"
        return (after_stop or address) and len(items) == 1 and (address or self._bare(items[0], least=2))

    # At the end

    def _tail(self, stop: int) -> Place | None:
        """A credit after the last sentence stop, or a line that is one."""
        end = stop
        while end and self.lexemes[end - 1].kind == "stop":
            end -= 1
        stopped = self.lexemes[end].text if end < stop else ""
        if stopped and stopped not in ".。":
            return None
        starts = [n + 1 for n in range(end - 1) if self.lexemes[n].kind == "stop"][-2:]
        for start in [*reversed(starts), 0]:
            while start < end and (self.lexemes[start].kind == "mark" and self.lexemes[start].key in ")]/|-\"'”»:"):
                start += 1
            place = self._read(start, start, end, cued=False)
            if place is None or place.body.ending != "end" or place.end < end:
                continue
            if self._tail_credits(place, start, stopped=bool(stopped)):
                return place._replace(doubtful=not any(item.role == "org" for item in place.body.items))
        return None

    def _tail_credits(self, place: Place, start: int, *, stopped: bool) -> bool:
        """Say whether items that fill the end of a line are a credit."""
        items = place.body.items
        if any(item.lexemes[0].key in self.lexicon.suffixes for item in items[1:]):
            return True
        if not self._well_joined(items) or (start == 0 and is_dateline(items)):
            return False
        listed = any(item.before in (",", ";") for item in items)
        if any(vouches(item) for item in items):
            return not listed or self._listed(items)
        if listed or any(item.before == "and" for item in items):
            return False
        if place.record.reserved or any(item.role in ("handout", "screenshot", "courtesy") for item in items):
            return len(items) > 1 or self.lexemes[start].text[0].isupper()
        if stopped and start == 0:
            return False
        return self._bare(items[0], least=3) if len(items) == 1 else self._linked(items)

    def _linked(self, items: list[Item]) -> bool:
        """Say whether items of which none is known are joined and named as makers are."""
        if all(item.role in ("file", "drop", "pool") for item in items):
            return False
        if any(item.role == "for" for item in items) and not has_given_name(items[0].lexemes, self.lexicon):
            return False
        joined = all(
            right.before in _LINKS or right.role in ("via", "for") or left.role in ("via", "for", "file")
            for left, right in pairwise(items)
        )
        return joined and self._plausible(items)

    def _plausible(self, items: list[Item]) -> bool:
        """Say whether linked words are makers though none is known: one has a given name, or they are initials."""
        words = [item for item in items if item.role == "words"]
        if any(has_given_name(item.lexemes, self.lexicon) for item in words):
            return True
        acronyms = sum(is_acronym(item.text) for item in words)
        if acronyms == len(words) or any(item.role in ("via", "file") for item in items):
            return True
        return acronyms > 0 and len(words) == 2 and items[1].before == "/"

    def _well_joined(self, items: list[Item]) -> bool:
        """Say whether what no separator parts, or only a small word, is a name and its organisation."""
        for left, right in pairwise(items):
            if right.before not in ("", "on", "and", "&") or not {left.role, right.role} <= {"words", "org", "handout"}:
                continue
            if any(item.role == "words" and not self._is_maker(item, joined=right.before) for item in (left, right)):
                return False
            if right.before == "" and {left.role, right.role} == {"words", "handout"}:
                return False
        return True

    def _is_maker(self, item: Item, *, joined: str) -> bool:
        first = item.lexemes[0]
        if first.kind == "handle" or (joined == "on" and is_account(first.text)):
            return True
        return could_be_name(item.lexemes, self.lexicon) and (
            joined == "&" or has_given_name(item.lexemes, self.lexicon)
        )

    def _listed(self, items: list[Item]) -> bool:
        """Say whether commas part a credit: a supplier's name last, or a stock site first."""
        first = items[0].lexemes[0].agency
        if first is not None and first.kind == "stock":
            return True
        for item in items[1:]:
            agency = item.lexemes[0].agency
            supplier = item.role == "org" and agency is not None and agency.kind in _SUPPLIERS
            if (
                item.before in (",", ";")
                and not supplier
                and item.role not in ("file", "pool", "drop", "licence", "via", "for")
            ):
                return False
        return True

    def _bare(self, item: Item, *, least: int) -> bool:
        """Say whether words that stand alone are a name: a person's with a given name, or an organisation's."""
        words = item.lexemes
        if item.role != "words":
            return False
        if words[0].kind == "address":
            return "@" not in words[0].text
        if words[0].kind == "handle":
            return False
        view = view_of(item, self.lexicon, self.directory)
        if view == "person":
            return could_be_name(words, self.lexicon) and has_given_name(words, self.lexicon)
        carrying = [word for word in words if word.kind != "mark"]
        if all(is_acronym(word.text) for word in carrying):
            return len(carrying) > 1
        named = self.lexicon.has(carrying[-1].key, "organisation") and all(is_capitalised(w.text) for w in carrying)
        return view == "organisation" and least <= len(carrying) <= _MOST_OF_NAME and named

    def _loose_tail(self) -> Place | None:
        """A credit that ends the line with no stop before it: ... in Paris Benoit Tessier/Reuters."""
        end = self.stop
        while end and self.lexemes[end - 1].kind == "stop":
            end -= 1
        start = end
        while start and self._may_belong(start - 1):
            start -= 1
        while start < end and self.lexemes[start].kind == "mark":
            start += 1
        place = self._read(start, start, end, cued=False) if start < end else None
        if place is None or place.body.ending != "end" or place.end < end:
            return None
        return self._trimmed(place, start)

    def _may_belong(self, i: int) -> bool:
        lexeme = self.lexemes[i]
        if lexeme.kind in ("handle", "address"):
            return True
        if lexeme.kind == "stop":
            return False
        if lexeme.kind == "mark":
            return lexeme.key in "/|-" or (lexeme.key == "." and not lexeme.gap)
        if lexeme.text[0].isdigit():
            near = self.lexemes[max(i - 1, 0) : i + 2]
            return any(x.key == "." and not x.gap for x in near)
        if lexeme.kind == "word" and not is_capitalised(lexeme.text):
            inside = i > 0 and is_capitalised(self.lexemes[i - 1].text) and self.lexemes[i - 1].kind == "word"
            slash = i + 1 < len(self.lexemes) and self.lexemes[i + 1].key == "/"
            return (inside and self.lexicon.has(lexeme.key, "particle")) or slash
        return True

    def _trimmed(self, place: Place, start: int) -> Place | None:
        """Give back the words of the caption that run into the first name; an agency or a licence must vouch."""
        items = place.body.items
        if not any(vouches(item) or item.role == "licence" for item in items):
            marker = items[-1]
            if marker.role in ("handout", "reserved") and marker.lexemes[0].text[0].isupper():
                return self._read(marker.at, marker.at, marker.after, cued=False)
            return None
        first = items[0]
        linked = any(item.before in _LINKS or item.role == "via" for item in items[1:]) or items[-1].role == "licence"
        if not linked or (start == 0 and is_dateline(items)):
            return None
        if first.role == "words":
            loose = items[1].before in _LINKS and self.lexemes[items[1].at - 1].gap
            begin = first.at + name_before(first.lexemes, self.lexicon)
            adjacent = items[1].before == "" and items[1].role == "org"
            named = has_given_name(self.lexemes[begin : first.after], self.lexicon)
            short = begin + 1 == first.after and start > 0 and loose
            dash = items[1].before == "-" and start > 0 and not named
            if (start and self.lexemes[start - 1].key == "," and loose) or (adjacent and not named) or short or dash:
                begin = items[1].at
            trimmed = self._read(begin, begin, place.end, cued=False)
            return trimmed and trimmed._replace(doubtful=True)
        return place

    # At the beginning

    def _head(self) -> Place | None:
        """A credit that opens the line, with the caption right behind it."""
        place = self._read(0, 0, self.stop, cued=False)
        if place is None or place.body.ending not in ("prose", "interface"):
            return None
        items = place.body.items
        agencies = [item.lexemes[0].agency for item in items if item.role == "org"]
        if not agencies or agencies[0] is None:
            return None
        following = self.lexemes[place.end]
        if len(items) == 1:
            opens = following.kind in ("word", "term") and self.lexicon.has(following.key, "function")
            capital = is_capitalised(following.text) and is_capitalised(items[0].text)
            return place if opens and capital and agencies[0].kind in (*_SUPPLIERS, "outlet") else None
        if following.kind == "mark" and following.key not in "(\"“„«‚'":
            return None
        linked = all(item.before in "/|" and item.before for item in items[1:])
        return place._replace(doubtful=True) if linked else None

    # What else the line says

    def _with_second(self, place: Place) -> Place:
        """Join a credit that is said twice: the second after nothing but brackets, or the first right before."""
        n = place.end
        while n < len(self.lexemes) and self.lexemes[n].kind == "mark" and self.lexemes[n].key in ")](":
            n += 1
        if place.end < n < len(self.lexemes) and not {"cue", "maker"}.isdisjoint(self.lexemes[n].meaning):
            second = self._after_cue(n, self.lexemes[n])
            if second is not None and second.body.ending != "prose":
                return self._joined(place, second)
        opener = place.start - 1
        if opener > 0 and self.lexemes[opener].key in "([":
            first = self._tail(opener)
            if first is not None and any(item.role == "org" for item in first.body.items):
                return self._joined(first, place)
        return place

    def _joined(self, first: Place, second: Place) -> Place:
        items = [*first.body.items, *second.body.items]
        body = Body(items, second.end, second.body.ending)
        return Place(first.start, second.end, body, settle(items, self.lexicon, self.directory))

    def _with_file_mark(self, place: Place) -> Place:
        """Note that the line calls the picture an old one outside the credit: FILE PHOTO: ..., (Archivbild)."""
        if place.record.supplied is not None:
            return place
        for n, lexeme in enumerate(self.lexemes):
            if "file" not in lexeme.meaning or place.start <= n < place.end:
                continue
            following = self.lexemes[n + 1] if n + 1 < len(self.lexemes) else None
            opens = n == 0 and following is not None and following.key in (":", "-")
            opens = opens or (n <= 1 and " " in lexeme.text)
            bracketed = n > 0 and self.lexemes[n - 1].key in "([" and following is not None and following.key in ")]:"
            if opens or bracketed:
                return place._replace(record=place.record._replace(supplied="file"))
        return place
