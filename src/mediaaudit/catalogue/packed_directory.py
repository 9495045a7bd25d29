"""The shipped directory as few long texts, to be kept: JSON reads one text of 100,000 characters in a fifth of the time
that it takes for ten thousand short ones, and a page with a credit asks for few of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar, cast, overload

from mediaaudit.lazy import replace
from mediaaudit.model.directory import Agency, AgencyKind, Directory

_Value = TypeVar("_Value")
_NEXT, _WITHIN = "\x7f", "\x80"  # no name holds control characters, and these two JSON takes as they are


def pack(directory: Directory) -> dict[str, Any]:
    """Return a directory without a roster in plain values. Raises ValueError if a text in it holds a separator."""
    tables = directory.tables
    return {
        "agencies": [_row(agency) for agency in directory.agencies],
        "vocabulary": {role: _join(phrases) for role, phrases in directory.vocabulary.items()},
        "styles": directory.styles,
        "demands": directory.demands,
        "phrases": _columns(tables["phrases"]),
        "unaccented": {role: _join(names) for role, names in tables["unaccented"].items()},
        "agencies by spelling": _columns(tables["agencies"]),
        "spellings": {**_columns(tables["spellings"]["names"]), "longest": tables["spellings"]["longest"]},
    }


def unpack(values: Mapping[str, Any]) -> Directory:
    """Return the directory that ``pack`` wrote; what is asked for is unpacked when it is."""
    directory = Directory(
        agencies=_Agencies(values["agencies"]),
        vocabulary=_Lazy({role: partial(_phrases, phrases) for role, phrases in values["vocabulary"].items()}),
        styles=values["styles"],
        demands={name: tuple(wanted) for name, wanted in values["demands"].items()},
    )
    spellings = values["spellings"]
    makers: Mapping[str, Callable[[], Mapping[str, Any]]] = {
        "phrases": lambda: _mapping(values["phrases"]),
        "unaccented": lambda: {role: _split(names) for role, names in values["unaccented"].items()},
        "agencies": lambda: _mapping(values["agencies by spelling"]),
        "spellings": lambda: {"names": _mapping(spellings), "longest": spellings["longest"]},
    }
    return replace(directory, tables=_Lazy(makers))


def _join(texts: Iterable[str], separator: str = _NEXT) -> str:
    listed = list(texts)
    for text in listed:
        if not text or separator in text:
            raise ValueError(f"{text!r} cannot be kept in a list of texts")
    return separator.join(listed)


def _split(text: str, separator: str = _NEXT) -> list[str]:
    return text.split(separator) if text else []


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(_split(text))


def _columns(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping as two texts; the one of its values is JSON again, for most runs ask for few of the tables."""
    return {"keys": _join(mapping), "values": json.dumps(list(mapping.values()), separators=(",", ":"))}


def _mapping(columns: Mapping[str, Any]) -> dict[str, Any]:
    return dict(zip(_split(columns["keys"]), json.loads(columns["values"]), strict=True))


def _row(agency: Agency) -> str:
    lists = (agency.aliases, agency.variants, agency.partners, agency.misspellings)
    columns = (agency.name, agency.kind, agency.parent or "", *(_join(each, _WITHIN) for each in lists))
    if any(_NEXT in column for column in columns):
        raise ValueError(f"{agency.name!r} holds a control character")
    return _NEXT.join(columns)


def _agency(row: str) -> Agency:
    name, kind, parent, *lists = row.split(_NEXT)
    aliases, variants, partners, misspellings = (tuple(_split(each, _WITHIN)) for each in lists)
    return Agency(
        name=name,
        kind=cast("AgencyKind", kind),
        aliases=aliases,
        variants=variants,
        partners=partners,
        misspellings=misspellings,
        parent=parent or None,
    )


class _Agencies(Sequence[Agency]):
    """The shipped agencies, each made when it is asked for: there are many, and an article names few."""

    def __init__(self, rows: Sequence[str]) -> None:
        self._rows = rows
        self._made: dict[int, Agency] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Agency: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Agency]: ...
    def __getitem__(self, at: int | slice) -> Agency | Sequence[Agency]:
        if isinstance(at, slice):
            return _Agencies(self._rows[at])
        if at not in self._made:
            self._made[at] = _agency(self._rows[at])
        return self._made[at]


class _Lazy(Mapping[str, _Value]):
    """Values that are unpacked when they are asked for."""

    def __init__(self, makers: Mapping[str, Callable[[], _Value]]) -> None:
        self._makers = makers
        self._made: dict[str, _Value] = {}

    def __getitem__(self, name: str) -> _Value:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)
