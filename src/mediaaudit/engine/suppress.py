"""Apply the suppressions of articles to the findings of a run, and say what became of each.

Checks never see a directive: what is suppressed is decided here, once, when all findings are there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

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
from mediaaudit.model.source import Region

from .evaluate import Evaluation
from .overrides import ALSO, moved, ruling_of
from .plan import Plan

Position = tuple[int, int]  # line and column, from 1
ALL = "ALL"
_FILE_FACTS = frozenset({Asset, Faults, Pixels, PhotoMetadata, Recording, Uses, Copies, Original, Manifest})
_END: Position = (1 << 60, 0)


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
    found = []
    for directive in document.directives:
        scope = directive.scope
        inside = [media for media in document.media if scope.start <= media.span.start < scope.end]
        found.append(
            PlacedDirective(
                directive=directive,
                uri=document.uri,
                region=source.region(directive.at),
                start=source.position(scope.start),
                end=source.position(scope.end),
                media=bool(inside),
                astray=any(media.src and not media.asset for media in inside),
            )
        )
    return tuple(found)


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


class _Run:
    """The directives of a run by article, held against its findings."""

    def __init__(self, pages: Mapping[str, list[PlacedDirective]], plan: Plan) -> None:
        self._plan = plan
        self._pages = pages
        self._used: set[tuple[int, str]] = set()
        self._meanings: dict[str, frozenset[str] | None] = {}

    def judged(self) -> Iterator[tuple[Suppression, Location]]:
        """Yield what became of each directive, with its place. To be asked after ``applied``."""
        for uri, page in self._pages.items():
            for each in page:
                judged = Suppression(
                    directive=each.directive,
                    unused=tuple(self._unused(each)),
                    unknown=tuple((word, self._nearest(word)) for word in each.selectors if self._meant(word) is None),
                )
                yield judged, Location(uri=uri, region=each.region)

    def applied(self, finding: Finding) -> Finding:
        """Return a finding as its place wants it. A file's fault stands at the first use where nobody suppressed it."""
        reason = self._reason(finding, finding.location)
        if reason is None:
            return finding
        for use in finding.related:
            if use.label == ALSO and self._reason(finding, use) is None:
                return moved(finding, use)
        return replace(finding, suppression=reason)

    def _reason(self, finding: Finding, place: Location) -> str | None:
        """Return the reason of the innermost directive that covers a finding at a place, None for no directive."""
        page = self._pages.get(place.uri)
        if page is None or place.region is None:
            return None
        at = (place.region.start_line, place.region.start_column)
        # What is about the article as a whole stands at its first character: a range that nobody ends covers it.
        whole = at == (1, 1) == (place.region.end_line, place.region.end_column)
        reason: str | None = None
        for each in self._covering(page, finding.rule.name, at, whole=whole):
            reason = each.directive.reason
            self._used |= {
                (id(each), word) for word in each.selectors if finding.rule.name in (self._meant(word) or ())
            }
        return reason

    def _covering(
        self, page: list[PlacedDirective], rule: str, at: Position, *, whole: bool
    ) -> Iterator[PlacedDirective]:
        ranges: list[PlacedDirective] = []
        for each in page:
            directive = each.directive
            if not any(rule in (self._meant(word) or ()) for word in each.selectors):
                continue
            if directive.kind in {"disable", "enable"}:
                if each.start > (_END if whole else at):
                    continue
                if directive.kind == "enable":
                    ranges.clear()
                elif directive.holds(self._plan.as_of):
                    ranges.append(each)
            elif each.start <= at < each.end and directive.holds(self._plan.as_of):
                yield each
        yield from ranges

    def _meant(self, selector: str) -> frozenset[str] | None:
        """Return the names of the rules that a selector means, None if there is no such rule."""
        if selector not in self._meanings:
            try:
                self._meanings[selector] = self._catalogue.select(selector)
            except KeyError:
                self._meanings[selector] = None
        return self._meanings[selector]

    @cached_property
    def _catalogue(self) -> Catalogue:
        """The shipped rules with those of the plan: a directive may name a rule that is off in this run."""
        shipped = shipped_catalogue()
        return replace(shipped, rules={**shipped.rules, **{b.rule.name: b.rule for b in self._plan.bindings}})

    @cached_property
    def _ran(self) -> Mapping[str, Binding]:
        return {binding.rule.name: binding for binding in self._plan.bindings}

    def _unused(self, each: PlacedDirective) -> Iterator[str]:
        """Yield the selectors that suppressed nothing although all rules had their say that they would speak for."""
        directive = each.directive
        if directive.kind == "enable" or not directive.holds(self._plan.as_of):
            return
        left_out = ruling_of(each.uri, self._plan.overrides).ignored
        ran = {name: binding for name, binding in self._ran.items() if name not in left_out}
        for word in each.selectors:
            names = self._meant(word)
            if names is None or (id(each), word) in self._used:
                continue
            asked = [ran[name] for name in names if name in ran]
            wanted = {name for name in names if "recommended" in self._catalogue.rules[name].tags} or names
            if asked and wanted <= ran.keys() and not any(_may_speak_yet(binding, each) for binding in asked):
                yield word

    def _nearest(self, word: str) -> str:
        from difflib import get_close_matches

        rules = self._catalogue.rules.values()
        words = {known for rule in rules for known in (rule.name, rule.code, rule.family)}
        return next(iter(get_close_matches(word, sorted(words), n=1)), "")


def _may_speak_yet(binding: Binding, each: PlacedDirective) -> bool:
    """Say whether a rule that ran could speak in another run: with the other articles, or with the picture files."""
    signature = binding.signature
    if signature.scope is Corpus:
        return each.media
    needs_file = signature.scope is Asset or any(need.fact in _FILE_FACTS for need in signature.needs)
    return needs_file and each.astray
