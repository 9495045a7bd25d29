"""Kill ``index build`` again and again: resumed, it must end in the same index as an undisturbed build.

    python benchmarks/kill_while_indexing.py PHOTOS [PICTURES] [KILLS]

Makes small variants (crops, tones, encodings; seeded) of the photographs in a folder in a temporary one, builds one
index undisturbed and one that is killed (SIGKILL) after a random time KILLS times, and compares all rows and the answers
to fifty queries. Exit status 1 if they differ.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageEnhance

EDGE = 360  # pixels of a variant's longer side
QUERIES = 50


def make(photos: Path, folder: Path, count: int) -> list[Path]:
    """Write the variants; return their paths."""
    chance = random.Random(1)
    sources = sorted(path for path in photos.rglob("*") if path.suffix.lower() in {".jpg", ".jpeg", ".png"})
    if not sources:
        sys.exit(f"{photos} holds no photographs")
    small = []
    for path in sources:
        with Image.open(path) as picture:
            picture.thumbnail((900, 900))
            small.append(picture.convert("RGB"))
    made = []
    for number in range(count):
        picture = small[number % len(small)]
        wide, high = (chance.uniform(0.6, 1.0) * side for side in picture.size)
        left, top = chance.uniform(0, picture.width - wide), chance.uniform(0, picture.height - high)
        part = picture.crop((int(left), int(top), int(left + wide), int(top + high)))
        part.thumbnail((EDGE, EDGE))
        part = ImageEnhance.Brightness(part).enhance(chance.uniform(0.8, 1.2))
        made.append(folder / f"{number % 100:02}" / f"{number:05}.jpg")
        made[-1].parent.mkdir(parents=True, exist_ok=True)
        part.save(made[-1], quality=chance.randint(60, 90))
    return made


def build(folder: Path, index: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mediaaudit", "index", "build", str(folder), "--index", str(index), "-q"]
    return subprocess.Popen(command)


def rows(index: Path) -> Iterator[list[tuple[object, ...]]]:
    """Yield the rows of each table, pictures by content."""
    base = sqlite3.connect(index)
    for question in (
        "SELECT path, size, changed, sha256 FROM file ORDER BY path",
        "SELECT sha256, code, descriptors, signature FROM picture ORDER BY sha256",
        "SELECT value, sha256 FROM band JOIN picture ON id = picture ORDER BY value, sha256",
    ):
        yield base.execute(question).fetchall()
    base.close()


def main(photos: str, pictures: int = 20_000, kills: int = 8) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder, whole, broken = Path(name, "pictures"), Path(name, "whole.index"), Path(name, "broken.index")
        made = make(Path(photos), folder, pictures)
        began = time.perf_counter()
        build(folder, whole).wait()
        needed = time.perf_counter() - began
        amid, chance = [], random.Random()
        for _ in range(kills):
            process = build(folder, broken)
            time.sleep(chance.uniform(0.5, 1.5) * needed / (kills + 1))
            process.kill()
            process.wait()
            amid.append(
                sqlite3.connect(broken).execute("SELECT count(*) FROM file").fetchone()[0] if broken.exists() else 0
            )
        build(folder, broken).wait()
        same = [one == other for one, other in zip(rows(whole), rows(broken), strict=True)]
        answers = []
        for path in chance.sample(made, min(QUERIES, len(made))):
            command = [sys.executable, "-m", "mediaaudit", "index", "query", str(path), "--format", "json", "--index"]
            one, other = (
                subprocess.run([*command, str(index)], capture_output=True, check=True).stdout
                for index in (whole, broken)
            )
            answers.append(one == other)
        print(f"{pictures} pictures, built in {needed:.0f} s; killed {kills} times with {amid} files in the index")
        print(f"tables the same: {same}; {sum(answers)} of {len(answers)} queries answered the same")
        return int(not (all(same) and all(answers)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
