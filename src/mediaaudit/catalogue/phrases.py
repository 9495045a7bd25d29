"""Phrase lists by language: ``rules/_shared/phrases/<language>.toml``, laid over by a newsroom's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from mediaaudit.lazy import dataclass
from mediaaudit.model.phrases import Phrases
from mediaaudit.resources import rules_folder

from .tables import Table, read_toml

SAME = {"nb": "no", "nn": "no"}  # both written forms of Norwegian
ALWAYS = ("und", "en")  # what belongs to no language, and English, which content systems speak everywhere


@dataclass(frozen=True)
class PhraseBook:
    """Where phrases come from: the shipped folder and a newsroom's own, in this order."""

    folders: tuple[Path, ...] = ()

    def for_language(self, language: str | None) -> Phrases:
        """Return the phrases for a page of that language (BCP 47; None where it is unknown)."""
        primary = (language or "").partition("-")[0].lower()
        if not (primary.isascii() and primary.isalpha()):  # the page says it, and it becomes a file name
            primary = ""
        return _phrases(self.folders, SAME.get(primary, primary))


def phrase_book(own: Sequence[Path] = ()) -> PhraseBook:
    """Return the shipped phrases with a newsroom's own folders laid over them."""
    return PhraseBook((rules_folder() / "_shared" / "phrases", *own))


@cache
def _phrases(folders: tuple[Path, ...], language: str) -> Phrases:
    lists: dict[str, frozenset[str]] = {}
    for folder in folders:
        for name in dict.fromkeys((*ALWAYS, language)):
            path = folder / f"{name}.toml"
            if name and path.is_file():
                for key, words in _read(path).items():
                    lists[key] = lists.get(key, frozenset()) | words
    return Phrases(language=language or None, lists=lists)


@cache
def _read(path: Path) -> dict[str, frozenset[str]]:
    table = Table(path, read_toml(path))
    found: dict[str, frozenset[str]] = {}
    for family in table.mapping():
        lists = table.table(family)
        for name in lists.mapping():
            found[f"{family}.{name}"] = frozenset(phrase.casefold() for phrase in lists.texts(name))
    return found
