"""What is made when it is first used: the methods of value classes, compiled patterns.

A hook runs on every save, and a run uses few of the classes and patterns that its modules define. The standard
decorator compiles six methods for every class at import: for all classes of this package together that takes longer
than reading and auditing an article.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, NoReturn, cast

__all__ = ["dataclass", "pattern", "replace"]

Defaults = Mapping[str, object]  # field -> its default, `MISSING`, or a `Field` that holds a factory
_FIELDS = "__value_fields__"
_FEW = 24  # values of a class whose making costs less than to compile its ``__init__``


class _Later:
    """An attribute of a class that is made when it is first looked up, and then stands in its own place."""

    def __init__(self, make: Callable[[type, Defaults], object], defaults: Defaults) -> None:
        self._make = make
        self._defaults = defaults

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner, self._name = owner, name

    def __get__(self, instance: object, owner: type | None = None) -> object:
        setattr(self._owner, self._name, self._make(self._owner, self._defaults))
        return getattr(owner if instance is None else instance, self._name)


def _init(owner: type, defaults: Defaults, *, kw_only: bool) -> object:
    """Return an ``__init__`` that sets field by field; the class gets a compiled one when it is made often."""
    left = _FEW

    def begin(self: object, *values: object, **named: object) -> None:
        nonlocal left
        left -= 1
        given = named if kw_only or not values else {**dict(zip(defaults, values, strict=False)), **named}
        if left < 0 or len(given) != len(values) + len(named) or not given.keys() <= defaults.keys():
            setattr(owner, "__init__", made := _compiled_init(owner, defaults, kw_only=kw_only))  # noqa: B010
            return made(self, *values, **named)
        for name, default in defaults.items():
            if name in given:
                value = given[name]
            elif isinstance(default, dataclasses.Field):
                value = cast("Any", default).default_factory()
            elif default is dataclasses.MISSING:
                return _compiled_init(owner, defaults, kw_only=kw_only)(self, *values, **named)  # which refuses
            else:
                value = default
            object.__setattr__(self, name, value)
        return None

    begin.__qualname__ = f"{owner.__qualname__}.__init__"
    return begin


def _compiled_init(owner: type, defaults: Defaults, *, kw_only: bool) -> Callable[..., None]:
    parameters = ["self", "*"] if kw_only and defaults else ["self"]
    names: dict[str, object] = {"MISSING": dataclasses.MISSING}
    lines = []
    for name, default in defaults.items():
        value = name
        if isinstance(default, dataclasses.Field):
            names[f"_new_{name}"] = default.default_factory
            parameters.append(f"{name}=MISSING")
            value = f"_new_{name}() if {name} is MISSING else {name}"
        elif default is dataclasses.MISSING:
            parameters.append(name)
        else:
            names[f"_default_{name}"] = default
            parameters.append(f"{name}=_default_{name}")
        slot = getattr(owner, name, None)
        if isinstance(slot, MemberDescriptorType):  # written to directly: the class's own assignment is barred
            names[f"_set_{name}"] = slot.__set__
            lines.append(f" _set_{name}(self, {value})")
        else:
            lines.append(f" self.__dict__[{name!r}] = {value}")
    source = f"def __init__({', '.join(parameters)}):\n" + ("\n".join(lines) or " pass")
    space = {"__name__": owner.__module__, **names}
    exec(source, space)  # noqa: S102  # as the standard decorator does
    method: Any = space["__init__"]
    method.__qualname__ = f"{owner.__qualname__}.__init__"
    return cast("Callable[..., None]", method)


def _init_by_name(owner: type, defaults: Defaults) -> object:
    return _init(owner, defaults, kw_only=True)


def _init_by_place(owner: type, defaults: Defaults) -> object:
    return _init(owner, defaults, kw_only=False)


def _values(defaults: Defaults) -> Callable[[object], object]:
    """Return a function that returns the values of all fields of an instance, to compare and to hash."""
    return attrgetter(*defaults) if defaults else lambda _: ()


def _eq(owner: type, defaults: Defaults) -> object:
    values = _values(defaults)

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    __eq__.__qualname__ = f"{owner.__qualname__}.__eq__"
    return __eq__


def _hash(owner: type, defaults: Defaults) -> object:
    values = _values(defaults)

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(values(self))

    __hash__.__qualname__ = f"{owner.__qualname__}.__hash__"
    return __hash__


def _standard_fields(owner: type, defaults: Defaults) -> object:
    """Return what ``dataclasses.fields``, ``replace`` and ``asdict`` look for."""
    wanted = [
        (name, "object") if default is dataclasses.MISSING else (name, "object", default)
        for name, default in defaults.items()
    ]
    twin: Any = dataclasses.make_dataclass(  # for its fields alone: neither methods nor signature are made
        owner.__name__, wanted, init=False, eq=False, repr=False, kw_only=True, namespace={"__doc__": owner.__name__}
    )
    for holder in reversed(owner.__mro__):
        for name, kind in getattr(holder, "__annotations__", {}).items():
            twin.__dataclass_fields__[name].type = kind
    return twin.__dataclass_fields__


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in getattr(self, _FIELDS))
    return f"{self.__class__.__qualname__}({shown})"


def _refuse(self: object, name: str, value: object = None) -> NoReturn:  # noqa: ARG001  # __setattr__ and __delattr__
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r} of a frozen value")


def _getstate(self: Any) -> list[object]:
    return [getattr(self, name) for name in getattr(self, _FIELDS)]


def _setstate(owner: type, defaults: Defaults) -> object:
    """Return the counterpart of ``_getstate``; the class gets a compiled one when values travel often."""
    left = _FEW

    def begin(self: object, state: Sequence[object]) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            init = _compiled_init(owner, dict.fromkeys(defaults, dataclasses.MISSING), kw_only=False)
            setattr(owner, "__setstate__", lambda self, state: init(self, *state))  # noqa: B010
        for name, value in zip(defaults, state, strict=True):
            object.__setattr__(self, name, value)

    begin.__qualname__ = f"{owner.__qualname__}.__setstate__"
    return begin


_SHARED: Mapping[str, object] = {
    "__repr__": _repr,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _getstate,
}


def _value_class(cls: type, *, slots: bool, kw_only: bool, eq: bool) -> type:
    """Return the class again, without values for its fields and with methods that are made later."""
    namespace = {**_SHARED, **vars(cls)}  # what the class defines itself stays
    own = {name: namespace.pop(name, dataclasses.MISSING) for name in cls.__annotations__}
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    inherited: dict[str, object] = {}
    for base in cls.__mro__[-2:0:-1]:  # from the farthest, without object and the class itself
        inherited |= vars(base).get(_FIELDS, {})
    defaults = {**inherited, **own}
    namespace[_FIELDS] = defaults
    namespace["__match_args__"] = () if kw_only else tuple(defaults)
    namespace["__dataclass_fields__"] = _Later(_standard_fields, defaults)
    namespace["__init__"] = _Later(_init_by_name if kw_only else _init_by_place, defaults)
    namespace.setdefault("__setstate__", _Later(_setstate, defaults))
    if slots:
        namespace["__slots__"] = tuple(name for name in own if name not in inherited)
    if eq:
        namespace.setdefault("__eq__", _Later(_eq, defaults))
        if namespace.get("__hash__") is None:  # Python sets it to None where a class defines equality
            namespace["__hash__"] = _Later(_hash, defaults)
    return type(cls)(cls.__name__, cls.__bases__, namespace)


class _Pattern:
    """A regular expression that is compiled when it is first used."""

    def __init__(self, source: str, flags: int | re.RegexFlag) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        made = getattr(re.compile(self._source, self._flags), name)  # which keeps what it compiled
        setattr(self, name, made)
        return made


if TYPE_CHECKING:
    from dataclasses import dataclass, replace
    from re import compile as pattern
else:

    def replace(value: object, /, **changes: object) -> object:
        """Return what ``dataclasses.replace`` returns, of a value class of this module: most of a page's values are."""
        values = {name: getattr(value, name) for name in getattr(value, _FIELDS)}
        values.update(changes)
        return type(value)(**values)

    def dataclass(
        *, frozen: bool, slots: bool = False, kw_only: bool = False, eq: bool = True
    ) -> Callable[[type], type]:
        """Make a class of frozen values as ``dataclasses.dataclass`` does; little is done until it is used."""
        if not frozen:
            raise TypeError("only frozen values; for others there is the standard decorator")
        return lambda cls: _value_class(cls, slots=slots, kw_only=kw_only, eq=eq)

    def pattern(source: str, flags: int | re.RegexFlag = 0) -> _Pattern:
        """Return what ``re.compile`` returns, compiled when it is first used."""
        return _Pattern(source, flags)
