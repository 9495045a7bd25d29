"""Whether two drawings of one form differ in their colours: a chart of another party, a logo of another house."""

from __future__ import annotations

PRESENT = 14  # of 255, a share of 0.3 % of the pixels: less is the fringe of something else
SHARED = 0.3  # share of one drawing's colours that the other has too, at least, if it is a copy


def other_colours(one: bytes, other: bytes) -> bool:
    """Return whether two drawings (``Signature.hues``) are coloured and have hardly a colour in common.

    The drawing with less colour is asked: a part of a picture need not have all of its colours. A neighbouring colour
    counts as the same, for colour spaces shift them. A grey picture has no colours, so it may be a copy of any.
    """
    less, more = sorted((one, other), key=_amount)
    if _amount(less) == 0:
        return False
    bins = len(more)
    known = [max(more[at - 1], more[at], more[(at + 1) % bins]) >= PRESENT for at in range(bins)]
    common = sum(value * value for value, there in zip(less, known, strict=True) if there and value >= PRESENT)
    return common < SHARED * _amount(less)


def _amount(hues: bytes) -> int:
    """Return how much of a drawing is coloured, in 255ths of 255ths."""
    return sum(value * value for value in hues if value >= PRESENT)
