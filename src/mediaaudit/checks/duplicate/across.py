"""One picture across the articles and files of a run: used again soon, too often, under many names, flipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from mediaaudit.checks._contract import check
from mediaaudit.checks._copies import is_same_file, name_of, values_of
from mediaaudit.lazy import dataclass
from mediaaudit.model.corpus import Copies, Corpus, Use
from mediaaudit.model.directory import Directory
from mediaaudit.model.duplicates import How
from mediaaudit.model.metadata import Original
from mediaaudit.model.problem import Place, Problem, Related
from mediaaudit.text.agencies import agency_of
from mediaaudit.text.dates import parse_date
from mediaaudit.text.short_name import short_name
from mediaaudit.text.shorten import shorten

_LISTED = 20  # places that one finding lists at most
_HELD_AGAINST = 100  # uses that one is held against at most: of very many copies all say the same


@dataclass(frozen=True, slots=True)
class Reused:
    """Options of ``duplicate.reused``: ``days`` between two articles within which readers remember a picture."""

    days: int = 30


@check("duplicate.reused")
def reused(corpus: Corpus, copies: Copies | None, options: Reused) -> Iterator[Problem]:
    """Report a picture that an article of the days before has used already, whole or in part."""
    for group in corpus.groups:
        dated = [(day, use) for use in _one_an_article(group) if (day := _day(use))]
        dated.sort(key=lambda each: (each[0], each[1].uri))
        for number, (day, use) in enumerate(dated):
            for before, other in reversed(dated[:number]):
                if (day - before).days > options.days:
                    break
                how = copies.between(other, use) if copies else None
                if how or is_same_file(use, other):
                    yield Problem(
                        message="part" if how and how.crop else "again",
                        at=Place(use),
                        related=(Related(Place(other), "used before"),),
                        values={
                            **(values_of(how) if how else {}),
                            "file": name_of(use), "where": shorten(other.uri), "days": (day - before).days,
                        },
                    )  # fmt: skip
                    break


def _one_an_article(group: Sequence[Use]) -> Iterator[Use]:
    """Yield the first use of each article that a reader sees."""
    seen = set()
    for use in group:
        if not use.hidden and use.uri not in seen:
            seen.add(use.uri)
            yield use


def _day(use: Use) -> date | None:
    found = parse_date(use.published)
    return found.calendar() if found else None


@check("duplicate.many_names")
def many_names(corpus: Corpus) -> Iterator[Problem]:
    """Report a file that is stored under several names, once, at its first use."""
    for family in corpus.families:
        for names in _stored(family).values():
            first, *others = names.values()
            if others:
                yield Problem(
                    message="names",
                    at=Place(first),
                    related=tuple(Related(Place(use), f"as {name_of(use)}") for use in others[:_LISTED]),
                    values={"file": short_name(first.file or ""), "names": _listed(others), "count": len(names)},
                )


def _stored(family: Sequence[Use]) -> dict[str, dict[str, Use]]:
    """Return the first use of each content under each of its names."""
    stored: dict[str, dict[str, Use]] = {}
    for use in family:
        if use.asset and use.file and not use.file.startswith("data:"):
            stored.setdefault(use.asset, {}).setdefault(use.file, use)
    return stored


def _listed(uses: Sequence[Use]) -> str:
    shown = ", ".join(shorten(use.file or "", 80) for use in uses[:3])
    return shown if len(uses) <= 3 else f"{shown} and {len(uses) - 3} more"


@dataclass(frozen=True, slots=True)
class Overused:
    """Options of ``duplicate.overused``: the most articles a picture may illustrate, and whether of stock ones only."""

    max_articles: int = 5
    stock_only: bool = True


@check("duplicate.overused")
def overused(corpus: Corpus, directory: Directory, _copies: Copies | None, options: Overused) -> Iterator[Problem]:
    """Report a stock picture that illustrates more articles than it should, once, at the last of them."""
    for group in corpus.groups:
        uses = list(_one_an_article(group))
        if len(uses) <= options.max_articles or (options.stock_only and not _is_stock(group, directory)):
            continue
        uses.sort(key=lambda use: (_day(use) or date.min, use.uri))
        *others, last = uses
        yield Problem(
            message="overused",
            at=Place(last),
            related=tuple(Related(Place(use), "used here too") for use in others[-_LISTED:]),
            values={"file": name_of(last), "count": len(uses), "most": options.max_articles},
        )


def _is_stock(group: Sequence[Use], directory: Directory) -> bool:
    """Say whether any use credits the picture to a stock agency."""
    names = {name for use in group if use.credit for name in (*use.credit.agencies, *use.credit.via)}
    return any((agency := agency_of(name, directory)) and agency.kind == "stock" for name in names)


@check("duplicate.mirrored")
def mirrored(corpus: Corpus, copies: Copies, _original: Original | None) -> Iterator[Problem]:
    """Report a published picture that is flipped against its original, or against another article's."""
    told = set()
    for use in corpus.uses:
        how = use.original_how
        if use.original and how and how.mirrored and not how.turned and use.asset not in told:
            told.add(use.asset)
            values = {**values_of(how), "file": name_of(use), "original": shorten(use.original.uri)}
            yield Problem(message="original", at=Place(use), values=values)
    for group in corpus.families:
        for number, use in enumerate(group):
            if use.asset in told or use.src is None:
                continue
            before = islice((other for other in group[:number] if other.asset not in told), _HELD_AGAINST)
            if found := _flipped(use, before, copies):
                other, how = found
                told.add(use.asset)
                yield Problem(
                    message="pair",
                    at=Place(use),
                    related=(Related(Place(other), "the other way round"),),
                    values={**values_of(how), "file": name_of(use), "other": shorten(other.file or other.uri)},
                    confidence="review",
                )


def _flipped(use: Use, before: Iterable[Use], copies: Copies) -> tuple[Use, How] | None:
    """Return the first use in another article, or file alone, that shows the picture the other way round."""
    for other in before:
        how = copies.between(other, use) if other.uri != use.uri else None
        # A picture that is turned upside down as well is a reflection, or an ornament.
        if how and how.mirrored and not how.turned and not how.known:
            return other, how
    return None
