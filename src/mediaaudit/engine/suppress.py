"""Apply the suppressions of articles to the findings of a run, and say what became of each.

Checks never see a directive: what is suppressed is decided here, once, when all findings are there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from mediaaudit.catalogue.binding import Binding
from mediaaudit.catalogue.catalogue import Catalogue, shipped_catalogue
from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.asset import Asset, Faults, Pixels
from mediaaudit.model.av import Recording
from mediaaudit.model.corpus import Copies, Corpus, Uses
from mediaaudit.model.directive import Directive, Suppression
from mediaaudit.model.document import Document
from mediaaudit.model.metadata import Manifest, Original, PhotoMetadata
from mediaaudit.model.report import Finding, Location, Notification
from mediaaudit.model.source import Region, Span

from .evaluate import Evaluation
from .overrides import ALSO, moved, ruling_of
from .plan import Plan
from .ranges import Innermost, Position, Range, holds_any

ALL = "ALL"
_FILE_FACTS = frozenset({Asset, Faults, Pixels, PhotoMetadata, Recording, Uses, Copies, Original, Manifest})
_FIRST: Position = (1, 1)
_END: Position = (1 << 60, 0)
_GUESSES = 50  # unknown selectors of one article for which the nearest known one is looked for: each takes a while


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedDirective:
    """A directive as it travels with a batch: where it stands, how far it reaches, and what lies in its scope.

    ``media`` says that there is a picture, sound or film in it, ``astray`` that the file of one was not read.
    """

    directive: Directive
    uri: str
    region: Region
    start: Position
    end: Position
    media: bool
    astray: bool

    @property
    def selectors(self) -> tuple[str, ...]:
        """What it names; a directive without rules means all."""
        return self.directive.rules or (ALL,)


def place_directives(document: Document) -> tuple[PlacedDirective, ...]:
    """Return the directives of an article whose media were looked up, in the order of the source."""
    source = document.source
    media = sorted(each.span.start for each in document.media)
    astray = sorted(each.span.start for each in document.media if each.src and not each.asset)
    return tuple(
        PlacedDirective(
            directive=directive,
            uri=document.uri,
            region=source.region(directive.at),
            start=source.position(directive.scope.start),
            end=source.position(directive.scope.end),
            media=_any_in(directive.scope, media),
            astray=_any_in(directive.scope, astray),
        )
        for directive in document.directives
    )


def _any_in(scope: Span, starts: Sequence[int]) -> bool:
    return bisect_left(starts, scope.start) < bisect_left(starts, scope.end)


class Suppressor:
    """Marks the findings of a run as its articles want them."""

    def __init__(self, directives: Iterable[PlacedDirective], plan: Plan) -> None:
        """Take the directives of all articles."""
        self._plan = plan
        self._pages: dict[str, list[PlacedDirective]] = defaultdict(list)
        for each in directives:
            self._pages[each.uri].append(each)
        self.notifications: list[Notification] = []  # of the rules about directives

    def over(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield each finding, with a reason as its suppression where a directive covers it ("" where none was given).

        The rules about directives run last, on what became of each; what they find cannot be suppressed in the page.
        """
        if not self._pages:
            yield from findings
            return
        run = _Run(self._pages, self._plan)
        yield from map(run.applied, findings)
        evaluation = Evaluation(self._plan, None, {}, Uses())
        for suppression, place in run.judged():
            yield from evaluation.suppression(suppression, place)
        self.notifications += evaluation.notifications


class _Cover:
    """The directives of one article that mean one rule, and the places that they were asked about."""

    def __init__(self, directives: Iterable[PlacedDirective]) -> None:
        """Take those that hold, in the order of the source."""
        self._directives: list[PlacedDirective] = []
        self._ranges: list[Range] = []
        open_: list[int] = []
        for each in directives:
            kind = each.directive.kind
            if kind == "enable":
                for at in open_:
                    self._ranges[at] = self._ranges[at][0], each.start
                open_.clear()
                continue
            if kind == "disable":
                open_.append(len(self._ranges))
            self._directives.append(each)
            self._ranges.append((each.start, _END if kind == "disable" else each.end))
        # What is about the article as a whole stands at its first character: a range that nobody ends covers it.
        first = [at for at, (start, end) in enumerate(self._ranges) if start <= _FIRST < end < _END]
        self._over_all = {*first, *open_}
        self._innermost = Innermost(self._ranges)
        self._asked: set[Position] = set()
        self._asked_of_all = False

    def reason(self, region: Region) -> str | None:
        """Return the reason of the innermost directive that covers a place, None for no directive."""
        if not self._directives:
            return None
        start, end = (region.start_line, region.start_column), (region.end_line, region.end_column)
        if start == end == _FIRST:
            self._asked_of_all = True
            found = max(self._over_all, key=lambda at: (self._ranges[at][0], at), default=None)
        else:
            self._asked.add(start)
            found = self._innermost.at(start)
        return None if found is None else self._directives[found].directive.reason

    def used(self) -> Iterator[PlacedDirective]:
        """Yield the directives that cover any of the places that were asked about."""
        asked = sorted(self._asked)
        for at, each in enumerate(self._directives):
            if (self._asked_of_all and at in self._over_all) or holds_any(self._ranges[at], asked):
                yield each


class _Run:
    """The directives of a run by article, held against its findings."""

    def __init__(self, pages: Mapping[str, list[PlacedDirective]], plan: Plan) -> None:
        self._plan = plan
        self._pages = pages
        self._covers: dict[str, dict[str, _Cover]] = {uri: {} for uri in pages}  # by rule
        self._needs: dict[tuple[str, frozenset[str]], tuple[bool, bool] | None] = {}
        self._nearest: dict[str, str] = {}
        self._rulings: dict[str, frozenset[str]] = {}

    def judged(self) -> Iterator[tuple[Suppression, Location]]:
        """Yield what became of each directive, with its place. To be asked after ``applied``."""
        for uri, page in self._pages.items():
            used = {
                (id(each), word)
                for rule, cover in self._covers[uri].items()
                for each in cover.used()
                for word in each.selectors
                if rule in (self._meant(word) or ())
            }
            left_out = self._left_out(uri)
            unknown = dict.fromkeys(word for each in page for word in each.selectors if self._meant(word) is None)
            guesses = {word: self._guess(word) for word in islice(unknown, _GUESSES)}
            for each in page:
                judged = Suppression(
                    directive=each.directive,
                    unused=tuple(self._unused(each, used, left_out)),
                    unknown=tuple((word, guesses.get(word, "")) for word in each.selectors if word in unknown),
                )
                yield judged, Location(uri=uri, region=each.region)

    def applied(self, finding: Finding) -> Finding:
        """Return a finding as its place wants it. A file's fault stands at the first use where nobody suppressed it."""
        rule = finding.rule.name
        others = [use for use in finding.related if use.label == ALSO and rule not in self._left_out(use.uri)]
        first, *reasons = [self._reason(finding, place) for place in (finding.location, *others)]
        if first is None:
            return finding
        for use, reason in zip(others, reasons, strict=True):
            if reason is None:
                return moved(finding, use)
        return replace(finding, suppression=first)

    def _reason(self, finding: Finding, place: Location) -> str | None:
        """Return the reason of the innermost directive that covers a finding at a place, None for no directive."""
        covers = self._covers.get(place.uri)
        if covers is None or place.region is None:
            return None
        rule = finding.rule.name
        if rule not in covers:
            covers[rule] = _Cover(self._meaning(rule, self._pages[place.uri]))
        return covers[rule].reason(place.region)

    def _left_out(self, uri: str) -> frozenset[str]:
        """Return the names of the rules that an override leaves out in an article."""
        if uri not in self._rulings:
            self._rulings[uri] = ruling_of(uri, self._plan.overrides).ignored
        return self._rulings[uri]

    def _meaning(self, rule: str, page: Iterable[PlacedDirective]) -> Iterator[PlacedDirective]:
        """Yield the directives that mean a rule, but for those that are over."""
        for each in page:
            holds = each.directive.kind == "enable" or each.directive.holds(self._plan.as_of)
            if holds and any(rule in (self._meant(word) or ()) for word in each.selectors):
                yield each

    def _meant(self, selector: str) -> frozenset[str] | None:
        """Return the names of the rules that a selector means, None if there is no such rule."""
        return self._meanings.get(selector.strip().lower())

    @cached_property
    def _meanings(self) -> Mapping[str, frozenset[str]]:
        return self._catalogue.meanings()

    @cached_property
    def _catalogue(self) -> Catalogue:
        """The shipped rules with those of the plan: a directive may name a rule that is off in this run."""
        shipped = shipped_catalogue()
        return replace(shipped, rules={**shipped.rules, **{b.rule.name: b.rule for b in self._plan.bindings}})

    @cached_property
    def _ran(self) -> Mapping[str, Binding]:
        return {binding.rule.name: binding for binding in self._plan.bindings}

    def _unused(self, each: PlacedDirective, used: set[tuple[int, str]], left_out: frozenset[str]) -> Iterator[str]:
        """Yield the selectors that suppressed nothing although all rules had their say that they would speak for."""
        directive = each.directive
        if directive.kind == "enable" or not directive.holds(self._plan.as_of):
            return
        for word in each.selectors:
            needs = None if (id(each), word) in used else self._needed(word, left_out)
            if needs is None:
                continue
            articles, files = needs
            if not (articles and each.media) and not (files and each.astray):
                yield word

    def _needed(self, word: str, left_out: frozenset[str]) -> tuple[bool, bool] | None:
        """Say whether a rule that a selector means could speak yet with the other articles, or with the picture files.

        None where not all rules ran that it would speak for.
        """
        if (word, left_out) not in self._needs:
            names = self._meant(word) or frozenset()
            ran = {name for name in names if name in self._ran and name not in left_out}
            wanted = {name for name in names if "recommended" in self._catalogue.rules[name].tags} or names
            asked = [self._ran[name] for name in ran]
            known = (any(map(_needs_articles, asked)), any(map(_needs_files, asked))) if wanted <= ran else None
            self._needs[word, left_out] = known if asked else None
        return self._needs[word, left_out]

    def _guess(self, word: str) -> str:
        """Return the known selector that is most like an unknown one, "" where none is."""
        if word not in self._nearest:
            from difflib import get_close_matches

            self._nearest[word] = next(iter(get_close_matches(word, self._words, n=1)), "")
        return self._nearest[word]

    @cached_property
    def _words(self) -> list[str]:
        rules = self._catalogue.rules.values()
        return sorted({known for rule in rules for known in (rule.name, rule.code, rule.family)})


def _needs_articles(binding: Binding) -> bool:
    return binding.signature.scope is Corpus


def _needs_files(binding: Binding) -> bool:
    signature = binding.signature
    if signature.scope is Corpus:
        return False
    return signature.scope is Asset or any(need.fact in _FILE_FACTS for need in signature.needs)
