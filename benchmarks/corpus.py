"""What holding a run for the questions about the whole of it costs: memory and processor time by number of uses.

    python benchmarks/corpus.py /tmp/site --times 10

The site is audited once; its results are then held as often as asked for, as worker processes deliver them, under other
names. Signatures are held once: how large one is on average is printed.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import resolve
from mediaaudit.engine.audit import audit_batches, reduce
from mediaaudit.engine.batch import BatchResult
from mediaaudit.engine.inputs import Collecting, collect


def resident() -> float:
    """Return the memory of this process in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


def repeated(found: Sequence[BatchResult], times: int) -> Iterator[BatchResult]:
    """Yield the results over and over, of other documents each time."""
    for number in range(times):
        for result in found:
            again: BatchResult = pickle.loads(pickle.dumps(result))
            uses = tuple(replace(use, uri=f"{number}/{use.uri}") for use in again.uses)
            yield replace(again, uses=uses, signatures={} if number else again.signatures)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--cache-dir", type=Path)
    given = parser.parse_args()
    plan = resolve(Config(cache_dir=given.cache_dir), shipped_catalogue(), as_of="2026-01-01").plan
    inputs = collect([given.site], Collecting())
    found = [result for _, result in audit_batches(inputs, plan)]
    signatures = [signature.data for result in found for signature in result.signatures.values()]
    before = resident()
    held = list(repeated(found, given.times))
    uses = sum(len(result.uses) for result in held)
    size = sum(map(len, signatures)) / max(1, len(signatures))
    print(f"{uses} uses: {1024 * (resident() - before) / uses:.1f} kB held for each; a signature has {size:.0f} bytes")
    start = process_time()
    report = reduce(held, inputs, plan)
    cpu = process_time() - start
    print(f"{1e6 * cpu / uses:.0f} µs for each use; {len(report.findings)} findings, {resident():.0f} MB in the end")


if __name__ == "__main__":
    main()
