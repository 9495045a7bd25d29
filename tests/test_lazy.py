"""Value classes behave as those of the standard decorator do; patterns as those of ``re``."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from collections.abc import Mapping

import pytest

from mediaaudit.lazy import dataclass, pattern, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    name: str
    size: int | None = None
    notes: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heir(Named):
    place: str = "here"


@dataclass(frozen=True, slots=True)
class Pair:
    start: int
    end: int = 9


@dataclass(frozen=True, slots=True, eq=False)
class Self:
    name: str


@dataclass(frozen=True)
class Open:
    name: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    name: str
    size: int | None = None


def test_methods_are_made_at_first_use() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        name: str

    assert not callable(vars(Fresh)["__init__"])
    assert Fresh("a") == Fresh("a")
    assert callable(vars(Fresh)["__init__"])
    assert Fresh.__init__.__qualname__.endswith("Fresh.__init__")


def test_values() -> None:
    assert repr(Pair(1)) == "Pair(start=1, end=9)"
    assert Pair(1) == Pair(1, 9) != Pair(1, 2)
    assert Pair(1) != Named(name="a")
    assert len({Pair(1), Pair(1, 9), Pair(2)}) == 2
    assert Pair.__match_args__ == ("start", "end")
    assert Self("a") != Self("a")
    assert Named(name="a").notes == {}
    assert Named(name="a").notes is not Named(name="a").notes
    assert repr(Heir(name="a")) == "Heir(name='a', size=None, notes={}, place='here')"
    assert Heir(name="a") != Named(name="a")
    assert isinstance(Heir(name="a"), Named)


@pytest.mark.parametrize("value", [Pair(1), Heir(name="a", size=3), Open("x")])
def test_values_are_frozen_and_travel(value) -> None:
    field = dataclasses.fields(value)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, field, 7)
    with pytest.raises(dataclasses.FrozenInstanceError):
        delattr(value, field)
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.deepcopy(value) == value


def test_values_travel_often() -> None:
    values = [Heir(name=str(number), notes={"b": "c"}, place="there") for number in range(60)]
    assert [pickle.loads(pickle.dumps(value)) for value in values] == values


def test_slots_leave_no_room() -> None:
    assert not hasattr(Heir(name="a"), "__dict__")
    assert Heir.__slots__ == ("place",)
    assert vars(Open("a")) == {"name": "a"}


def test_the_standard_functions_work() -> None:
    heir = Heir(name="a", notes={"b": "c"})
    assert dataclasses.is_dataclass(Heir)
    assert dataclasses.replace(heir, place="there") == Heir(name="a", notes={"b": "c"}, place="there")
    assert dataclasses.asdict(heir) == {"name": "a", "size": None, "notes": {"b": "c"}, "place": "here"}
    named, standard = dataclasses.fields(Named), dataclasses.fields(Standard)
    assert [(field.name, field.type, field.default) for field in named[:2]] == [
        (field.name, field.type, field.default) for field in standard
    ]


@pytest.mark.parametrize("values", [{}, {"name": "a", "nmae": "b"}, {"name": "a", "size": 1, "place": 2}])
def test_wrong_arguments_are_refused_as_ever(values) -> None:
    with pytest.raises(TypeError) as refusal:
        Named(**values)
    with pytest.raises(TypeError) as standard:
        Standard(**values)
    assert str(refusal.value).replace("Named", "Standard") == str(standard.value)


def test_only_frozen_classes() -> None:
    with pytest.raises(TypeError, match="frozen"):

        @dataclass(frozen=False)
        class Mutable:
            name: str


def test_patterns_compile_at_first_use() -> None:
    numbers = pattern(r"(?P<n>\d+)", re.ASCII)
    assert not any(isinstance(value, re.Pattern) for value in vars(numbers).values())
    assert numbers.sub("#", "a1b22") == "a#b#"
    assert numbers.groupindex == {"n": 1}
    assert [match[0] for match in numbers.finditer("1 22")] == ["1", "22"]
    with pytest.raises(re.error):
        pattern("(").search("")


def test_replace_is_that_of_the_standard_library() -> None:
    for value, changes in ((Pair(1, 5), {"end": 7}), (Pair(1, 5), {}), (Heir(name="a", size=2), {"place": "there"})):
        assert replace(value, **changes) == dataclasses.replace(value, **changes)
    assert replace(Pair(1, 5), start=3) == Pair(3, 5)
    with pytest.raises(TypeError):
        replace(Pair(1, 5), length=2)
