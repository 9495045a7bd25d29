"""What a check is: a pure generator whose signature says what it looks at and what it must know.

The first parameter is the scope, the last one (a dataclass whose name does not matter) the options, those between are
facts::

    @check("alt.repeats_caption")
    def repeats_caption(image: Image, phrases: Phrases, options: RepeatsCaption) -> Iterator[Problem]: ...

A fact written ``X | None`` may be absent; without the ``None`` the check is not called where the fact is missing. A
check that looks at media of certain kinds only says so, and is not asked about others: ``@check(name, kinds={"svg"})``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import is_dataclass
from functools import cache, cached_property
from importlib import import_module
from types import NoneType, UnionType
from typing import Generic, ParamSpec, get_args, get_type_hints

from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Asset, Faults, Pixels
from mediaaudit.model.av import Recording
from mediaaudit.model.corpus import Copies, Corpus, Uses
from mediaaudit.model.credit import Credit
from mediaaudit.model.directive import Suppression
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media
from mediaaudit.model.metadata import Manifest, Original, PhotoMetadata
from mediaaudit.model.phrases import AsOf, Phrases
from mediaaudit.model.problem import Problem
from mediaaudit.model.soup import Soup
from mediaaudit.model.withdrawn import Withdrawn

P = ParamSpec("P")

SCOPES: tuple[type, ...] = (Image, Media, Asset, Document, Corpus, Suppression)
FACTS: tuple[type, ...] = (
    Document, Asset, Pixels, PhotoMetadata, Original, Manifest, Faults, Recording, Credit, Uses, Copies, Withdrawn, Directory, Phrases, AsOf, Soup,
)  # fmt: skip
# Scope, needs and whether they are optional, options, module, kinds of media.
KnownNames = tuple[str, Sequence[tuple[str, bool]], str | None, str, Sequence[str]]
_BY_NAME = {kind.__name__: kind for kind in (*SCOPES, *FACTS)}


@dataclass(frozen=True, slots=True)
class Need:
    """A fact that a check takes, and whether it can do without."""

    fact: type
    optional: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """What the type hints of a check say it looks at, and what it must know; of media, which ``kinds``: empty for all."""

    scope: type
    needs: tuple[Need, ...]
    kinds: frozenset[str] = frozenset()


class Check(Generic[P]):
    """A named check. Calling it calls the function; what its type hints say is read when first asked for."""

    def __init__(self, name: str, function: Callable[P, Iterator[Problem]], kinds: Collection[str] = ()) -> None:
        """Wrap a generator function under the name that rule files use; ``kinds`` are those of media, none for all."""
        self.name = name
        self.function = function
        self._kinds = frozenset(kinds)
        self.__doc__ = function.__doc__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Iterator[Problem]:
        """Run the check."""
        return self.function(*args, **kwargs)

    def __reduce__(self) -> tuple[Callable[..., Check[...]], tuple[str, ...]]:
        # By name, so that a plan can travel to a worker process.
        if self.name in _REGISTERED:
            return _find_in, (self.function.__module__, self.name)
        return find_check, (self.name,)

    @cached_property
    def _parameters(self) -> tuple[tuple[Need, ...], type | None]:
        hints = get_type_hints(self.function)
        hints.pop("return", None)
        found = [_need(kind) for kind in hints.values()]
        last = found[-1].fact if len(found) > 1 else None
        if last is None or last in FACTS or not is_dataclass(last):
            return tuple(found), None
        return tuple(found[:-1]), last

    @cached_property
    def signature(self) -> Signature:
        """Return scope and needs. Raises TypeError for a signature outside the contract."""
        found, _ = self._parameters
        if not found or found[0].fact not in SCOPES:
            raise TypeError(f"check {self.name}: the first parameter must be one of {_names(SCOPES)}")
        scope, *needs = found
        for need in needs:
            if need.fact not in FACTS:
                raise TypeError(f"check {self.name}: {need.fact} is no fact; facts are {_names(FACTS)}")
        return Signature(scope.fact, tuple(needs), self._kinds)

    @property
    def is_ours(self) -> bool:
        """Whether it is no plug-in's."""
        return self.name not in _REGISTERED

    @property
    def options(self) -> type | None:
        """Return the class of its options, or None for a check that has none."""
        return self._parameters[1]

    def known(self) -> KnownNames:
        """Return what its type hints say in plain values, to be kept in a file: see ``KnownCheck``."""
        needs = [(need.fact.__name__, need.optional) for need in self.signature.needs]
        options = self.options.__name__ if self.options else None
        signature = self.signature
        return signature.scope.__name__, needs, options, self.function.__module__, sorted(signature.kinds)

    def option_types(self) -> dict[str, object]:
        """Return the type hint of each option, by name."""
        return dict(get_type_hints(self.options)) if self.options else {}


class KnownCheck(Check[...]):
    """A check whose type hints are known: its module is imported when it is called, the hints are not read again."""

    def __init__(self, name: str, known: KnownNames) -> None:
        """Take what ``known`` said of the check. Raises KeyError for a fact that there is not."""
        scope, needs, self._options, self._module, kinds = known
        self.name = name
        facts = tuple(Need(_BY_NAME[fact], optional) for fact, optional in needs)
        self.signature = Signature(_BY_NAME[scope], facts, frozenset(kinds))

    @cached_property
    def function(self) -> Callable[..., Iterator[Problem]]:  # type: ignore[override]
        """Import the check. Raises LookupError if there is none of that name any more."""
        for value in vars(import_module(self._module)).values():
            if isinstance(value, Check) and value.name == self.name:
                return value.function
        raise LookupError(f"there is no check called {self.name!r} in {self._module}")

    @property
    def options(self) -> type | None:
        """Return the class of its options, which the type hint of its function names."""
        return getattr(import_module(self._module), self._options) if self._options else None


def check(name: str, *, kinds: Collection[str] = ()) -> Callable[[Callable[P, Iterator[Problem]]], Check[P]]:
    """Make a generator function the check ``family.name``; of media, it is asked about these ``kinds``, all if none."""

    def wrap(function: Callable[P, Iterator[Problem]]) -> Check[P]:
        return Check(name, function, kinds)

    return wrap


_REGISTERED: dict[str, Check[...]] = {}  # the checks of plug-ins


def register(check: Check[...]) -> None:
    """Make a plug-in's check known. Raises ValueError for a name that is taken, TypeError for a wrong signature."""
    if _REGISTERED.get(check.name) is check:
        return
    try:
        find_check(check.name)
    except LookupError:
        _REGISTERED[check.name] = check
        return
    raise ValueError(f"there is a check called {check.name!r} already")


def _find_in(module: str, name: str) -> Check[...]:
    """Return a plug-in's check in another process, where its module may not have been imported yet."""
    for value in vars(import_module(module)).values():
        if isinstance(value, Check) and value.name == name:
            register(value)
            return value
    raise LookupError(f"there is no check called {name!r} in {module}")


def find_check(name: str) -> Check[...]:
    """Return the check of that name: a plug-in's, else from the module of its family.

    Raises LookupError if there is none.
    """
    if name in _REGISTERED:
        return _REGISTERED[name]
    family = name.partition(".")[0]
    for known in _checks_of(family):
        if known.name == name:
            return known
    raise LookupError(f"there is no check called {name!r}")


@cache
def _checks_of(family: str) -> tuple[Check[...], ...]:
    """Return the checks of a family: its module's, or those of every module of its package."""
    package = f"mediaaudit.checks.{family}"
    try:
        modules = [import_module(package)]
    except ModuleNotFoundError as error:
        raise LookupError(f"there is no family of checks called {family!r}") from error
    inner = getattr(modules[0], "__path__", ())
    from pkgutil import iter_modules

    modules += [import_module(f"{package}.{found.name}") for found in iter_modules(inner)]
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, Check))


def _need(kind: object) -> Need:
    if isinstance(kind, UnionType):
        kinds = [part for part in get_args(kind) if part is not NoneType]
        return Need(kinds[0], optional=True)
    if not isinstance(kind, type):
        raise TypeError(f"{kind!r} is no fact and no options class")
    return Need(kind, optional=False)


def _names(kinds: tuple[type, ...]) -> str:
    return ", ".join(kind.__name__ for kind in kinds)
