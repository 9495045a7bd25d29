"""How two pictures are copies of each other that lie at known places in the first picture of one cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mediaaudit.model.duplicates import How, Registration, Side

from .describe import Marks, describe
from .geometry import compose, covers, invert

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Affine = NDArray[np.float64]


class Own(NamedTuple):
    """What was done to a picture, beside the first one of its cluster."""

    overlaid: bool
    recoloured: bool
    framed: bool


def how_between(first: Registration, second: Registration) -> How | None:
    """Return how two pictures are copies, ``a`` the first one; None if they are not, or if nothing is known of them."""
    if first.cluster != second.cluster:
        return None
    place = compose(invert(_map(first)), _map(second))
    if not covers(place):
        return None
    one, two = (Own(each.overlaid, each.recoloured, each.framed) for each in (first, second))
    return describe(first, second, place, marks_between(one, two))


def marks_between(first: Own, second: Own) -> Marks:
    """Return what was done to one of two pictures and not to the other."""
    return Marks(
        overlaid=_side(first.overlaid, second.overlaid),
        recoloured=first.recoloured != second.recoloured,
        framed=None if first.framed and second.framed else _side(first.framed, second.framed),
    )


def _map(registration: Registration) -> Affine:
    import numpy as np

    return np.array(registration.place, np.float64).reshape(2, 3)


def _side(first: bool, second: bool) -> Side | None:  # noqa: FBT001 - two sides of one question
    return "a" if first else "b" if second else None
