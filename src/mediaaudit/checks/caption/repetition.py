"""One caption under different pictures."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.lazy import dataclass
from mediaaudit.model.corpus import Use, Uses
from mediaaudit.model.document import Document
from mediaaudit.model.problem import Place, Problem, Related
from mediaaudit.text.hashes import NEAR, distance
from mediaaudit.text.shorten import shorten
from mediaaudit.text.urls import same_picture
from mediaaudit.text.words import plain


@dataclass(frozen=True, slots=True)
class Repeated:
    """Options of ``caption.repeated``: how many words a caption must have; shorter ones are headings of a series."""

    min_words: int = 4


@check("caption.repeated")
def repeated(document: Document, uses: Uses, options: Repeated) -> Iterator[Problem]:
    """Report a caption that stands under a second, different picture of the article."""
    figures = {media.index: media.figure for media in document.media if media.figure}
    groups: dict[str, list[Use]] = {}
    for use in uses.rows:
        text = plain(use.caption or "")
        if text.count(" ") + 1 >= options.min_words:
            groups.setdefault(text, []).append(use)
    for first, *others in groups.values():
        shared = figures.get(first.media)
        different = [
            use
            for use in others
            if not _same(use, first)
            and not (shared and figures.get(use.media) == shared)
            and not _printed_once(use, first)
        ]
        if different:
            yield Problem(
                message="repeated",
                at=Place(different[0], "caption"),
                related=tuple(Related(Place(use, "caption"), "the same caption") for use in (first, *different[1:])),
                values={"caption": shorten(first.caption or ""), "count": len(different) + 1},
            )


def _printed_once(one: Use, other: Use) -> bool:
    """Return whether two pictures share one caption, as those of a gallery do."""
    place = dict(one.regions).get("caption")
    return place is not None and place == dict(other.regions).get("caption")


def _same(one: Use, other: Use) -> bool:
    """Say whether two uses may show one picture: by content, by looks, or by address in another size."""
    if one.asset and one.asset == other.asset:
        return True
    if one.phash is not None and other.phash is not None:
        return distance(one.phash, other.phash) <= NEAR
    return one.src is None or other.src is None or one.src == other.src or same_picture(one.src, other.src)
