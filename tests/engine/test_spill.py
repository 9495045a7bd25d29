"""Lists that outgrow memory are what they would be in memory."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaaudit.engine import spill
from mediaaudit.engine.failure import EngineError
from mediaaudit.engine.spill import Mapped, Spill

pairs = st.lists(st.tuples(st.text(st.characters(codec=None), max_size=3), st.integers()), max_size=30)


@given(pairs, st.integers(1, 12), st.booleans())
def test_on_disk_as_in_memory(added: list[tuple[str, int]], many: int, once: bool) -> None:
    small: Spill[int] = Spill(many=many, once=once)
    for key, item in added:
        small.add(key, item)
    kept = list({key: (key, item) for key, item in reversed(added)}.values())[::-1] if once else added
    expected = sorted(kept, key=lambda pair: pair[0])
    assert list(small.pairs()) == expected
    assert list(small) == [item for _, item in expected]
    assert len(small) == len(expected)
    assert [small[place] for place in range(len(small))] == list(small)
    assert small[1:3] == list(small)[1:3]
    assert sum(len(items) for _, items in small.grouped()) == len(small)
    assert len(list(small.grouped())) == len({key for key, _ in added})


@pytest.mark.parametrize("many", [1, 9])
def test_what_is_added_after_reading(many: int) -> None:
    kept: Spill[str] = Spill(many=many)
    for key in "bca":
        kept.add(key, key)
        assert "".join(kept) == "".join(sorted(kept))
    kept.clear()
    assert list(kept) == []
    assert not kept.on_disk


def test_places_beyond_the_end() -> None:
    kept: Spill[str] = Spill(many=2)
    for key in "cab":
        kept.add(key, key)
    assert kept[-1] == "c"
    with pytest.raises(IndexError):
        kept[3]


def test_mapped_is_made_when_asked_for() -> None:
    made: list[int] = []
    doubled = Mapped([1, 2, 3], lambda item: made.append(item) or 2 * item)
    assert (len(doubled), doubled[1], doubled[1:], made) == (3, 4, [4, 6], [2, 2, 3])
    assert list(doubled) == [2, 4, 6]


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: Spill[bytes] = Spill(many=1)
    kept.add("a", b"")
    assert kept._table is not None
    kept._table._base.execute("PRAGMA max_page_count = 4")
    monkeypatch.setattr(spill, "_PIECE", 1)
    with pytest.raises(EngineError, match=r"full.*TMPDIR"):
        kept.add("b", b"x" * 100_000)
    assert isinstance(kept._table._base, sqlite3.Connection)


@pytest.mark.parametrize(
    "ask", [list, lambda kept: kept[0], lambda kept: list(kept.grouped())], ids=["all", "one", "groups"]
)
@pytest.mark.parametrize("keys", ["abc", "cba"])
def test_trouble_in_reading_is_said(ask: Callable[[Spill[str]], object], keys: str) -> None:
    kept: Spill[str] = Spill(many=1)
    for key in keys:
        kept.add(key, key)
    assert len(kept) == 3
    assert kept._table is not None
    kept._table._base.execute("DROP TABLE items")
    with pytest.raises(EngineError, match=r"does not fit in .*TMPDIR"):
        ask(kept)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are listed there")
def test_it_lies_where_temporary_files_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "it's here"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    kept: Spill[bytes] = Spill(many=1)
    for number in range(30):
        kept.add(str(number), bytes(300_000))
    assert len(kept) == 30
    opened = [str(entry.readlink()) for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink()]
    assert any(name.startswith(str(folder)) for name in opened)
    monkeypatch.undo()
    Spill(many=1).add("", b"")  # what is opened next is where it was
