"""Typed access to a parsed TOML table: every wrong key or type becomes an error that names file and key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from mediaaudit.gate import read_file, read_named
from mediaaudit.lazy import pattern

from .errors import CatalogueError, did_you_mean

_KINDS = {str: "a text", bool: "true or false", int: "a whole number", float: "a number"}


DEEPEST = 64  # parts of a key; the parser takes time with their square
MOST = 10**12  # a setting; none counts more bytes, seconds or findings than that
LARGEST = 16 << 20  # bytes of a TOML file: a directory of a hundred thousand agencies


def read_toml(path: Path, *, inside: Sequence[Path] | None = None, most: int = LARGEST) -> dict[str, object]:
    """Return the tables of a TOML file. Raises CatalogueError if it is missing, unreadable, too large or not TOML.

    ``inside``: the real folders of which one must hold it, links followed; None for any place. ``most``: bytes.
    """
    try:
        data = read_named(path, most=most) if inside is None else read_file(path, most=most, inside=inside)
        text = data.decode("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CatalogueError(path, f"cannot be read: {reason}") from error
    if _DEEP_KEY.search(text):
        raise CatalogueError(path, f"has a key of more than {DEEPEST} parts")
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CatalogueError(path, f"is not valid TOML: {error}") from error
    except ValueError as error:  # of Python's own: a number of thousands of digits
        raise CatalogueError(path, "is not valid TOML: a number has too many digits") from error


_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*"""
_DEEP_KEY = pattern(rf"(?<![\w-]){_PART}(?:\.[ \t]*{_PART}){{{DEEPEST}}}")


class Table:
    """One table of a file, taken apart key by key; ``finish`` refuses what nobody asked for."""

    def __init__(self, origin: str | Path, values: object, prefix: str = "") -> None:
        """Take the file's name for messages, the raw table and its dotted place in the file."""
        self.origin = origin
        self.prefix = prefix
        if not isinstance(values, Mapping):
            raise CatalogueError(origin, "must be a table", prefix or None)
        self._values: Mapping[str, object] = values
        self._asked: list[str] = []

    def _key(self, name: str) -> str:
        return f"{self.prefix}.{name}" if self.prefix else name

    def fail(self, name: str, message: str) -> CatalogueError:
        """Return an error about one key of this table."""
        return CatalogueError(self.origin, message, self._key(name))

    def raw(self, name: str) -> object | None:
        """Return a value as it stands, or None where the key is absent."""
        self._asked.append(name)
        return self._values.get(name)

    def has(self, name: str) -> bool:
        """Say whether the table has the key."""
        self._asked.append(name)
        return name in self._values

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; a missing key is an error unless there is a default."""
        value = self.raw(name)
        if value is None and default is not None:
            return default
        if value is None:
            others = [key for key in self._values if key not in self._asked]
            raise self.fail(name, f"is missing{did_you_mean(name, others).replace('did you mean', 'is it')}")
        if not isinstance(value, str):
            raise self.fail(name, "must be a text")
        self._refuse_nul(name, (value,))
        return value

    def _refuse_nul(self, name: str, texts: Sequence[str]) -> None:
        if any("\0" in text for text in texts):
            raise self.fail(name, "must not hold a NUL character")

    def choice(self, name: str, allowed: Sequence[str], default: str | None = None) -> str:
        """Return a text that is one of the allowed words."""
        value = self.text(name, default)
        if value not in allowed:
            raise self.fail(name, f"{value!r} is not one of {', '.join(allowed)}{did_you_mean(value, allowed)}")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.raw(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.fail(name, "must be true or false")
        return value

    def whole(self, name: str) -> int:
        """Return a whole number that must be there."""
        value = self.raw(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fail(name, f"must be {_KINDS[int]}")
        return int(_bounded(self, name, value))

    def texts(self, name: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.raw(name)
        if value is None:
            return tuple(default)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fail(name, "must be a list of texts")
        self._refuse_nul(name, value)
        return tuple(value)

    def table(self, name: str) -> Table:
        """Return a table inside this one; an absent one is empty."""
        value = self.raw(name)
        return Table(self.origin, {} if value is None else value, self._key(name))

    def tables(self, name: str) -> list[Table]:
        """Return an array of tables; an absent one is empty."""
        value = self.raw(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.fail(name, "must be an array of tables")
        return [Table(self.origin, item, f"{self._key(name)}[{n}]") for n, item in enumerate(value, 1)]

    def mapping(self) -> dict[str, object]:
        """Return the whole table as it stands."""
        self._asked.extend(self._values)
        for name in self._values:
            self._refuse_nul(name.replace("\0", "\\0"), (name,))
        return dict(self._values)

    def finish(self) -> None:
        """Refuse keys that nobody asked for. Raises CatalogueError with the nearest known key."""
        for name in self._values:
            if name not in self._asked:
                raise self.fail(name, f"is not a key that belongs here{did_you_mean(name, self._asked)}")


def _bounded(table: Table, name: str, value: float) -> float:
    if not abs(value) <= MOST:  # which no NaN is
        raise table.fail(name, f"must be a number of at most {MOST:,}")
    return value


def typed(table: Table, name: str, value: object, kind: object) -> object:
    """Return a value as an option of that type hint (str, bool, int, float, ``tuple[str, ...]``).

    Raises CatalogueError if it is of another type; whole numbers serve as numbers.
    """
    if kind == tuple[str, ...]:
        return table.texts(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        _bounded(table, name, value)
    if kind is str:
        return table.text(name) if table.has(name) else value
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(kind, type) and (not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)):
        raise table.fail(name, f"must be {_KINDS.get(kind, kind.__name__)}")
    return value
