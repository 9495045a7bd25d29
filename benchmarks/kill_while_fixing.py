"""Kill ``check --fix`` at any moment: every file must be the old one or the new one.

    python benchmarks/kill_while_fixing.py [ROUNDS] [FILES]

Writes articles with a credit that is not in the house style into a temporary folder, starts the command, kills it
(SIGKILL) after a random part of the time that it needs, and compares each file with both states. Exit status 1 if one
is neither.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CONFIG = 'select = ["CRD004"]\n[credit]\nstyle = "({photographers}/{agencies})"\n'
PAGE = (
    "<article><h1>Harvest {n}</h1><figure><img src='a.jpg' alt='Two farmers'><figcaption>Two farmers near Lunden. {credit}"
    "</figcaption></figure>{padding}</article>\r\n"
)
OLD, NEW = "Photo: AFP / Jack Guez", "(Jack Guez/AFP)"


def page(number: int, credit: str) -> bytes:
    return PAGE.format(n=number, credit=credit, padding="<p>Grain is cut by hand.</p>\r\n" * 200).encode()


def start(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mediaaudit", "check", "--fix", "--exit-zero", "-q", "--statistics", "."]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)


def main(rounds: int = 20, files: int = 200) -> int:
    old = [page(number, OLD) for number in range(files)]
    new = [page(number, NEW) for number in range(files)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mediaaudit.toml").write_text(CONFIG, encoding="utf-8")
        paths = [folder / f"{number:04}.html" for number in range(files)]

        def reset() -> None:
            for path, data in zip(paths, old, strict=True):
                path.write_bytes(data)

        reset()
        began = time.perf_counter()
        start(folder).wait()
        needed = time.perf_counter() - began
        if [path.read_bytes() for path in paths] != new:
            print("the command alone does not fix the files")
            return 1
        broken = between = 0
        for _ in range(rounds):
            reset()
            process = start(folder)
            time.sleep(random.uniform(0.3, 1) * needed)
            process.kill()
            process.wait()
            contents = [path.read_bytes() for path in paths]
            fixed = sum(data == wanted for data, wanted in zip(contents, new, strict=True))
            broken += sum(data not in both for data, *both in zip(contents, old, new, strict=True))
            between += 0 < fixed < files
        print(f"{rounds} kills, {between} of them amid the writing, {files} files: {broken} neither old nor new")
        return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
