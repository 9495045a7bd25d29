from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import imagehash
import numpy as np
import pytest
from PIL import Image

from mediaaudit.archive.pair import compare_signatures
from mediaaudit.readers.pictures.limits import Limits
from mediaaudit.readers.pictures.looks import Original
from mediaaudit.readers.pictures.phash import hash_sample
from mediaaudit.readers.pictures.signature import Unreadable, decode_view, read_signature, sign_decoded
from mediaaudit.readers.pictures.signature.dct import phash
from mediaaudit.readers.pictures.signature.scaled import decode_scaled


def cloudy(seed: int, size: tuple[int, int] = (640, 420)) -> Image.Image:
    coarse = np.random.default_rng(seed).integers(0, 256, (24, 24, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)


def saved(picture: Image.Image, format_: str = "JPEG", **options: object) -> bytes:
    stream = BytesIO()
    picture.save(stream, format_, **options)
    return stream.getvalue()


@pytest.mark.parametrize("seed", range(20))
def test_phash_is_imagehash_bit_for_bit(seed: int) -> None:
    grey = cloudy(seed, (300 + 7 * seed, 200)).convert("L")
    assert phash(grey) == int(str(imagehash.phash(grey)), 16)


@pytest.mark.parametrize("colour", [0, 7, 128, 255])
def test_phash_of_a_single_colour_is_imagehashs(colour: int) -> None:
    grey = Image.new("L", (64, 48), colour)
    assert phash(grey) == int(str(imagehash.phash(grey)), 16)


def test_a_large_jpeg_is_decoded_small_and_a_small_one_whole() -> None:
    large = decode_scaled(saved(cloudy(1, (2400, 1600))), Limits())
    assert min(large.image.size) >= 256
    assert large.image.size[0] < 1200
    assert large.size == (2400, 1600)
    assert decode_scaled(saved(cloudy(1, (200, 150))), Limits()).image.size == (200, 150)


def test_phash_of_the_scaled_decode_is_that_of_the_whole_within_two_bits() -> None:
    for seed in range(8):
        data = saved(cloudy(seed, (1600, 1200)))
        whole = int(str(imagehash.phash(Image.open(BytesIO(data)))), 16)
        assert (read_signature(data, local=False).phash ^ whole).bit_count() <= 2


def test_orientation_is_applied_to_all_but_phash() -> None:
    picture = cloudy(2)
    exif = Image.Exif()
    exif[0x0112] = 6
    shown = read_signature(saved(picture.transpose(Image.Transpose.ROTATE_90), quality=95, exif=exif.tobytes()))
    plain = read_signature(saved(picture, quality=95))
    stored = read_signature(saved(picture.transpose(Image.Transpose.ROTATE_90), quality=95))
    assert (shown.width, shown.height) == (plain.width, plain.height) == (640, 420)
    assert (int.from_bytes(shown.code, "big") ^ int.from_bytes(plain.code, "big")).bit_count() <= 8
    assert shown.phash == stored.phash


def test_without_local_features_everything_else_is_the_same() -> None:
    data = saved(cloudy(3))
    full, lean = read_signature(data), read_signature(data, local=False)
    assert (full.code, full.phash, full.flat, full.view) == (lean.code, lean.phash, lean.flat, lean.view)
    assert len(full.points) // 6 == len(full.descriptors) // 16 > 20
    assert (lean.points, lean.descriptors) == (b"", b"")


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_picture_decoded_already_has_nearly_the_same_signature(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(cloudy(5, (1800, 1200)), exif=exif)
    with Image.open(BytesIO(data)) as picture:
        picture.load()
        grey = picture.convert("L")
        original = Original(picture.size, picture.mode, orientation, b"", data)
        decoded = sign_decoded(picture, (grey, hash_sample(grey)), original)
    scaled = read_signature(data)
    assert (decoded.sha256, decoded.width, decoded.height) == (scaled.sha256, scaled.width, scaled.height)
    assert (int.from_bytes(decoded.code, "big") ^ int.from_bytes(scaled.code, "big")).bit_count() <= 8
    assert compare_signatures(decoded, scaled).relation == "identical"
    other = replace(decoded, sha256="0" * 64)
    assert compare_signatures(other, scaled).relation == "copy"


@pytest.mark.parametrize(("colour", "bin_"), [("red", 0), ("#00ff00", 4), ("blue", 8)])
@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
def test_the_colours_of_a_drawing_are_kept(format_: str, colour: str, bin_: int) -> None:
    picture = Image.new("RGB", (400, 300), "white")
    picture.paste(colour, (100, 50, 300, 250))
    hues = read_signature(saved(picture, format_)).hues
    assert max(range(12), key=hues.__getitem__) == bin_
    assert abs(hues[bin_] - 255 * (1 / 3) ** 0.5) < 8
    assert read_signature(saved(picture.convert("L"), format_)).hues == bytes(12)


def test_transparency_is_shown_on_white() -> None:
    picture = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    picture.paste((200, 30, 30, 255), (100, 50, 200, 150))
    flat = Image.new("RGB", (300, 200), "white")
    flat.paste((200, 30, 30), (100, 50, 200, 150))
    assert read_signature(saved(picture, "PNG")).view == read_signature(saved(flat, "PNG")).view


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16", "F", "LAB", "YCbCr"])
def test_every_mode_has_a_signature(mode: str) -> None:
    picture = cloudy(4).convert("RGB")
    if mode == "LAB":
        from PIL import ImageCms

        picture = ImageCms.profileToProfile(
            picture, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
        )
    elif mode == "I;16":
        picture = Image.fromarray((np.asarray(picture.convert("L")).astype(np.uint16)) * 16)
    else:
        picture = picture.convert("L").convert(mode) if mode in {"1", "F"} else picture.convert(mode)
    signature = read_signature(saved(picture, "TIFF"))
    assert (signature.width, signature.height) == (640, 420)
    assert len(set(decode_view(signature))) > 1


@pytest.mark.parametrize("size", [(1, 1), (2, 3000), (5000, 1)])
def test_a_thin_picture_has_no_view(size: tuple[int, int]) -> None:
    signature = read_signature(saved(Image.new("RGB", size, "red"), "PNG"))
    assert (signature.view, signature.view_size, signature.points) == (b"", (0, 0), b"")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<html></html>", "HTML"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "."),
        (saved(cloudy(5))[:4000], "truncated"),
        (saved(cloudy(5), "PNG")[:4000], "."),
    ],
)
def test_what_cannot_be_decoded_is_unreadable(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_signature(data)


def test_limits_hold() -> None:
    data = saved(cloudy(6))
    with pytest.raises(Unreadable, match="limit"):
        read_signature(data, limits=Limits(max_bytes=1000))
    with pytest.raises(Unreadable, match="megapixels"):
        read_signature(data, limits=Limits(max_pixels=1000))
