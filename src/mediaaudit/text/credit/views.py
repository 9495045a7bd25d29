"""What the words of an item look like by themselves: a person, an organisation, an account, nothing."""

from __future__ import annotations

from typing import Literal

from mediaaudit.model.directory import Directory

from .items import QUOTES, Item
from .lexemes import Lexeme
from .lexicon import Lexicon
from .names import has_given_name, parts
from .shape import is_acronym, is_caseless, is_initial, is_reference

View = Literal["person", "account", "organisation", "single", "drop"]
_MOST_HAN, _MOST_HANGUL = 4, 3  # characters of a person's name written without a space
_FIRST, _SECOND = frozenset({"van", "von", "op", "in", "zu", "de"}), frozenset({"der", "den", "dem"})  # von der Leyen
_MOST_NAMES = 4  # words of a name, particles not counted
_LONGEST_INITIALS = 3  # letters
_SHORTEST_GIVEN = 3  # letters: a longer word in capitals that is a given name is no acronym


def view_of(item: Item, lexicon: Lexicon, directory: Directory) -> View:
    """Tell a person, an organisation, an account, a word to drop; "single" where only its place can tell."""
    words = [lexeme for lexeme in item.lexemes if lexeme.kind != "mark"]
    if not words:
        return "drop"
    first = words[0]
    if first.kind == "handle":
        return "account"
    if first.kind == "address":
        return "drop" if "@" in first.text or "://" in first.text else "organisation"
    if directory.roster and item.text in directory.roster:
        return "person"
    if item.before == "," and all(
        lexicon.has(word.key, "place") or lexicon.has(word.key, "place_opening") for word in words
    ):
        return "drop"  # where the organisation before the comma sits
    if len(words) == 1:
        return _single(first, lexicon)
    if item.before == "@":
        return "account"
    return "person" if _is_person(item, words, lexicon) else "organisation"


def _is_person(item: Item, words: list[Lexeme], lexicon: Lexicon) -> bool:
    """Take several words for a person's name unless something in them is of an organisation's."""
    given = has_given_name(item.lexemes, lexicon)
    if given and len(words) == 2 and lexicon.of_family(words[1].key):
        return True
    by_name = " " not in words[0].text and lexicon.has(words[0].key, "given")
    first = given and by_name and words[1].text[0].isupper()  # Ville Halonen, but Ville de Lyon
    if any(word.agency is not None or lexicon.of_organisation(word.key) for word in words[first:]):
        return False
    if any(lexicon.has(word.key, "surname_like") for word in words):
        return given and len(words) < _MOST_NAMES
    if _is_titled(words, lexicon, given=given) or any(lexeme.key in QUOTES for lexeme in item.lexemes):
        return False
    if len(words) == 2 and len(item.lexemes) == 3 and not words[1].gap and item.lexemes[1].key == "-":
        return not (words[0].text.isupper() or words[1].text.isupper())  # JPL-Caltech
    return not _is_connected(words, lexicon) and len(parts(words, lexicon)) <= _MOST_NAMES


def _is_titled(words: list[Lexeme], lexicon: Lexicon, *, given: bool) -> bool:
    """Say whether words begin or end as an organisation's name does: The ..., 5 ..., ... 3, Tom's ..., DCV WSL."""
    first = words[0]
    if first.text[0].isdigit() or words[-1].text.isdigit() or any(word.key.endswith("'s") for word in words):
        return True
    if "\uac00" <= first.text[0] <= "\ud7af":
        return True  # Korean writes a person's name without a space
    if given:
        return False
    if lexicon.has(words[-1].key, "place") or _has_acronym(words):
        return True
    if not any(word.gap or is_initial(words[n].text) for n, word in enumerate(words[1:])):
        return words[0].text[0].isupper() and "-" not in (word.text for word in words)  # Lund.Films
    article = first.text[0].isupper() and lexicon.has(first.key, "article")
    return article or all(is_acronym(word.text) and len(word.text) <= _LONGEST_INITIALS for word in words)


def _has_acronym(words: list[Lexeme]) -> bool:
    """Say whether an acronym opens a name in small letters: TVB Stubai; two letters may be initials."""
    first = words[0].text
    return is_acronym(first) and len(first) > 2 and any(not word.text.isupper() for word in words[1:])


def _is_connected(words: list[Lexeme], lexicon: Lexicon) -> bool:
    """Say whether a small word joins an organisation's name: Rest of World, Ring der Landjugend."""
    if any(word.key in _SECOND and words[n].key not in _FIRST for n, word in enumerate(words[1:])):
        return True
    if all(word.text.islower() for word in words):
        return False
    joints = [word for word in words if word.text.islower() and lexicon.has(word.key, "connector")]
    return any(not lexicon.has(word.key, "particle") for word in joints)


def _single(word: Lexeme, lexicon: Lexicon) -> View:
    text = word.text
    if lexicon.of_organisation(word.key):
        return "organisation"
    if is_reference(text):
        return "drop"
    if is_caseless(text):
        return _caseless(text, lexicon)
    if (is_acronym(text) and not (len(text) > _SHORTEST_GIVEN and lexicon.has(word.key, "given"))) or is_initial(text):
        return "organisation"
    return "person" if lexicon.has(word.key, "surname") else "single"


def _caseless(text: str, lexicon: Lexicon) -> View:
    """Judge a word of a script without capitals by its length and by how organisations' names end."""
    if any(text.endswith(ending) for ending in lexicon.endings):
        return "organisation"
    if any("\u3040" <= c <= "\u30ff" for c in text):
        return "organisation"  # kana: a company or a foreign name
    most = _MOST_HANGUL if "\uac00" <= text[0] <= "\ud7af" else _MOST_HAN
    return "person" if 2 <= len(text) <= most else "organisation"
