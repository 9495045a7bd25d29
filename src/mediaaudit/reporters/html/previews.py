"""Pictures on the page: each copy is stored once, and drawn from there wherever it is shown."""

from __future__ import annotations

from mediaaudit.model.report import Picture, Thumbnail
from mediaaudit.text.short_name import short_name

from .markup import Html, fill, lines

_WHY: dict[str, str] = {
    "remote": "on another server",
    "missing": "file is missing",
    "outside": "outside the folders read",
    "unreadable": "file cannot be read",
    "data": "drawn within the page",
}
Crop = tuple[float, float, float, float]  # left, top, right, bottom as shares of a picture


class Previews:
    """The small copies that a page uses, by the order of their first use."""

    def __init__(self) -> None:
        """Begin with none."""
        self._numbers: dict[str, int] = {}
        self._stored: list[Html] = []

    def large(self, picture: Picture, crop: Crop | None = None) -> Html:
        """Return a picture to look at, with the rectangle of a crop drawn in it, or the reason why there is none."""
        copy = picture.thumbnail
        if copy is None:
            return fill("no-preview", why=_WHY.get(picture.located or "file", "no preview"))
        drawn = _rectangle(copy, crop) if crop else Html()
        name = f"Preview of {name_of(picture)}" + (", the part that was cropped framed" if crop else "")
        return fill("preview", width=copy.width, height=copy.height, name=name, number=self._number(copy), drawn=drawn)

    def small(self, picture: Picture | None) -> Html:
        """Return a picture beside a line of text that says what it is."""
        if picture is None or picture.thumbnail is None:
            return fill("no-mini")
        copy = picture.thumbnail
        return fill("mini", width=copy.width, height=copy.height, number=self._number(copy))

    def store(self) -> Html:
        """Return the copies themselves; ask for it last."""
        return fill("store", images=lines(self._stored))

    def _number(self, copy: Thumbnail) -> int:
        number = self._numbers.setdefault(copy.uri, len(self._numbers))
        if number == len(self._stored):
            self._stored.append(fill("stored", number=number, width=copy.width, height=copy.height, uri=copy.uri))
        return number


def name_of(picture: Picture) -> str:
    """Return what people call a picture: the last part of its address or path."""
    return short_name(picture.src or picture.file or "picture")


def _rectangle(copy: Thumbnail, crop: Crop) -> Html:
    left, top, right, bottom = crop
    return fill(
        "crop",
        x=f"{left * copy.width:.1f}",
        y=f"{top * copy.height:.1f}",
        width=f"{(right - left) * copy.width:.1f}",
        height=f"{(bottom - top) * copy.height:.1f}",
    )
