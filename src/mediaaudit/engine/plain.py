"""Values as plain lists, numbers and texts, and back, by the type hints of their classes: what a cache keeps as JSON.

A value class becomes a list of its fields in order, without their names. No code is kept and none is run: a file that
somebody else wrote can give wrong values of the right types, and nothing worse.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, NoReturn, Union, get_args, get_origin, get_type_hints

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
        """Return what ``plain`` was made from. Raises ValueError, TypeError or LookupError for what was made from no such
        value, and whatever its class raises.
        """
        convert = self._made(kind, self._back, 1)
        return convert(plain) if convert else plain

    def _made(self, kind: object, known: dict[object, Convert | None], way: int) -> Convert | None:
        if kind not in known:
            known[kind] = self._make(kind, known, way)
        return known[kind]

    def _make(self, kind: object, known: dict[object, Convert | None], way: int) -> Convert | None:
        origin, arguments = get_origin(kind), get_args(kind)
        if kind is object:
            return None
        if kind in _PLAIN or origin is Literal:
            return _plain_back(kind) if way else None
        if kind is bytes:
            return _from_bytes if way else _bytes
        if isinstance(kind, type) and is_dataclass(kind):
            return self._class_back(kind, known) if way else self._class(kind, known)
        parts = [self._made(each, known, way) for each in arguments if each is not Ellipsis]
        if origin in {Union, UnionType}:
            return _union(arguments, parts, way)
        if origin is tuple and Ellipsis not in arguments:
            return _row(parts, way)
        if origin in {tuple, frozenset}:
            return _many(arguments[0], parts[0], origin, way)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return _mapping(parts[0], parts[1], way)
        raise TypeError(f"{kind} has no plain form")

    def _class(self, kind: type, known: dict[object, Convert | None]) -> Convert:
        hints = get_type_hints(kind)
        parts = [(each.name, self._made(hints[each.name], known, 0)) for each in fields(kind)]
        return lambda value: [
            convert(getattr(value, name)) if convert else getattr(value, name) for name, convert in parts
        ]

    def _class_back(self, kind: type, known: dict[object, Convert | None]) -> Convert:
        hints = get_type_hints(kind)
        names = [each.name for each in fields(kind)]
        return _compiled(kind, {name: _scalars(hints[name]) or self._made(hints[name], known, 1) for name in names})


def _compiled(kind: type, parts: Mapping[str, frozenset[type] | Convert | None]) -> Convert:
    """Return the converter from the row of a class: written out field by field, as the rows of an archive are many.

    ``parts`` are the types of a field that is plain, else its converter.
    """
    space: dict[str, Any] = {"_kind": kind, "_refuse": _refuse}
    checks, values = [], []
    for name, part in parts.items():
        value = name
        if isinstance(part, frozenset):
            space[f"_of_{name}"] = part
            checks.append(f" if {name}.__class__ not in _of_{name}: _refuse({name}, {name!r})")
        elif part:
            space[f"_to_{name}"] = part
            value = f"_to_{name}({name})"
        values.append(f"{name}={value}")
    source = "\n".join(
        [
            "def back(row):",
            " if row.__class__ is not list: _refuse(row, _kind)",
            f" [{', '.join(parts)}] = row",
            *checks,
            f" return _kind({', '.join(values)})",
        ]
    )
    exec(source, space)  # noqa: S102  # as the standard library makes the methods of its value classes
    made: Convert = space["back"]
    return made


def _refuse(value: object, what: object) -> NoReturn:
    raise TypeError(f"{value!r:.50} is no {what}")


def _scalars(kind: object) -> frozenset[type] | None:
    """Return the types of JSON's values for a type that is plain, None for one that is not or has few values only."""
    if kind is float:
        return frozenset({float, int})
    if isinstance(kind, type) and kind in _PLAIN - {object}:
        return frozenset({kind})
    if get_origin(kind) in {Union, UnionType}:
        each = [_scalars(part) for part in get_args(kind)]
        return frozenset().union(*filter(None, each)) if all(each) else None
    return None


def _plain_back(kind: object) -> Convert:
    """Return what gives a value of a plain type or a literal back as it is, and refuses others."""
    if get_origin(kind) is Literal:
        return {value: value for value in get_args(kind)}.__getitem__
    allowed = _scalars(kind) or frozenset()
    return lambda value: value if type(value) in allowed else _refuse(value, kind)


def _listed(value: Any) -> list[Any]:
    return value if type(value) is list else _refuse(value, list)


def _bytes(data: bytes) -> str:
    return b64encode(data).decode()


def _from_bytes(text: str) -> bytes:
    return b64decode(text, validate=True)


def _union(kinds: tuple[object, ...], parts: list[Convert | None], way: int) -> Convert | None:
    """Return the converter of a union: of plain types and at most one other, which is told by being no plain value."""
    plain = [_scalars(kind) for kind in kinds]
    converts = [part for part, scalars in zip(parts, plain, strict=True) if part and not scalars]
    if len(converts) > 1:
        raise TypeError(f"{kinds}: of several types with a plain form of their own it could not be told which")
    convert = converts[0] if converts else None
    if way == 0:
        return convert and (lambda value: value if value is None or type(value) in _PLAIN else convert(value))
    allowed = frozenset[type]().union(*filter(None, plain))
    back = convert or (lambda value: _refuse(value, kinds))
    return lambda value: value if type(value) in allowed else back(value)


def _row(parts: list[Convert | None], way: int) -> Convert:
    made, listed = (tuple, _listed) if way else (list, list)
    return lambda values: made(
        [part(value) if part else value for part, value in zip(parts, listed(values), strict=True)]
    )


def _many(kind: object, part: Convert | None, made: type, way: int) -> Convert:
    if way == 0:
        return (lambda values: list(map(part, values))) if part else list
    if scalars := _scalars(kind):  # all at once

        def checked(values: Any) -> Any:
            return made(values) if scalars.issuperset(map(type, _listed(values))) else _refuse(values, kind)

        return checked
    return lambda values: made(map(part, _listed(values)) if part else _listed(values))


def _mapping(key: Convert | None, value: Convert | None, way: int) -> Convert:
    """Return the converter of a mapping: a list of pairs, so that keys need not be texts."""

    def row(pair: tuple[Any, Any]) -> Any:
        one, other = pair
        return [key(one) if key else one, value(other) if value else other]

    return (lambda pairs: dict(map(row, _listed(pairs)))) if way else (lambda values: list(map(row, values.items())))
