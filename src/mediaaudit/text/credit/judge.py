"""Whether items without a cue are a credit: what they hold, how they are joined, where they stand."""

from __future__ import annotations

from itertools import pairwise

from .items import QUOTES, Item
from .line import Line, Place
from .names import could_be_name, has_given_name
from .shape import is_account, is_acronym, is_capitalised, is_initial
from .views import view_of

LINKS = frozenset({*"/|•·-", "by"})
SUPPLIERS = frozenset({"wire", "distributor", "stock"})
_LISTED = SUPPLIERS | {"library", "collection"}
_COMMAS = frozenset(",;")
_AFTER_COMMA = frozenset({"file", "pool", "drop", "licence", "via", "for"})
_SHORTEST = 3  # letters of an acronym that stands alone
_LONGEST = 4  # words of an unknown organisation that stands alone


def vouches(item: Item) -> bool:
    """Say whether an item is an organisation that pictures come from: its name alone makes a credit likely."""
    agency = item.lexemes[0].agency
    return item.role == "org" and agency is not None and agency.kind != "company"


def is_linked(items: list[Item]) -> bool:
    """Say whether any two items are joined as credits are: slash, bar, dash, via, for."""
    return any(item.before in LINKS or item.role in ("via", "for") for item in items[1:])


def is_dateline(items: list[Item]) -> bool:
    """Say whether items are a dateline: WASHINGTON — The Globe and Mail."""
    return len(items) == 2 and items[1].before == "-" and items[0].role == "words" and items[0].text.isupper()


def has_suffix(line: Line, items: list[Item]) -> bool:
    """Say whether "taken by", "provided by" and the like follow a name, as in Chinese, Japanese and Korean."""
    return any(item.lexemes[0].key in line.lexicon.suffixes for item in items[1:])


def ends_line(line: Line, place: Place, *, stopped: bool) -> bool:
    """Say whether items that fill the end of a line are a credit; ``stopped``: a full stop follows."""
    items = place.items
    if has_suffix(line, items):
        return True
    if any(item.before == "by" and line.lexemes[item.at - 2].key in QUOTES for item in items[1:]):
        return False  # a work and whose it is: "The Starry Night" by Vincent van Gogh
    if not _well_joined(line, items) or (place.start == 0 and is_dateline(items)):
        return False
    listed = any(item.before in _COMMAS for item in items)
    if any(vouches(item) for item in items):
        return not listed or _well_listed(items) or _is_byline(line, items)
    if listed and _is_byline(line, items):
        return True
    if listed or any(item.before == "and" for item in items):
        return False
    if place.record.reserved or any(item.role in ("handout", "screenshot", "courtesy") for item in items):
        return len(items) > 1 or line.lexemes[place.start].text[0].isupper()
    if stopped and place.start == 0 and "archive" not in items[0].lexemes[0].meaning:
        return False
    return _is_signed(line, items[0]) if len(items) == 1 else _has_address(line, items) or _makers(line, items)


def _is_signed(line: Line, item: Item) -> bool:
    """Say whether one item that stands alone is a credit: a name, or the word that the picture is from the archive."""
    return "archive" in item.lexemes[0].meaning or is_bare_name(line, item, least=3)


def _has_address(line: Line, items: list[Item]) -> bool:
    """Say whether items are a maker and a mail address: Ida Lund ida@lunden.example."""
    named = len(items) == 2 and could_be_name(items[0].lexemes, line.lexicon)
    return named and items[1].role == "drop" and items[1].lexemes[0].kind == "address"


def fills_bracket(line: Line, place: Place, opener: int) -> bool:
    """Say whether a bracket's content is a credit, by what it holds and where the bracket stands."""
    items = place.items
    rest = line.lexemes[place.end + 1 : line.stop]
    if (rest and rest[0].key == "-") or (rest and opener == 0 and "=" in [item.before for item in items]):
        return False  # a dateline: LONDON (Reuters) -, (Seoul=Yonhap)
    ends = all(x.kind == "stop" for x in rest)
    after_stop = opener == 0 or line.lexemes[opener - 1].kind == "stop"
    if ends and has_suffix(line, items):
        return True
    if any(vouches(item) for item in items):
        return is_linked(items) or ends or after_stop or rest[0].kind == "stop"
    if not ends:
        return is_linked(items) and after_stop
    if is_linked(items) or any(item.role in ("handout", "courtesy", "screenshot", "pool") for item in items):
        return True
    if line.lexemes[opener].key == "[" and after_stop and len(items) == 2 and items[1].before == ",":
        return could_be_name(items[0].lexemes, line.lexicon)  # "[Ida Lund, Standard]"
    if _has_address(line, items):
        return True
    address = items[0].lexemes[0].kind == "address"
    return len(items) == 1 and (address or (after_stop and is_bare_name(line, items[0], least=2)))


def is_signature(line: Line, place: Place) -> bool:
    """Say whether what stands behind a slash after the last sentence is a name: "... the fire. / Bomberos de Navarra"."""
    item = place.items[0]
    if len(place.items) > 1 or item.role != "words":
        return False
    named = any(line.lexicon.of_organisation(word.key) for word in item.lexemes)
    return named or could_be_name(item.lexemes, line.lexicon)


def is_bare_name(line: Line, item: Item, *, least: int) -> bool:
    """Say whether words that stand alone are a name: a person's with a given name, or an organisation's.

    An unknown organisation must have ``least`` words or more: two capitalised words are too often a place.
    """
    words, lexicon = item.lexemes, line.lexicon
    if item.role != "words" or words[0].kind == "handle":
        return False
    if words[0].kind == "address":
        return "@" not in words[0].text
    view = view_of(item, lexicon, line.directory)
    if view == "person":
        job = any(is_acronym(word.text) and word.text not in lexicon.abbreviations for word in words[1:-1])
        named = has_given_name(words, lexicon) or (item.at > 0 and lexicon.of_family(words[-1].key))
        return not job and could_be_name(words, lexicon) and named and not is_initial(words[-1].text)
    carrying = [word for word in words if word.kind != "mark"]
    if all(is_acronym(word.text) for word in carrying):
        return len(carrying) > 1 or (item.at == 0 and len(carrying[0].text) >= _SHORTEST)
    named = lexicon.has(carrying[-1].key, "giver") and all(is_capitalised(word.text) for word in carrying)
    return view == "organisation" and least <= len(carrying) <= _LONGEST and named


def _makers(line: Line, items: list[Item]) -> bool:
    """Say whether items of which none is known are joined and named as makers are."""
    if all(item.role in ("file", "drop", "pool") for item in items):
        return False
    client, first = any(item.role == "for" for item in items), items[0].lexemes
    if client and may_be_maker(line, items[0]) and len(items) > 2 and _is_press(line, items[-1]):
        return True
    if client and not (has_given_name(first, line.lexicon) and could_be_name(first, line.lexicon)):
        return False
    joined = all(
        right.before in LINKS or right.role in ("via", "for") or left.role in ("via", "for", "file")
        for left, right in pairwise(items)
    )
    return joined and _plausible(line, items)


def _plausible(line: Line, items: list[Item]) -> bool:
    """Say whether joined words are makers: one has a given name, or all are initials, or a mark stands with them."""
    words = [item for item in items if item.role == "words"]
    if any(has_given_name(item.lexemes, line.lexicon) for item in words):
        return True
    if len(items) == 2 and _is_maker_and_press(line, items):
        return True
    acronyms = sum(is_acronym(item.text) for item in words)
    if any(item.role in ("via", "file") for item in items):
        return True
    if acronyms == len(words):
        return items[0].at > 0 or len(words) > 2  # not AC/DC
    return acronyms > 0 and len(words) == 2 and items[1].before == "/"


def _is_maker_and_press(line: Line, items: list[Item]) -> bool:
    """Say whether a slash or bar joins what may be anybody's name and a newspaper: Xolelwa Lund/Lunden Daily News."""
    maker, press = items
    if press.before not in ("/", "|") or line.lexicon.has(maker.lexemes[0].key, "place_opening"):
        return False
    return may_be_maker(line, maker) and _is_press(line, press)


def may_be_maker(line: Line, item: Item) -> bool:
    """Say whether an item may be anybody's name: two to four capitalised words without an organisation's."""
    return could_be_name(item.lexemes, line.lexicon) and view_of(item, line.lexicon, line.directory) == "person"


def _is_press(line: Line, item: Item) -> bool:
    """Say whether an item is a newspaper, a station or a bureau: one that the directory knows, or by its last word."""
    agency = item.lexemes[0].agency
    if agency is not None:
        return agency.kind == "outlet"
    words = [word for word in item.lexemes if word.kind != "mark"]
    named = len(words) > 1 and all(is_capitalised(word.text) for word in words)
    return item.role == "words" and named and line.lexicon.has(words[-1].key, "press")


def _well_joined(line: Line, items: list[Item]) -> bool:
    """Say whether what no separator parts, or only a small word, is a name and its organisation."""
    for left, right in pairwise(items):
        if right.before not in ("", "on", "and", "&") or not {left.role, right.role} <= {"words", "org", "handout"}:
            continue
        if right.before == "" and {left.role, right.role} == {"words", "handout"}:
            return False
        both = right.before in ("and", "&") and left.role == right.role
        joined = "people" if both else right.before
        if any(item.role == "words" and not _is_maker(line, item, joined=joined) for item in (left, right)):
            return False
    return True


def _is_maker(line: Line, item: Item, *, joined: str) -> bool:
    first = item.lexemes[0]
    if first.kind == "handle" or (joined == "on" and is_account(first.text)):
        return True
    named = joined == "people" or has_given_name(item.lexemes, line.lexicon)
    return named and could_be_name(item.lexemes, line.lexicon)


def _is_byline(line: Line, items: list[Item]) -> bool:
    """Say whether a name and its newspaper or job make a credit: Ida Lund, Star Tribune; Ida Lund, Staff Photographer."""
    first, last = items[0], items[-1]
    if (
        len(items) != 2
        or last.before != ","
        or first.role != "words"
        or not has_given_name(first.lexemes, line.lexicon)
    ):
        return False
    job = "staff" in last.lexemes[0].meaning and " " in last.text
    press = _is_press(line, last) and (last.role == "org" or first.at > 0)  # not an article's byline
    return could_be_name(first.lexemes, line.lexicon) and (job or press)


def _well_listed(items: list[Item]) -> bool:
    """Say whether commas part a credit: a stock site first, or nothing but suppliers and marks after them."""
    first = items[0].lexemes[0].agency
    if first is not None and first.kind == "stock":
        return True
    for item in items[1:]:
        agency = item.lexemes[0].agency
        supplier = item.role == "org" and agency is not None and agency.kind in _LISTED
        if item.before in _COMMAS and not supplier and item.role not in _AFTER_COMMA:
            return False
    return True
