"""Pictures with few features, and photos within larger pictures: parts of each other from either side."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mediaaudit.archive.pair import compare_signatures
from mediaaudit.archive.slide import slide

from .conftest import Made, Photo


def night(seed: int) -> Image.Image:
    """A dark sky that grows lighter, a few thin masts with struts, lamps and a hull of light: little that is a blob."""
    chance = np.random.default_rng(seed)
    width, height = 1200, 800
    light = np.linspace(18, 70, height)[:, None] + 12 * np.cos(np.linspace(-1.5, 1.5, width))[None, :]
    picture = Image.fromarray((light + chance.normal(0, 1, light.shape)).astype(np.uint8)).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for _ in range(6):
        x, top = int(chance.integers(150, 1050)), int(chance.integers(120, 420))
        for y in range(top, 800, 9):
            pen.line((x - 12, y, x + 12, y + 9), fill=(120, 110, 90), width=2)
        pen.line((x - 12, top, x - 12, 800), fill=(140, 130, 110), width=3)
        pen.line((x + 12, top, x + 12, 800), fill=(140, 130, 110), width=3)
    x = int(chance.integers(450, 700))
    pen.polygon([(x, 190), (x + 28, 300), (x + 30, 800), (x - 30, 800), (x - 28, 300)], fill=(215, 210, 190))
    pen.rectangle((x - 18, 330, x + 18, 420), fill=(60, 70, 120))
    return picture


@pytest.mark.parametrize("share", [0.7, 0.62, 0.5, 0.45, 0.4])
@pytest.mark.parametrize("at", [(0.5, 0.5), (0.4, 0.6)])
def test_crops_of_a_dark_picture(made: Made, share: float, at: tuple[float, float]) -> None:
    whole = night(3)
    left, top = int((1 - share) * at[0] * 1200), int((1 - share) * at[1] * 800)
    part = whole.crop((left, top, left + int(share * 1200), top + int(share * 800))).resize((800, 533))
    one, other = made(whole).signature, made(part).signature
    for found in (compare_signatures(one, other), compare_signatures(other, one)):
        assert found.relation == "copy", found


def test_other_nights_are_other_pictures(made: Made) -> None:
    nights = [made(night(seed)).signature for seed in range(4)]
    assert {compare_signatures(nights[0], other).relation for other in nights[1:]} == {"different"}


def test_a_photo_in_a_screenshot_is_a_copy_from_either_side(photo: Photo, made: Made) -> None:
    picture = photo(5)
    shot = Image.new("RGB", (1170, 2532), "white")
    pen = ImageDraw.Draw(shot)
    for line in range(60):
        if not 38 <= line < 58:
            pen.rectangle((60, 40 + 40 * line, 400 + 113 * line % 600, 54 + 40 * line), fill="black")
    shot.paste(picture.resize((1050, 700)), (60, 1620))
    one, other = made(picture).signature, made(shot).signature
    assert compare_signatures(one, other).relation == "copy"
    assert compare_signatures(other, one).relation == "copy"


def test_sliding_finds_place_and_size() -> None:
    whole = np.asarray(night(5).convert("L").resize((312, 208)), np.float32)
    part = np.asarray(night(5).convert("L").crop((300, 200, 900, 600)).resize((312, 208)), np.float32)
    place = slide(whole, part)
    assert place is not None
    assert np.allclose(place, [[0.5, 0, 78], [0, 0.5, 52]], atol=2.5)
    back = slide(part, whole)
    assert back is not None
    assert np.allclose(back[:, :2], [[2, 0], [0, 2]], atol=0.1)


def test_nothing_is_like_an_even_plane() -> None:
    even = np.full((208, 312), 90, np.float32)
    assert slide(even, even) is None
    assert slide(even[:3, :], even) is None
