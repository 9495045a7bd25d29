"""The perceptual hash equals imagehash's, also where rounding decides."""

from __future__ import annotations

import imagehash
import pytest
from PIL import Image

from mediaaudit.readers.pictures import phash

from .noise import noise


@pytest.mark.parametrize("seed", range(12))
def test_equal_to_imagehash(seed):
    base = noise((40 + seed, 50), 90).resize((320, 200))
    assert phash.perceptual_hash(base) == int(str(imagehash.phash(base)), 16)


@pytest.mark.parametrize(
    "image",
    [
        Image.new("L", (50, 50), 0),
        Image.new("L", (33, 10), 130),
        Image.linear_gradient("L"),
        Image.radial_gradient("L"),
        Image.new("L", (1, 1), 255),
    ],
)
def test_flat_and_symmetrical_pictures(image):
    assert phash.perceptual_hash(image) == int(str(imagehash.phash(image)), 16)


def test_photographs_do_without_imagehash(monkeypatch):
    monkeypatch.setattr(phash, "_imagehash", lambda small: pytest.fail("not needed"))
    picture = noise((64, 64), 120).resize((300, 300))
    assert 0 < phash.perceptual_hash(picture) < 1 << 64
