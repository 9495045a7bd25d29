"""Many pictures that all look alike: what is held and compared grows with their number, not with its square."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from mediaaudit.archive import find, likeliest, near
from mediaaudit.archive.candidates import find_candidates
from mediaaudit.archive.columns import columns_of
from mediaaudit.archive.find import find_duplicates
from mediaaudit.archive.near import near_codes
from mediaaudit.archive.registration import how_between
from mediaaudit.model.duplicates import How
from mediaaudit.model.signature import Signature

from .conftest import Made, Photo

Numbered = Callable[[int], list[Signature]]


def crowd(count: int, seed: int = 1) -> np.ndarray:
    """Return codes of which any two differ in a few bits."""
    chance = np.random.default_rng(seed)
    bits = np.tile(chance.integers(0, 2, 256, dtype=np.uint8), (count, 1))
    for row in bits:
        row[chance.choice(256, 6, replace=False)] ^= 1
    return np.packbits(bits, axis=1)


def signed(codes: np.ndarray, like: Signature) -> list[Signature]:
    """Return signatures of these codes without local features, none of the size of another."""
    return [
        replace(like, code=code.tobytes(), sha256=f"{number:064x}", width=4000 - number, descriptors=b"", points=b"")
        for number, code in enumerate(codes)
    ]


@pytest.fixture
def a_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few pictures be many."""
    for module, name, value in (
        (near, "CROWDED", 40), (near, "CROWD", 0), (near, "FIRST", 8), (near, "BESIDE", 4),
        (likeliest, "ROOM", 1000), (likeliest, "FIRST", 8), (likeliest, "LIKELIEST", 8), (find, "CLIQUE", 6),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, value)


@pytest.fixture(scope="module")
def numbered(photo: Photo, made: Made) -> Numbered:
    """Return copies of one picture in other sizes, and a mirrored one, a crop and one of another picture."""
    whole = photo(1)

    def make(count: int) -> list[Signature]:
        pictures = [whole.resize((700 - 8 * number, 467 - 5 * number)) for number in range(count - 3)]
        pictures += [whole.transpose(0), whole.crop((200, 100, 700, 460)), photo(2)]
        return [made(picture).signature for picture in pictures]

    return make


@pytest.mark.usefixtures("a_crowd")
def test_pairs_of_near_codes_grow_with_their_number() -> None:
    met = [sum(len(first) for first, *_ in near_codes(crowd(count))) for count in (250, 1000)]
    assert met[1] < 6 * met[0]


@pytest.mark.usefixtures("a_crowd")
def test_in_a_crowd_the_first_codes_meet_all_and_the_nearest_each_other() -> None:
    codes = crowd(600)
    codes[599] = codes[300]
    for others in (None, codes):
        met = {
            (int(a), int(b))
            for first, second, _ in near_codes(codes, others)
            for a, b in zip(first, second, strict=True)
        }
        assert {(0, place) for place in range(1, 600)} <= met | {(b, a) for a, b in met}
        assert (300, 599) in met


@pytest.mark.usefixtures("a_crowd")
def test_candidates_held_grow_with_the_number_of_pictures(made: Made, photo: Photo) -> None:
    like = made(photo(1)).signature
    held = [len(find_candidates(columns_of(signed(crowd(count), like)))) for count in (250, 1000)]
    assert held[1] <= 5 * held[0]
    assert held[1] <= 1000 * 4 * 8


@pytest.mark.usefixtures("a_crowd")
def test_comparisons_and_pairs_told_grow_with_the_number_of_copies(
    numbered: Numbered, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = Counter[int]()
    plain = find.compare

    def count(*given: object) -> object:
        compared[total] += 1
        return plain(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(find, "compare", count)
    for total in (10, 40):
        found = find_duplicates(numbered(total))
        assert len(found.pairs) == total - 2  # each with the head of the group
        ((head, *others),) = found.groups
        assert head == total - 3  # the largest
        assert {head, *others} == set(range(total - 1))  # and not the other picture
    assert compared[40] <= 5 * compared[10]


def test_what_is_not_told_of_many_copies_follows(numbered: Numbered, monkeypatch: pytest.MonkeyPatch) -> None:
    signatures = numbered(12)
    every = {(pair.a, pair.b): pair.how for pair in find_duplicates(signatures).pairs}
    monkeypatch.setattr(find, "CLIQUE", 6)
    found = find_duplicates(signatures)
    told = {(pair.a, pair.b): pair.how for pair in found.pairs}
    assert (1, 2) in every
    assert (1, 2) not in told
    assert told.items() <= every.items()
    assert {pair: how_between(found.registrations[pair[0]], found.registrations[pair[1]]) for pair in every} == every
    assert how_between(found.registrations[9], found.registrations[10]) == How(
        original="a",
        crop=every[9, 10].crop,
        mirrored=True,
        overlaid=False,
        recoloured=False,
        resized=every[9, 10].resized,
    )  # type: ignore[union-attr]


def test_few_copies_are_all_told_and_lie_nowhere(numbered: Numbered) -> None:
    found = find_duplicates(numbered(8))
    assert len(found.pairs) == 7 * 6 // 2
    assert not found.registrations
