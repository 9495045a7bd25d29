"""The findings of a report as the page needs them: with an anchor, a picture, a state, and who made the picture."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Literal, TypeVar

from mediaaudit.lazy import dataclass
from mediaaudit.model.report import Article, Finding, Picture, Report

Key = TypeVar("Key", bound=Hashable)
State = Literal["open", "new", "known", "suppressed"]
NO_CREDIT = "No credit"
NO_AGENCY = "No agency named"
NO_PHOTOGRAPHER = "No photographer named"
NO_PICTURE = "No picture of its own"
_NOBODY = (NO_AGENCY, NO_CREDIT, NO_PICTURE)  # these close the list of the photo desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One finding; ``anchor`` is its id on the page, the same in every run that finds it."""

    finding: Finding
    anchor: str
    state: State
    article: Article
    picture: Picture | None

    @property
    def asks(self) -> bool:
        """Say whether there is something to do: neither suppressed nor known from the baseline."""
        return self.state in {"open", "new"}

    @property
    def agency(self) -> str:
        """The agency that the photo desk finds it under."""
        if self.picture is None:
            return NO_PICTURE
        if self.picture.agencies:
            return self.picture.agencies[0]
        return NO_AGENCY if self.picture.photographers or self.picture.credit else NO_CREDIT

    @property
    def photographer(self) -> str:
        """The photographer that the photo desk finds it under."""
        return self.picture.photographers[0] if self.picture and self.picture.photographers else NO_PHOTOGRAPHER

    @property
    def makers(self) -> tuple[str, ...]:
        """Everybody who is named in the credit."""
        return (*self.picture.agencies, *self.picture.photographers) if self.picture else ()


@dataclass(frozen=True)
class Entries:
    """All entries of a report, in its order."""

    report: Report

    @cached_property
    def all(self) -> tuple[Entry, ...]:
        """Every finding, known and suppressed ones too."""
        taken: dict[str, int] = {}
        return tuple(self._entry(finding, taken) for finding in self.report.findings)

    @cached_property
    def asking(self) -> tuple[Entry, ...]:
        """The findings that ask for something."""
        return tuple(entry for entry in self.all if entry.asks)

    @cached_property
    def makers(self) -> dict[str, int]:
        """Agencies and photographers by name, in alphabetical order, with their numbers on the page."""
        names = {name for entry in self.all for name in entry.makers}
        return {name: number for number, name in enumerate(sorted(names, key=str.casefold))}

    @cached_property
    def agencies(self) -> frozenset[str]:
        """The names that are agencies."""
        return frozenset(name for entry in self.all if entry.picture for name in entry.picture.agencies)

    def _entry(self, finding: Finding, taken: dict[str, int]) -> Entry:
        anchor = f"f-{(finding.fingerprint or short_hash(finding.message))[:12]}"
        taken[anchor] = taken.get(anchor, 0) + 1
        if taken[anchor] > 1:
            anchor += f"-{taken[anchor]}"
        place = finding.location
        return Entry(
            finding=finding,
            anchor=anchor,
            state=_state(finding),
            article=self.report.articles.get(place.uri, Article()),
            picture=self.report.pictures.get(place.picture or "") or _plain_picture(finding),
        )


def grouped(entries: Iterable[Entry], key: Callable[[Entry], Key]) -> dict[Key, list[Entry]]:
    """Return the entries by a key, groups and entries in order of appearance."""
    groups: dict[Key, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return groups


def most_first(groups: dict[str, list[Entry]]) -> list[tuple[str, list[Entry]]]:
    """Return named groups with the largest first, those without a name at the end."""

    def order(item: tuple[str, Sequence[Entry]]) -> tuple[bool, int, int, str]:
        name, entries = item
        nobody = name in _NOBODY or name == NO_PHOTOGRAPHER
        return nobody, _NOBODY.index(name) if name in _NOBODY else 0, -len(entries), name.casefold()

    return sorted(groups.items(), key=order)


def short_hash(text: str) -> str:
    """Return eight hexadecimal digits that stand for a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _state(finding: Finding) -> State:
    if finding.suppression is not None:
        return "suppressed"
    if finding.baseline_state is None:
        return "open"
    return "new" if finding.baseline_state == "new" else "known"


def _plain_picture(finding: Finding) -> Picture | None:
    """Return what a finding itself knows of its picture, for a report that was not illustrated."""
    if finding.subject_kind == "document" or not (finding.image_src or finding.image_file):
        return None
    return Picture(article=finding.location.uri, src=finding.image_src, file=finding.image_file)
