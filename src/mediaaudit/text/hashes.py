"""Perceptual hashes as whole numbers, and what they say of two pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


class NearHashes:
    """Finds the nearest of many 64-bit hashes within a radius.

    Complete by the pigeonhole principle: cut into ``radius + 1`` bands, two near hashes agree in at least one.
    """

    def __init__(self, hashes: Iterable[int], radius: int) -> None:
        """Take the hashes, and the bits in which one may differ."""
        self._radius = radius
        edges = [BITS * number // (radius + 1) for number in range(radius + 2)]
        self._bands = [(low, (1 << (high - low)) - 1) for low, high in pairwise(edges)]
        self._buckets: dict[tuple[int, int], list[int]] = {}
        for value in sorted(set(hashes)):
            for key in self._keys(value):
                self._buckets.setdefault(key, []).append(value)

    def nearest(self, value: int) -> int | None:
        """Return the nearest hash, the lowest of equally near ones, or None where none is near."""
        near = {other for key in self._keys(value) for other in self._buckets.get(key, ())}
        best = min(near, key=lambda other: (distance(value, other), other), default=None)
        return None if best is None or distance(value, best) > self._radius else best

    def _keys(self, value: int) -> Iterator[tuple[int, int]]:
        for low, mask in self._bands:
            yield low, (value >> low) & mask
