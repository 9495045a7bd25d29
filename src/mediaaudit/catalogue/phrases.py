"""Phrase lists by language: ``rules/_shared/phrases/<language>.toml``, laid over by a newsroom's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from mediaaudit.lazy import dataclass
from mediaaudit.model.phrases import Phrases
from mediaaudit.resources import rules_folder

from .store import stored
from .tables import Table, read_toml

SAME = {"nb": "no", "nn": "no"}  # both written forms of Norwegian
ALWAYS = ("und", "en")  # what belongs to no language, and English, which content systems speak everywhere


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """Where phrases come from: the shipped ones, and a newsroom's own folders laid over them in this order."""

    own: tuple[Path, ...] = ()

    def for_language(self, language: str | None) -> Phrases:
        """Return the phrases for a page of that language (BCP 47; None where it is unknown)."""
        primary = (language or "").partition("-")[0].lower()
        if not (primary.isascii() and primary.isalpha()):  # the page says it, and it becomes a file name
            primary = ""
        return _phrases(self.own, SAME.get(primary, primary))


def phrase_book(own: Sequence[Path] = ()) -> PhraseBook:
    """Return the shipped phrases with a newsroom's own folders laid over them."""
    return PhraseBook(tuple(own))


@cache
def _phrases(own: tuple[Path, ...], language: str) -> Phrases:
    names = [name for name in dict.fromkeys((*ALWAYS, language)) if name]
    sources = [_shipped().get(name, {}) for name in names]
    sources += [_read(path) for folder in own for name in names if (path := folder / f"{name}.toml").is_file()]
    lists: dict[str, frozenset[str]] = {}
    for source in sources:
        for key, phrases in source.items():
            lists[key] = lists.get(key, frozenset()).union(phrases)
    return Phrases(language=language or None, lists=lists)


@cache
def _shipped() -> Mapping[str, Mapping[str, Sequence[str]]]:
    found: Mapping[str, Mapping[str, Sequence[str]]] = stored("phrases", plain_phrases)
    return found


def plain_phrases() -> dict[str, Any]:
    """Return the shipped phrases in plain values: language, name of the list, phrases."""
    folder = rules_folder() / "_shared" / "phrases"
    return {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}


@cache
def _read(path: Path) -> Mapping[str, Sequence[str]]:
    table = Table(path, read_toml(path))
    found: dict[str, Sequence[str]] = {}
    for family in table.mapping():
        lists = table.table(family)
        for name in lists.mapping():
            found[f"{family}.{name}"] = [phrase.casefold() for phrase in lists.texts(name)]
    return found
