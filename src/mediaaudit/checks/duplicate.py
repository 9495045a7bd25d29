"""The same picture more than once in an article: the same file, or the same view in another file."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Pixels
from mediaaudit.model.corpus import Use, Uses
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.problem import Place, Problem, Related
from mediaaudit.text.hashes import NEAR, distance
from mediaaudit.text.short_name import short_name


@check("duplicate.same_file")
def same_file(document: Document, uses: Uses) -> Iterator[Problem]:  # noqa: ARG001 - the scope is the article
    """Report every further use of a picture file in one article; a hidden copy is the template's and not an editor's."""
    first: dict[str, Use] = {}
    for use in uses.rows:
        if use.hidden:
            continue
        keys = _identities(use)
        known = next((first[key] for key in keys if key in first), None)
        if known is None:
            first |= dict.fromkeys(keys, use)
            continue
        yield Problem(
            message="again" if use.src == known.src else "copy",
            at=Place(use),
            related=(Related(Place(known), "first use"),),
            values={"file": short_name(use.src or ""), "first": short_name(known.src or "")},
        )


def _identities(use: Use) -> tuple[str, ...]:
    """Return what tells a picture: its content, else its address; inline data is a placeholder or an ornament."""
    if not use.src or use.src[:5].lower() == "data:":
        return ()
    return (use.asset,) if use.asset else (use.src,)


@dataclass(frozen=True, slots=True)
class Near:
    """Options of ``duplicate.near``.

    ``max_distance``: bits of 64 in which two perceptual hashes may differ. ``min_spread``: standard deviation of the
    grey values (0 to 127.5) below which a picture is blank or nearly so and its hash is noise.
    """

    max_distance: int = NEAR
    min_spread: float = 6.0


@check("duplicate.near")
def near(image: Image, pixels: Pixels, uses: Uses, options: Near) -> Iterator[Problem]:
    """Report a picture that an earlier one of the article shows too, in another size, format or quality."""
    if pixels.phash is None or (pixels.spread or 0) < options.min_spread:
        return
    first: Use | None = None
    here: Use | None = None
    for use in uses.rows:
        if use.media >= image.index:
            here = use if use.media == image.index else None
            break
        if use.asset == image.asset:  # duplicate/same-file speaks of this one
            return
        if first is None and _is_near(pixels.phash, use, options):
            first = use
    if first and first.phash is not None:
        names = {"file": short_name(image.src or ""), "first": short_name(first.src or "")}
        yield Problem(
            message="near",
            at=Place(here) if here else None,
            related=(Related(Place(first), "first use"),),
            values={**names, "bits": distance(pixels.phash, first.phash)},
        )


def _is_near(phash: int, use: Use, options: Near) -> bool:
    if use.phash is None or (use.spread or 0) < options.min_spread:
        return False
    return distance(phash, use.phash) <= options.max_distance
