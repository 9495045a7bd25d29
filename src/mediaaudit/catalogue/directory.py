"""Load the house data: agencies, the words of credits, rosters; the shipped files and a newsroom's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from mediaaudit.lazy import replace
from mediaaudit.model.directory import Agency, AgencyKind, Directory
from mediaaudit.resources import rules_folder
from mediaaudit.text.agencies import plain_agencies
from mediaaudit.text.credit.lexicon import plain_names, plain_phrases
from mediaaudit.text.spelling import plain_spellings

from .errors import CatalogueError, did_you_mean
from .packed_directory import pack, unpack
from .store import stored
from .tables import read_toml

_OTHER_TABLES = frozenset({"roster", "vocabulary", "demands", "style", "supplied"})
_SPELLINGS = ("aliases", "variants", "partners", "misspellings")
_KINDS = frozenset(get_args(AgencyKind))


def load_directory(extra: Sequence[Path] = ()) -> Directory:
    """Return the shipped directory with a newsroom's own TOML files laid over it, the later winning.

    A file may hold a table of agencies for each kind (``[wire]``: ``"AP" = ["Associated Press"]``), ``[roster]``
    (``"Jane Doe" = "AP"``), ``[demands]`` (``photographer = ["AP"]``), ``[style]`` (``house = "{photographers}/{agencies}"``)
    and ``[vocabulary]`` (``cue = ["Photo"]``).
    Raises CatalogueError, naming file and key, for a file that cannot be read or says something else.
    """
    return _with_files(tuple(extra)) if extra else _shipped()


@cache
def _shipped() -> Directory:
    return unpack(stored("directory", plain_directory))


def plain_directory() -> dict[str, Any]:
    """Return the shipped directory in plain values, read from its files, with the tables that are made from it."""
    shared = rules_folder() / "_shared"
    roles: Mapping[str, Any] = {**read_toml(shared / "credit.toml"), **read_toml(shared / "names.toml")}
    directory = Directory(
        agencies=_agencies(read_toml(shared / "agencies.toml"), shared / "agencies.toml"),
        vocabulary={
            role: tuple(dict.fromkeys(phrase for phrases in languages.values() for phrase in _phrases(phrases)))
            for role, languages in roles.items()
        },
        styles=_styles(read_toml(shared / "styles.toml"), shared / "styles.toml"),
        demands=_demands(read_toml(shared / "demands.toml"), shared / "demands.toml"),
    )
    makers: Mapping[str, Callable[[Directory], Mapping[str, Any]]] = {
        "phrases": plain_phrases,
        "unaccented": plain_names,
        "agencies": plain_agencies,
        "spellings": plain_spellings,
    }
    return pack(replace(directory, tables={name: make(directory) for name, make in makers.items()}))


@cache
def _with_files(extra: tuple[Path, ...]) -> Directory:
    directory = _shipped()
    for path in extra:
        directory = _overlaid(directory, read_toml(path), path)
    return directory


def _overlaid(directory: Directory, data: Mapping[str, Any], path: Path) -> Directory:
    roster = _table(data, "roster", path)
    vocabulary = dict(directory.vocabulary)
    for role, phrases in _table(data, "vocabulary", path).items():
        if role not in vocabulary:
            raise CatalogueError(path, f"is no role of a credit{did_you_mean(role, vocabulary)}", f"vocabulary.{role}")
        added = _strings(_phrases(phrases), f"vocabulary.{role}", path)
        vocabulary[role] = (*vocabulary[role], *(phrase.casefold() for phrase in added))
    if not all(isinstance(agency, str) for agency in roster.values()):
        raise CatalogueError(path, "a name must map to the name of an agency", "roster")
    agencies = {key: value for key, value in data.items() if key not in _OTHER_TABLES}
    return Directory(
        agencies=(*_agencies(agencies, path), *directory.agencies),
        vocabulary=vocabulary,
        roster={**directory.roster, **roster},
        styles={**directory.styles, **_styles(data, path)},
        demands={**directory.demands, **_demands(data, path)},
    )


def _styles(data: Mapping[str, Any], path: Path) -> dict[str, str]:
    """Read credit styles, and the words for how a picture came under ``supplied.`` and their name."""
    words = {f"supplied.{key}": value for key, value in _table(data, "supplied", path).items()}
    styles = {**_table(data, "style", path), **words}
    if not all(isinstance(template, str) for template in styles.values()):
        raise CatalogueError(path, "a template is a string", "style")
    return styles


def _agencies(data: Mapping[str, Any], path: Path) -> tuple[Agency, ...]:
    agencies: list[Agency] = []
    for kind in data:
        if kind not in _KINDS:
            raise CatalogueError(path, f"a kind of agency is one of {', '.join(sorted(_KINDS))}", kind)
        for name, entry in _table(data, kind, path).items():
            spelled = entry if isinstance(entry, dict) else {"aliases": entry}
            lists = {key: _strings(spelled[key], f"{kind}.{name}", path) for key in _SPELLINGS if key in spelled}
            agencies.append(Agency(name=name, kind=cast("AgencyKind", kind), parent=spelled.get("parent"), **lists))
    return tuple(agencies)


def _phrases(value: str | list[str]) -> list[str]:
    """Read a list of phrases, or a string of single words."""
    return value.split() if isinstance(value, str) else value


def _demands(data: Mapping[str, Any], path: Path) -> dict[str, tuple[str, ...]]:
    """Return what the credits of an agency's pictures have to name, by agency: ``photographer = ["AP"]`` turned round."""
    found: dict[str, tuple[str, ...]] = {}
    for what, names in _table(data, "demands", path).items():
        for name in _strings(names, f"demands.{what}", path):
            found[name] = (*found.get(name, ()), what)
    return found


def _table(data: Mapping[str, Any], key: str, path: Path) -> Mapping[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise CatalogueError(path, "a table is wanted", key)
    return table


def _strings(value: object, key: str, path: Path) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise CatalogueError(path, "a list of strings is wanted", key)
