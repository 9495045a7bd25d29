"""Who is who: a credit's items told apart into people and organisations, and settled into a record."""

from __future__ import annotations

from typing import Literal, NamedTuple

from mediaaudit.model.credit import Supplied
from mediaaudit.model.directory import Agency, Directory

from .fold import plain_key
from .items import PLATFORMS, Item
from .lexicon import Lexicon
from .licence import canonical_licence
from .names import has_given_name
from .shape import is_acronym, is_camel, is_caseless
from .views import View, view_of

Lean = Literal["person", "organisation"] | None  # what a cue makes of a name that nothing else tells
_SUPPLIED: tuple[Supplied, ...] = ("screenshot", "social", "handout", "courtesy", "file")  # the first that applies
_PAIR = 2  # items
_PARTING = frozenset({*"/|,·•-(", ""})  # between a maker and an organisation; "and" joins two makers
_LONGEST_CODE = 5  # letters


_NOTHING = ((), False, (), (), None, None)


class Record(NamedTuple):
    """The parts of a credit without its place in the line; ``reserved``: it says no more than "rights reserved"."""

    photographers: tuple[str, ...]
    pool: bool
    agencies: tuple[str, ...]
    via: tuple[str, ...]
    supplied: Supplied | None
    license: str | None
    ambiguous: bool
    unknown: tuple[str, ...]
    rest: tuple[str, ...]
    reserved: bool

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return self[:6] == _NOTHING and not self.reserved

    @property
    def bare_file(self) -> bool:
        """Whether it says no more than that the picture is an old one."""
        return self[:6] == (*_NOTHING[:4], "file", None)


def settle(items: list[Item], lexicon: Lexicon, directory: Directory, lean: Lean) -> Record:
    """Give every item its part in the record; what is said twice is kept once."""
    views = [view_of(item, lexicon, directory) if item.role == "words" else None for item in items]
    _tell_apart(items, views, lexicon)
    cast = _Cast(items, views, lexicon, lean)
    for item, view in zip(items, views, strict=True):
        cast.take(item, view)
    return cast.record()


def _tell_apart(items: list[Item], views: list[View | None], lexicon: Lexicon) -> None:
    """Take names without a person's given or family name for organisations where another has the maker's place.

    "Photo: Ida Lund, Collins Dublin", "Ida Lund / First Light"; "LK Steiermark/Lund", for two capitals may be initials.
    """
    people = [n for n, view in enumerate(views) if view == "person"]
    named = [n for n in people if _is_named(items[n], lexicon)]
    if len(people) == 1 and not named and "single" in views and is_acronym(items[people[0]].lexemes[0].text):
        views[people[0]] = "organisation"
    makers = named or people[:1]
    for n in people:
        joints = {item.before for item in items[n : n + 2] if item is not items[0]}
        listed = "," in joints and (len(people) > _PAIR or not named or n < named[0])
        if n not in makers and not listed and joints <= _PARTING and not items[n].text.islower():
            views[n] = "organisation"
        elif n and n not in named and items[n].before == "and" and "organisation" in (views[n - 1], items[n - 1].role):
            views[n] = "organisation"  # Gallery North and Hauser Lund


def _is_named(item: Item, lexicon: Lexicon) -> bool:
    """Say whether a person's given name or family name stands in its place."""
    return has_given_name(item.lexemes, lexicon) or lexicon.of_family(item.lexemes[-1].key)


def _is_evident(item: Item, lexicon: Lexicon) -> bool:
    """Say whether any word of a name is one that people have: the family name may come first.

    In scripts without capitals a person's name has been told by its length.
    """
    return (
        is_caseless(item.text)
        or _is_named(item, lexicon)
        or any(lexicon.has(word.key, "given") or lexicon.of_family(word.key) for word in item.lexemes)
    )


def _may_be_account(item: Item) -> bool:
    """Say whether an item may be a stock account, which may be called anything; Lund.Films is hardly one."""
    return item.lexemes[0].kind == "word" and ("." not in item.text or item.text[0].islower())


class _Cast:
    """The parts as they fill, and what of the whole credit decides who a single word is."""

    def __init__(self, items: list[Item], views: list[View | None], lexicon: Lexicon, lean: Lean) -> None:
        self.lexicon, self.first, self.last, self.lean = lexicon, items[0], items[-1], lean
        agencies = [item.lexemes[0].agency for item in items if item.role == "org"]
        kinds = {agency.kind for agency in agencies if agency is not None}
        names = {agency.name for agency in agencies if agency is not None}
        self.on_platform = not kinds.isdisjoint(PLATFORMS) or "Getty Images" in names
        self.licensed = any(item.role == "licence" for item in items)
        self.has_supplier = bool(kinds - {"government", "company"}) or "organisation" in views
        self.only_stock = "stock" in kinds and kinds <= PLATFORMS | {"distributor"}
        self.known_org = bool(kinds)
        self.has_person = "person" in views
        self.alone = len(items) == 1
        self.only_singles = views == ["single", "single"]
        self.people: dict[str, str] = {}
        self.agencies: dict[str, str] = {}
        self.via: dict[str, str] = {}
        self.marks: set[str] = {"social"} if "social" in kinds else set()
        self.licence: str | None = None
        self.pool = self.reserved = self.ambiguous = self.after_via = self.client = False
        self.rest: list[str] = []
        self.unknown: list[str] = []

    def take(self, item: Item, view: View | None) -> None:
        """Add one item."""
        role = item.role
        if role == "via":
            self.after_via = True
        elif role == "for":
            self.client = bool(self.agencies)  # "AGENCY for CLIENT" does not credit the client
        elif role == "pool":
            self.pool = True
        elif role == "reserved":
            self.reserved = True
        elif role == "licence":
            self.licence = self.licence or canonical_licence(item.text)
        elif role in _SUPPLIED:
            self.marks.add(role)
        elif view == "drop" and item is self.first and self.on_platform and not self.has_person:
            self.people[plain_key(item.text)] = item.text  # an account in capitals and digits
        elif role == "drop" or view == "drop" or self.client:
            self.rest.append(item.text)
        elif role == "org":
            agency = item.lexemes[0].agency
            known = agency is not None and not _is_variant(item.text, agency)
            self._organisation(agency.name if agency is not None and known else item.text, agency)
        else:
            self._words(item, view)

    def _words(self, item: Item, view: View | None) -> None:
        name = item.text
        if view == "account" and name.startswith("@"):
            self.marks.add("social")
        if view == "single":
            self.ambiguous = True
            view = "person" if self._single_is_person(item) else "organisation"
            if self._is_code(item):
                self.rest.append(name)
                return
            self.unknown.append(name)
        elif view == "organisation" and self.only_stock and not self.has_person and _may_be_account(item):
            view = "person"
        elif view == "person" and self.after_via and not self.via and not self.given(item):
            view = "organisation"
        elif (
            view == "person" and not self.has_supplier and self.lean != "person" and not _is_evident(item, self.lexicon)
        ):
            self.unknown.append(name)
            if self.lean == "organisation" and self.alone:
                view = "organisation"
        if view == "organisation":
            self._organisation(name)
        else:
            self.people.setdefault(plain_key(name), name)

    def given(self, item: Item) -> bool:
        """Say whether an item begins with a given name."""
        return has_given_name(item.lexemes, self.lexicon)

    def _is_code(self, item: Item) -> bool:
        """Say whether a lone word is an agency's internal code at the end: ANTARA FOTO/Hafidz Mubarak A/nym."""
        text = item.text
        return (
            self.has_person and self.known_org and text.islower() and len(text) <= _LONGEST_CODE and item is self.last
        )

    def _single_is_person(self, item: Item) -> bool:
        """Take a lone word for the maker where the maker's place is free: on a platform, or beside an agency."""
        if self.on_platform or self.licensed:
            return not self.has_person or item.before == ";"
        if self.has_person or is_camel(item.lexemes[0].text):
            return False
        if self.lean == "organisation" and not self.known_org:
            return False
        return self.has_supplier or (self.only_singles and item is self.last)  # "Nordfoto/Lund"

    def _organisation(self, name: str, agency: Agency | None = None) -> None:
        key = plain_key(agency.name if agency is not None else name)
        (self.via if self.after_via else self.agencies).setdefault(key, name)

    def record(self) -> Record:
        """Return what was gathered; an organisation on both sides of a "via" stays behind it."""
        agencies = tuple(name for key, name in self.agencies.items() if key not in self.via)
        supplied = next((mark for mark in _SUPPLIED if mark in self.marks), None)
        return Record(
            tuple(self.people.values()), self.pool, agencies, tuple(self.via.values()), supplied, self.licence,
            self.ambiguous, tuple(dict.fromkeys(self.unknown)), tuple(self.rest), self.reserved,
        )  # fmt: skip


def _is_variant(text: str, agency: Agency) -> bool:
    """Say whether a name is one that is printed as it stands."""
    return any(text.casefold() == variant.casefold() for variant in agency.variants)
