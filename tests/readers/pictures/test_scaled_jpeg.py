"""JPEG pictures decoded at the scale of the hash: the same verdicts, sizes and, but for a bit or two, hashes."""

from __future__ import annotations

import io

import imagehash
import pytest
from PIL import Image

from mediaaudit.model.asset import Faults, Pixels
from mediaaudit.readers.pictures import read_picture, scaled_jpeg
from mediaaudit.readers.pictures.reading import Wanted
from mediaaudit.readers.pictures.scaled_jpeg import scaled_grey

from .noise import noise


def clouds(size: tuple[int, int], mode: str = "RGB", **options: object) -> bytes:
    seeds = [noise((9, 7), 90, seed).resize(size, Image.Resampling.BICUBIC) for seed in range(3)]
    out = io.BytesIO()
    Image.merge("RGB", seeds).convert(mode).save(out, "JPEG", **options)
    return out.getvalue()


def read(data: bytes) -> tuple[Faults, Pixels | None]:
    return read_picture(data, "photo.jpg", wanted=Wanted(hash=True, signature=True))[:2]


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_large_picture_is_decoded_small_and_measured_whole(mode: str, progressive: bool) -> None:
    data = clouds((2400, 1600), mode, progressive=progressive)
    scaled = scaled_grey(data)
    assert scaled is not None
    assert scaled.image.size == (600, 400)
    faults, pixels = read(data)
    assert faults == Faults()
    assert pixels is not None
    assert (pixels.width, pixels.height, pixels.mode) == (2400, 1600, mode)
    whole = int(str(imagehash.phash(Image.open(io.BytesIO(data)))), 16)
    assert pixels.phash is not None
    assert (pixels.phash ^ whole).bit_count() <= 2


@pytest.mark.parametrize("size", [(1500, 1100), (1023, 513), (300, 200), (7, 5)])
def test_both_decoders_give_the_same_pixels(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("simplejpeg")
    data = clouds(size)
    strict = scaled_grey(data)
    monkeypatch.setattr(scaled_jpeg, "_strictly", lambda data, size: None)
    usual = scaled_grey(data)
    assert strict is not None
    assert usual is not None
    assert (strict.strict, usual.strict) == (True, False)
    assert strict.image.tobytes() == usual.image.tobytes()


def test_a_cut_picture_is_found_and_its_share_is_told() -> None:
    data = clouds((2400, 1600))
    faults, pixels = read(data[: len(data) // 2])
    assert [fault.code for fault in faults.faults] == ["truncated"]
    assert faults.faults[0].salvaged
    assert pixels is None


def test_damage_inside_is_found_at_scale() -> None:
    pytest.importorskip("simplejpeg")
    data = bytearray(clouds((2400, 1600), quality=95))
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(400)
    faults, pixels = read(bytes(data))
    assert [fault.code for fault in faults.faults] == ["damaged-pixels"]
    assert pixels is not None


def test_other_colours_are_decoded_whole() -> None:
    assert scaled_grey(clouds((800, 600), "CMYK")) is None


def test_what_seems_blank_when_small_is_looked_at_whole() -> None:
    picture = Image.new("L", (2400, 1600), 250)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=100)
    assert [fault.code for fault in read(out.getvalue())[0].faults] == ["blank"]
    picture.putpixel((1201, 803), 246)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=100)
    scaled = scaled_grey(out.getvalue())
    assert scaled is not None
    assert scaled.image.getextrema() == (250, 250)
    assert read(out.getvalue())[0] == Faults()
