from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from mediaaudit.readers.pictures.isolated import IsolatedDecoder
from mediaaudit.readers.pictures.limits import Limits
from mediaaudit.readers.pictures.thumbnail import SmallCopy, small_copy

from .noise import noise


def encoded(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def photo(width: int = 900, height: int = 600) -> Image.Image:
    return noise((width // 4, height // 4), 60).resize((width, height)).convert("RGB")


def copy_of(data: bytes, *, edge: int = 200, most: int = 20_000) -> SmallCopy | None:
    return small_copy(data, Limits(), edge=edge, most=most)


def opened(copy: SmallCopy | None) -> Image.Image:
    assert copy
    image = Image.open(io.BytesIO(base64.b64decode(copy.base64)))
    assert (image.format, image.size) == ("WEBP", (copy.width, copy.height))
    return image.convert("RGB")


def test_it_fits_the_edge_and_knows_the_whole() -> None:
    copy = copy_of(encoded(photo()))
    assert copy
    assert (copy.width, copy.height, copy.full_width, copy.full_height) == (200, 133, 900, 600)
    opened(copy)


@pytest.mark.parametrize("most", [8000, 3000, 1000])
def test_it_shrinks_until_it_fits_the_bytes(most: int) -> None:
    copy = copy_of(encoded(photo()), edge=400, most=most)
    opened(copy)
    assert copy
    assert len(base64.b64decode(copy.base64)) <= most


def test_there_is_none_where_the_bytes_do_not_suffice() -> None:
    assert copy_of(encoded(photo()), most=50) is None


def test_it_is_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn by a quarter
    copy = copy_of(encoded(photo(), exif=exif))
    assert copy
    assert (copy.width, copy.height, copy.full_width, copy.full_height) == (133, 200, 600, 900)


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
def test_jpegs_of_all_colours(mode: str) -> None:
    opened(copy_of(encoded(photo().convert(mode))))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "I;16", "1"])
def test_pngs_of_all_colours(mode: str) -> None:
    picture = photo().convert("L").convert("I;16") if mode == "I;16" else photo().convert(mode)
    opened(copy_of(encoded(picture, "PNG")))


def test_what_is_transparent_is_grey() -> None:
    image = opened(copy_of(encoded(Image.new("RGBA", (60, 60), (255, 255, 255, 0)), "PNG")))
    assert all(abs(value - 208) < 6 for value in image.getpixel((30, 30)))


def test_small_pictures_stay_as_they_are() -> None:
    copy = copy_of(encoded(Image.new("RGB", (16, 16), "red"), "PNG"))
    assert copy
    assert (copy.width, copy.height) == (16, 16)


def test_a_torn_file_shows_what_is_there() -> None:
    data = encoded(photo())
    assert opened(copy_of(data[: len(data) // 2])).size == (200, 133)


@pytest.mark.parametrize(
    "data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff\xe0", b"GIF89a", b"x" * 99]
)
def test_what_is_no_picture_has_none(data: bytes) -> None:
    assert copy_of(data) is None


def test_what_is_beyond_the_limits_has_none() -> None:
    assert small_copy(encoded(photo()), Limits(max_pixels=1000), edge=100, most=9000) is None


def test_the_decoder_of_its_own_makes_the_same() -> None:
    decoder = IsolatedDecoder(Limits())
    try:
        for data in (encoded(photo()), b"x"):
            assert decoder.small_copy(data, edge=90, most=9000) == copy_of(data, edge=90, most=9000)
    finally:
        decoder.close()
