"""Kill ``mediaaudit index build`` at any moment: what is resumed must be what an undisturbed build makes.

    python benchmarks/kill_while_indexing.py --count 20000 --kills 8 [--sources FOLDER] [--engine lancedb:]

Makes small variants (parts, mirrored, toned) of the pictures of a folder, or of drawn clouds, in a temporary folder;
indexes them once undisturbed; builds again, kills that build (SIGKILL) after random shares of the time, and lets the
last one end. Compares the files, contents and signatures that both indexes hold, and what both find for some pictures.
Exit status 1 if they differ.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
from PIL import Image

from mediaaudit.archive import sign_file
from mediaaudit.archive.engines import open_engine
from mediaaudit.archive.index import query

SIDE = 128  # pixels of the longer side of a variant
QUERIES = 50


def clouds() -> Iterator[Image.Image]:
    for seed in range(100):
        chance = np.random.default_rng(seed)
        total = np.zeros((320, 480), np.float32)
        for cells in (4, 8, 16, 32, 64):
            layer = Image.fromarray(chance.normal(0, 1, (cells, cells)).astype(np.float32))
            total += np.asarray(layer.resize((480, 320), Image.Resampling.BICUBIC)) * (64 / cells**0.7)
        yield Image.fromarray(np.clip(128 + total, 0, 255).astype(np.uint8)).convert("RGB")


def photos(folder: Path) -> Iterator[Image.Image]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in {".jpg", ".jpeg", ".png"}:
            with Image.open(path) as image:
                image.thumbnail((480, 480))
                yield image.convert("RGB")


def make(sources: list[Image.Image], folder: Path, count: int, chance: random.Random) -> None:
    """Write variants of the sources; some have the same content under two names."""
    for number in range(count):
        path = folder / f"{number // 1000:03}" / f"{number:06}.jpg"
        path.parent.mkdir(exist_ok=True)
        if number % 50 == 49:
            path.write_bytes((folder / f"{(number - 9) // 1000:03}" / f"{number - 9:06}.jpg").read_bytes())
            continue
        image = chance.choice(sources)
        left, top = chance.uniform(0, 0.4) * image.width, chance.uniform(0, 0.4) * image.height
        share = chance.uniform(0.5, 0.6)
        image = image.crop((int(left), int(top), int(left + share * image.width), int(top + share * image.height)))
        image.thumbnail((SIDE, SIDE))
        if chance.random() < 0.2:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        gain = chance.uniform(0.8, 1.2)
        image.point(lambda value, gain=gain: min(255, int(value * gain))).save(path, quality=chance.randint(60, 95))


def start(folder: Path, address: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mediaaudit", "index", "build", "--quiet", "--index", address, str(folder)]
    return subprocess.Popen(command)


def differences(one: str, two: str) -> Iterator[str]:
    """Yield what two indexes do not have in common."""
    with closing(open_engine(one)) as first, closing(open_engine(two)) as second:
        entries = first.entries()
        if entries != second.entries():
            yield f"files: {len(entries)} and {len(second.entries())}"
        contents = {entry.sha256 for entry in entries.values() if entry.sha256}
        lost = sum(not second.holds(content) for content in contents)
        if lost:
            yield f"{lost} of {len(contents)} contents have no signature"
        matches = 0
        for path in list(entries)[:: max(1, len(entries) // QUERIES)]:
            signature = sign_file(path).signature
            if signature:
                found = list(query(first, signature))
                matches += len(found)
                if found != list(query(second, signature)):
                    yield f"a query for {path}"
        print(f"{len(entries):,} files, {len(contents):,} contents, {matches:,} matches of {QUERIES} queries compared")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--sources", type=Path)
    parser.add_argument("--engine", default="", help="what an address begins with: lancedb: or nothing")
    options = parser.parse_args()
    chance = random.Random(2026)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "pictures"
        folder.mkdir()
        make(list(photos(options.sources) if options.sources else clouds()), folder, options.count, chance)
        whole, killed = (f"{options.engine}{name}/{each}" for each in ("whole.index", "killed.index"))
        began = time.perf_counter()
        if start(folder, whole).wait():
            return 1
        needed = time.perf_counter() - began
        print(f"undisturbed: {needed:.0f} s", flush=True)
        amid = 0
        for kill in range(options.kills):
            process = start(folder, killed)
            time.sleep(chance.uniform(0.3, 1.5) * needed / options.kills)
            amid += process.poll() is None
            process.kill()
            process.wait()
            with closing(open_engine(killed, create=True)) as engine:
                print(f"kill {kill + 1}: {len(engine.entries()):,} files are in the index", flush=True)
        if start(folder, killed).wait():
            return 1
        found = list(differences(whole, killed))
    print(f"{amid} kills amid the build; {len(found)} differences", *found, sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
