from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

import pytest

from mediaaudit.engine.plain import Plain
from mediaaudit.model.asset import Fault, Faults, Pixels
from mediaaudit.model.av import Recording
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.model.problem import Value
from mediaaudit.model.rule import Measured
from mediaaudit.model.source import Span, Text

VALUES: list[tuple[Any, object]] = [
    (Recording(duration=1 / 3, has_audio=None, has_video=True), Recording),
    (Pixels(width=1, height=2, mode="RGB", phash=(1 << 64) - 1, spread=5e-324), Pixels),
    (Faults(faults=(Fault(code="a", message="\ud800 \0 é", offset=0), Fault(code="b", message=""))), Faults),
    (
        PhotoMetadata(
            merged=PhotoFields(creator=("A", "B"), gps=(-1.5, 179.999)),
            containers=(("xmp", PhotoFields(keywords=())), ("iim", PhotoFields())),
            device_ids=(("serial", "1"),),
            thumbnail=(12, 34),
        ),
        PhotoMetadata,
    ),
    (Text("a", (Span(0, 1), Span(2, 3))), Text),
    ({"a": ("x", "y"), "b": 1, "c": 1.0, "d": True, "e": ""}, Mapping[str, Value]),
    (frozenset({"a", "b"}), frozenset[str]),
    (b"\x00\xff\x80", bytes),
    (None, Measured | None),
    (Measured(findings=2, right=1, on="pages"), Measured | None),
    ({1: (2, "b")}, Mapping[int, tuple[int, str]]),
]


@pytest.mark.parametrize(("value", "kind"), VALUES, ids=map(str, range(len(VALUES))))
def test_what_went_through_json_is_what_it_was(value: Any, kind: object) -> None:
    plain = Plain()
    back = Plain().value(json.loads(json.dumps(plain.plain(value, kind))), kind)
    assert back == value
    assert type(back) is type(value)
    if isinstance(value, dict):
        assert [(key, type(each)) for key, each in back.items()] == [(key, type(each)) for key, each in value.items()]


def test_a_type_may_have_a_form_of_its_own() -> None:
    known = {"one": Recording(duration=1.0)}
    plain = Plain({Recording: (lambda _value: "one", known.__getitem__)})
    assert plain.plain((known["one"],), tuple[Recording, ...]) == ["one"]
    assert plain.value(["one"], tuple[Recording, ...])[0] is known["one"]


@pytest.mark.parametrize("kind", [complex, Span | Text, list[int]])
def test_what_could_not_come_back_is_refused(kind: object) -> None:
    with pytest.raises(TypeError):
        Plain().plain(None, kind)


WRONG: list[tuple[Any, object]] = [
    ("1", int),
    (True, int),
    (1, bool),
    (1.0, int),
    ("1", float),
    (None, str),
    (1, str | None),
    ("c", Literal["a", "b"]),
    (["a"], Literal["a", "b"] | None),
    ([1], tuple[str, ...]),
    ("ab", tuple[str, ...]),
    ({"a": 1}, tuple[str, ...]),
    ("ab", tuple[str, str]),
    (["a"], tuple[str, str]),
    (["a", 1], tuple[str, str]),
    ([["a", "1"]], Mapping[str, int]),
    ([["a", 1, 2]], Mapping[str, int]),
    ([[["a"], 1]], Mapping[str, int]),
    ({}, Value),
    ([1], Value),
    ([1, "2"], Span),
    ([1], Span),
    ([1, 2, 3], Span),
    ({"start": 1, "end": 2}, Span),
    (None, Span),
    (5, bytes),
    ("é", bytes),
]


@pytest.mark.parametrize(("plain", "kind"), WRONG, ids=map(str, range(len(WRONG))))
def test_what_is_of_another_type_is_refused(plain: Any, kind: object) -> None:
    with pytest.raises((ValueError, TypeError, LookupError)):
        Plain().value(plain, kind)


def test_a_whole_number_is_a_float_as_well() -> None:
    assert Plain().value([1, None, None], Recording) == Recording(duration=1)
