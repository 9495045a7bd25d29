"""What reading the metadata of many pictures costs, beside exiftool and Pillow: processor time in one interleaved run.

    python benchmarks/metadata.py FOLDER --rounds 5

Each round runs every reader once over the whole folder, each in a process of its own, start-up included; the figure is
the median of user plus system seconds. Needs exiftool on the path (Debian: libimage-exiftool-perl).
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
for path in sorted(Path(sys.argv[1]).rglob("*")):
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
    folder, python = str(options.folder), sys.executable
    commands = {
        "mediaaudit inspect --no-pixels": [
            python, "-m", "mediaaudit", "inspect", "--isolated", "--no-pixels", "--format", "json", folder,
        ],
        "Pillow, getexif": [python, "-c", PILLOW, folder, "exif"],
        "Pillow, Exif, XMP and IPTC": [python, "-c", PILLOW, folder, "all"],
    }  # fmt: skip
    if shutil.which("exiftool"):
        commands["exiftool -json -r"] = ["exiftool", "-json", "-G", "-r", folder]
    seconds: dict[str, list[float]] = {label: [] for label in commands}
    for _ in range(options.rounds + 1):
        for label, command in commands.items():
            seconds[label].append(cpu_seconds(command))
    files = sum(path.is_file() for path in options.folder.rglob("*"))
    figures = {label: median(found[1:]) for label, found in seconds.items()}  # the first round fills caches
    ours = next(iter(figures.values()))
    print(f"{files} files\n{'reader':<32} {'CPU ms a file':>14} {'to mediaaudit':>14}")
    for label, figure in figures.items():
        print(f"{label:<32} {1000 * figure / files:>14.2f} {figure / ours:>14.2f}")


if __name__ == "__main__":
    main()
