"""Perceptual hashes as whole numbers: distance, and all near pairs of many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Protocol

BITS = 64
FLAT = 6.0  # grey values; below it a picture is blank or nearly so and its hash is noise
SAME_RATIO = 0.02  # share; resizing rounds sides to whole pixels, cropping changes more
NEAR = 6  # bits; re-encodes and resizes of one photograph stay within it, pHash at its usual 10 pairs unlike pictures


class Shown(Protocol):
    """What a decoded picture looks like: ``Pixels``, or the row of a use."""

    @property
    def width(self) -> int | None:
        """Width in pixels."""

    @property
    def height(self) -> int | None:
        """Height in pixels."""

    @property
    def phash(self) -> int | None:
        """The 64-bit perceptual hash."""

    @property
    def spread(self) -> float | None:
        """The standard deviation of the grey values, 0 to 127.5."""


def distance(a: int, b: int) -> int:
    """Return the number of bits in which two hashes differ."""
    return (a ^ b).bit_count()


def show_the_same(one: Shown, other: Shown) -> bool:
    """Say whether two pictures are renditions of one: near hashes, neither of them blank, in the same proportions."""
    if one.phash is None or other.phash is None or not one.height or not other.height:
        return False
    if min(one.spread or 0.0, other.spread or 0.0) < FLAT or distance(one.phash, other.phash) > NEAR:
        return False
    ratio = (one.width or 0) * other.height / max((other.width or 0) * one.height, 1)
    return abs(ratio - 1) < SAME_RATIO


def near_pairs(hashes: Mapping[int, int], radius: int) -> Iterator[tuple[int, int]]:
    """Yield each pair of keys, smaller first, whose 64-bit hashes differ in at most ``radius`` bits.

    Complete by the pigeonhole principle: cut into ``radius + 1`` bands, two near hashes agree in at least one.
    """
    bands = radius + 1
    edges = [BITS * n // bands for n in range(bands + 1)]
    seen: set[tuple[int, int]] = set()
    for low, high in pairwise(edges):
        mask = (1 << (high - low)) - 1
        buckets: dict[int, list[int]] = {}
        for key, value in hashes.items():
            buckets.setdefault((value >> low) & mask, []).append(key)
        for keys in buckets.values():
            for place, first in enumerate(keys):
                for second in keys[place + 1 :]:
                    pair = (first, second) if first < second else (second, first)
                    if pair not in seen and distance(hashes[first], hashes[second]) <= radius:
                        seen.add(pair)
                        yield pair
