"""Editorial or not: the story's own pictures, told from logos, portraits, advertisements and links to other stories.

Judged by structure and vocabulary: what is around a picture, where it stands, and what is printed under it. Doubt says no:
a rule that speaks of a logo costs more trust than a picture that is not looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice

from mediaaudit.lazy import pattern
from mediaaudit.model.media import PICTURE_KINDS, Placement
from mediaaudit.model.vocabulary import PageVocabulary

from .boxes import Boxes
from .candidates import Candidates, is_picture, url_words
from .captions import Caption
from .media import Occurrence
from .outline import Outline
from .story import Story
from .surroundings import Surroundings

_SMALL = 100  # pixels: no side of a story's picture is declared smaller than this, and icons are
_ALWAYS = frozenset({"beside", "embed", "paid"})  # what no caption outweighs
_MOSTLY = frozenset({"advert", "person", "related"})  # what a caption with a credit amid the story outweighs
_NAMED = frozenset({"aside", "interface", "overlay", "player", "site", "teaser"})  # what a caption outweighs
_OF_THE_PAGE = frozenset({"interface", "site"})
_VERSIONS = frozenset({"gallery", "overlay", "variant"})  # where a picture of the story is shown once more
# Sizes that are shapes: some pages state only how wide a picture is for its height.
_RATIOS = frozenset(
    {(16, 9), (16, 10), (21, 9), (9, 16), (4, 3), (3, 4), (3, 2), (2, 3), (5, 4), (4, 5), (2, 1), (7, 5)}
)
_OTHER_KINDS = frozenset({"area", "canvas", "image-button", "svg"})  # drawn, or a control
_SIZE = pattern(r"(?<![0-9a-z])(\d{2,4})x(\d{2,4})(?![0-9a-z])")
_FEW_WORDS = 3  # with the ending: "zoom.png", "icon_lupe.png"; a photograph's name tells more
_SAID = frozenset({"alt", "class", "height", "srcset", "title", "width"})
_WIDE = frozenset({"article", "body", "html", "main"})
_BYLINE = 60  # elements of a picture's box that are asked whether they name the author
_BESIDE_HEADLINE = 3  # levels above a headline in which a picture belongs to it
_CARD = 300  # characters: a box with more running text than this is more than a card
_NUMBER = pattern(r"\s*(\d{1,5})\s*(?:px)?\s*$")


class Judge:
    """Judges the pictures of one outline."""

    def __init__(
        self,
        outline: Outline,
        story: Story,
        boxes: Boxes,
        surroundings: Surroundings,
        vocabulary: PageVocabulary,
    ) -> None:
        self._outline = outline
        self._story = story
        self._boxes = boxes
        self._surroundings = surroundings
        self._signs = vocabulary.urls.get("site", frozenset())
        self._people = vocabulary.urls.get("person", frozenset())
        self._trackers = vocabulary.urls.get("tracker", frozenset())
        self._controls = vocabulary.urls.get("control", frozenset())
        self._candidates = Candidates(vocabulary)
        self._others = vocabulary.phrases.get("others", frozenset())

    def may_be_editorial(self, occurrence: Occurrence) -> bool:
        """Say whether a picture can belong to the story at all, whatever is printed under it."""
        if occurrence.kind not in PICTURE_KINDS or occurrence.kind in _OTHER_KINDS or not occurrence.candidates:
            return False
        address = occurrence.candidates[0]
        if self._candidates.is_placeholder(address.url):
            return False
        if occurrence.kind in {"object", "embed"} and not is_picture(address):
            return False
        if self._is_small(occurrence.number):
            return False
        kinds = self._surroundings.kinds(occurrence.number)
        return not (kinds & _ALWAYS or (kinds & _MOSTLY and not self._is_amid(occurrence.number)))

    def is_editorial(self, occurrence: Occurrence, printed: Caption, *, copy: bool, shared: bool) -> bool:
        """Say whether a picture that may be editorial belongs to the story that the page tells.

        ``copy`` says that an editorial picture earlier on the page is the same, ``shared`` that the page's structured
        data shows it as the story's.
        """
        kinds = self._surroundings.kinds(occurrence.number)
        if kinds & _MOSTLY and not self._is_misnamed(occurrence.number, printed):
            return False
        if not printed.framed:
            opens = shared and self._outline.chunk_starts[occurrence.number] <= self._story.start
            if copy or printed.linked or self._is_sign(occurrence) or ("link" in kinds and not opens):
                return False
            if kinds & _NAMED and not shared:
                return False
        elif (
            self._is_control(occurrence, printed, kinds)
            or "offer" in kinds
            or (copy and kinds & _VERSIONS)
            or self._is_in_teaser(printed.box)
        ):
            return False
        return self._is_told(occurrence.number, printed, shared=shared)

    def _is_control(self, occurrence: Occurrence, printed: Caption, kinds: frozenset[str]) -> bool:
        """Return whether a picture with words beside it is a sign of the page: a zoom icon in a figure, a social button.

        A drawing can be a story's chart, so words that are a caption count for it, unless another picture has them too.
        """
        if not self._is_sign(occurrence):
            return printed.caption is None and bool(kinds & _OF_THE_PAGE)
        own = all(self._outline.within(owner, printed.box) for owner in printed.owners)
        return printed.caption is None or not own or self._boxes.count(printed.box) > 1

    def _is_in_teaser(self, box: int) -> bool:
        """Say whether a captioned picture's box stands in a teaser; a gallery is made of cards, too."""
        kinds = self._surroundings.kinds(self._outline.parents[box])
        return "teaser" in kinds and "gallery" not in kinds

    def _is_amid(self, number: int) -> bool:
        """Say whether a picture stands between the headline and the last words of the story."""
        story, at = self._story, self._outline.chunk_starts[number]
        if not story.length or at > story.end:
            return False
        if at < story.start:
            return 0 <= story.headline < number
        return self._outline.within(number, story.container)

    def _is_misnamed(self, number: int, printed: Caption) -> bool:
        """Say whether a picture with caption and credit is the story's, whatever the boxes around it are called.

        Boxes of other stories and of people have headings and link to them, and many pictures.
        """
        if printed.linked or not (printed.caption and printed.credit_line):
            return False
        outer = self._surroundings.outermost(number, _MOSTLY)
        return not self._boxes.headings_in(outer) and self._boxes.count(outer) == 1

    def placement(self, occurrence: Occurrence, printed: Caption, *, first: bool) -> Placement:
        """Return lead for the first editorial picture up to the story's first words, else figure or inline."""
        if first and self._story.length and self._outline.chunk_starts[occurrence.number] <= self._story.start:
            return "lead"
        return "figure" if printed.figure else "inline"

    def _is_small(self, number: int) -> bool:
        element = self._outline.elements[number]
        sizes = [
            int(found[1])
            for name in ("width", "height", "data-width", "data-height")
            if (found := _NUMBER.match(element.attr(name) or ""))
        ]
        if not sizes or tuple(sizes[:2]) in _RATIOS:
            return False
        return 0 < min(sizes) <= 2 or 0 < max(sizes) < _SMALL  # a side of 0 is one that was never measured

    def _is_sign(self, occurrence: Occurrence) -> bool:
        """Say whether a picture's address is named like a logo, an icon or a tracking pixel, or states an icon's size."""
        url = occurrence.candidates[0].url
        path = url.partition("?")[0].lower()
        if path.endswith(".svg") or any(max(int(a), int(b)) <= _SMALL for a, b in _SIZE.findall(path[-300:])):
            return True
        if "?" in url and not is_picture(occurrence.candidates[0]) and not _SAID & occurrence.attributes.keys():
            return True  # a script that counts readers: neither the address nor the element speaks of a picture
        signs = self._signs if is_picture(occurrence.candidates[0]) else self._signs | self._trackers
        words = url_words(url.rstrip("/").rpartition("/")[2])
        if len(words) <= _FEW_WORDS and not self._controls.isdisjoint(words):
            return True
        return any(word in signs for word in words)

    def _is_told(self, number: int, printed: Caption, *, shared: bool) -> bool:
        """Say whether a picture stands where the story is told."""
        if not self._story.length:
            return True
        if self._is_among_others(number) or self._is_card(number):
            return False
        return self._is_placed(number, printed, shared=shared)

    def _is_placed(self, number: int, printed: Caption, *, shared: bool) -> bool:
        story, outline = self._story, self._outline
        at, inside = outline.chunk_starts[number], outline.within(number, story.container)
        if "aside" in self._surroundings.kinds(number) and at > story.end:
            return False
        if story.start <= at <= story.end and (inside or printed.framed):
            return True
        if at <= story.start:
            leads = "lead" in self._surroundings.kinds(number) or 0 <= story.headline < number
            leads = (leads or self._is_by_headline(number)) and not self._is_portrait(number)
            return printed.framed or printed.figure is not None or shared or leads
        if not inside:
            return printed.framed and ("gallery" in self._surroundings.kinds(number) or self._is_in_article(number))
        return printed.framed or outline.parents[self._boxes.figure(number)] == story.container

    def _is_by_headline(self, number: int) -> bool:
        """Say whether a box around the headline holds a picture and no other."""
        for above in islice(self._outline.ancestors(max(self._story.headline, 0)), _BESIDE_HEADLINE):
            if self._outline.tags[above] in _WIDE:
                return False
            if self._outline.within(number, above):
                return self._boxes.count(above) == 1
        return False

    def _is_portrait(self, number: int) -> bool:
        """Say whether the box of a picture that nothing is printed under tells who wrote the story."""
        box, outline = self._boxes.box(number), self._outline
        for inner in range(box, min(outline.ends[box], box + _BYLINE)):
            attr = outline.elements[inner].attr
            if outline.tags[inner] == "address" or "author" in (attr("rel") or "").split():
                return True
            if outline.tags[inner] == "a" and any(word in self._people for word in url_words(attr("href") or "")):
                return True
        return False

    def _is_among_others(self, number: int) -> bool:
        """Say whether the nearest heading before a picture announces other stories, and nothing is told in between."""
        headings = self._boxes.headings
        at = bisect_right(headings, number) - 1
        if at < 0 or self._outline.text(headings[at]).casefold().strip(" :.!?") not in self._others:
            return False
        return not self._story.tells(self._outline.chunk_ends[headings[at]], self._outline.chunk_starts[number])

    def _is_in_article(self, number: int) -> bool:
        """Say whether the element that the page calls its article holds a picture as well as the story."""
        article = next(
            (above for above in self._outline.ancestors(number) if self._outline.tags[above] == "article"), -1
        )
        return article >= 0 and self._story.holds(article)

    def _is_card(self, number: int) -> bool:
        """Say whether a picture and a heading that links to another page make up a card."""
        above = self._outline.parents[self._boxes.box(number)]
        if above < 0 or self._story.weight(above) > _CARD or self._boxes.count(above) > 1:
            return False
        if self._outline.within(self._story.headline, above):
            return False
        return any("link" in self._surroundings.kinds(last) for last in self._boxes.headings_in(above))
