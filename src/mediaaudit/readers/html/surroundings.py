"""What lies between a picture and the story: the names, boxes and links around it, worked out once for each element."""

from __future__ import annotations

from mediaaudit.model.vocabulary import PageVocabulary

from .candidates import leads_away, url_words
from .classes import ClassReader
from .outline import Outline
from .story import Story

_BESIDE = frozenset({"nav", "footer", "dialog"})
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OWN_TEXT = 150  # characters: an <article> with less running text of its own is a card of another story
_NONE: frozenset[str] = frozenset()


class Surroundings:
    """Knows the kinds of an element and of those around it, up to the one that holds the story.

    Besides the kinds of the vocabulary: ``beside`` (a box that is no part of the story), ``aside`` (one that may be),
    ``link`` (a link to another page), ``offer`` (a link that sells something).
    """

    def __init__(self, outline: Outline, story: Story, classes: ClassReader, vocabulary: PageVocabulary) -> None:
        self._outline = outline
        self._story = story
        self._classes = classes
        self._offers = vocabulary.urls.get("offer", _NONE)
        self._found: dict[int, frozenset[str]] = {}

    def kinds(self, number: int) -> frozenset[str]:
        """Return the kinds of an element and of all around it below the story's own elements."""
        chain = []
        while number >= 0 and number not in self._found and not self._is_story(number):
            chain.append(number)
            number = self._outline.parents[number]
        found = self._found.get(number, _NONE)
        for inner in reversed(chain):
            own = self._own(inner)
            found = self._found[inner] = found if own <= found else found | own
        return found

    def outermost(self, number: int, kinds: frozenset[str]) -> int:
        """Return the outermost element around a picture, below the story's own, that is of such kinds; else itself."""
        found = number
        while number >= 0 and not self._is_story(number):
            found = number if self._own(number) & kinds else found
            number = self._outline.parents[number]
        return found

    def _is_story(self, number: int) -> bool:
        if self._outline.tags[number] in {"body", "html"} or self._story.holds(number):
            return True
        return self._outline.within(self._story.headline, number)  # the head of the story

    def _own(self, number: int) -> frozenset[str]:
        tag, kinds = self._outline.tags[number], self._classes.kinds(number)
        if tag == "a":
            return kinds | self._link(self._outline.elements[number].attr("href"))
        if tag in _BESIDE or (tag == "article" and self._is_card(number)):
            return kinds | {"beside"}
        if tag == "aside":
            return kinds | {"aside"}
        if tag == "header" and self._is_of_the_site(number):
            return kinds | {"site"}
        return kinds

    def _link(self, href: str | None) -> frozenset[str]:
        if not leads_away(href):
            return _NONE
        offers = any(word in self._offers for word in url_words(href or ""))
        return frozenset({"link", "offer"}) if offers else frozenset({"link"})

    def _is_card(self, number: int) -> bool:
        """Say whether an ``<article>`` beside the story is the card of another one: it names it and links to it.

        The post of a live page has text of its own, and some systems wrap each picture of a story in an article.
        """
        story, outline = self._story, self._outline
        if not story.length or outline.within(story.headline, number) or story.weight(number) >= _OWN_TEXT:
            return False
        inner = range(number, outline.ends[number])
        return any(outline.tags[inside] in _TITLES or self._leads_away(inside) for inside in inner)

    def _leads_away(self, number: int) -> bool:
        return self._outline.tags[number] == "a" and leads_away(self._outline.elements[number].attr("href"))

    def _is_of_the_site(self, number: int) -> bool:
        """Say whether a ``<header>`` stands before the headline and without it."""
        headline = self._story.headline
        return headline >= self._outline.ends[number]
