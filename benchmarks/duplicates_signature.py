"""The signature of a picture against ``imagehash.phash(Image.open(f))``: processor time, and how far the hashes agree.

    OMP_NUM_THREADS=1 python benchmarks/duplicates_signature.py FOLDER...

Takes the JPEG files of 2 to 25 megapixels below the folders, evenly by size, and the same pictures written as
progressive JPEG. The least of the rounds counts for each file and method, and methods take turns, so that what else the
machine does falls on all alike. Hashes are compared for every JPEG file below the folders, whatever its size.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import imagehash
import numpy as np
from PIL import Image

from mediaaudit.archive import sign_file
from mediaaudit.engine.cache import close, opened
from mediaaudit.engine.known_signatures import KnownSignatures
from mediaaudit.readers.pictures.signature import Unreadable, read_signature

Method = Callable[[Path, bytes], object]
ORACLE, FLOOR = "imagehash.phash(Image.open)", "decode at 1/8 (the floor)"
LEAST, MOST = 2_000_000, 25_000_000  # pixels of the files that are timed


def jpegs(folders: list[Path]) -> dict[Path, int]:
    """Return the pixels of all JPEG files that decode."""
    found = {}
    for path in sorted(file for folder in folders for file in folder.rglob("*")):
        if path.suffix.lower() in {".jpg", ".jpeg"}:
            with suppress(OSError, ValueError, SyntaxError), Image.open(path) as image:
                if image.format in {"JPEG", "MPO"}:
                    image.load()
                    found[path] = image.width * image.height
    return found


def progressive(path: Path, folder: Path) -> Path:
    """Write a picture as a progressive JPEG."""
    with Image.open(path) as image:
        there = folder / path.name
        image.convert("RGB").save(there, "JPEG", progressive=True, quality=88)
    return there


def scaled(data: bytes, side: int) -> None:
    """Decode a JPEG at the smallest scale that leaves so many pixels on the short side."""
    image = Image.open(BytesIO(data))
    share = side / min(image.size)
    image.draft("L", (max(1, int(image.width * share)), max(1, int(image.height * share))))
    image.load()


def from_cache(path: Path, _: bytes) -> None:
    """Ask for a signature that the cache has."""
    (signed,) = KnownSignatures(opened(CACHE)).sign([path.as_posix()], lambda _: iter(()))
    assert signed.signature


METHODS: dict[str, Method] = {
    ORACLE: lambda path, _: imagehash.phash(Image.open(path)),
    FLOOR: lambda _, data: scaled(data, 1),
    "decode, short side 256": lambda _, data: scaled(data, 256),
    "SHA-256": lambda _, data: hashlib.sha256(data).digest(),
    "signature, no local features": lambda path, _: read_signature(path.read_bytes(), local=False),
    "signature": lambda path, _: read_signature(path.read_bytes()),
    "unchanged, from the cache": from_cache,
}


def timed(paths: list[Path], rounds: int, title: str) -> None:
    """Print how much faster each method is than the oracle."""
    contents = [path.read_bytes() for path in paths]
    list(KnownSignatures(opened(CACHE)).sign([path.as_posix() for path in paths], lambda names: map(sign_file, names)))
    least = {name: [float("inf")] * len(paths) for name in METHODS}
    for _ in range(rounds):
        for number, (path, data) in enumerate(zip(paths, contents, strict=True)):
            for name, method in METHODS.items():
                start = time.process_time()
                method(path, data)
                least[name][number] = min(least[name][number], time.process_time() - start)
    whole = sum(least[ORACLE])
    print(f"{title}: {len(paths)} JPEG files, processor time a file")
    for name, seconds in least.items():
        print(f"{name:<30} {1000 * sum(seconds) / len(paths):>8.2f} ms {whole / sum(seconds):>7.2f} times as fast")


def compared(paths: list[Path], title: str) -> None:
    """Print how many bits of the pHash differ between our scaled decode and the oracle's full one."""
    bits = []
    for path in paths:
        with suppress(Unreadable, OSError, ValueError):
            with Image.open(path) as image:
                full = int(str(imagehash.phash(image)), 16)
            bits.append((full ^ read_signature(path.read_bytes(), local=False).phash).bit_count())
    middle, far = np.percentile(bits, [50, 99])
    print(f"pHash, {title}, {len(bits)} files: median {middle:.0f}, p99 {far:.1f}, most {max(bits)} bits")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=27)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    found = jpegs(options.folders)
    large = sorted((path for path, pixels in found.items() if LEAST <= pixels <= MOST), key=lambda path: found[path])
    large = large[:: max(1, len(large) // options.most)]
    if not large:
        raise SystemExit("no JPEG of 2 to 25 megapixels there")
    again = [progressive(path, CACHE) for path in large]
    time.sleep(2.1)  # what changed just now is not trusted by its stamp
    timed(large, options.rounds, "as they are")
    timed(again, options.rounds, "progressive")
    compared(list(found), "scaled against full decode")
    compared(again, "progressive, scaled against full decode")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        CACHE = Path(name)
        main()
        close(CACHE)
