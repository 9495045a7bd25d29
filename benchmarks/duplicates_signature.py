"""The signature of a picture against ``imagehash.phash(Image.open(f))``: processor time, and how far the hashes agree.

    OMP_NUM_THREADS=1 python benchmarks/duplicates_signature.py FOLDER...

Takes the JPEG files of 2 to 25 megapixels below the folders, evenly by size. The least of the rounds counts for each
file and method, and methods take turns, so that what else the machine does falls on all alike.
"""

from __future__ import annotations

import argparse
import hashlib
import time
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import imagehash
import numpy as np
from PIL import Image

from mediaaudit.readers.pictures.signature import read_signature

Method = Callable[[bytes], object]


def collect(folders: list[Path], most: int) -> list[bytes]:
    """Return the bytes of JPEG files of 2 to 25 megapixels, evenly by size."""
    found = []
    for path in sorted(file for folder in folders for file in folder.rglob("*")):
        if path.suffix.lower() in {".jpg", ".jpeg"}:
            with Image.open(path) as image:
                pixels = image.width * image.height
            if 2e6 <= pixels <= 25e6:
                found.append((pixels, path))
    found.sort()
    return [path.read_bytes() for _, path in found[:: max(1, len(found) // most)]]


def scaled(data: bytes, side: int) -> None:
    """Decode a JPEG at the smallest scale that leaves so many pixels on the short side."""
    image = Image.open(BytesIO(data))
    share = side / min(image.size)
    image.draft("L", (int(image.width * share), int(image.height * share)))
    image.load()


METHODS: dict[str, Method] = {
    "imagehash.phash(Image.open)": lambda data: imagehash.phash(Image.open(BytesIO(data))),
    "decode at 1/8 (the floor)": lambda data: scaled(data, 1),
    "decode, short side 256": lambda data: scaled(data, 256),
    "SHA-256": lambda data: hashlib.sha256(data).digest(),
    "signature, no local features": lambda data: read_signature(data, local=False),
    "signature": read_signature,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=27)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    files = collect(options.folders, options.most)
    if not files:
        raise SystemExit("no JPEG of 2 to 25 megapixels there")
    least = {name: [float("inf")] * len(files) for name in METHODS}
    for _ in range(options.rounds):
        for number, data in enumerate(files):
            for name, method in METHODS.items():
                start = time.process_time()
                method(data)
                least[name][number] = min(least[name][number], time.process_time() - start)
    whole = sum(least["imagehash.phash(Image.open)"])
    print(f"{len(files)} JPEG files, processor time a file")
    for name, seconds in least.items():
        print(f"{name:<30} {1000 * sum(seconds) / len(files):>8.2f} ms {whole / sum(seconds):>7.2f} times as fast")
    bits = [
        (int(str(imagehash.phash(Image.open(BytesIO(data)))), 16) ^ read_signature(data, local=False).phash).bit_count()
        for data in files
    ]
    print(f"pHash, scaled against full decode: median {np.median(bits):.0f} bits, most {max(bits)}")


if __name__ == "__main__":
    main()
