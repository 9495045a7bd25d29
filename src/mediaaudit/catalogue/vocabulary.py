"""Load what news pages call their parts (``rules/_shared/page.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache

from mediaaudit.model.vocabulary import PageVocabulary
from mediaaudit.resources import rules_folder


@cache
def load_vocabulary() -> PageVocabulary:
    """Return the shipped vocabulary of news pages, read once a process.

    Raises OSError or tomllib.TOMLDecodeError where the installation is broken.
    """
    tables = tomllib.loads((rules_folder() / "_shared" / "page.toml").read_text(encoding="utf-8"))
    return PageVocabulary(
        words={kind: frozenset(words) for kind, words in tables["words"].items()},
        urls={kind: frozenset(words) for kind, words in tables["urls"].items()},
        attributes={kind: tuple(names) for kind, names in tables["attributes"].items()},
        phrases={kind: frozenset(phrase.casefold() for phrase in found) for kind, found in tables["phrases"].items()},
    )
