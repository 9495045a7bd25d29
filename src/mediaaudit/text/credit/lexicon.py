"""The directory as look-up tables: every phrase of the grammar and every organisation by its folded words.

A table maps the words of a phrase, joined by spaces, to its meaning, and every beginning of a phrase to None, so the
longest phrase at a place is found with one look-up a word. Made once for a directory, when it is first needed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from mediaaudit.lazy import dataclass
from mediaaudit.model.directory import Agency, Directory

from .fold import plain_key
from .tokens import Token, tokenize

Meaning = dict[str, Agency | None]  # role -> the organisation, for the role "org"
# The number of an organisation in the directory, or role -> such a number; None for the beginning of a phrase.
Phrases = Mapping[str, int | Mapping[str, int | None] | None]

# Roles of single words: looked up apart from phrases, because nearly every word of a line is asked for them. Their
# words are written in small letters in the data.
_WORD_ROLES = frozenset(
    {
        "organisation", "surname_like", "surname", "given", "particle", "connector", "article", "function", "month", "and",
        "company_form", "abbreviation", "tld", "suffix", "ending", "preposition", "place", "place_opening", "giver", "press",
    }
)  # fmt: skip


_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "ß": "ss"})
_SHORTEST_COMPOUND, _SHORTEST_SURNAME = 8, 6  # letters


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled tables of one directory."""

    phrases: Phrases
    agencies: Sequence[Agency]
    words: dict[str, frozenset[str]]  # role -> its words
    endings: tuple[str, ...]  # of organisations' names, in scripts that do not part words
    compounds: tuple[str, ...]  # ends of compound words that name organisations: Landespolizei
    surnames: tuple[str, ...]  # ends of family names

    def meaning(self, key: str) -> Meaning | None:
        """Return what a phrase means; None for what only begins one, and for what is none."""
        found = self.phrases.get(key)
        if found is None:
            return None
        if isinstance(found, int):
            return {"org": self.agencies[found]}
        return {role: None if at is None else self.agencies[at] for role, at in found.items()}

    def has(self, word: str, role: str) -> bool:
        """Say whether a folded word plays one of the single-word roles."""
        return word in self.words[role]

    def of_organisation(self, word: str) -> bool:
        """Say whether a folded word makes the words around it an organisation, by itself or by how it ends."""
        return word in self.words["organisation"] or (len(word) >= _SHORTEST_COMPOUND and word.endswith(self.compounds))

    def of_family(self, word: str) -> bool:
        """Say whether a folded word is a family name, a common one or by how it ends."""
        return word in self.words["surname"] or (len(word) >= _SHORTEST_SURNAME and word.endswith(self.surnames))

    @property
    def tlds(self) -> frozenset[str]:
        """The endings of web addresses."""
        return self.words["tld"]

    @property
    def abbreviations(self) -> frozenset[str]:
        """The words behind which a full stop does not end a sentence."""
        return self.words["abbreviation"]

    @property
    def suffixes(self) -> frozenset[str]:
        """What is written onto a name without a space: who took or gave the picture."""
        return self.words["suffix"]


@lru_cache(maxsize=8)
def lexicon_of(directory: Directory) -> Lexicon:
    """Compile a directory; kept for as long as few directories are in use."""
    vocabulary = directory.vocabulary
    plain = directory.tables.get("unaccented") or plain_names(directory)
    words = {role: frozenset((*vocabulary.get(role, ()), *plain.get(role, ()))) for role in _WORD_ROLES}
    return Lexicon(
        directory.tables.get("phrases") or _phrases_of(directory, words["tld"]),
        directory.agencies,
        words,
        tuple(vocabulary.get("ending", ())),
        tuple(vocabulary.get("compound_ending", ())),
        tuple(vocabulary.get("surname_ending", ())),
    )


def plain_names(directory: Directory) -> dict[str, list[str]]:
    """Return names without their accents, by role, to be kept as a directory's table ``unaccented``."""
    words = directory.vocabulary
    others = {word for role in ("article", "function", "organisation", "place") for word in words.get(role, ())}
    return {
        role: sorted(
            {spelling for word in words.get(role, ()) if not word.isascii() for spelling in _plain(word)} - others
        )
        for role in ("given", "surname")
    }


def plain_phrases(directory: Directory) -> Phrases:
    """Return the table of phrases, to be kept as a directory's table ``phrases``."""
    return lexicon_of(directory).phrases


def _phrases_of(directory: Directory, tlds: frozenset[str]) -> Phrases:
    phrases: dict[str, dict[str, int | None] | None] = {}
    for role, entries in directory.vocabulary.items():
        if role not in _WORD_ROLES and not role.endswith("_ending"):
            for phrase in entries:
                _enter(phrases, phrase, role, None, tlds)
    for number, agency in enumerate(directory.agencies):
        for spelling in (agency.name, *agency.aliases, *agency.variants, *agency.misspellings):
            _enter(phrases, spelling, "org", number, tlds)
    return {key: meaning["org"] if meaning and [*meaning] == ["org"] else meaning for key, meaning in phrases.items()}


@lru_cache(maxsize=8)
def agencies_of(directory: Directory) -> dict[str, Agency]:
    """Return every spelling of every agency by its letters and digits, the first agency to claim it winning."""
    agencies: dict[str, Agency] = {}
    for agency in directory.agencies:
        for spelling in (agency.name, *agency.aliases, *agency.variants, *agency.misspellings):
            agencies.setdefault(plain_key(spelling), agency)
    return agencies


def _plain(word: str) -> set[str]:
    """Return the ways in which a name is written where accents are not: André, Andre; Jürgen, Jurgen, Juergen."""
    return {
        "".join(c for c in unicodedata.normalize("NFKD", spelling) if not unicodedata.combining(c))
        for spelling in (word, word.translate(_SPELLED_OUT))
    }


def _enter(
    phrases: dict[str, dict[str, int | None] | None], spelling: str, role: str, agency: int | None, tlds: frozenset[str]
) -> None:
    key = ""
    for part in _parts(spelling, tlds):
        if key:
            phrases.setdefault(key, None)
            key = f"{key} {part}"
        else:
            key = part
    if not key:
        return
    meaning = phrases.get(key)
    if meaning is None:
        meaning = phrases[key] = {}
    meaning.setdefault(role, agency)


def _parts(spelling: str, tlds: frozenset[str]) -> list[str]:
    """Return the keys of a phrase's tokens; most phrases are plain words and need no tokenizer."""
    words = spelling.casefold().split()
    if all(word.isalnum() for word in words):
        return words
    return [token.key for token in tokenize(spelling, tlds) if token.key not in "-."]


def extend_key(key: str, token: Token) -> str:
    """Add a token to a phrase's key; a hyphen or full stop inside a phrase counts as a space does."""
    if token.key in "-.":
        return key
    return f"{key} {token.key}" if key else token.key
