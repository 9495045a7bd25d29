"""Load what news pages call their parts (``rules/_shared/page.toml``), and what speaks for and against a verdict on a picture (``evidence.toml``)."""

from __future__ import annotations

from functools import cache
from typing import Any

from mediaaudit.model.vocabulary import PageVocabulary
from mediaaudit.resources import rules_folder

from .store import stored
from .tables import read_toml


@cache
def load_vocabulary() -> PageVocabulary:
    """Return the shipped vocabulary of news pages, read once a process. Raises CatalogueError for a bad file."""
    tables = stored("page", plain_vocabulary)
    return PageVocabulary(
        words={kind: frozenset(words) for kind, words in tables["words"].items()},
        urls={kind: frozenset(words) for kind, words in tables["urls"].items()},
        attributes={kind: tuple(names) for kind, names in tables["attributes"].items()},
        phrases={kind: frozenset(found) for kind, found in tables["phrases"].items()},
        weights=tables["weights"],
    )


def plain_vocabulary() -> dict[str, Any]:
    """Return the shipped vocabulary in plain values, read from its file."""
    tables: dict[str, Any] = read_toml(rules_folder() / "_shared" / "page.toml")
    phrases = {kind: [phrase.casefold() for phrase in found] for kind, found in tables["phrases"].items()}
    return {**tables, "phrases": phrases, "weights": read_toml(rules_folder() / "_shared" / "evidence.toml")}
