"""How runs of a generated site compare: nothing kept, all kept, one article changed; jobs; shards; memory.

    python benchmarks/make_site.py /tmp/site --articles 1000 --pictures 500 --seed 1
    python benchmarks/scale.py /tmp/site --jobs 1 2 4 --shards 4

Time is processor time of the run with all its processes, as a multiple of the first run (one job, nothing kept). Memory
is the peak of the process itself, and the sum of the peaks of those it started. Every report is held against the first.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, sleep
from typing import NamedTuple

CHECK = (sys.executable, "-m", "mediaaudit", "check")
OK = (0, 1)  # exit status: nothing found, something found
MARK = b"<!-- changed by benchmarks/scale.py -->\n"


class Cost(NamedTuple):
    """Seconds of processor and wall, peaks in MB of the process and of those below it."""

    cpu: float
    wall: float
    parent: float
    children: float


def peaks(root: int) -> dict[int, float]:
    """Return the peak memory in MB of a process and all below it."""
    found: dict[int, float] = {}
    stack = [root]
    while stack:
        process = stack.pop()
        try:
            status = Path(f"/proc/{process}/status").read_text()
            stack += map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())
        except OSError:  # it has ended
            continue
        for line in status.splitlines():
            if line.startswith("VmHWM:"):
                found[process] = int(line.split()[1]) / 1024
    return found


def run(*arguments: str | Path) -> Cost:
    """Run a command to its end and return what it cost. Raises SystemExit if it failed."""
    before, start = os.times(), perf_counter()
    process = subprocess.Popen([str(each) for each in arguments], stdout=subprocess.DEVNULL)
    most: dict[int, float] = {}
    while process.poll() is None:
        most |= peaks(process.pid)
        sleep(0.1)
    if process.returncode not in OK:
        raise SystemExit(f"status {process.returncode}: {' '.join(map(str, arguments))}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    own = most.pop(process.pid, 0.0)
    return Cost(cpu, perf_counter() - start, own, sum(most.values()))


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument(
        "--jobs", type=int, nargs="+", default=[1], help="processes, each with nothing kept and with all"
    )
    parser.add_argument("--shards", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(given.site, Path(folder), given.jobs, given.shards)


def measure(site: Path, folder: Path, jobs: list[int], shards: int) -> None:
    """Print what each kind of run costs, and whether it says what the first one says."""
    first = folder / "first.json"
    base = 0.0

    def told(what: str, cost: Cost, report: Path | None) -> None:
        nonlocal base
        base = base or cost.cpu
        same = "" if report is None else ("same" if report.read_bytes() == first.read_bytes() else "DIFFERENT")
        print(
            f"{what:24} {cost.cpu / base:7.3f} ({cost.cpu:.1f} s cpu, {cost.wall:.1f} s) "
            f"{cost.parent:6.0f} MB {cost.children:6.0f} MB  {same}",
            flush=True,
        )

    for count in jobs:
        for what in ("cold", "warm"):
            report = folder / f"{what}-{count}.json" if first.exists() else first
            options = ("--jobs", str(count), "--cache-dir", folder / f"cache-{count}", "--format", "json", "-o", report)
            told(f"{what}, {count} jobs", run(*CHECK, site, *options), report)
    article = min(site.rglob("*.html"))
    there = article.read_bytes()
    try:
        article.write_bytes(there + MARK)
        cache = ("--cache-dir", folder / f"cache-{jobs[0]}")
        changed = folder / "changed.json"
        told(
            "one article changed", run(*CHECK, site, "--jobs", "1", *cache, "--format", "json", "-o", changed), changed
        )
    finally:
        article.write_bytes(there)
    if shards:
        parts = [folder / f"{number}.shard" for number in range(1, shards + 1)]
        for number, part in enumerate(parts, 1):
            told(
                f"shard {number}/{shards}",
                run(*CHECK, site, "--no-cache", "--shard", f"{number}/{shards}", "-o", part),
                None,
            )
        merged = folder / "merged.json"
        merge = (sys.executable, "-m", "mediaaudit", "merge", *parts, "--format", "json", "-o", merged)
        told("merge", run(*merge), merged)


if __name__ == "__main__":
    main()
