"""Matching at the size of archives: all pairs of codes, one code among many, parts of pictures among many.

Random codes are the easy case. Codes of real archives crowd, since most pictures share their coarse layout: those here
are signs of vectors that depend on a few common factors. A tenth are near copies of others.

    OMP_NUM_THREADS=1 python benchmarks/duplicates_match.py pairs --count 1000000
    OMP_NUM_THREADS=1 python benchmarks/duplicates_match.py query --count 1000000
    OMP_NUM_THREADS=1 python benchmarks/duplicates_match.py crops --count 100000 --sources FOLDER

``pairs``: processor time and memory, with numpy alone; and how many of the planted pairs were found: all must be.
``query``: codes within radius 31 of one, in its eight turns. ``crops``: parts at any place of the pictures of a folder,
encoded again, asked of those pictures amid others, whose features are drawn from theirs and changed in some bits; found
means: among the candidates that a query compares.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from mediaaudit.archive.alike import Alike
from mediaaudit.archive.codes import Codes
from mediaaudit.archive.index import LOOKED_AT
from mediaaudit.archive.near import RADIUS, near_codes
from mediaaudit.archive.turns import turn_codes
from mediaaudit.model.signature import DESCRIPTOR_BYTES, Signature
from mediaaudit.readers.pictures.signature import read_signature

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


def memory() -> float:
    """Return the most memory that this process ever had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def percentiles(seconds: list[float]) -> str:
    middle, far = np.percentile(seconds, [50, 99]) * 1000
    return f"p50 {middle:.1f} ms, p99 {far:.1f} ms CPU"


def pairs(codes: np.ndarray, planted: dict[tuple[int, int], int]) -> None:
    before, start, count, hit = memory(), time.process_time(), 0, 0
    for first, second, distance in near_codes(codes):
        count += len(first)
        found = zip(first.tolist(), second.tolist(), distance.tolist(), strict=True)
        hit += sum(planted.get((a, b)) == bits for a, b, bits in found)
    seconds = time.process_time() - start
    print(
        f"{len(codes):,} codes: {seconds:.1f} s CPU, peak {memory():,.0f} MiB ({before:,.0f} before), {count:,} pairs"
    )
    print(f"planted pairs found: {hit:,} of {len(planted):,}")


def queries(codes: np.ndarray, planted: dict[tuple[int, int], int], most: int) -> None:
    start = time.process_time()
    index = Codes(codes)
    built, seconds, hit = time.process_time() - start, [], 0
    asked = list(planted.items())[:most]
    for (source, place), bits in asked:
        code = turn_codes(codes[place][None], place % 8).tobytes()  # in some turn
        start = time.process_time()
        found = index.near(code)
        seconds.append(time.process_time() - start)
        hit += found.get(source) == bits
    print(
        f"{len(codes):,} codes, {len(asked)} queries: {percentiles(seconds)}; {hit} found; ready in {built:.1f} s CPU"
    )


def parts(folder: Path, chance: np.random.Generator) -> Iterator[tuple[Signature, Signature]]:
    """Yield the signatures of pictures and of a part of each, of 20 to 70 percent of its area."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in {".jpg", ".jpeg", ".png"}:
            with Image.open(path) as image:
                whole = image.convert("RGB")
            share = chance.uniform(0.2, 0.7)
            stretch = chance.uniform(0.8, 1.25)
            wide, high = min(1.0, share**0.5 * stretch), min(1.0, share**0.5 / stretch)
            left, top = chance.uniform(0, 1 - wide), chance.uniform(0, 1 - high)
            box = [whole.width * left, whole.height * top, whole.width * (left + wide), whole.height * (top + high)]
            stream = BytesIO()
            whole.crop([int(edge) for edge in box]).save(stream, "JPEG", quality=int(chance.integers(60, 95)))
            yield read_signature(path.read_bytes()), read_signature(stream.getvalue())


def crops(folder: Path, count: int, chance: np.random.Generator) -> None:
    asked = list(parts(folder, chance))
    pool = np.frombuffer(b"".join(whole.descriptors for whole, _ in asked), np.uint8).reshape(-1, DESCRIPTOR_BYTES)
    others = []
    for _ in range(count - len(asked)):
        some = pool[chance.integers(0, len(pool), 120)]
        changed = np.packbits(chance.random((120, 128)) < 0.2, axis=1)
        others.append((some ^ changed).tobytes())
    start = time.process_time()
    alike = Alike([*others, *(whole.descriptors for whole, _ in asked)])
    alike.to(asked[0][1].descriptors)  # puts the features in order
    built, seconds, hit = time.process_time() - start, [], 0
    for place, (_, part) in enumerate(asked, start=len(others)):
        start = time.process_time()
        found = alike.to(part.descriptors)[:LOOKED_AT]
        seconds.append(time.process_time() - start)
        hit += place in found
    print(f"{count:,} pictures, {len(asked)} parts: recall {hit / len(asked):.3f}; {percentiles(seconds)}")
    print(f"ready in {built:.1f} s CPU, peak {memory():,.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("what", choices=["pairs", "query", "crops"])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=1_000)
    parser.add_argument("--sources", type=Path)
    parser.add_argument("--random", action="store_true", help="independent bits: the easy case")
    options = parser.parse_args()
    chance = np.random.default_rng(2026)
    if options.what == "crops":
        if not options.sources:
            parser.error("crops needs --sources")
        crops(options.sources, options.count, chance)
        return
    if options.random:
        codes = chance.integers(0, 256, (options.count, 32), dtype=np.uint8)
    else:
        codes = crowded(options.count, chance)
    planted = plant(codes, chance)
    if options.what == "pairs":
        pairs(codes, planted)
    else:
        queries(codes, planted, options.queries)


if __name__ == "__main__":
    main()
