"""What two pictures have to do with each other, and which pictures of many are the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal

from mediaaudit.lazy import dataclass, replace

Relation = Literal["identical", "copy", "same-moment", "same-template", "different"]
Side = Literal["a", "b"]
DUPLICATES: frozenset[Relation] = frozenset({"identical", "copy"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in shares (0 to 1) of a picture's width and height, as shown."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a copy came from its original: ``original`` says which of the two holds more of the picture.

    ``crop`` is the part of the original that the copy shows, None for (nearly) all of it. ``turned`` is clockwise, in
    degrees (0, 90, 180, 270), after mirroring left to right if ``mirrored``. ``known`` copies were looked at before and
    found in order.
    """

    original: Side = "a"
    crop: Box | None = None
    mirrored: bool = False
    turned: int = 0
    resized: bool = False
    overlaid: bool = False
    recoloured: bool = False
    framed: bool = False
    known: bool = False

    def turned_about(self) -> How:
        """Return the same with the names of the two pictures exchanged."""
        return replace(self, original="b" if self.original == "a" else "a")

    def words(self) -> Iterator[str]:
        """Yield what was done, a word or two each; "encoded again" where nothing else was."""
        done = False
        for name in ("mirrored", "turned", "framed", "overlaid", "recoloured", "resized"):
            if value := getattr(self, name):
                yield f"turned {value}°" if name == "turned" else name
                done = True
        if box := self.crop:
            left, right, top, bottom = (round(100 * side) for side in (box.left, box.right, box.top, box.bottom))
            yield f"cropped to {left}–{right} % of the width and {top}–{bottom} % of the height"
        elif not done:
            yield "encoded again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing two pictures, a and b, gave.

    ``distance`` is from 0 (identical) to 1: what is missing to full correlation, over all blocks that show something.
    ``place`` maps shares of b's width and height to shares of a's, row by row (2 by 3), None where nothing fits.
    ``why`` is a sentence for people.
    """

    relation: Relation
    distance: float
    why: str
    how: How | None = None
    place: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two pictures of many, by their places in the list, ``a`` before ``b``, and what they have to do with each other.

    ``known`` pairs were looked at before and found in order.
    """

    a: int
    b: int
    relation: Relation
    distance: float
    how: How | None = None
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Where a picture lies among very many copies, from which it follows how any two of them are copies.

    ``cluster`` names those that lie together, by their first one. ``place`` maps shares of this picture's width and
    height to shares of the first one's, row by row (2 by 3); the marks are those beside the first one.
    """

    cluster: int
    place: tuple[float, ...]
    width: int
    height: int
    overlaid: bool = False
    recoloured: bool = False
    framed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """The pairs among many pictures, in order, and the groups: each a picture and its copies, fullest first.

    Every member of a group is a copy of its first picture, whole or in part, and no picture is in two groups. Of more
    than a hundred copies of one picture each is paired with a few, and ``registrations`` says where they lie, by their numbers.
    """

    pairs: tuple[Pair, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()
    registrations: Mapping[int, Registration] = field(default_factory=dict)
