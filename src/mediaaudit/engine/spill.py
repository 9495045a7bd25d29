"""Lists that outgrow memory: beyond a number of items, what is in them lies in a temporary file.

The file is SQLite's own temporary database: it has no name, is gone with the process, and lies where Python's ``tempfile``
puts its files (``TMPDIR``, else ``/tmp``).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Generic, TypeVar, overload

from .failure import EngineError

Item = TypeVar("Item")
Made = TypeVar("Made")
MANY = 30_000  # items kept in memory: some thirty megabytes of rows
_PIECE = 1000  # items that are written in one go
_first, _second = itemgetter(0), itemgetter(1)


def _pack(item: object) -> bytes:
    import pickle

    return pickle.dumps(item, pickle.HIGHEST_PROTOCOL)


def _unpack(data: bytes) -> Any:
    import pickle

    return pickle.loads(data)  # noqa: S301 - our own file


class Spill(Sequence[Item], Generic[Item]):
    """Items in the order of their keys, those of one key as they were added. All are added before the first is read."""

    def __init__(
        self,
        *,
        once: bool = False,
        many: int | None = None,
        pack: Callable[[Item], bytes] = _pack,
        unpack: Callable[[bytes], Item] = _unpack,
    ) -> None:
        """Take whether only the first item of each key is kept, and the number beyond which items lie on disk (``MANY``).

        ``pack`` and ``unpack`` say how an item lies there.
        """
        self._once, self._many = once, MANY if many is None else many
        self._pack, self._unpack = pack, unpack
        self._new: list[tuple[str, Item]] = []
        self._keys: set[str] = set()  # of the new ones, if each is kept once
        self._table: _Table | None = None
        self._sorted = False

    def add(self, key: str, item: Item) -> None:
        """Add an item. Raises EngineError if the disk is full."""
        if self._once:
            if key in self._keys:
                return
            self._keys.add(key)
        self._new.append((key, item))
        self._sorted = False
        if len(self._new) >= (_PIECE if self._table else self._many):
            self._write()

    def pairs(self) -> Iterator[tuple[str, Item]]:
        """Yield keys and items."""
        self._settle()
        return ((key, self._unpack(data)) for key, data in self._table.pairs()) if self._table else iter(self._new)

    def grouped(self) -> Iterator[tuple[str, list[Item]]]:
        """Yield each key with its items."""
        for key, group in groupby(self.pairs(), _first):
            yield key, [item for _, item in group]

    def __len__(self) -> int:
        self._settle()
        return len(self._table or self._new)

    def __iter__(self) -> Iterator[Item]:
        return map(_second, self.pairs())

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        self._settle()
        return self._unpack(self._table[place]) if self._table else self._new[place][1]

    def clear(self) -> None:
        """Forget all items, and give their room on the disk back."""
        self._new.clear()
        self._keys.clear()
        self._table = None

    @property
    def on_disk(self) -> bool:
        """Whether there are so many that they lie on disk."""
        return self._table is not None

    def _write(self) -> None:
        self._table = self._table or _Table(once=self._once)
        self._table.extend([(key, self._pack(item)) for key, item in self._new])
        self._new.clear()
        self._keys.clear()

    def _settle(self) -> None:
        if self._table:
            if self._new:
                self._write()
        elif not self._sorted:
            self._new.sort(key=_first)
            self._sorted = True


class Mapped(Sequence[Made], Generic[Item, Made]):
    """What is made of the items of a sequence, each time one is asked for."""

    def __init__(self, items: Sequence[Item], make: Callable[[Item], Made]) -> None:
        """Take the items, and what makes something of one."""
        self._items, self._make = items, make

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Made]:
        return map(self._make, self._items)

    @overload
    def __getitem__(self, place: int) -> Made: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Made]: ...
    def __getitem__(self, place: int | slice) -> Made | Sequence[Made]:
        return list(map(self._make, self._items[place])) if isinstance(place, slice) else self._make(self._items[place])


class _Table:
    """The same on disk."""

    def __init__(self, *, once: bool) -> None:
        import sqlite3
        import tempfile

        self._broken: type[Exception] = sqlite3.Error
        self._base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        folder = tempfile.gettempdir().replace("'", "''")
        self._base.execute(f"PRAGMA temp_store_directory = '{folder}'")  # of this process; it would take /var/tmp
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2000"):
            self._base.execute(f"PRAGMA {setting}")
        unique = "UNIQUE" if once else ""
        self._base.execute(f"CREATE TABLE items (number INTEGER PRIMARY KEY, key BLOB {unique}, item BLOB)")
        self._count = 0
        self._order: array[int] | None = None  # numbers by place, where they are not the places
        self._last = ""
        self._ascending = True

    def extend(self, pairs: list[tuple[str, bytes]]) -> None:
        for key, _ in pairs:
            self._ascending = self._ascending and self._last <= key
            self._last = key
        rows = [(_bytes(key), data) for key, data in pairs]
        try:
            self._base.execute("BEGIN")
            written = self._base.executemany("INSERT OR IGNORE INTO items (key, item) VALUES (?, ?)", rows).rowcount
            self._base.execute("COMMIT")
        except self._broken as error:
            raise _full(error) from error
        self._count += written
        self._order = None

    def pairs(self) -> Iterator[tuple[str, bytes]]:
        if self._ascending:
            try:
                for key, item in self._base.execute("SELECT key, item FROM items ORDER BY number"):
                    yield _text(key), item
            except self._broken as error:
                raise _full(error) from error
            return
        for number in self._places():
            key, item = self._row(number)
            yield _text(key), item

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: int) -> bytes:
        if not -self._count <= place < self._count:
            raise IndexError(place)
        place %= self._count
        _, item = self._row(place + 1 if self._ascending else self._places()[place])
        return item

    def _row(self, number: int) -> tuple[bytes, bytes]:
        try:
            row = self._base.execute("SELECT key, item FROM items WHERE number = ?", (number,)).fetchone()
        except self._broken as error:
            raise _full(error) from error
        found: tuple[bytes, bytes] = row
        return found

    def _places(self) -> array[int]:
        if self._order is None:
            try:  # what is sorted takes room on the disk too
                numbers = self._base.execute("SELECT number FROM items ORDER BY key, number")
                self._order = array("q", map(_first, numbers))
            except self._broken as error:
                raise _full(error) from error
        return self._order


def _full(error: Exception) -> EngineError:
    import tempfile

    return EngineError(f"{error}: what the run keeps until its end does not fit in {tempfile.gettempdir()} (TMPDIR)")


def _bytes(key: str) -> bytes:
    """Return a key in bytes that sort as the texts do; file names may hold what is no Unicode."""
    return key.encode("utf-8", "surrogatepass")


def _text(key: bytes) -> str:
    return key.decode("utf-8", "surrogatepass")
