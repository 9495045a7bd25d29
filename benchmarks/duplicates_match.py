"""All pairs of many 256-bit codes within radius 31: processor time and memory, with numpy alone.

Random codes are the easy case. Codes of real archives crowd, since most pictures share their coarse layout: those here
are signs of vectors that depend on a few common factors. A tenth are near copies of others. Prints the planted pairs
that were found, all of which must be.

    OMP_NUM_THREADS=1 python benchmarks/duplicates_match.py --count 1000000
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np

from mediaaudit.archive.near import RADIUS, near_codes

FACTORS = 24
COMMON = 0.6  # share of a bit's variance that the common factors explain


def crowded(count: int, chance: np.random.Generator) -> np.ndarray:
    """Return codes whose bits hang together as those of pictures do."""
    weights = chance.normal(0, 1, (FACTORS, 256)).astype(np.float32) * np.float32((COMMON / FACTORS) ** 0.5)
    codes = np.empty((count, 32), np.uint8)
    for start in range(0, count, 50_000):
        stop = min(start + 50_000, count)
        shared = chance.normal(0, 1, (stop - start, FACTORS)).astype(np.float32) @ weights
        own = chance.normal(0, (1 - COMMON) ** 0.5, (stop - start, 256)).astype(np.float32)
        codes[start:stop] = np.packbits(shared + own > 0, axis=1)
    return codes


def plant(codes: np.ndarray, chance: np.random.Generator) -> dict[tuple[int, int], int]:
    """Turn the last tenth into near copies of earlier codes; return the pairs and their distances."""
    count = len(codes) // 10
    sources = chance.integers(0, len(codes) - count, count)
    planted = {}
    for number, source in enumerate(sources.tolist()):
        flips = int(chance.integers(0, RADIUS + 1))
        bits = np.unpackbits(codes[source])
        bits[chance.choice(256, flips, replace=False)] ^= 1
        place = len(codes) - count + number
        codes[place] = np.packbits(bits)
        planted[source, place] = flips
    return planted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--random", action="store_true", help="independent bits: the easy case")
    options = parser.parse_args()
    chance = np.random.default_rng(2026)
    if options.random:
        codes = chance.integers(0, 256, (options.count, 32), dtype=np.uint8)
    else:
        codes = crowded(options.count, chance)
    planted = plant(codes, chance)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start, pairs, hit = time.process_time(), 0, 0
    for first, second, distance in near_codes(codes):
        pairs += len(first)
        found = zip(first.tolist(), second.tolist(), distance.tolist(), strict=True)
        hit += sum(planted.get((a, b)) == bits for a, b, bits in found)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{options.count:,} codes: {seconds:.1f} s CPU, peak {peak:,.0f} MiB ({before:,.0f} before), {pairs:,} pairs")
    print(f"planted pairs found: {hit:,} of {len(planted):,}")


if __name__ == "__main__":
    main()
