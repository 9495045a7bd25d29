"""Fit the weights of ``rules/_shared/evidence.toml`` to labelled pages, and say how well they hold on sites left out.

    python benchmarks/fit_evidence.py LABELS.jsonl PAGES_FOLDER [--write]

LABELS.jsonl (``benchmarks/page-labels.jsonl``) has a page a line: its file name in PAGES_FOLDER, its site, and its editorial
pictures: address, whether a caption and a credit are printed for it. The pages themselves belong to their publishers and are
not kept here. A row of the fit is a picture that the reader takes for the story's. Three questions are fitted, each by
logistic regression with a quadratic penalty: is it the story's; is its caption read right; is its credit read right. Weights
with little effect are dropped, so that a person can read the rest.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import numpy as np

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.vocabulary import load_vocabulary
from mediaaudit.model.media import Media
from mediaaudit.readers.html import read_document

EVIDENCE = Path(__file__).parents[1] / "rules" / "_shared" / "evidence.toml"
FOLDS = 10
PENALTY = 2.0  # of the squared weights; chosen by the loss on sites left out
LEAST = 0.08  # log-odds; a smaller weight is dropped
RARE = 4  # pictures; a sign of fewer is dropped
QUESTIONS = ("editorial", "caption", "credit")
# Whether the words beside a picture were read right hangs on the words; there are too few wrong ones to ask more signs.
_WORDS = frozenset(
    {
        "caption",
        "no-caption",
        "credit",
        "no-credit",
        "caption-is-marked",
        "short-text-follows",
        "in-figure",
        "in-gallery",
    }
)


class Row(NamedTuple):
    """One picture that was taken for editorial: its site, the signs, and which verdicts were right (None: not asked)."""

    site: str
    signs: tuple[str, ...]
    right: Mapping[str, bool | None]


def main() -> None:
    """Fit, report, and write the weights if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights to the rules")
    given = parser.parse_args()
    found = list(rows(given.labels, given.pages))
    lines = [
        "# What speaks for and against the reader's verdicts on a picture: weights that are added up, in log-odds. Written by",
        "# benchmarks/fit_evidence.py from labelled pages; a sign that is not listed weighs nothing.",
    ]
    for question in QUESTIONS:
        asked = [row for row in found if row.right[question] is not None]
        weights = best(asked, question)
        lines += ["", f"[{question}]", *(f'"{sign}" = {weight:.2f}' for sign, weight in weights.items())]
    if given.write:
        EVIDENCE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def rows(labels: Path, pages: Path) -> Iterator[Row]:
    """Yield the pictures of the labelled pages that the reader takes for editorial."""
    directory, vocabulary = load_directory(()), load_vocabulary()
    for line in labels.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        data = (pages / page["page"]).read_bytes()
        document = read_document(data, page["page"], directory=directory, vocabulary=vocabulary)
        known = {_address(each["address"]): each for each in page["pictures"]}
        either = {_address(each) for each in page["either"]}
        for media in document.media:
            if not media.editorial:
                continue
            addresses = {_address(candidate.url) for candidate in media.candidates}
            label = next((known[each] for each in addresses if each in known), None)
            if label is None and addresses & either:
                continue
            yield Row(page["site"], media.sureness.reasons, _right(media, label))


def _right(media: Media, label: Mapping[str, object] | None) -> dict[str, bool | None]:
    if label is None:
        return {"editorial": False, "caption": None, "credit": None}
    return {
        "editorial": True,
        "caption": None if label["caption"] is None else bool(media.caption) == label["caption"],
        "credit": None if label["credit"] is None else bool(media.credit_line) == label["credit"],
    }


def _address(url: str) -> str:
    return re.sub(r"^(?:https?:)?//", "", unquote(url).strip())


def fit(found: Sequence[Row], question: str, *, constant: bool) -> dict[str, float]:
    """Return the weights by sign, the strongest first; ``always`` is the constant, which may stand alone."""
    counts: dict[str, int] = defaultdict(int)
    for row in found:
        for sign in set(row.signs):
            if not constant and (question == "editorial" or sign in _WORDS):
                counts[sign] += 1
    signs = ["always", *sorted(sign for sign, count in counts.items() if RARE <= count <= len(found) - RARE)]
    place = {sign: number for number, sign in enumerate(signs)}
    seen = np.zeros((len(found), len(signs)))
    seen[:, 0] = 1
    for number, row in enumerate(found):
        for sign in row.signs:
            if sign in place:
                seen[number, place[sign]] = 1
    right = np.array([bool(row.right[question]) for row in found], float)
    # A page of forty pictures is one page: its pictures share a weight.
    per_site: dict[str, int] = defaultdict(int)
    for row in found:
        per_site[row.site] += 1
    weight = np.array([1 / per_site[row.site] ** 0.5 for row in found])
    solution = np.zeros(len(signs))
    penalty = np.full(len(signs), PENALTY)
    penalty[0] = 0.01
    for _ in range(50):  # Newton's method
        chance = 1 / (1 + np.exp(-np.clip(seen @ solution, -30, 30)))
        slope = seen.T @ (weight * (right - chance)) - penalty * solution
        curve = (seen * (weight * chance * (1 - chance))[:, None]).T @ seen + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        solution += step
        if np.abs(step).max() < 1e-8:
            break
    named = dict(zip(signs, solution, strict=True))
    kept = {sign: float(value) for sign, value in named.items() if sign == "always" or abs(value) >= LEAST}
    return dict(sorted(kept.items(), key=lambda item: (item[0] != "always", -abs(item[1]))))


def chances(found: Sequence[Row], question: str, *, constant: bool) -> list[tuple[float, bool]]:
    """Return for each picture how sure the weights of other sites are, and whether the verdict was right."""
    sites = sorted({row.site for row in found})
    told: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        out = set(sites[fold::FOLDS])
        weights = fit([row for row in found if row.site not in out], question, constant=constant)
        for row in found:
            if row.site in out:
                total = weights["always"] + sum(weights.get(sign, 0.0) for sign in row.signs)
                told.append((float(1 / (1 + np.exp(-total))), bool(row.right[question])))
    return told


def loss(told: Sequence[tuple[float, bool]]) -> float:
    """Return the mean logarithmic loss, in nats."""
    return float(-np.mean([np.log(chance if right else 1 - chance) for chance, right in told]))


def best(found: Sequence[Row], question: str) -> dict[str, float]:
    """Return the weights, or the constant alone where signs say no more of sites left out than it does; print how they hold."""
    with_signs, alone = (chances(found, question, constant=constant) for constant in (False, True))
    constant = loss(alone) <= loss(with_signs)
    told = alone if constant else with_signs
    sites = len({row.site for row in found})
    print(f"{question}: {len(found)} pictures of {sites} sites, {sum(right for _, right in told)} right")
    print(f"  loss with signs {loss(with_signs):.4f}, with a constant {loss(alone):.4f}")
    for low, high in ((0.98, 1.01), (0.92, 0.98), (0.0, 0.92)):
        inside = [right for chance, right in told if low <= chance < high]
        if inside:
            print(
                f"  sure {low:.2f} to {min(high, 1):.2f}: {len(inside)} pictures, {sum(inside) / len(inside):.3f} right"
            )
    return fit(found, question, constant=constant)


if __name__ == "__main__":
    main()
