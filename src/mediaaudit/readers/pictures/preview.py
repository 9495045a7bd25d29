"""The thumbnail that a camera or program put into a file, held against the picture as it is now.

Programs that crop or paint over a picture may leave the thumbnail as it was. Cameras letterbox theirs (160 by 120 pixels
whatever the picture's proportions), and programs that turn a picture may not turn its thumbnail: neither is a leak.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_SIDE = 2048  # pixels; an Exif thumbnail has 160
MIN_SIDE = 24  # pixels; less shows nothing
SIDE = 32
_DARK = 32  # grey value up to which a row may belong to a bar
_BAR = 0.45  # share of a side that may be bar, at either end
_QUARTERS = 4
_ALIKE = 0.9  # correlation of what needs no further look


class Preview(NamedTuple):
    """How a thumbnail compares with its picture, with or without dark bars, in the turn that fits best.

    ``stretch`` is the quotient of their proportions, 1 or more; ``likeness`` the correlation of their grey values, -1
    to 1.
    """

    stretch: float
    likeness: float


def compare_preview(grey: Image, thumbnail: bytes) -> Preview | None:
    """Return how an embedded JPEG compares with a picture of mode L; None for one that cannot be compared."""
    if not thumbnail.startswith(b"\xff\xd8"):
        return None
    small = _open(thumbnail)
    if small is None or min(small.size) < MIN_SIDE or min(grey.size) < MIN_SIDE:
        return None
    straight = _compare(grey, small)
    if straight.likeness >= _ALIKE:
        return straight
    # What is dark at the sides may be a bar or the picture's own ground: with it and without.
    pictures, thumbnails = (grey, _without_bars(grey)), (small, _without_bars(small))
    turned = [each.rotate(90 * turn, expand=True) for each in thumbnails for turn in range(_QUARTERS)]
    found = [_compare(picture, each) for picture in pictures for each in turned]
    return max(found, key=lambda preview: preview.likeness)


def _compare(picture: Image, thumbnail: Image) -> Preview:
    stretch = (picture.width * thumbnail.height) / (picture.height * thumbnail.width)
    return Preview(max(stretch, 1 / stretch), _correlation(_sample(picture), _sample(thumbnail)))


def _open(thumbnail: bytes) -> Image | None:
    from PIL.JpegImagePlugin import JpegImageFile

    try:
        image = JpegImageFile(BytesIO(thumbnail))
        return image.convert("L") if max(image.size) <= MAX_SIDE else None
    except Exception:  # Pillow has no common ancestor of its errors; a thumbnail that does not open shows nothing
        return None


def _without_bars(grey: Image) -> Image:
    """Return the picture without dark bars at its sides; they show best in a small copy of it."""
    scale = max(1, max(grey.size) // 256)
    sketch = grey.reduce(scale) if scale > 1 else grey
    width, height = sketch.size
    values = sketch.tobytes()
    top, bottom = _bars([max(values[start : start + width]) for start in range(0, width * height, width)])
    left, right = _bars([max(values[start::width]) for start in range(width)])
    box = (left * scale, top * scale, grey.width - right * scale, grey.height - bottom * scale)
    return grey.crop(box) if min(box[2] - box[0], box[3] - box[1]) >= MIN_SIDE // 2 else grey


def _bars(brightest: list[int]) -> tuple[int, int]:
    """Return how many of the first and of the last lines are dark throughout."""
    most = int(len(brightest) * _BAR)
    start = next((n for n, value in enumerate(brightest[:most]) if value > _DARK), most)
    end = next((n for n, value in enumerate(brightest[::-1][:most]) if value > _DARK), most)
    return start, end


def _sample(image: Image) -> bytes:
    from PIL.Image import Resampling

    return image.resize((SIDE, SIDE), Resampling.BOX).tobytes()


def _correlation(one: bytes, other: bytes) -> float:
    """Return Pearson's correlation; 1 where one of the two is of one grey, which tells nothing."""
    count = len(one)
    mean, its_mean = sum(one) / count, sum(other) / count
    both = sum((a - mean) * (b - its_mean) for a, b in zip(one, other, strict=True))
    square = sum((a - mean) ** 2 for a in one) * sum((b - its_mean) ** 2 for b in other)
    return both / square**0.5 if square else 1.0
