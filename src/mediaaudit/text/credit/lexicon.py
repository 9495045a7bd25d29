"""The directory as look-up tables: every phrase of the grammar and every organisation by its folded words.

A table maps the words of a phrase, joined by spaces, to its meaning, and every beginning of a phrase to None, so the
longest phrase at a place is found with one look-up a word. Made once for a directory, when it is first needed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from mediaaudit.model.directory import Agency, Directory

from .fold import plain_key
from .tokens import Token, tokenize

Meaning = dict[str, Agency | None]  # role -> the organisation, for the role "org"
Phrases = dict[str, Meaning | None]

# Roles of single words: looked up apart from phrases, because nearly every word of a line is asked for them.
WORD_ROLES = frozenset(
    {
        "organisation",
        "surname_like",
        "given",
        "particle",
        "connector",
        "article",
        "function",
        "month",
        "and",
        "company_form",
    }
)
_LISTS = frozenset({"abbreviation", "tld", "suffix", "ending"})


class Lexicon(NamedTuple):
    """The compiled tables of one directory."""

    phrases: Phrases
    agencies: dict[str, Agency]  # every spelling, letters and digits only
    words: dict[str, frozenset[str]]  # a single word -> its roles
    abbreviations: frozenset[str]
    tlds: frozenset[str]
    suffixes: frozenset[str]  # written without a space after a name
    endings: tuple[str, ...]  # of organisations' names, in scripts that do not part words

    def has(self, word: str, role: str) -> bool:
        """Say whether a folded word plays one of the single-word roles."""
        return role in self.words.get(word, ())


@lru_cache(maxsize=8)
def lexicon_of(directory: Directory) -> Lexicon:
    """Compile a directory; kept for as long as few directories are in use."""
    vocabulary = directory.vocabulary
    tlds = frozenset(vocabulary.get("tld", ()))
    phrases: Phrases = {}
    words: dict[str, set[str]] = {}
    for role, entries in vocabulary.items():
        if role in WORD_ROLES:
            for word in entries:
                words.setdefault(word.casefold(), set()).add(role)
        elif role not in _LISTS:
            for phrase in entries:
                _enter(phrases, phrase, role, None, tlds)
    agencies: dict[str, Agency] = {}
    for agency in directory.agencies:
        for spelling in (agency.name, *agency.aliases, *agency.variants, *agency.misspellings):
            _enter(phrases, spelling, "org", agency, tlds)
            agencies.setdefault(plain_key(spelling), agency)
    return Lexicon(
        phrases,
        agencies,
        {word: frozenset(roles) for word, roles in words.items()},
        frozenset(vocabulary.get("abbreviation", ())),
        tlds,
        frozenset(vocabulary.get("suffix", ())),
        tuple(vocabulary.get("ending", ())),
    )


def _enter(phrases: Phrases, spelling: str, role: str, agency: Agency | None, tlds: frozenset[str]) -> None:
    key = ""
    for token in tokenize(spelling, tlds):
        if key:
            phrases.setdefault(key, None)
        key = extend_key(key, token)
    if not key:
        return
    meaning = phrases.get(key)
    if meaning is None:
        meaning = phrases[key] = {}
    meaning.setdefault(role, agency)


def extend_key(key: str, token: Token) -> str:
    """Add a token to a phrase's key; a hyphen or full stop inside a phrase counts as a space does."""
    if token.key in "-.":
        return key
    return f"{key} {token.key}" if key else token.key
