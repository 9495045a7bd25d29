from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from mediaaudit.archive.pair import compare_signatures
from mediaaudit.model.duplicates import Box, How

from .conftest import Made, Photo

Transpose = Image.Transpose


def overlap(one: Box, other: tuple[float, float, float, float]) -> float:
    """Return intersection over union of two rectangles."""
    left, top = max(one.left, other[0]), max(one.top, other[1])
    right, bottom = min(one.right, other[2]), min(one.bottom, other[3])
    both = max(right - left, 0) * max(bottom - top, 0)
    areas = (one.right - one.left) * (one.bottom - one.top) + (other[2] - other[0]) * (other[3] - other[1])
    return both / (areas - both)


def headline(picture: Image.Image) -> Image.Image:
    picture = picture.copy()
    pen = ImageDraw.Draw(picture)
    pen.text((40, 200), "STORM OVER", fill="white", stroke_width=3, stroke_fill="black", font_size=64)
    return picture


def bordered(picture: Image.Image) -> Image.Image:
    return ImageOps.expand(picture, 40, "white")


def how(photo: Photo, made: Made, change: Callable[[Image.Image], Image.Image]) -> How:
    original = photo(1)
    found = compare_signatures(made(original).signature, made(change(original)).signature)
    assert found.relation == "copy", found
    assert found.how is not None
    return found.how


def test_encoded_again(photo: Photo, made: Made) -> None:
    original = photo(1)
    found = compare_signatures(made(original, 92).signature, made(original, 50).signature)
    assert found.how == How()
    assert list(How().words()) == ["encoded again"]


def test_resized(photo: Photo, made: Made) -> None:
    assert how(photo, made, lambda picture: picture.resize((300, 200))) == How(resized=True)


@pytest.mark.parametrize("box", [(0.1, 0.05, 0.9, 0.95), (0.0, 0.0, 0.61, 0.72), (0.33, 0.21, 0.99, 0.87)])
def test_cropped_anywhere(photo: Photo, made: Made, box: tuple[float, float, float, float]) -> None:
    cut = (int(720 * box[0]), int(480 * box[1]), int(720 * box[2]), int(480 * box[3]))
    found = how(photo, made, lambda picture: picture.crop(cut))
    assert found.original == "a"
    assert found.crop is not None
    assert overlap(found.crop, box) > 0.95


def test_the_original_may_be_the_second_picture(photo: Photo, made: Made) -> None:
    original = photo(1)
    found = compare_signatures(made(original.crop((60, 40, 600, 400))).signature, made(original).signature)
    assert found.how is not None
    assert found.how.original == "b"
    assert found.how.crop is not None
    assert overlap(found.how.crop, (60 / 720, 40 / 480, 600 / 720, 400 / 480)) > 0.95


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (Transpose.FLIP_LEFT_RIGHT, How(mirrored=True)),
        (Transpose.ROTATE_270, How(turned=90)),
        (Transpose.ROTATE_180, How(turned=180)),
        (Transpose.ROTATE_90, How(turned=270)),
        (Transpose.FLIP_TOP_BOTTOM, How(mirrored=True, turned=180)),
    ],
)
def test_turned_and_mirrored(photo: Photo, made: Made, turn: Transpose, expected: How) -> None:
    assert how(photo, made, lambda picture: picture.transpose(turn)) == expected


def test_overlaid_framed_and_recoloured(photo: Photo, made: Made) -> None:
    assert how(photo, made, headline).overlaid
    framed = how(photo, made, bordered)
    assert (framed.framed, framed.original, framed.crop) == (True, "a", None)
    assert how(photo, made, lambda picture: ImageEnhance.Brightness(picture).enhance(1.15)).recoloured


def test_mirrored_and_cropped(photo: Photo, made: Made) -> None:
    found = how(photo, made, lambda picture: ImageOps.mirror(picture).crop((72, 48, 648, 432)))
    assert found.mirrored
    assert found.crop is not None
    assert overlap(found.crop, (0.1, 0.1, 0.9, 0.9)) > 0.95


def test_other_pictures_are_different(photo: Photo, made: Made) -> None:
    found = compare_signatures(made(photo(1)).signature, made(photo(2)).signature)
    assert (found.relation, found.how, found.distance) == ("different", None, 1.0)


def test_what_moved_is_no_copy(photo: Photo, made: Made) -> None:
    scene, thing = photo(1), photo(3).crop((0, 0, 90, 150))
    first, second = scene.copy(), scene.copy()
    first.paste(thing, (150, 200))
    second.paste(thing, (310, 210))
    assert compare_signatures(made(first).signature, made(second).signature).relation == "same-moment"


def test_drawings_of_one_template_are_no_copies(made: Made) -> None:
    def chart(heights: tuple[int, ...]) -> Image.Image:
        picture = Image.new("RGB", (800, 500), "white")
        pen = ImageDraw.Draw(picture)
        pen.text((40, 30), "Turnout by district", fill="black", font_size=40)
        for place, height in enumerate(heights):
            pen.rectangle((90 + place * 110, 450 - height, 160 + place * 110, 450), fill=(30, 90, 160))
        return picture

    one, other = made(chart((90, 200, 310, 150, 220, 260))), made(chart((300, 120, 80, 240, 330, 100)))
    assert compare_signatures(one.signature, other.signature).relation == "same-template"
    again = made(chart((90, 200, 310, 150, 220, 260)), 60)
    assert compare_signatures(one.signature, again.signature).relation == "copy"


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (40, 40)])
def test_pictures_that_say_nothing_match_nothing(photo: Photo, made: Made, size: tuple[int, int]) -> None:
    dull, other = made(Image.new("RGB", size, "grey")), made(Image.new("RGB", size, "silver"))
    assert compare_signatures(dull.signature, other.signature).relation == "different"
    assert compare_signatures(dull.signature, made(photo(1)).signature).relation == "different"


def badge(colour: str, *, second: str | None = None) -> Image.Image:
    picture = Image.new("RGB", (600, 600), "white")
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((90, 120, 510, 480), 60, fill=colour)
    pen.text((190, 180), "WD", fill="white", font_size=170)
    if second:
        pen.rectangle((0, 520, 600, 600), fill=second)
    return picture


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (badge("#c22f2f"), badge("#2f66c2"), "same-template"),
        (badge("#c22f2f"), badge("#c22f2f"), "copy"),
        (badge("#c22f2f"), badge("#a83a2e"), "copy"),
        (badge("#c22f2f"), badge("#c22f2f").convert("L"), "copy"),
        (badge("#c22f2f", second="#2f66c2"), badge("#c22f2f", second="#2f66c2").crop((0, 0, 600, 515)), "copy"),
    ],
    ids=["other colour", "same", "other shade", "grey", "crop without one of two colours"],
)
@pytest.mark.parametrize("quality", [60, 85])
def test_drawings_of_one_form_differ_by_colour(
    made: Made, first: Image.Image, second: Image.Image, relation: str, quality: int
) -> None:
    assert compare_signatures(made(first, 95).signature, made(second, quality).signature).relation == relation
