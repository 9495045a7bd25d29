"""Who is who: a credit's items told apart into people and organisations, and settled into a record."""

from __future__ import annotations

from typing import NamedTuple

from mediaaudit.model.credit import Supplied
from mediaaudit.model.directory import Directory

from .body import Item
from .fold import plain_key
from .lexemes import Lexeme
from .lexicon import Lexicon
from .shape import is_account, is_acronym, is_caseless, is_initial, is_reference

_PLATFORMS = ("stock", "library", "social")
_SUPPLIED: tuple[Supplied, ...] = ("screenshot", "social", "handout", "courtesy", "file")


class Record(NamedTuple):
    """The parts of a credit without its place in the line."""

    photographers: tuple[str, ...]
    pool: bool
    agencies: tuple[str, ...]
    via: tuple[str, ...]
    supplied: Supplied | None
    license: str | None
    ambiguous: bool
    rest: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.photographers or self.pool or self.agencies or self.via or self.supplied or self.license)


def settle(items: list[Item], lexicon: Lexicon, directory: Directory) -> Record:
    """Give every item its role in the record; what is said twice is kept once."""
    kinds = {item.lexemes[0].agency.kind for item in items if item.role == "org" and item.lexemes[0].agency}
    on_platform = bool(kinds.intersection(_PLATFORMS)) or any(item.role == "licence" for item in items)
    has_org = any(item.role == "org" for item in items)
    views = [_view(item, lexicon, directory) if item.role == "words" else item.role for item in items]
    has_person = "person" in views
    people: dict[str, str] = {}
    agencies: dict[str, str] = {}
    via: dict[str, str] = {}
    marks: set[Supplied] = {"social"} if "social" in kinds else set()
    licence: str | None = None
    pool = ambiguous = False
    after_via = client = False
    for item, view in zip(items, views, strict=True):
        if view == "via":
            after_via = True
        elif view == "for":
            client = True
        elif view == "pool":
            pool = True
        elif view == "licence":
            licence = licence or _licence(item)
        elif view in _SUPPLIED:
            marks.add(view)  # type: ignore[arg-type]
        elif view == "drop":
            continue
        elif client and agencies:
            client = False
        else:
            name = _name(item)
            if view == "org" or (view == "organisation") or (client and view != "handle"):
                agency = item.lexemes[0].agency if view == "org" else None
                canonical = agency.name if agency else name
                (via if after_via else agencies).setdefault(plain_key(canonical), canonical)
                client = False
            elif view in ("person", "handle"):
                people.setdefault(plain_key(name), name)
            else:
                person = on_platform or (has_org and not has_person)
                ambiguous = True
                if person:
                    people.setdefault(plain_key(name), name)
                else:
                    (via if after_via else agencies).setdefault(plain_key(name), name)
            if view == "handle" and name.startswith("@"):
                marks.add("social")
    agencies = {key: name for key, name in agencies.items() if key not in via}
    return Record(
        photographers=tuple(people.values()),
        pool=pool,
        agencies=tuple(agencies.values()),
        via=tuple(via.values()),
        supplied=next((mark for mark in _SUPPLIED if mark in marks), None),
        license=licence,
        ambiguous=ambiguous,
        rest=(),
    )


def _view(item: Item, lexicon: Lexicon, directory: Directory) -> str:
    """Tell a person, an organisation, an account, a word to drop; "single" where only its place can tell."""
    words = [lexeme for lexeme in item.lexemes if lexeme.kind != "mark"]
    first = words[0]
    if first.kind == "handle":
        return "handle"
    if first.kind == "address":
        return "drop" if "@" in first.text else "organisation"
    if directory.roster and item.text in directory.roster:
        return "person"
    if len(words) == 1:
        return _single(first, item)
    if any(lexicon.has(word.key, "organisation") for word in words):
        return "organisation"
    if lexicon.has(first.key, "article") and first.text[0].isupper() or first.text.isdigit():
        return "organisation"
    if all(is_acronym(word.text) and len(word.text) < 4 for word in words):
        return "organisation"
    names = [word for word in words if not lexicon.has(word.key, "particle")]
    if (
        any(word.text.islower() and lexicon.has(word.key, "connector") for word in words if word not in names[:0])
        and any(word.text.islower() and not lexicon.has(word.key, "particle") for word in words)
        and not all(word.text.islower() for word in words)
    ):
        return "organisation"
    return "person" if len(names) <= 4 else "organisation"


def _single(word: Lexeme, item: Item) -> str:
    if is_reference(word.text):
        return "drop"
    if is_caseless(word.text):
        return "person" if len(word.text) <= 4 else "organisation"
    if is_acronym(word.text) or is_initial(word.text):
        return "organisation"
    return "single" if not (is_account(word.text) and item.before == "@") else "handle"


def _name(item: Item) -> str:
    return item.text.strip(" .-") if item.lexemes[-1].key == "-" else item.text


def _licence(item: Item) -> str:
    text = item.text.upper().replace("CREATIVE COMMONS", "CC").replace("(", " ").replace("-", " ")
    if text.startswith("CC"):
        parts = text.split()
        conditions = [part for part in parts if part in ("BY", "SA", "NC", "ND")]
        rest = [part for part in parts if part not in (*conditions, "CC")]
        return " ".join(filter(None, [parts[0], "-".join(conditions), *rest])).replace(" .", ".").replace(". ", ".")
    return item.text
