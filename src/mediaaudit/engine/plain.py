"""Values as plain lists, numbers and texts, and back, by the type hints of their classes: what a cache keeps as JSON.

A value class becomes a list of its fields in order, without their names. No code is kept and none is run: a file that
somebody else wrote can give wrong values, and nothing worse.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Convert = Callable[[Any], Any]
_PLAIN = frozenset({str, int, float, bool, NoneType, object})


class Plain:
    """Turns values of given classes into what JSON can hold, and back. Converters are made once per class."""

    def __init__(self, special: Mapping[object, tuple[Convert, Convert]] | None = None) -> None:
        """Take what to use for some types instead: to plain, and back."""
        self._to: dict[object, Convert | None] = {}  # None: the value is plain as it is
        self._back: dict[object, Convert | None] = {}
        for kind, (there, back) in (special or {}).items():
            self._to[kind], self._back[kind] = there, back

    def plain(self, value: object, kind: object) -> Any:
        """Return a value of a type as JSON holds it. Raises TypeError for a type that is not provided for."""
        convert = self._made(kind, self._to, 0)
        return convert(value) if convert else value

    def value(self, plain: Any, kind: object) -> Any:
        """Return what ``plain`` was made from. What was not is likely to raise ValueError, TypeError or LookupError."""
        convert = self._made(kind, self._back, 1)
        return convert(plain) if convert else plain

    def _made(self, kind: object, known: dict[object, Convert | None], way: int) -> Convert | None:
        if kind not in known:
            known[kind] = self._make(kind, known, way)
        return known[kind]

    def _make(self, kind: object, known: dict[object, Convert | None], way: int) -> Convert | None:
        origin, arguments = get_origin(kind), get_args(kind)
        if kind in _PLAIN or origin is Literal:
            return None
        if kind is bytes:
            return _bytes if way == 0 else _from_bytes
        if isinstance(kind, type) and is_dataclass(kind):
            return self._class(kind, known, way)
        parts = [self._made(each, known, way) for each in arguments if each is not Ellipsis]
        if origin in {Union, UnionType}:
            return _optional(arguments, parts)
        if origin is tuple and Ellipsis not in arguments:
            return _row(parts, tuple if way else list)
        if origin in {tuple, frozenset}:
            return _many(parts[0], origin if way else list)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return _mapping(parts[0], parts[1], way)
        raise TypeError(f"{kind} has no plain form")

    def _class(self, kind: type, known: dict[object, Convert | None], way: int) -> Convert:
        hints = get_type_hints(kind)
        names = [each.name for each in fields(kind)]
        parts = [(name, self._made(hints[name], known, way)) for name in names]
        if way == 0:
            return lambda value: [
                convert(getattr(value, name)) if convert else getattr(value, name) for name, convert in parts
            ]
        changed = [(at, convert) for at, (_, convert) in enumerate(parts) if convert]

        def back(row: list[Any]) -> Any:
            row = row.copy()
            for at, convert in changed:
                row[at] = convert(row[at])
            return kind(**dict(zip(names, row, strict=True)))

        return back


def _bytes(data: bytes) -> str:
    return b64encode(data).decode()


def _from_bytes(text: str) -> bytes:
    return b64decode(text, validate=True)


def _optional(arguments: tuple[object, ...], parts: list[Convert | None]) -> Convert | None:
    """Return the converter of a union: of plain types and at most one other, which is told by being no plain value."""
    converts = [part for part in parts if part]
    if not converts:
        return None
    if len(converts) > 1:
        raise TypeError(f"{arguments}: of several types with a plain form of their own it could not be told which")
    convert = converts[0]
    return lambda value: value if value is None or type(value) in _PLAIN else convert(value)


def _row(parts: list[Convert | None], made: type) -> Convert:
    return lambda values: made([part(value) if part else value for part, value in zip(parts, values, strict=True)])


def _many(part: Convert | None, made: type) -> Convert:
    return (lambda values: made(map(part, values))) if part else made


def _mapping(key: Convert | None, value: Convert | None, way: int) -> Convert:
    """Return the converter of a mapping: a list of pairs, so that keys need not be texts."""

    def row(pair: tuple[Any, Any]) -> Any:
        return [key(pair[0]) if key else pair[0], value(pair[1]) if value else pair[1]]

    return (lambda pairs: dict(map(row, pairs))) if way else (lambda values: list(map(row, values.items())))
