"""The condensed facts of a run: one row for each use of a picture, small and serialisable."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Literal

from mediaaudit.lazy import dataclass

from .credit import Credit
from .duplicates import How
from .media import CERTAIN, Placement, Sureness
from .source import Region

Part = Literal["picture", "alt", "caption", "credit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a file says of where its picture comes from, condensed; the field names are those of ``PhotoFields``."""

    uri: str  # the file
    sidecar: bool = False  # it is the XMP file beside the picture
    creator: tuple[str, ...] = ()
    credit_line: str | None = None
    source: str | None = None
    copyright_notice: str | None = None  # else the names of the copyright's owners
    digital_source_type: str | None = None
    ai_system: str | None = None
    c2pa: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One editorial picture occurrence, as whole-run questions need it.

    ``asset`` is the content hash and ``file`` the path of its file, None for a picture that is not at hand.
    ``regions`` says where its parts stand in the document.
    """

    uri: str  # the document
    media: int  # index of the occurrence in it
    src: str | None
    placement: Placement
    hidden: bool = False  # from assistive technology: a copy that the template makes for another screen
    asset: str | None = None
    file: str | None = None
    width: int | None = None  # pixels
    height: int | None = None
    phash: int | None = None  # 64-bit perceptual hash
    spread: float | None = None  # standard deviation of the grey values, 0 to 127.5
    alt: str | None = None
    caption: str | None = None
    credit_line: str | None = None
    credit: Credit | None = None
    published: str | None = None
    regions: tuple[tuple[Part, Region], ...] = ()
    marks: Marks | None = None  # of the file
    original: Marks | None = None  # of what the file was made from
    sureness: Sureness = CERTAIN
    original_how: How | None = None  # how the file (b) is a copy of its original (a), where that was looked at

    def region(self, part: Part) -> Region | None:
        """Return where a part stands, or where the picture stands if the part has no place of its own."""
        found = dict(self.regions)
        return found.get(part, found.get("picture"))


@dataclass(frozen=True, slots=True)
class Uses:
    """The uses of one document, in reading order."""

    rows: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """All uses of a run in reading order, and the groups of two and more that show the same picture.

    ``files`` are rows of pictures that were audited without an article; ``families`` are all rows by the picture that
    they show, those of files too, and those that are alone. ``feeds`` are rows of the pictures that feeds send out:
    ``alt`` holds all words of the item. Of a large archive rows lie on disk: look at them one after the other, and
    keep few.
    """

    uses: Sequence[Use] = ()
    groups: Sequence[tuple[Use, ...]] = ()
    files: Sequence[Use] = ()
    families: Sequence[tuple[Use, ...]] = ()
    feeds: Sequence[Use] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two picture files, by content hash, of which one is a copy of the other; ``how`` says which holds more, and how."""

    a: str
    b: str
    how: How


@dataclass(frozen=True, slots=True)
class Copies:
    """Which picture files of a run are copies of one another, though their bytes differ: pairs by content hash, sorted.

    Of very many copies of one picture each is paired with some of the others; ``of`` and ``between`` know all pairs.
    """

    pairs: Mapping[tuple[str, str], Copy] = field(default_factory=dict)

    def between(self, one: Use, other: Use) -> How | None:
        """Return how the files of two uses are copies, ``a`` the first one; None if they are not, or are the same."""
        return self.of(one.asset or "", other.asset or "")

    def of(self, one: str, other: str) -> How | None:
        """Return how two contents are copies, ``a`` the first one; None if they are not, or are the same."""
        found = self.pairs.get((min(one, other), max(one, other)))
        if found is None:
            return None
        return found.how if found.a == one else found.how.turned_about()

    def of_each(self, contents: Collection[str]) -> Iterator[tuple[str, str, How]]:
        """Yield each of some contents with every copy of it, and how, ``a`` being the first."""
        paired: dict[str, set[str]] = {}
        for pair in self.pairs:
            for one, other in (pair, pair[::-1]):
                paired.setdefault(one, set()).add(other)
        for one in sorted(paired.keys() & contents):
            for other in sorted(set().union(paired[one], *map(paired.__getitem__, paired[one]))):
                if how := self.of(one, other):
                    yield one, other, how
