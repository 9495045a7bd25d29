"""The embedded thumbnail against the picture."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageOps

from mediaaudit.readers.pictures import read_picture
from mediaaudit.readers.pictures.preview import compare_preview
from mediaaudit.readers.pictures.reading import Wanted


def scene(seed: int = 1) -> Image.Image:
    small = Image.new("L", (12, 8))
    small.putdata(random.Random(seed).choices(range(40, 256), k=96))
    return small.resize((600, 400), Image.Resampling.BICUBIC)


def jpeg(image: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def thumb(image: Image.Image) -> bytes:
    return jpeg(image.resize((160, round(160 * image.height / image.width))))


@pytest.mark.parametrize(
    ("picture", "thumbnail"),
    [
        (scene(), thumb(scene())),
        (scene(), jpeg(ImageOps.pad(scene(), (160, 120), color="black"))),  # letterboxed by the camera
        (ImageOps.pad(scene(), (600, 600), color="black"), thumb(scene())),
        (scene().rotate(90, expand=True), thumb(scene())),  # turned, the thumbnail not
        (scene().resize((300, 200)), thumb(scene())),
        (ImageOps.autocontrast(scene(), cutoff=5), thumb(scene())),
        (ImageOps.expand(scene(), 90, fill=20), thumb(ImageOps.expand(scene(), 90, fill=40))),  # dark ground, no bars
    ],
)
def test_the_same_picture(picture: Image.Image, thumbnail: bytes) -> None:
    found = compare_preview(picture, thumbnail)
    assert found is not None
    assert found.likeness > 0.95
    assert found.stretch < 1.05


@pytest.mark.parametrize("picture", [scene().crop((0, 0, 200, 400)), scene(2).crop((0, 0, 300, 400))])
def test_another_picture(picture: Image.Image) -> None:
    found = compare_preview(picture, thumb(scene()))
    assert found is not None
    assert found.likeness < 0.6
    assert found.stretch > 1.08


@pytest.mark.parametrize(
    "thumbnail",
    [b"", b"\xff\xd8", b"\xff\xd8" + bytes(500), b"<html>", jpeg(scene())[:300], jpeg(Image.new("L", (8, 8)))],
)
def test_nothing_to_compare(thumbnail: bytes) -> None:
    assert compare_preview(scene(), thumbnail) is None


def test_one_grey_is_like_everything() -> None:
    found = compare_preview(scene(), jpeg(Image.new("L", (160, 120), 99)))
    assert found is not None
    assert found.likeness == 1.0


def test_the_thumbnail_is_taken_from_the_file() -> None:
    small = thumb(scene())
    # Exif: header, IFD0 without entries, IFD1 with offset and length of the thumbnail
    ifd1 = b"\x02\0\x01\x02\x04\0\x01\0\0\0\x2c\0\0\0\x02\x02\x04\0\x01\0\0\0" + len(small).to_bytes(4, "little")
    exif = b"Exif\0\0II*\0\x08\0\0\0\0\0\x0e\0\0\0" + ifd1 + bytes(4)
    exif = exif.ljust(6 + 44, b"\0") + small
    _, pixels, _ = read_picture(
        jpeg(scene().crop((0, 0, 200, 400)), exif=exif), "a.jpg", wanted=Wanted(hash=True, signature=True)
    )
    assert pixels is not None
    assert (pixels.thumbnail_stretch or 0) > 1.08
    assert (pixels.thumbnail_likeness or 1) < 0.6
