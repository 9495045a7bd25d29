"""What class names, ids and roles say of an element, by the words of the page vocabulary."""

from __future__ import annotations

from functools import lru_cache

from mediaaudit.lazy import pattern
from mediaaudit.model.vocabulary import PageVocabulary

from .outline import Outline

_WORDS = pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")
_READ = frozenset({"class", "id", "role", "itemprop", "itemtype", "data-testid", "data-component", "data-role"})
_LIMIT = 600  # characters of one attribute that are read
_KEPT = 50_000  # attribute values that are remembered: the pages of one site share most of theirs
_NONE: frozenset[str] = frozenset()
_LINES = frozenset({"caption", "credit", "maker"})


class ClassReader:
    """Says which kinds of the vocabulary the names of an outline's elements belong to; reads each only once."""

    def __init__(self, outline: Outline, vocabulary: PageVocabulary) -> None:
        self._elements = outline.elements
        self._words = _words_of(vocabulary)
        self._found: dict[int, frozenset[str]] = {}

    def kinds(self, number: int) -> frozenset[str]:
        """Return the kinds that the class names, id, role and the like of the element with a number speak of."""
        found = self._found.get(number)
        if found is None:
            element = self._elements[number]
            attr = element.attr
            values = [value for name in element.attrs if name in _READ and (value := attr(name))]
            found = _NONE.union(*map(self._words.kinds, values)) if values else _NONE
            found = self._found[number] = found - _LINES if "story" in found else found
        return found


class _Words:
    """The words of a vocabulary by the kinds that they belong to."""

    def __init__(self, vocabulary: PageVocabulary) -> None:
        self._kinds: dict[str, frozenset[str]] = {}
        self._endings: dict[str, frozenset[str]] = {}
        self._seen: dict[str, frozenset[str]] = {}
        for kind, words in vocabulary.words.items():
            for word in words:
                table = self._endings if word.startswith("*") else self._kinds
                bare = word.removeprefix("*")
                table[bare] = table.get(bare, _NONE) | {kind}

    def kinds(self, value: str) -> frozenset[str]:
        """Return the kinds of the words in one attribute value."""
        value = value[:_LIMIT]
        known = self._seen.get(value)
        if known is None:
            if len(self._seen) >= _KEPT:
                self._seen.clear()
            names = value.replace("_", "-").split()
            known = self._seen[value] = _NONE.union(*(self._of(name, names) for name in names)) if names else _NONE
        return known

    def _of(self, name: str, names: list[str]) -> frozenset[str] | set[str]:
        """Return the kinds of a name; what line it is, its variant says better: of "caption caption--author" the second."""
        found = self._name(name)
        if found & _LINES and any(other.startswith(f"{name}-") and self._name(other) & _LINES for other in names):
            return found - _LINES
        return found

    def _name(self, name: str) -> set[str]:
        words = [word.lower() for word in _WORDS.findall(name)]
        hyphened = f"-{name.lower()}-"
        found: set[str] = set()
        for word, following in zip(words, [*words[1:], ""], strict=False):
            # A two-letter piece of a camel-case or hashed name is no word; a hyphened part is.
            own = self._kinds.get(word, _NONE) if len(word) > 2 or f"-{word}-" in hyphened else _NONE
            own |= self._kinds.get(f"{word}-{following}", _NONE) | self._ending(word)
            if "maker" in own and "caption" in found:
                own |= {"credit"}  # the author of a caption's element is the picture's
            if own & _LINES:
                found -= _LINES  # of a compound name the last word says what it is: "caption__credit" is a credit
            found |= own
        return found

    def _ending(self, word: str) -> frozenset[str]:
        """Return the kinds of a word grown together with another: "imagecopyright"."""
        return next((kinds for ending, kinds in self._endings.items() if word.endswith(ending)), _NONE)


@lru_cache(maxsize=4)
def _words_of(vocabulary: PageVocabulary) -> _Words:
    return _Words(vocabulary)
