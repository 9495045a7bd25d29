"""What reading the metadata of many pictures costs, beside exiftool and Pillow: processor time in one interleaved run.

    python benchmarks/metadata.py FOLDER --rounds 5

Each round runs every reader once over the whole folder and once over its first file, each in a process of its own; the
figures are medians of user plus system seconds, with start-up and beyond it. Needs exiftool on the path (Debian: libimage-exiftool-perl).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

# Exif alone, and what newsrooms need besides, in so far as Pillow has it; it raises on much of what is in the wild.
PILLOW = """
import sys, warnings
from pathlib import Path
from PIL import Image, IptcImagePlugin
warnings.simplefilter("ignore")
target = Path(sys.argv[1])
for path in sorted(target.rglob("*")) if target.is_dir() else [target]:
    if path.is_file():
        try:
            with Image.open(path) as image:
                image.getexif()
                if sys.argv[2] == "all":
                    image.getxmp()
                    IptcImagePlugin.getiptcinfo(image)
        except Exception:
            pass
"""


def cpu_seconds(command: list[str]) -> float:
    """Run a command to its end and return its user plus system seconds."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and command[0] != "exiftool":  # which says so where one of many files was bad
        raise SystemExit(f"{' '.join(command[:4])} ended with status {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    paths = sorted(path for path in options.folder.rglob("*") if path.is_file())
    whole, start = commands(str(options.folder)), commands(str(paths[0]))
    seconds: dict[str, list[tuple[float, float]]] = {label: [] for label in whole}
    for _ in range(options.rounds + 1):
        for label, command in whole.items():
            seconds[label].append((cpu_seconds(command), cpu_seconds(start[label])))
    print(f"{len(paths)} files\n{'CPU ms a file':<32} {'all':>8} {'ratio':>8} {'beyond start-up':>16} {'ratio':>8}")
    first: tuple[float, float] | None = None
    for label, found in seconds.items():
        rounds = found[1:]  # the first one fills caches
        total = 1000 * median(run for run, _ in rounds) / len(paths)
        beyond = 1000 * median(run - one for run, one in rounds) / len(paths)
        first = first or (total, beyond)
        print(f"{label:<32} {total:>8.2f} {total / first[0]:>8.2f} {beyond:>16.2f} {beyond / first[1]:>8.2f}")


def commands(target: str) -> dict[str, list[str]]:
    """Return what is compared, by label, over a folder or a file."""
    python = sys.executable
    found = {
        "mediaaudit inspect --no-pixels": [
            python, "-m", "mediaaudit", "inspect", "--isolated", "--no-pixels", "--format", "json", target,
        ],
        "Pillow, getexif": [python, "-c", PILLOW, target, "exif"],
        "Pillow, Exif, XMP and IPTC": [python, "-c", PILLOW, target, "all"],
    }  # fmt: skip
    if shutil.which("exiftool"):
        found["exiftool -json -r"] = ["exiftool", "-json", "-G", "-r", target]
    return found


if __name__ == "__main__":
    main()
