"""Names of photographers: spelt one way everywhere, and of the agency that they work for."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.lazy import dataclass
from mediaaudit.model.corpus import Corpus, Use
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.media import Image
from mediaaudit.model.problem import Place, Problem, Related
from mediaaudit.text.credit_agreement import name_words, organisations, same_organisation
from mediaaudit.text.name_variants import name_variants
from mediaaudit.text.shorten import shorten


@check("credit.name_variant")
def name_variant(corpus: Corpus, directory: Directory) -> Iterator[Problem]:
    """Report a photographer's name that the roster, or other credits of the run, spell otherwise."""
    variants = name_variants((name for _, name in _printed(corpus)), directory.roster)
    if not variants:
        return
    preferred = {variant.preferred for variant in variants.values()}
    first: dict[str, Use] = {}
    for use, name in _printed(corpus):
        if name in preferred:
            first.setdefault(name, use)
    for use, name in _printed(corpus):
        variant = variants.get(name)
        if variant is None:
            continue
        other = first.get(variant.preferred)
        yield Problem(
            message=variant.kind,
            at=Place(use, "credit"),
            related=(Related(Place(other, "credit"), "spelt otherwise here"),) if other else (),
            values={"name": shorten(name), "other": shorten(variant.preferred)},
            # Two people may have names that differ by a letter, or the same initial.
            confidence="review" if variant.kind in {"near", "initials"} and not variant.staff else None,
        )


def _printed(corpus: Corpus) -> Iterator[tuple[Use, str]]:
    """Yield each credited photographer with the use, in reading order."""
    for use in corpus.uses:
        if use.credit:
            for name in use.credit.photographers:
                yield use, name


@dataclass(frozen=True, slots=True)
class RosterMismatch:
    """Options of ``credit.roster_mismatch``: people beyond the roster of the house data, as ``Name: Agency``."""

    also: tuple[str, ...] = ()


@check("credit.roster_mismatch")
def roster_mismatch(image: Image, credit: Credit, directory: Directory, options: RosterMismatch) -> Iterator[Problem]:
    """Report a photographer of the roster who is credited with another agency than the roster's."""
    houses = organisations(credit)
    if image.credit_line is None or not houses or not (directory.roster or options.also):
        return
    # Pairs of the option win over the roster: they are what this configuration says.
    also = dict(part for entry in options.also if (part := _pair(entry)))
    roster = {name_words(name): agency for name, agency in {**directory.roster, **also}.items()}
    for name in credit.photographers:
        agency = roster.get(name_words(name))
        if agency and not any(same_organisation(agency, house, directory) for house in houses):
            values = {"name": shorten(name), "agency": agency, "credit": shorten(credit.text)}
            yield Problem(message="mismatch", at=image.credit_line.span, values=values)


def _pair(entry: str) -> tuple[str, str] | None:
    name, _, agency = entry.partition(":")
    return (name.strip(), agency.strip()) if agency.strip() else None
