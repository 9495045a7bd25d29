"""What a decoded picture looks like: its hash and spread, and whether it shows anything at all."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Fault, Pixels
from mediaaudit.model.signature import PackedSignature, Signature

from .phash import hash_sample, perceptual_hash
from .preview import compare_preview
from .reading import Wanted

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile


TINY = 2  # pixels of the longer side of a placeholder


@dataclass(frozen=True, slots=True)
class Original:
    """What a decoded picture was: its size in pixels, its Pillow mode, its Exif orientation (1 to 8), its embedded thumbnail, its file."""

    size: tuple[int, int]
    mode: str
    orientation: int
    thumbnail: bytes
    data: bytes


def measure(image: Image, wanted: Wanted, original: Original) -> tuple[Pixels, PackedSignature | None]:
    """Return the size of a picture and, if wanted, its hash and the spread of its grey values, its signature.

    ``image`` is decoded, whole or scaled. With the hash its embedded thumbnail is compared, if there is one.
    """
    width, height = original.size
    if not (wanted.hash or wanted.signature):
        return Pixels(width=width, height=height, mode=original.mode), None
    # Pillow has no way from LAB to grey; the L of LAB is the grey picture.
    grey = image.getchannel(0) if image.mode == "LAB" else image.convert("L")
    small = hash_sample(grey)
    signature = _signature(image, grey, small, original) if wanted.signature else None
    packed = _packed(signature) if signature else None
    if not wanted.hash:
        return Pixels(width=width, height=height, mode=original.mode), packed
    preview = compare_preview(grey, original.thumbnail) if original.thumbnail else None
    pixels = Pixels(
        width=width,
        height=height,
        mode=original.mode,
        phash=signature.phash if signature else perceptual_hash(small),
        spread=_spread(grey.histogram()),
        thumbnail_stretch=preview.stretch if preview else None,
        thumbnail_likeness=preview.likeness if preview else None,
    )
    return pixels, packed


def _signature(image: Image, grey: Image, small: Image, original: Original) -> Signature:
    from .signature import sign_decoded

    return sign_decoded(image, (grey, small), original)


def _packed(signature: Signature) -> PackedSignature:
    from .signature import pack

    return PackedSignature(pack(signature))


def _spread(histogram: list[int]) -> float:
    """Return the standard deviation of grey values from their counts."""
    count = sum(histogram)
    mean = sum(value * times for value, times in enumerate(histogram)) / count
    return math.sqrt(sum(times * (value - mean) ** 2 for value, times in enumerate(histogram)) / count)


def last_row_blank(image: Image) -> bool:
    """Return whether the row that the decoder reached last is all zeros, as are rows it never reached.

    The last row in the file is the last of the picture; with Adam7 it is the last one with an odd number.
    """
    row = image.height - 1
    if image.info.get("interlace") and image.height % 2 and row:
        row -= 1
    return not image.crop((0, row, image.width, row + 1)).tobytes().strip(b"\0")


def looks(image: ImageFile, data: bytes, media_type: str) -> Iterator[Fault]:
    """Yield what an editor should know of a sound picture: placeholder, blank, colour model, depth."""
    width, height = image.size
    if max(width, height) <= TINY:
        yield Fault(code="tiny", message=f"The picture is {width} by {height} pixels: a placeholder or a tracker.")
    elif blank(image):
        yield Fault(code="blank", message="All pixels of the picture are alike: it shows nothing.")
    if image.mode == "CMYK":
        yield Fault(
            code="cmyk", message="The picture is in CMYK, the colours of print: browsers show them differently."
        )
    if _deep(image, data, media_type):
        yield Fault(code="high-bit-depth", message="The picture has 16 or more bits a channel; the web shows 8.")


def blank(image: Image) -> bool:
    """Return whether all pixels are equal, or all are transparent. A thin sample answers for nearly every picture."""
    from PIL.Image import Resampling

    return _uniform(image.resize((32, 32), Resampling.NEAREST)) and _uniform(image)


def _uniform(image: Image) -> bool:
    if image.mode in {"RGBA", "LA"} and not image.getchannel("A").getbbox():
        return True
    if image.mode == "1":  # eight pixels a byte
        image = image.convert("L")
    pixel = image.crop((0, 0, 1, 1)).tobytes()
    for top in range(0, image.height, 64):
        band = image.crop((0, top, image.width, min(top + 64, image.height))).tobytes()
        if band != pixel * (len(band) // len(pixel)):
            return False
    return True


def _deep(image: ImageFile, data: bytes, media_type: str) -> bool:
    if media_type == "image/png":
        return data[24:25] == b"\x10"  # IHDR's bit depth
    if media_type == "image/tiff":
        bits = getattr(image, "tag_v2", {}).get(258, 1)  # BitsPerSample
        return bool(max(bits if isinstance(bits, tuple) else (bits,)) > 8)
    return image.mode.startswith("I;16")
