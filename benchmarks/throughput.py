"""Pages per second of processor time, beside what people would use instead, from one interleaved run.

Every contender is a process of its own that reads the pages into memory, works through them once to warm up and then
once for the clock, which is its own user and system time. Each round runs all of them in turn, so that a drift of the
machine falls on all alike; the figure of a contender is the median over the rounds.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from startup import article

HTML_VALIDATE = """
const { HtmlValidate, StaticConfigLoader } = require("html-validate");
const loader = new StaticConfigLoader({ root: true, extends: ["html-validate:a11y"] });
const htmlvalidate = new HtmlValidate(loader);
const work = async (html) => htmlvalidate.validateString(html);
"""
AXE = """
const { JSDOM, VirtualConsole } = require("jsdom");
const source = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const work = async (html) => {
  const dom = new JSDOM(html, { runScripts: "outside-only", virtualConsole: new VirtualConsole() });
  dom.window.eval(source);
  const rules = ["image-alt", "input-image-alt", "object-alt", "svg-img-alt", "role-img-alt", "area-alt", "video-caption"];
  await dom.window.axe.run(dom.window.document, { runOnly: { type: "rule", values: rules } });
  dom.window.close();
};
"""
NODE = """
(async () => {
  const fs = require("fs");
  const pages = process.argv.slice(2).map((path) => fs.readFileSync(path, "utf8"));
  for (const page of pages.slice(0, WARM)) await work(page);
  const start = process.cpuUsage();
  for (const page of pages) await work(page);
  const spent = process.cpuUsage(start);
  console.log((spent.user + spent.system) / 1e6);
})();
"""
AXE_PAGES = 4  # it takes seconds a page


def by_mediaaudit(*select: str, pixels: bool = True) -> Callable[[list[Path]], object]:
    """Return the audit with the selected rules, in this process; without ``pixels`` none that looks into pictures."""
    from mediaaudit.catalogue.catalogue import shipped_catalogue
    from mediaaudit.config.model import Config
    from mediaaudit.config.resolve import resolve
    from mediaaudit.engine.batch import audit_batch
    from mediaaudit.engine.executor import spare_collector
    from mediaaudit.engine.inputs import Input
    from mediaaudit.model.asset import Pixels

    spare_collector()  # as the command does
    catalogue = shipped_catalogue()
    plan = resolve(Config(select=select), catalogue).plan
    if not pixels:
        seeing = [each.rule.name for each in plan.bindings if any(need.fact is Pixels for need in each.signature.needs)]
        plan = resolve(Config(select=select, ignore=dict.fromkeys(seeing, "")), catalogue).plan

    def work(paths: list[Path]) -> object:
        return audit_batch(tuple(Input(uri=str(path), kind="article", path=path) for path in paths), plan)

    return work


def by_beautifulsoup(paths: list[Path]) -> object:
    """Read what a script of an afternoon would: pictures with alt, sources, caption, credit and link; what the page says."""
    return [list(_soup_facts(path.read_bytes())) for path in paths]


def _soup_facts(data: bytes) -> Iterator[dict[str, Any]]:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(data, "html.parser")
    yield {
        "title": soup.title and soup.title.get_text(" ", strip=True),
        "language": soup.html and soup.html.get("lang"),
        "headlines": [each.get_text(" ", strip=True) for each in soup.select("h1")],
        "metas": {each.get("property") or each.get("name"): each.get("content") for each in soup.find_all("meta")},
        "data": [each.string for each in soup.find_all("script", type="application/ld+json")],
    }
    for image in soup.find_all(["img", "svg", "object", "embed", "area", "canvas", "video", "audio", "iframe"]):
        figure, link = image.find_parent("figure"), image.find_parent(["a", "button"])
        caption = figure and figure.find("figcaption")
        credit = figure and figure.select_one("[class*=credit], [class*=copyright], [class*=byline]")
        yield {
            "attributes": image.attrs,
            "line": image.sourceline,
            "hidden": image.find_parent(attrs={"aria-hidden": "true"}) is not None,
            "caption": caption and caption.get_text(" ", strip=True),
            "credit": credit and credit.get_text(" ", strip=True),
            "link": link and (link.get("href"), link.get_text(" ", strip=True)),
            "article": image.find_parent(["article", "main"]) is not None,
        }


PYTHON: dict[str, Callable[[], Callable[[list[Path]], object]]] = {
    "mediaaudit, rules of alt": lambda: by_mediaaudit("alt"),
    "mediaaudit, recommended": lambda: by_mediaaudit("recommended", pixels=False),
    "mediaaudit, all without pixels": lambda: by_mediaaudit("ALL", pixels=False),
    "bs4 + html.parser, same facts": lambda: by_beautifulsoup,
}
NODES = {"html-validate, a11y": HTML_VALIDATE, "axe-core in jsdom, pictures": AXE}


def inside(label: str, paths: list[Path]) -> None:
    """Be one contender: print the seconds of processor time."""
    work = PYTHON[label]()
    work(paths)
    start = process_time()
    work(paths)
    print(process_time() - start)


def seconds_a_page(label: str, paths: list[Path], peers: Path | None) -> float:
    """Run a contender and return its seconds of processor time for one page."""
    command = [sys.executable, __file__, "--inside", label]
    environment = dict(os.environ)
    if label in NODES:
        paths = paths[:AXE_PAGES] if "axe" in label else paths
        warm = NODE.replace("WARM", str(2 if "axe" in label else len(paths)))
        command = ["node", "-e", NODES[label] + warm, "--"]
        environment["NODE_PATH"] = str(peers)
    done = subprocess.run([*command, *map(str, paths)], env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout) / len(paths)


def report(seconds: dict[str, list[float]]) -> None:
    """Print pages per second of each contender, and how many times as many mediaaudit reads."""
    figures = {label: median(found) for label, found in seconds.items()}
    ours = [label for label in figures if label.startswith("mediaaudit")]
    print(
        f"{'contender':<32} {'pages/CPU s':>11}  "
        + "  ".join(f"{label.removeprefix('mediaaudit, '):>20}" for label in ours)
    )
    for label, figure in figures.items():
        print(f"{label:<32} {1 / figure:>11.2f}  " + "  ".join(f"{figure / figures[our]:>18.1f} x" for our in ours))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("pages", nargs="*", type=Path, help="HTML files; without them 30 of 200 kB are made")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", type=Path, help="a node_modules folder with html-validate, or axe-core and jsdom")
    parser.add_argument("--inside", metavar="LABEL", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        inside(options.inside, options.pages)
        return
    there = [label for label, of in (("html-validate, a11y", "html-validate"), ("axe-core in jsdom, pictures", "axe-core"))
             if options.peers and (options.peers / of).is_dir()]  # fmt: skip
    chance = random.Random(2026)
    with tempfile.TemporaryDirectory() as name:
        pages = options.pages
        for number in range(0 if pages else 30):
            pages.append(Path(name, f"{number}.html"))
            pages[-1].write_text(article(number, chance, 190), encoding="utf-8")
        seconds: dict[str, list[float]] = {label: [] for label in (*PYTHON, *there)}
        for _ in range(options.rounds):
            for label, found in seconds.items():
                found.append(seconds_a_page(label, pages, options.peers))
    report(seconds)


if __name__ == "__main__":
    main()
