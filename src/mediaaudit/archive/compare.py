"""Compare two pictures by their signatures: align them, see how far they agree, say what they have to do with each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from math import hypot
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.duplicates import Relation, Side
from mediaaudit.model.signature import DRAWN

from .agree import agreement
from .align import FINE, Aligned, align, overlay
from .colours import other_colours
from .describe import Marks, marks_of
from .geometry import compose, covers, invert, to_pixels, to_shares, turn_map, turn_of
from .paint import find_paint
from .slide import slide
from .turns import MIRRORED, NONE, TURNS, turn_codes
from .votes import find_alignment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .prepared import Prepared

    Affine = NDArray[np.float64]

EVIDENCE = 12  # blocks that must show something
AGREE = 0.6  # correlation that nine of ten of them reach in a copy
APART = 0.4  # and a patch of two and more of them below this is a difference
RESEMBLE = 0.7  # correlation that many blocks reach in pictures of one scene or in drawings of one template
ALIKE, DRAWN_ALIKE = 0.1, 0.3  # share of the blocks that do
STRETCHED = 1.3  # widest to narrowest scale of a map that a newsroom's picture tools make
SLANTED = 0.06
WHOLE = 72  # bits of 256 in which the codes of pictures may differ that are tried upon each other as wholes
FEW = 45  # features of a picture that sliding is tried with, below
MORE = 1.25  # times the area that one picture shows of the other
OTHER: dict[Side | None, Side | None] = {None: None, "a": "b", "b": "a"}
ENOUGH = 12  # votes that make trying the whole frame needless


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two pictures have to do with each other, where the second lies in the first, and what was done to it.

    ``place`` maps shares of the second picture to shares of the first; None where nothing fits.
    """

    relation: Relation
    distance: float
    why: str
    place: Affine | None = None
    marks: Marks = Marks()

    @property
    def lies(self) -> Affine:
        """The place, where there is one; raises ``ValueError`` where nothing fits."""
        if self.place is None:
            raise ValueError(self.why)
        return self.place


def compare(first: Prepared, second: Prepared, turns: Iterable[int] = TURNS) -> Verdict:
    """Return what two pictures have to do with each other; the second is tried in each of the turns."""
    import numpy as np

    if first.signature.sha256 == second.signature.sha256:
        return Verdict("identical", 0.0, "The files are the same, byte for byte.", np.eye(2, 3))
    best = Verdict("different", 1.0, "No part of one picture is found in the other.")
    turns = tuple(turns)
    for turn, turned, guess in chain(_guesses(first, second, turns), _slid(first, second, turns)):
        found = _judge_both(first, turned, turn, guess)
        if found.relation == "copy":
            return found
        if found.relation != "different" and found.distance < best.distance:
            best = found
    return best


def compare_at(first: Prepared, second: Prepared, place: Affine) -> Verdict:
    """Return what two pictures have to do with each other where the second lies in the first as ``place`` says."""
    turn = turn_of(place)
    turned = second.turned(turn)
    shares = compose(place, invert(turn_map(turn)))
    return _judge(first, turned, turn, to_pixels(shares, turned.size, first.size))


def _guesses(first: Prepared, second: Prepared, turns: Iterable[int]) -> Iterator[tuple[int, Prepared, Affine]]:
    """Yield the ways in which the second picture, turned, may lie in the first, the likeliest first."""
    import numpy as np

    if not all(first.size) or not all(second.size):
        return
    voted, whole = [], []
    for turn in turns:
        turned = second.turned(turn)
        found = find_alignment(first.points, first.descriptors, turned.points, turned.descriptors)
        if found:
            voted.append((found[0], turn, turned, found[1]))
        if (
            (not found or found[0] < ENOUGH)
            and _same_shape(first, turned)
            and _code_distance(first, second, turn) <= WHOLE
        ):
            ratio = np.array(first.size) / np.array(turned.size)
            whole.append((turn, turned, np.column_stack([np.diag(ratio), np.zeros(2)])))
    voted.sort(key=lambda each: (-each[0], each[1]))
    yield from (each[1:] for each in voted[:2])
    yield from whole


def _slid(first: Prepared, second: Prepared, turns: Iterable[int]) -> Iterator[tuple[int, Prepared, Affine]]:
    """Yield where the second picture, as it is and mirrored, may lie in the first if they have few features."""
    few = 0 < min(len(first.points), len(second.points)) < FEW
    if not few or min(first.signature.flat, second.signature.flat) > DRAWN:
        return
    for turn in sorted({NONE, MIRRORED}.intersection(turns)):
        turned = second.turned(turn)
        guess = slide(first.grey, turned.grey)
        nearer = None if guess is None else align(first.grey, turned.grey, guess)
        if nearer is not None:
            yield turn, turned, nearer


def _judge_both(first: Prepared, turned: Prepared, turn: int, guess: Affine) -> Verdict:
    """Return what two pictures are to each other, in the frame of either where one of them shows more.

    What is at the edge of one is judged with what is around it in the other; from the other side it is not.
    """
    import numpy as np

    found = _judge(first, turned, turn, guess)
    scale = abs(float(np.linalg.det(to_shares(guess, turned.size, first.size)[:, :2])))
    if found.relation == "copy" or 1 / MORE < scale < MORE or not scale:
        return found
    back = _judge(turned, first, NONE, invert(guess))
    if back.relation != "copy":
        return found
    marks = replace(back.marks, overlaid=OTHER[back.marks.overlaid], framed=OTHER[back.marks.framed])
    return replace(back, place=compose(invert(back.lies), turn_map(turn)), marks=marks)


def _judge(first: Prepared, turned: Prepared, turn: int, guess: Affine) -> Verdict:
    """Return what two pictures are to each other if they lie as guessed, or nearly so."""
    views = first.grey, turned.grey
    transform = align(*views, guess)
    if transform is None or not _plausible(transform):
        return Verdict("different", 1.0, "No part of one picture is found in the other.")
    aligned = overlay(*views, transform)
    if aligned is None:
        return Verdict("different", 1.0, "No part of one picture is found in the other.")
    shares = to_shares(aligned.transform, turned.size, first.size)
    place = compose(shares, turn_map(turn))
    found = agreement(aligned)
    if int(found.counted.sum()) < EVIDENCE or not covers(place):
        return Verdict("different", 1.0, "Too little of the pictures is in common.")
    distance = round(1 - max(found.mean(), 0.0), 4)
    drawn = min(first.signature.flat, turned.signature.flat) > DRAWN
    if found.quantile(0.1) >= AGREE and found.largest_gap(APART) <= 1:
        if drawn and other_colours(first.signature.hues, turned.signature.hues):
            return Verdict("same-template", distance, "The drawings have one form in other colours.", place)
        return _copy(first, turned, aligned, place, distance, overlaid=None)
    resembling = found.share_above(RESEMBLE)
    if drawn:  # no part of it may differ in a copy
        if resembling < DRAWN_ALIKE:
            return Verdict("different", distance, "The drawings have little in common.")
        return Verdict("same-template", distance, "The drawings share a layout and differ in what they show.", place)
    if resembling < ALIKE:
        return Verdict("different", distance, "The pictures do not fit upon each other.")
    fine = overlay(*views, transform, FINE)
    if fine is not None and (painted := find_paint(fine)):
        return _copy(first, turned, aligned, place, distance, overlaid=painted)
    return Verdict("same-moment", distance, "The pictures show one scene, but something in it differs.", place)


def _copy(
    first: Prepared, turned: Prepared, aligned: Aligned, place: Affine, distance: float, *, overlaid: Side | None
) -> Verdict:
    marks = marks_of(first, turned, aligned, to_shares(aligned.transform, turned.size, first.size), overlaid=overlaid)
    return Verdict("copy", distance, "One picture is a copy of the other.", place, marks)


def _plausible(transform: Affine) -> bool:
    """Return whether a map is one of picture tools: scaled and shifted, hardly turned, stretched or slanted."""
    (a, b, _), (c, d, _) = transform.tolist()
    wide, high = hypot(a, c), hypot(b, d)
    if min(wide, high) <= 0 or max(wide, high) > STRETCHED * min(wide, high):
        return False
    return bool(abs(a * b + c * d) <= SLANTED * wide * high and a > 0 and d > 0 and abs(c) < 0.2 * wide)


def _code_distance(first: Prepared, second: Prepared, turn: int) -> int:
    """Return the number of bits (of 256) in which the codes differ, the second turned."""
    import numpy as np

    one, two = (np.frombuffer(picture.signature.code, np.uint8)[None] for picture in (first, second))
    return int(np.bitwise_count(one ^ turn_codes(two, turn)).sum())


def _same_shape(first: Prepared, second: Prepared) -> bool:
    ratio = (first.size[1] * second.size[0]) / (first.size[0] * second.size[1])
    return 1 / STRETCHED < ratio < STRETCHED
