"""Two pictures side by side: the one a finding is about, and the one it is held against."""

from __future__ import annotations

from mediaaudit.model.problem import Value
from mediaaudit.model.report import Finding, Location, Picture, Report

from .entries import Entry
from .markup import Html, fill, text
from .previews import Crop, Previews, name_of
from .words import language, measures, position

_FIELDS = ("alt", "caption", "credit")
_EDGES = ("left", "top", "right", "bottom")


def crop_of(finding: Finding, *, own: bool) -> Crop | None:
    """Return the rectangle that one picture shows of the other, None where the finding names none.

    The values ``left``, ``top``, ``right`` and ``bottom`` are shares (0 to 1) of the whole picture: the other one, or
    the finding's own where the value ``whole`` is ``this``.
    """
    if (finding.values.get("whole") == "this") is not own:
        return None
    edges = [_share(finding.values.get(name)) for name in _EDGES]
    left, top, right, bottom = (edge if edge is not None else -1.0 for edge in edges)
    return (left, top, right, bottom) if 0 <= left < right <= 1 and 0 <= top < bottom <= 1 else None


def _share(value: Value | None) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def pair(entry: Entry, report: Report, previews: Previews) -> Html:
    """Return the comparison of a finding's picture with the first other one that it names, or nothing."""
    finding, here = entry.finding, entry.picture
    place = next((each for each in finding.related if each.picture and each.picture != finding.location.picture), None)
    other = report.pictures.get(place.picture or "") if place else None
    if here is None or place is None or other is None or not finding.location.picture:
        return Html()
    crop, own = crop_of(finding, own=False), crop_of(finding, own=True)
    of_one = (finding.rule.check.startswith("duplicate.") or "whole" in finding.values) and here.asset != other.asset
    overlay = "yes" if of_one and here.thumbnail and other.thumbnail else "no"
    return fill(
        "pair",
        overlay=overlay,
        crop=" ".join(f"{edge:.4f}" for edge in crop or own or ()),
        whole="this" if own else "other",
        mirrored="yes" if finding.values.get("mirrored") is True else "no",
        this=_side("This picture", here, other, finding.location, report, previews.large(here, own)),
        other=_side(place.label or "Other picture", other, here, place, report, previews.large(other, crop)),
    )


def _side(label: str, picture: Picture, other: Picture, place: Location, report: Report, preview: Html) -> Html:
    words = {name: text(getattr(picture, name) or "", 300) or fill("absent", what="none") for name in _FIELDS}
    differs = {
        f"{name}_differs": fill("differs") if _folded(picture, name) != _folded(other, name) else Html()
        for name in _FIELDS
    }
    article = report.articles.get(place.uri)
    return fill(
        "side",
        label=label[:1].upper() + label[1:],
        preview=preview,
        name=name_of(picture),
        measures=measures(picture),
        where=f"{place.uri}, {position(place)}",
        lang=language(article.language if article else None),
        **words,
        **differs,
    )


def _folded(picture: Picture, field: str) -> str:
    return " ".join((getattr(picture, field) or "").split()).casefold()
