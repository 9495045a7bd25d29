from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from mediaaudit.archive.decisions import DecisionError, apply_decisions, format_decision, parse_decisions
from mediaaudit.archive.find import find_duplicates
from mediaaudit.archive.turns import INVERSE, TURNS, turn_codes, turn_descriptors, turn_plane
from mediaaudit.readers.pictures.signature.dct import sign_code
from mediaaudit.readers.pictures.signature.local import local_features

from .conftest import Made, Photo


@pytest.fixture(scope="module")
def pictures(photo: Photo, made: Made) -> list[Image.Image]:
    one, two = photo(1), photo(2)
    return [
        one.resize((360, 240)),
        two,
        one,
        one.crop((0, 0, 420, 480)),
        one.crop((400, 0, 720, 480)),
        two.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        photo(3),
    ]


def test_copies_are_found_and_grouped(pictures: list[Image.Image], made: Made) -> None:
    found = find_duplicates([made(picture).signature for picture in pictures])
    assert {(pair.a, pair.b) for pair in found.pairs} == {(0, 2), (0, 3), (0, 4), (2, 3), (2, 4), (1, 5)}
    assert [set(group) for group in found.groups] == [{0, 2, 3, 4}, {1, 5}]
    assert found.groups[0][0] == 2
    derived = next(pair for pair in found.pairs if (pair.a, pair.b) == (0, 4))
    assert derived.how is not None
    assert derived.how.crop is not None
    assert derived.how.crop.left == pytest.approx(400 / 720, abs=0.01)


def test_pictures_without_a_common_one_are_not_chained(photo: Photo, made: Made) -> None:
    one, two, three = photo(1), photo(2), photo(3)
    collage = Image.new("RGB", (720, 1440))
    for place, picture in enumerate((one, two, three)):
        collage.paste(picture, (0, 480 * place))
    found = find_duplicates([made(picture).signature for picture in (one, two, three, collage)])
    assert {(pair.a, pair.b) for pair in found.pairs} == {(0, 3), (1, 3), (2, 3)}


def test_the_order_of_files_does_not_matter(pictures: list[Image.Image], made: Made) -> None:
    signatures = [made(picture).signature for picture in pictures]
    forward, backward = find_duplicates(signatures), find_duplicates(signatures[::-1])
    last = len(signatures) - 1
    turned = {(last - pair.b, last - pair.a, pair.relation) for pair in backward.pairs}
    assert {(pair.a, pair.b, pair.relation) for pair in forward.pairs} == turned


def test_the_same_file_twice_is_identical(photo: Photo, made: Made) -> None:
    signature = made(photo(1)).signature
    found = find_duplicates([signature, signature])
    assert [(pair.relation, pair.distance) for pair in found.pairs] == [("identical", 0.0)]


def test_no_pictures_have_no_duplicates() -> None:
    assert find_duplicates([]).pairs == ()


def test_decisions_by_content(pictures: list[Image.Image], made: Made) -> None:
    signatures = [made(picture).signature for picture in pictures]
    sums = [signature.sha256 for signature in signatures]
    text = "# reviewed\n" + format_decision("not-a-duplicate", sums[5], sums[1], "the\nmirror") + "\n"
    text += format_decision("known", sums[2], sums[0])
    decided = apply_decisions(find_duplicates(signatures), signatures, parse_decisions(text))
    assert (1, 5) not in {(pair.a, pair.b) for pair in decided.pairs}
    assert [(pair.a, pair.b) for pair in decided.pairs if pair.known] == [(0, 2)]
    assert decided.groups == ((2, 0, 3, 4),)


@pytest.mark.parametrize(
    "line", ["knwon a b", "known abc def", "known " + 64 * "0", "known " + " ".join([64 * "0"] * 3)]
)
def test_a_line_that_is_no_decision_is_named(line: str) -> None:
    with pytest.raises(DecisionError, match="line 2"):
        parse_decisions("# fine\n" + line)


@pytest.mark.parametrize("turn", TURNS)
def test_turning_a_signature_is_turning_the_picture(photo: Photo, turn: int) -> None:
    grey = photo(4, (256, 256)).convert("L")
    turned = Image.fromarray(np.ascontiguousarray(turn_plane(np.asarray(grey), turn)))
    plain, other = (np.frombuffer(sign_code(each), np.uint8)[None] for each in (grey, turned))
    assert int(np.bitwise_count(turn_codes(plain, turn) ^ other).sum()) <= 2
    assert (turn_codes(turn_codes(plain, turn), INVERSE[turn]) == plain).all()
    first, second = (np.frombuffer(local_features(each)[1], np.uint8).reshape(-1, 16) for each in (grey, turned))
    bits = np.bitwise_count(turn_descriptors(first, turn)[:, None] ^ second[None]).sum(axis=2).min(axis=0)
    assert np.median(bits) <= 4
