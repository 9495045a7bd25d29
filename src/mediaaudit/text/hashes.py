"""Perceptual hashes as whole numbers: distance, and all near pairs of many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

BITS = 64
NEAR = 6  # bits; re-encodes and resizes of one photograph stay within it, pHash at its usual 10 pairs unlike pictures


def distance(a: int, b: int) -> int:
    """Return the number of bits in which two hashes differ."""
    return (a ^ b).bit_count()


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
