"""What the questions about the whole of a run cost: memory and processor time by number of pictures.

    OMP_NUM_THREADS=1 python benchmarks/corpus.py /tmp/site --photographs FOLDER --pictures 10000 100000

The site is audited once. What was found of its pictures is then made as many times as asked for, each time of other
articles and, as far as anything can tell, of other pictures: their addresses and contents differ, and each has the
signature of one of the photographs, a quarter of the bits of its code and local features turned. One in a hundred is
as it was, so that there are copies to be found. Each number is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time

import numpy as np

from mediaaudit.archive.files import sign_file
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import resolve
from mediaaudit.engine.audit import audit_batches, reduce
from mediaaudit.engine.batch import BatchResult
from mediaaudit.engine.inputs import Collecting, collect
from mediaaudit.model.corpus import Use
from mediaaudit.model.signature import PackedSignature, Signature
from mediaaudit.readers.pictures.signature import pack

TURNED = 0.25  # share of the bits
KEPT = 100  # one in so many pictures is a copy


def peak() -> float:
    """Return the most memory that this process has taken, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


class Maker:
    """Makes results of other articles and other pictures, and keeps its own time."""

    def __init__(self, found: Sequence[BatchResult], signatures: Sequence[Signature]) -> None:
        self.found = found
        self._signatures = signatures
        self.seconds = 0.0
        self.uses = 0
        self._random = np.random.default_rng(1)

    def results(self, pictures: int) -> Iterator[BatchResult]:
        """Yield results until they hold so many pictures."""
        made = number = 0
        while made < pictures:
            for result in self.found:
                start = process_time()
                another = self._other(result, number)
                made += len(another.signatures)
                self.uses += len(another.uses)
                self.seconds += process_time() - start
                yield another
                if made >= pictures:
                    return
            number += 1

    def _other(self, result: BatchResult, number: int) -> BatchResult:
        contents = {content: hashlib.sha256(f"{number}{content}".encode()).hexdigest() for content in result.signatures}

        def moved(use: Use) -> Use:
            return replace(use, uri=f"{number}/{use.uri}", asset=contents.get(use.asset or "", use.asset))

        return replace(
            result,
            uses=tuple(map(moved, result.uses)),
            signatures={content: self._signature(content) for content in contents.values()},
            files=tuple(replace(file, asset=contents.get(file.asset, file.asset)) for file in result.files),
            outcomes={f"{number}/{address}": outcome for address, outcome in result.outcomes.items()},
        )

    def _signature(self, content: str) -> PackedSignature:
        number = int(content, 16)
        signature = self._signatures[number // KEPT % len(self._signatures)]
        if number % KEPT:
            signature = replace(
                signature, code=self._bits(signature.code), descriptors=self._bits(signature.descriptors)
            )
        return PackedSignature(pack(replace(signature, sha256=content)))

    def _bits(self, data: bytes) -> bytes:
        change = np.packbits(self._random.random(8 * len(data), np.float32) < TURNED)
        turned: bytes = (np.frombuffer(data, np.uint8) ^ change).tobytes()
        return turned


def photographs(folder: Path) -> list[Signature]:
    """Return the signatures of the pictures of a folder."""
    signed = (sign_file(str(path)) for path in sorted(folder.iterdir()))
    return [each.signature for each in signed if each.signature]


def measure(site: Path, folder: Path, pictures: int) -> None:
    """Print what a run of so many pictures costs besides auditing them."""
    plan = resolve(Config(), shipped_catalogue(), as_of="2026-01-01").plan
    inputs = collect([site], Collecting())
    found = [replace(result, findings=(), directives=(), notifications=()) for _, result in audit_batches(inputs, plan)]
    maker = Maker(found, photographs(folder))
    before = peak()
    start = process_time()
    report = reduce(maker.results(pictures), inputs, plan)
    cpu = process_time() - start - maker.seconds
    print(
        f"{pictures:>9,} pictures, {maker.uses:>9,} uses: {cpu:8.1f} s = {1e3 * cpu / pictures:6.2f} ms a picture, "
        f"peak {before:.0f} -> {peak():.0f} MB; {len(report.findings):,} findings",
        flush=True,
    )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--photographs", type=Path, required=True)
    parser.add_argument("--pictures", type=int, nargs="+", default=[10_000])
    given = parser.parse_args()
    if len(given.pictures) == 1:
        measure(given.site, given.photographs, given.pictures[0])
        return
    for count in given.pictures:
        options = ("--photographs", given.photographs, "--pictures", str(count))
        subprocess.run([sys.executable, __file__, given.site, *options], check=True)


if __name__ == "__main__":
    main()
