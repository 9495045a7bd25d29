"""What a newsroom has decided of pictures: which are withdrawn, and which pairs that look alike were looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mediaaudit.gate import leads_outside, read_file, read_named
from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.report import Notification
from mediaaudit.model.signature import PackedSignature
from mediaaudit.model.withdrawn import Withdrawal, Withdrawn

from .inputs import Collecting, collect, kind_of
from .plan import Plan

if TYPE_CHECKING:
    from mediaaudit.archive.decisions import Decision, Decisions

_HASH = pattern(r"[0-9a-f]{64}|[0-9a-f]{16}", re.IGNORECASE)
_TOLD = 10  # lines of a list that are of no use, told by number
_MOST = 64 << 20  # bytes of a list; a million hashes


@dataclass(frozen=True, slots=True, kw_only=True)
class HousePictures:
    """The withdrawn pictures, the signatures of those that are at hand, the decisions, and what could not be read."""

    withdrawn: Withdrawn
    signatures: dict[str, PackedSignature]
    decisions: Decisions
    notifications: tuple[Notification, ...]


def read_house_pictures(plan: Plan) -> HousePictures:
    """Read the files that a plan names. What cannot be read becomes a notification of level error."""
    reader = _Reader(plan)
    for path in plan.withdrawn:
        reader.take(path)
    decisions: dict[frozenset[str], Decision] = {}
    for path in plan.decisions:
        decisions.update(reader.decisions(path))
    return HousePictures(
        withdrawn=Withdrawn(contents=reader.contents, hashes=reader.hashes),
        signatures=reader.signatures,
        decisions=decisions,
        notifications=tuple(reader.notices),
    )


class _Reader:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._inside = (plan.project,) if plan.project else None
        self.contents: dict[str, Withdrawal] = {}
        self.hashes: dict[int, Withdrawal] = {}
        self.signatures: dict[str, PackedSignature] = {}
        self.notices: list[Notification] = []

    def take(self, path: Path, entry: Withdrawal | None = None) -> None:
        """Take a list, a picture or a folder of pictures; ``entry`` says why, where a list has named it."""
        if path.is_dir():
            for item in collect([path], Collecting(everything=True, gitignore=False)).inputs:
                if item.kind == "picture" and isinstance(item.path, Path):
                    self._picture(item.path, entry)
        elif kind_of(path) == "picture":
            self._picture(path, entry)
        else:
            self._list(path)

    def _list(self, path: Path) -> None:
        """Take a list. A line that is of no use is told by its number: its words may be anybody's."""
        useless: list[int] = []
        for number, line in enumerate(self._lines(path), start=1):
            named, _, reason = line.partition("#")
            named = named.strip()
            entry = Withdrawal(reason=" ".join(reason.split()), origin=f"{path.name}, line {number}")
            if not named:
                continue
            if not _HASH.fullmatch(named):
                if not self._named(path.parent / named, entry):
                    useless.append(number)
            elif len(named) == 64:
                self.contents.setdefault(named.lower(), entry)
            else:
                self.hashes.setdefault(int(named, 16), entry)

        if useless:
            listed = ", ".join(map(str, useless[:_TOLD])) + (" and others" if len(useless) > _TOLD else "")
            lines = "lines" if len(useless) > 1 else "line"
            self._fail(path, f"{lines} {listed}: no hash, and no picture or folder that may be read")

    def _named(self, path: Path, entry: Withdrawal) -> bool:
        """Take what a line of a list names, and return whether there is a picture or a folder that may be read."""
        try:
            there = path.is_dir() or (path.is_file() and kind_of(path) == "picture")
            if not there or (self._inside and leads_outside(path, self._inside)):
                return False
        except (OSError, ValueError):  # words that no file can be called
            return False
        self.take(path, entry)
        return True

    def _picture(self, path: Path, entry: Withdrawal | None) -> None:
        from mediaaudit.readers.pictures.signature import Unreadable, pack, read_signature

        try:
            data = read_file(path, most=self._plan.limits.max_bytes, inside=self._inside)
        except OSError as error:
            return self._fail(path, error.strerror or str(error))
        from hashlib import sha256

        content = sha256(data).hexdigest()
        self.contents.setdefault(content, entry or Withdrawal(reason="", origin=path.name))
        try:
            self.signatures[content] = PackedSignature(pack(read_signature(data, limits=self._plan.limits)))
        except Unreadable as error:
            return self._fail(path, f"its copies will not be found, for {error}")
        return None

    def decisions(self, path: Path) -> Decisions:
        from mediaaudit.archive.decisions import DecisionError, parse_decisions

        try:
            return parse_decisions("".join(self._lines(path)))
        except DecisionError as error:
            self._fail(path, str(error))
            return {}

    def _lines(self, path: Path) -> Iterator[str]:
        try:
            text = self._data(path).decode("utf-8-sig", "replace")
        except OSError as error:
            self._fail(path, error.strerror or str(error))
            return
        yield from text.splitlines(keepends=True)

    def _data(self, path: Path) -> bytes:
        return read_file(path, most=_MOST, inside=self._inside) if self._inside else read_named(path, most=_MOST)

    def _fail(self, path: Path, why: str) -> None:
        self.notices.append(
            Notification(
                code="house-data",
                message=f"{path.as_posix()}, named in the configuration, cannot be used: {why}.",
                level="error",
                uri=path.as_posix(),
            )
        )
