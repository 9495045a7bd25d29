"""Many pictures looked at in blocks, by wider bands, and grouped."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mediaaudit.archive import columns
from mediaaudit.archive.columns import columns_of
from mediaaudit.archive.features import BANDS, Features, _values, _words, width_for
from mediaaudit.archive.find import find_duplicates
from mediaaudit.archive.groups import form_groups
from mediaaudit.model.duplicates import Pair
from mediaaudit.model.signature import Signature

from .conftest import Made, Photo


@pytest.fixture(scope="module")
def signatures(photo: Photo, made: Made) -> list[Signature]:
    pictures = [photo(seed) for seed in (1, 2, 3)]
    parts = [picture.crop((40 * seed, 0, 420 + 40 * seed, 480)) for seed, picture in enumerate(pictures)]
    flat = Image.new("RGB", (300, 4), "white")  # too thin to have a view
    return [made(picture).signature for picture in (*pictures, flat, *parts, flat)]


@pytest.mark.parametrize("block", [1, 200, 350])
def test_blocks_change_nothing(block: int, signatures: list[Signature], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = find_duplicates(signatures)
    assert {(pair.a, pair.b) for pair in whole.pairs} == {(0, 4), (1, 5), (2, 6), (3, 7)}
    monkeypatch.setattr(columns, "BLOCK", block)
    assert find_duplicates(signatures) == whole


def test_blocks_hold_whole_pictures(signatures: list[Signature], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "BLOCK", 250)
    found = columns_of(signatures)
    blocks = list(found.blocks())
    assert len(blocks) > 2
    assert b"".join(part.tobytes() for part, _ in blocks) == b"".join(each.descriptors for each in signatures)
    owners = [set(owners.tolist()) for _, owners in blocks]
    assert sum(map(len, owners)) == len(set().union(*owners)) == 6
    assert found.twins() == {3, 7}
    assert found.largest_first()[-2:] == [3, 7]


def test_no_pictures() -> None:
    found = columns_of([])
    assert (list(found.blocks()), found.twins(), found.largest_first()) == ([], set(), [])


def test_bands_widen_with_the_number() -> None:
    assert [width_for(total) for total in (0, 2_000_000, 20_000_000, 10**9)] == [16, 16, 20, 22]


@pytest.mark.parametrize("width", [16, 20, 22])
def test_near_descriptors_meet_in_a_band(width: int) -> None:
    random = np.random.default_rng(5)
    ours = random.integers(0, 256, (500, 16), np.uint8)
    bits = np.unpackbits(ours, axis=1)
    for row in bits:
        row[random.choice(128, 4, replace=False)] ^= 1
    theirs = np.packbits(bits, axis=1)
    left, right = Features(ours, np.arange(500), width).matches(theirs)
    assert len(set(zip(left.tolist(), right.tolist(), strict=True))) == len(left) > 475
    assert (left == right).all()
    words = _words(ours)
    for band in range(BANDS):
        values = _values(words, band, width)
        assert int(values.max()).bit_length() == width
        assert (values >> (width - 16) == words[:, band]).all()


def _naive(pairs: list[Pair], signatures: list[Signature]) -> tuple[tuple[int, ...], ...]:
    partners: dict[int, set[int]] = {}
    for pair in pairs:
        partners.setdefault(pair.a, set()).add(pair.b)
        partners.setdefault(pair.b, set()).add(pair.a)
    groups = []
    while partners := {place: left for place, left in partners.items() if left}:
        weights = {place: (-len(left), -signatures[place].width, place) for place, left in partners.items()}
        head = min(partners, key=weights.__getitem__)
        taken = {head, *partners[head]}
        groups.append((head, *sorted(partners[head])))
        partners = {place: left - taken for place, left in partners.items() if place not in taken}
    return tuple(sorted(groups, key=min))


@given(st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]), max_size=25))
def test_groups_are_headed_by_the_picture_with_most_copies(edges: set[tuple[int, int]]) -> None:
    blank = {"phash": 0, "code": b"", "flat": 0.0, "hues": b"", "view": b"", "view_size": (0, 0)}
    signatures = [
        Signature(sha256=f"{place:064x}", width=100 + place % 3, height=1, **blank)  # type: ignore[arg-type]
        for place in range(12)
    ]
    pairs = [Pair(a=a, b=b, relation="copy", distance=0.0, how=None) for a, b in sorted(edges)]
    assert form_groups(pairs, signatures) == _naive(pairs, signatures)
