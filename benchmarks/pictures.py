"""The audit of picture files against `PIL.Image.open(f).load()` and `imagehash.phash` of the same: processor time.

    OMP_NUM_THREADS=1 python benchmarks/pictures.py FOLDER... [--megapixels 2 8 18]

Takes the JPEG files below the folders, each brought to one of the sizes in turn, as cameras and agencies deliver them;
with ``--megapixels`` and no number, as they are.
The least of the rounds counts for each file and method, and methods take turns, so that what else the machine does falls
on all alike.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import imagehash
from PIL import Image

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import resolve
from mediaaudit.engine.decoding import decoder
from mediaaudit.engine.plan import Plan
from mediaaudit.engine.read import read_file

Method = Callable[[bytes], object]
USUAL = "Image.open().load() + phash"


def collect(folders: list[Path], megapixels: list[float], most: int) -> Iterator[bytes]:
    """Yield the bytes of JPEG files brought to those sizes in turn, as they are where none is given."""
    paths = sorted(file for folder in folders for file in folder.rglob("*") if file.suffix.lower() in {".jpg", ".jpeg"})
    for number, path in enumerate(paths[:: max(1, len(paths) // most)][:most]):
        if not megapixels:
            yield path.read_bytes()
            continue
        with Image.open(path) as image:
            share = (megapixels[number % len(megapixels)] * 1e6 / (image.width * image.height)) ** 0.5
            size = (round(image.width * share), round(image.height * share))
            out = BytesIO()
            image.convert("RGB").resize(size, Image.Resampling.BICUBIC).save(out, "JPEG", quality=88)
        yield out.getvalue()


def usual(data: bytes) -> object:
    """Decode a picture as a script would: once to see that it can be shown, and its hash."""
    image = Image.open(BytesIO(data))
    image.load()
    return imagehash.phash(image)


def audit(*select: str) -> Method:
    """Return the reading of a file with all that the selected rules ask for, with nothing remembered."""
    plan: Plan = resolve(Config(select=select), shipped_catalogue()).plan
    decode = decoder(plan)
    number = 0

    def read(data: bytes) -> object:
        nonlocal number
        number += 1
        return read_file(data, "picture.jpg", "picture.jpg", f"{number:064x}", plan, decode)

    return read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--megapixels", nargs="*", type=float, default=[2, 4, 8, 12, 18])
    parser.add_argument("--most", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    methods: dict[str, Method] = {
        USUAL: usual,
        "Image.open().load()": lambda data: Image.open(BytesIO(data)).load(),
        "audit, all rules": audit("ALL"),
        "audit, recommended": audit("recommended"),
        "audit, rules of files (health)": audit("file"),
        "audit, metadata": audit("metadata"),
    }
    files = list(collect(options.folders, options.megapixels, options.most))
    if not files:
        raise SystemExit("no JPEG there")
    least = {name: [float("inf")] * len(files) for name in methods}
    for _ in range(options.rounds):
        for number, data in enumerate(files):
            for name, method in methods.items():
                start = time.process_time()
                method(data)
                least[name][number] = min(least[name][number], time.process_time() - start)
    whole = sum(least[USUAL])
    print(f"{len(files)} JPEG files of {sum(map(len, files)) / len(files) / 1e6:.1f} MB, processor time a file")
    for name, seconds in least.items():
        print(f"{name:<32} {1000 * sum(seconds) / len(files):>8.2f} ms {whole / sum(seconds):>7.2f} times as fast")


if __name__ == "__main__":
    main()
