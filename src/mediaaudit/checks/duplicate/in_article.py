"""The same picture more than once in an article: the same file, or the same view in another file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mediaaudit.checks._contract import check
from mediaaudit.checks._copies import is_reworked, name_of, values_of
from mediaaudit.lazy import dataclass
from mediaaudit.model.corpus import Copies, Corpus, Use, Uses
from mediaaudit.model.document import Document
from mediaaudit.model.duplicates import How
from mediaaudit.model.problem import Place, Problem, Related


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
        if _is_mask(use, known):
            continue
        yield Problem(
            message="again" if use.src == known.src else "copy",
            at=Place(use),
            related=(Related(Place(known), "first use"),),
            values={"file": name_of(use), "first": name_of(known)},
            # A template shows a picture once more, as lead, preview or in a gallery; only an editor gives it words again.
            confidence=None if _is_told(use) and _is_told(known) else "review",
        )


_ICON = 100  # pixels: no side of a story's picture is smaller


def _is_told(use: Use) -> bool:
    return bool(use.caption or use.credit_line)


def _is_mask(use: Use, known: Use) -> bool:
    """Return whether one address stands for different pictures until a script comes, or for a sign of the page."""
    if use.width and use.height:
        return max(use.width, use.height) < _ICON
    told = _is_told(use) and _is_told(known)
    return not use.asset and not told and bool(use.alt and known.alt) and use.alt != known.alt


def _identities(use: Use) -> tuple[str, ...]:
    """Return what tells a picture: its content, else its address; inline data is a placeholder or an ornament."""
    if not use.src or use.src[:5].lower() == "data:":
        return ()
    return (use.asset,) if use.asset else (use.src,)


@dataclass(frozen=True, slots=True)
class Preview:
    """Options of ``duplicate.near`` and ``duplicate.crop_or_mirror``.

    ``preview_width``: width in pixels up to which a file without a caption is a preview of a larger one, as galleries
    have them.
    """

    preview_width: int = 320


@check("duplicate.near")
def near(corpus: Corpus, copies: Copies, options: Preview) -> Iterator[Problem]:
    """Report a picture that an earlier one of the article shows too, in another size, format, quality or tone."""
    for use, first, how in _again(corpus, copies, options):
        if not is_reworked(how):
            yield _problem("near", use, first, how)


@check("duplicate.crop_or_mirror")
def crop_or_mirror(corpus: Corpus, copies: Copies, options: Preview) -> Iterator[Problem]:
    """Report a picture that shows an earlier one of the article cropped, mirrored, turned, framed or painted over."""
    for use, first, how in _again(corpus, copies, options):
        if is_reworked(how):
            yield _problem("again" if how.original == "a" else "whole", use, first, how)


def _problem(message: str, use: Use, first: Use, how: How) -> Problem:
    return Problem(
        message=message,
        at=Place(use),
        related=(Related(Place(first), "first use"),),
        values={**values_of(how), "file": name_of(use), "first": name_of(first)},
    )


def _again(corpus: Corpus, copies: Copies, options: Preview) -> Iterator[tuple[Use, Use, How]]:
    """Yield each use whose picture an earlier use of its article shows in another file, that use, and how."""
    if not copies.pairs:
        return
    for _, article in groupby(corpus.uses, key=lambda use: use.uri):
        seen: dict[str, Use] = {}
        for use in article:
            if use.hidden or not use.asset or use.asset in seen:  # what is the same file has a rule of its own
                continue
            for first in seen.values():
                how = copies.between(first, use)
                if how and not how.known and not _is_preview(use, first, options):
                    yield use, first, how
                    break
            seen[use.asset] = use


def _is_preview(one: Use, other: Use, options: Preview) -> bool:
    if not one.width or not other.width:
        return False
    small, wide = (one, other.width) if one.width <= other.width else (other, one.width)
    return not small.caption and 2 * (small.width or 0) <= wide and (small.width or 0) <= options.preview_width
