"""What a published picture file tells of people who did not mean to tell it."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Asset, Faults, Pixels
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.problem import Fix, Problem, Rewrite, Value
from mediaaudit.text.short_name import short_name
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import words

_REWRITABLE = frozenset({"jpeg", "png", "webp"})
MEANINGLESS = 2  # letters and digits other than 0: "N/A" has no more


@check("privacy.gps")
def gps(asset: Asset, metadata: PhotoMetadata) -> Iterator[Problem]:
    """Report coordinates in a file. The message rounds them to about 10 km: a report must not repeat the leak."""
    place = metadata.merged.gps
    if place is None or place == (0.0, 0.0):  # what devices write that do not know where they are
        return
    north, east = place
    where = f"{abs(north):.1f}° {'N' if north >= 0 else 'S'}, {abs(east):.1f}° {'E' if east >= 0 else 'W'}"
    values = {"file": short_name(asset.uri), "place": where}
    yield Problem(message="gps", values=values, fixes=_rewrite(metadata, "gps", "Drop the coordinates from the file"))


def _rewrite(metadata: PhotoMetadata, what: Rewrite, title: str) -> tuple[Fix, ...]:
    """Return the fix that drops something from the file. It is made only where its rule is selected by name."""
    if metadata.format not in _REWRITABLE or metadata.c2pa:
        return ()
    return (Fix(title=title, applicability="safe", rewrite=what),)


@dataclass(frozen=True, slots=True)
class ThumbnailLeak:
    """Options of ``privacy.thumbnail_leak``.

    ``min_stretch`` is the quotient of the proportions of picture and thumbnail, and ``max_likeness`` the correlation of
    their grey values, beyond which they disagree. Grey values that disagree alone may be new colours or damage, and are
    for a person to look at; proportions alone say nothing.
    """

    min_stretch: float = 1.08
    max_likeness: float = 0.6


@check("privacy.thumbnail_leak")
def thumbnail_leak(asset: Asset, faults: Faults, pixels: Pixels, options: ThumbnailLeak) -> Iterator[Problem]:
    """Report an embedded thumbnail that shows something else than its picture does, such as what was cropped away."""
    stretch, likeness = pixels.thumbnail_stretch, pixels.thumbnail_likeness
    if stretch is None or likeness is None or faults.unusable:
        return
    if likeness <= options.max_likeness:
        values: dict[str, Value] = {"file": short_name(asset.uri), "likeness": round(likeness, 2)}
        reshaped = stretch >= options.min_stretch
        yield Problem(
            message="differs" if reshaped else "alike", values=values, confidence=None if reshaped else "review"
        )


@dataclass(frozen=True, slots=True)
class DeviceIds:
    """Options of ``privacy.device_ids``: the kinds of traces that a newsroom does not want to publish."""

    kinds: tuple[str, ...] = (
        "camera owner",
        "camera serial number",
        "lens serial number",
        "contact telephone",
        "contact address",
    )


@check("privacy.device_ids")
def device_ids(asset: Asset, metadata: PhotoMetadata, options: DeviceIds) -> Iterator[Problem]:
    """Report names of owners, serial numbers and private contact data in a file, by kind and not by value."""
    kinds = (kind for kind, value in metadata.device_ids if kind in options.kinds and _says_something(value))
    found = tuple(dict.fromkeys(kinds))
    if found:
        fixes = _rewrite(metadata, "device-ids", "Drop owner, serial numbers and private contact data from the file")
        yield Problem(message="traces", values={"file": short_name(asset.uri), "kinds": found}, fixes=fixes)


def _says_something(value: str) -> bool:
    """Tell a name or number from what devices write for none: zeros, "N/A", bytes that are no text."""
    return value.isprintable() and sum(char.isalnum() and char != "0" for char in value) > MEANINGLESS


@check("privacy.person_tags")
def person_tags(image: Image, document: Document, metadata: PhotoMetadata) -> Iterator[Problem]:
    """Report people whom a file names and the page does not."""
    shown = [text.value for text in (image.caption, image.alt, image.credit_line, document.headline) if text]
    said = frozenset(words(" ".join(shown)))
    unsaid = tuple(
        shorten(person, 40)
        for person in metadata.merged.persons_shown
        if (name := words(person)) and name[-1] not in said
    )
    if unsaid:
        yield Problem(message="unnamed", values={"people": unsaid[:5], "count": len(unsaid)})
