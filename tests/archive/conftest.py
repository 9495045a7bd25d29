"""Drawn "photographs": cloudy textures with hard-edged shapes, different for every seed, and what newsrooms do to them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mediaaudit.archive.prepared import Prepared, prepare
from mediaaudit.readers.pictures.signature import read_signature

Photo = Callable[..., Image.Image]
Made = Callable[[Image.Image], Prepared]


def draw(seed: int, size: tuple[int, int] = (720, 480)) -> Image.Image:
    """Return a picture that has detail at every scale, as photographs have."""
    chance = np.random.default_rng(seed)
    width, height = size
    total = np.zeros((height, width), np.float32)
    for cells in (4, 8, 16, 32, 64, 128):
        coarse = chance.normal(0, 1, (cells, cells)).astype(np.float32)
        layer = Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)
        total += np.asarray(layer) * (64 / cells**0.7)
    total += chance.normal(0, 2, total.shape)
    picture = Image.fromarray(np.clip(128 + total, 0, 255).astype(np.uint8)).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for _ in range(12):
        x, y = int(chance.integers(0, width)), int(chance.integers(0, height))
        colour = tuple(int(part) for part in chance.integers(0, 256, 3))
        pen.ellipse((x, y, x + int(chance.integers(15, 80)), y + int(chance.integers(15, 80))), fill=colour)
    return picture


def encode(picture: Image.Image, quality: int = 85, **options: object) -> bytes:
    """Return a picture as the bytes of a JPEG."""
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=quality, **options)
    return stream.getvalue()


@pytest.fixture(scope="session")
def photo() -> Photo:
    return draw


@pytest.fixture(scope="session")
def made() -> Made:
    """Return a picture's signature, unpacked, by way of a JPEG."""

    def make(picture: Image.Image, quality: int = 85) -> Prepared:
        return prepare(read_signature(encode(picture, quality)))

    return make
