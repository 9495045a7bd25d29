"""Files held against what they were made from: their originals, and copies of the same picture in the run."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.lazy import dataclass
from mediaaudit.model.corpus import Copies, Corpus, Marks, Use
from mediaaudit.model.problem import Place, Related

_HELD_AGAINST = 100  # uses of a picture that a file is held against at most: of very many copies all say the same


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file at its first use, what it says of itself, and its further uses.

    ``original`` is what its original or sidecar says, ``copies`` what other files of the same picture say.
    """

    use: Use
    marks: Marks
    again: tuple[Related, ...]
    original: Marks | None
    copies: tuple[Marks, ...]


def renditions(corpus: Corpus, copies: Copies | None) -> Iterator[Rendition]:
    """Yield each file of a run that an original or a copy can be held against, once."""
    for family in corpus.families:
        uses: dict[str, list[Use]] = {}
        for use in family:
            if use.asset and use.marks:
                uses.setdefault(use.asset, []).append(use)
        for first, *others in uses.values():
            same = tuple(_copies(first, family, copies)) if copies else ()
            if first.marks and (first.original or same):
                again = tuple(Related(Place(use), "also used here") for use in others)
                yield Rendition(first, first.marks, again, first.original, same)


def _copies(use: Use, family: tuple[Use, ...], copies: Copies) -> Iterator[Marks]:
    """Yield what the other files of a picture say that show all of it: a part may well come from elsewhere."""
    seen = {use.asset}
    left = _HELD_AGAINST
    for other in family:
        if other.asset in seen or not other.marks:
            continue
        how = copies.between(use, other)
        if how and not how.crop:
            seen.add(other.asset)
            yield other.marks
        left -= 1
        if not left:
            break
