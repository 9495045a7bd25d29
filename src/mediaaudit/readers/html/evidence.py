"""What speaks for and against the reader's own verdict on a picture, and how sure that makes it.

Reading a page is evidence, not truth. Each sign below has a name and a weight (``rules/_shared/evidence.toml``); the weights
of the signs that a picture shows are added up, and the logistic function makes a probability of the sum. They were fitted
to labelled pages, held apart by site, by ``benchmarks/fit_evidence.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import exp

from mediaaudit.lazy import pattern
from mediaaudit.model.media import Placement, Sureness
from mediaaudit.model.vocabulary import PageVocabulary

from .boxes import Boxes
from .candidates import Candidates, is_picture
from .captions import Caption
from .media import Occurrence
from .outline import Outline
from .story import Story
from .surroundings import Surroundings

_LARGE, _SMALL = 300, 200  # pixels of the longer side, as declared
_LONG, _SHORT = 1500, 500  # characters of a story
_MANY = 12  # pictures of a story that is a list of things rather than news
_LABEL = (
    160  # characters: a text beside a picture that is shorter may be a caption or a credit that was not taken for one
)
_NUMBER = pattern(r"\s*(\d{1,5})\s*(?:px)?\s*$")
_KINDS = frozenset(
    {
        "aside",
        "advert",
        "gallery",
        "interface",
        "lead",
        "link",
        "overlay",
        "person",
        "player",
        "related",
        "site",
        "teaser",
    }
)


class Evidence:
    """Weighs the pictures of one page that were taken for the story's."""

    def __init__(
        self,
        outline: Outline,
        story: Story,
        boxes: Boxes,
        surroundings: Surroundings,
        vocabulary: PageVocabulary,
        page: str,
    ) -> None:
        """Take the page as other readers see it; ``page`` is what it says it is (``DocumentFacts.kind``)."""
        self._outline = outline
        self._story = story
        self._boxes = boxes
        self._surroundings = surroundings
        self._weights = vocabulary.weights
        self._candidates = Candidates(vocabulary)
        self._page = page

    def weigh(
        self, occurrence: Occurrence, printed: Caption, placement: Placement, *, shared: bool, seen: int, hidden: bool
    ) -> Sureness:
        """Return how sure the verdicts on a picture are that was taken for editorial.

        ``shared``: structured data shows it as the story's. ``seen``: so many pictures of the story stand before it.
        ``hidden``: assistive technology passes it over.
        """
        signs = tuple(self._signs(occurrence, printed, placement, shared=shared, seen=seen, hidden=hidden))
        return Sureness(
            editorial=_probability(self._weights.get("editorial", {}), signs),
            caption=_probability(self._weights.get("caption", {}), signs),
            credit=_probability(self._weights.get("credit", {}), signs),
            reasons=signs,
        )

    def _signs(
        self, occurrence: Occurrence, printed: Caption, placement: Placement, *, shared: bool, seen: int, hidden: bool
    ) -> Iterator[str]:
        yield from self._printed(occurrence, printed)
        yield from self._place(occurrence.number, placement)
        yield from self._file(occurrence)
        yield from self._of_page(seen)
        if shared:
            yield "in-structured-data"
        if hidden:
            yield "hidden"

    def _printed(self, occurrence: Occurrence, printed: Caption) -> Iterator[str]:
        """Yield what the words around a picture say."""
        if printed.figure:
            yield "in-figure"
        yield "caption" if printed.caption else "no-caption"
        yield "credit" if printed.credit_line else "no-credit"
        if printed.framed:
            yield "caption-is-marked"
        if printed.linked:
            yield "words-are-a-link"
        alt = occurrence.alt.value.strip() if occurrence.alt else ""
        yield "alt-of-several-words" if " " in alt else "alt-of-a-word" if alt else "alt-is-empty"
        if not printed.caption or not printed.credit_line:
            after = self._boxes.next_text(self._boxes.box(occurrence.number))
            text = self._outline.text(after) if after >= 0 else ""
            if text and len(text) < _LABEL and self._outline.tags[after] not in {"h1", "h2", "h3", "h4"}:
                yield "short-text-follows"

    def _place(self, number: int, placement: Placement) -> Iterator[str]:
        """Yield where a picture stands."""
        story, at = self._story, self._outline.chunk_starts[number]
        yield f"kind-{placement}"
        if not story.length:
            yield "no-story"
        elif at <= story.start:
            yield "before-the-story"
        elif at <= story.end:
            yield "amid-the-story"
        else:
            yield "after-the-story"
        if self._outline.within(number, story.container):
            yield "in-the-story's-element"
        for kind in sorted(self._surroundings.kinds(number) & _KINDS):
            yield f"in-{kind}"

    def _file(self, occurrence: Occurrence) -> Iterator[str]:
        """Yield what the element says of the file."""
        sizes = [
            int(found[1])
            for name in ("width", "height")
            if (found := _NUMBER.match(occurrence.attributes.get(name) or ""))
        ]
        yield (
            "size-large"
            if max(sizes, default=0) >= _LARGE
            else "size-small"
            if 0 < max(sizes, default=0) < _SMALL
            else "size-unknown"
        )
        first = occurrence.candidates[0]
        if (first.width and first.width >= _LARGE) or len(occurrence.candidates) > 3:
            yield "several-sizes"
        path = first.url.partition("?")[0].lower()
        if path.endswith((".svg", ".gif", ".png")):
            yield "file-of-a-drawing"
        elif not is_picture(first):
            yield "address-of-no-picture"
        if first.origin not in {"src", "srcset", "source"}:
            yield "loaded-later"
        if occurrence.unscripted:
            yield "only-without-scripts"

    def _of_page(self, seen: int) -> Iterator[str]:
        """Yield what the page is."""
        if self._page:
            yield f"page-{self._page}"
        length = self._story.length
        yield "story-long" if length >= _LONG else "story-short" if length < _SHORT else "story-middling"
        if seen >= _MANY:
            yield "one-of-many"


def _probability(weights: Mapping[str, float], signs: tuple[str, ...]) -> float:
    if not weights:
        return 1.0
    total = weights.get("always", 0.0) + sum(weights.get(sign, 0.0) for sign in signs)
    return round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 4)
