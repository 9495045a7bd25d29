"""What class names, ids and roles say of an element, by the words of the page vocabulary."""

from __future__ import annotations

import re

from mediaaudit.model.vocabulary import PageVocabulary

from .outline import Outline

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")
_READ = ("class", "id", "role", "itemprop", "itemtype", "data-testid", "data-component", "data-role")
_LIMIT = 600  # characters of one attribute that are read
_NONE: frozenset[str] = frozenset()
_LINES = frozenset({"caption", "credit", "maker"})


class ClassReader:
    """Says which kinds of the vocabulary the names of an outline's elements belong to; reads each only once."""

    def __init__(self, outline: Outline, vocabulary: PageVocabulary) -> None:
        self._elements = outline.elements
        self._found: dict[int, frozenset[str]] = {}
        self._kinds: dict[str, frozenset[str]] = {}
        self._seen: dict[str, frozenset[str]] = {}
        self._endings: dict[str, frozenset[str]] = {}
        for kind, words in vocabulary.words.items():
            for word in words:
                table = self._endings if word.startswith("*") else self._kinds
                bare = word.removeprefix("*")
                table[bare] = table.get(bare, _NONE) | {kind}

    def kinds(self, number: int) -> frozenset[str]:
        """Return the kinds that the class names, id, role and the like of the element with a number speak of."""
        found = self._found.get(number)
        if found is None:
            attr = self._elements[number].attr
            values = [value for name in _READ if (value := attr(name))]
            found = self._found[number] = _NONE.union(*map(self._of, values)) if values else _NONE
        return found

    def _of(self, value: str) -> frozenset[str]:
        """Return the kinds of the words in one attribute value."""
        known = self._seen.get(value)
        if known is None:
            known = self._seen[value] = self._read(value[:_LIMIT])
        return known

    def _read(self, value: str) -> frozenset[str]:
        found: set[str] = set()
        for name in value.replace("_", "-").split():
            found |= self._name(name)
        return frozenset(found)

    def _name(self, name: str) -> set[str]:
        words = [word.lower() for word in _WORDS.findall(name)]
        hyphened = f"-{name.lower()}-"
        found: set[str] = set()
        for word, following in zip(words, [*words[1:], ""], strict=False):
            # A two-letter piece of a camel-case or hashed name is no word; a hyphened part is.
            own = self._kinds.get(word, _NONE) if len(word) > 2 or f"-{word}-" in hyphened else _NONE
            own |= self._kinds.get(f"{word}-{following}", _NONE) | self._ending(word)
            if own & _LINES:
                found -= _LINES  # of a compound name the last word says what it is: "caption__credit" is a credit
            found |= own
        return found

    def _ending(self, word: str) -> frozenset[str]:
        """Return the kinds of a word grown together with another: "imagecopyright"."""
        return next((kinds for ending, kinds in self._endings.items() if word.endswith(ending)), _NONE)
