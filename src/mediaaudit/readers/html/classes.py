"""What class names, ids and roles say of an element, by the words of the page vocabulary."""

from __future__ import annotations

import re

from mediaaudit.model.vocabulary import PageVocabulary

from . import tree

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")
_READ = ("class", "id", "role", "itemprop", "itemtype", "data-testid", "data-component", "data-role")
_LIMIT = 600  # characters of one attribute that are read
_NONE: frozenset[str] = frozenset()


class ClassReader:
    """Says which kinds of the vocabulary an element's names belong to; remembers each value it has seen."""

    def __init__(self, vocabulary: PageVocabulary) -> None:
        self._kinds: dict[str, frozenset[str]] = {}
        self._seen: dict[str, frozenset[str]] = {}
        for kind, words in vocabulary.words.items():
            for word in words:
                self._kinds[word] = self._kinds.get(word, _NONE) | {kind}

    def kinds(self, element: tree.Element) -> frozenset[str]:
        """Return the kinds that the element's class names, id, role and the like speak of."""
        found = _NONE
        for name in _READ:
            value = element.attr(name)
            if value:
                found |= self.of(value)
        return found

    def of(self, value: str) -> frozenset[str]:
        """Return the kinds of the words in one attribute value."""
        known = self._seen.get(value)
        if known is None:
            known = self._seen[value] = self._read(value[:_LIMIT])
        return known

    def _read(self, value: str) -> frozenset[str]:
        found: set[str] = set()
        for name in value.replace("_", "-").split():
            words = [word.lower() for word in _WORDS.findall(name)]
            for word, following in zip(words, [*words[1:], ""], strict=True):
                # A two-letter piece of a camel-case or hashed name is no word; a whole name or hyphened part is.
                if len(word) > 2 or word == name.lower() or f"-{word}-" in f"-{name.lower()}-":
                    found |= self._kinds.get(word, _NONE)
                found |= self._kinds.get(f"{word}-{following}", _NONE)
        return frozenset(found)
