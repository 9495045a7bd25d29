"""Start-up and throughput as ratios of processor time, from one interleaved run.

Each round runs every command once, in turn, so that a drift of the machine falls on all alike; the figure of a command
is the median over the rounds of user plus system seconds of its whole process.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

TOY = """
import sys, click, turbohtml
@click.command()
@click.argument("path")
def main(path):
    with open(path, encoding="utf-8") as file:
        tree = turbohtml.parse(file.read(), source_locations=True)
    for image in tree.find_all("img"):
        if "alt" not in image.attrs:
            print(f"{path}:{image.source_line}: no alt")
main()
"""
TOY_LABEL = "toy check, 1 article"
WORDS = ("harbour", "council", "bridge", "market", "winter", "school", "river", "minister", "harvest", "tram", "storm")


def article(number: int, chance: random.Random, paragraphs: int) -> str:
    """Return a page of a news site with three pictures, about 1 kB a paragraph."""

    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count)).capitalize()

    body = "".join(f"<p>{words(140)}.</p>\n" for _ in range(paragraphs))
    figures = "".join(
        f'<figure><img src="img/{number}-{n}.jpg" srcset="img/{number}-{n}-640.jpg 640w" alt="{words(8)}" width="640">'
        f'<figcaption>{words(14)}. <span class="credit">(Ida Lund/AFP via Getty Images)</span></figcaption></figure>\n'
        for n in range(3)
    )
    links = "".join(f'<li><a href="/story/{n}">{words(6)}</a></li>' for n in range(60))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{words(7)} | Gazette</title></head><body>'
        f"<nav><ul>{links}</ul></nav><article><h1>{words(7)}</h1>{figures}{body}</article></body></html>\n"
    )


def cpu_seconds(command: list[str]) -> float:
    """Run a command to its end and return its user plus system seconds."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime


def instructions(command: list[str]) -> float:
    """Return the millions of instructions that a command takes: a figure without the noise of other processes."""
    counting = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(counting, env=environment, capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if found is None:
        raise SystemExit(f"valgrind counted nothing: {done.stderr[-400:]}")
    return int(found[1]) / 1e6


def commands(folder: Path, html_validate: str | None) -> dict[str, list[str]]:
    """Return what is compared, by label, over the pages of a folder."""
    python, tool = [sys.executable], [sys.executable, "-m", "mediaaudit"]
    small, pages = folder / "small.html", folder / "pages"
    toy = folder / "toy.py"
    toy.write_text(TOY, encoding="utf-8")
    found = {
        "bare python -I": [*python, "-I", "-c", "pass"],
        "import click": [*python, "-c", "import click"],
        TOY_LABEL: [*python, str(toy), str(small)],
        "mediaaudit --version": [*tool, "--version"],
        "mediaaudit check, 1 article": [*tool, "check", "--isolated", str(small)],
        "mediaaudit check, 100 pages": [*tool, "check", "--isolated", str(pages)],
    }
    if html_validate:
        found["html-validate, 1 article"] = [html_validate, "--preset", "a11y", str(small)]
        found["html-validate, 100 pages"] = [html_validate, "--preset", "a11y", str(pages)]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--html-validate", metavar="COMMAND", help="path of html-validate, if it is installed")
    parser.add_argument("--instructions", action="store_true", help="count them as well, with valgrind's callgrind")
    options = parser.parse_args()
    chance = random.Random(2026)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        (folder / "small.html").write_text(article(0, chance, 2), encoding="utf-8")
        for number in range(100):
            (folder / "pages" / f"{number}.html").write_text(article(number, chance, 40), encoding="utf-8")
        wanted = commands(folder, options.html_validate)
        seconds: dict[str, list[float]] = {label: [] for label in wanted}
        for _ in range(options.rounds + 1):
            for label, command in wanted.items():
                seconds[label].append(cpu_seconds(command))
        counts = {
            label: instructions(command)
            for label, command in wanted.items()
            if options.instructions and "html-validate" not in label and "pages" not in label
        }
    figures = {label: median(found[1:]) for label, found in seconds.items()}  # the first round fills caches
    toy = figures[TOY_LABEL]
    print(
        f"{'command':<30} {'CPU s':>8} {'to the toy':>11}" + f" {'10^6 instr.':>12} {'to the toy':>11}" * bool(counts)
    )
    for label, figure in figures.items():
        counted = f" {counts[label]:>12.0f} {counts[label] / counts[TOY_LABEL]:>11.2f}" if label in counts else ""
        print(f"{label:<30} {figure:>8.3f} {figure / toy:>11.2f}{counted}")


if __name__ == "__main__":
    main()
