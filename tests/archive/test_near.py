from __future__ import annotations

import numpy as np
import pytest

from mediaaudit.archive import near
from mediaaudit.archive.near import near_codes


def clustered(count: int, seed: int = 1) -> np.ndarray:
    """Return codes of which many are near each other, some exactly at the radius, some equal."""
    chance = np.random.default_rng(seed)
    codes = chance.integers(0, 256, (count, 32), dtype=np.uint8)
    for place in range(count // 2, count):
        bits = np.unpackbits(codes[place - count // 2])
        bits[chance.choice(256, place % 40, replace=False)] ^= 1
        codes[place] = np.packbits(bits)
    return codes


def pairs(codes: np.ndarray, others: np.ndarray | None = None, radius: int = 31) -> list[tuple[int, int, int]]:
    found = [zip(*(part.tolist() for part in piece), strict=True) for piece in near_codes(codes, others, radius)]
    return sorted(triple for piece in found for triple in piece)


def slowly(codes: np.ndarray, others: np.ndarray | None, radius: int) -> list[tuple[int, int, int]]:
    second = codes if others is None else others
    bits = np.bitwise_count(codes[:, None] ^ second[None]).sum(axis=2)
    return [
        (int(a), int(b), int(bits[a, b]))
        for a, b in zip(*np.nonzero(bits <= radius), strict=True)
        if others is not None or a < b
    ]


@pytest.mark.parametrize("radius", [0, 15, 31])
def test_no_pair_is_missed_and_none_is_told_twice(radius: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "CHUNK", 100)
    codes = clustered(400)
    assert pairs(codes, None, radius) == slowly(codes, None, radius)
    assert pairs(codes[:100], codes, radius) == slowly(codes[:100], codes, radius)


def test_none_one_and_equal_codes() -> None:
    assert pairs(clustered(400)[:0]) == []
    assert pairs(clustered(400)[:1]) == []
    assert len(pairs(np.zeros((30, 32), np.uint8))) == 30 * 29 // 2


def test_a_radius_beyond_the_promise_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        list(near_codes(clustered(4), None, 32))
