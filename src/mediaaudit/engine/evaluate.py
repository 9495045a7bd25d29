"""Run the checks on one article or one file, and turn their problems into located findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from mediaaudit.catalogue.binding import Binding
from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Asset
from mediaaudit.model.corpus import Copies, Corpus, Uses
from mediaaudit.model.credit import Credit
from mediaaudit.model.directive import Suppression
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media
from mediaaudit.model.phrases import AsOf, Phrases
from mediaaudit.model.problem import Confidence, Place, Problem
from mediaaudit.model.report import Finding, Location, Notification
from mediaaudit.model.rule import Applies, Rule
from mediaaudit.model.soup import Soup
from mediaaudit.model.source import Span
from mediaaudit.model.withdrawn import Withdrawn
from mediaaudit.text.digest import digest

from .facts import FileFacts
from .failure import internal_error
from .locate import Subject, locate_problem
from .plan import Plan
from .read import Article

CERTAIN_FROM = 0.98  # of findings that are called certain, so many are right; and of likely ones
LIKELY_FROM = 0.92
_CONFIDENCE: tuple[Confidence, ...] = ("certain", "likely", "review")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What the checks say of one input, and how often a rule could not be asked, by reason."""

    findings: tuple[Finding, ...]
    not_evaluated: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What rules are asked about, an occurrence for one, with all facts that they may ask for."""

    scope: object
    facts: Mapping[type, object]
    subject: Subject


class Evaluation:
    """One article or file under the rules of a plan."""

    def __init__(self, plan: Plan, language: str | None, credits: Mapping[int, Credit], uses: Uses) -> None:
        """Take the plan, the language of the page, its credits by media index, and its condensed rows."""
        self._plan = plan
        self._credits = credits
        self._world: dict[type, object] = {AsOf: AsOf(plan.as_of), Uses: uses}
        if Directory in plan.needs:
            self._world[Directory] = plan.directory
        if Phrases in plan.needs:
            self._world[Phrases] = plan.phrase_book.for_language(language)
        self.not_evaluated: dict[str, int] = {}
        self.notifications: list[Notification] = []

    def article(self, article: Article) -> Iterator[Finding]:
        """Yield the findings of the checks on occurrences and on the article."""
        document = article.document
        self._world[Document] = document
        if Soup in self._plan.needs:
            self._world[Soup] = _soup(document)
        whole = [_Asked(document, self._world, Subject.of_document(document))]
        occurrences = [(media, self._occurrence(article, media)) for media in document.media]
        pools: dict[tuple[type, Applies, frozenset[str]], list[_Asked]] = {}
        for binding in self._plan.bindings:
            scope = binding.signature.scope
            if scope is Document:
                yield from self._ask(binding, whole)
            elif scope in {Image, Media}:
                key = (scope, binding.rule.applies, binding.signature.kinds)
                if key not in pools:
                    pools[key] = [asked for media, asked in occurrences if _is_asked_of(media, *key)]
                yield from self._ask(binding, pools[key])

    def file(self, facts: FileFacts) -> Iterator[Finding]:
        """Yield the findings of the checks on a file; they stand at the file itself."""
        for binding in self._plan.bindings:
            if binding.signature.scope is Asset:
                asked = _Asked(facts.asset, {**self._world, **facts.blocks}, Subject.of_asset(facts))
                yield from self._ask(binding, [asked])

    def corpus(self, corpus: Corpus, copies: Copies, withdrawn: Withdrawn | None = None) -> Iterator[Finding]:
        """Yield the findings of the checks on the whole run; ``withdrawn`` is None where nothing says what was."""
        self._world[Copies] = copies
        if withdrawn:
            self._world[Withdrawn] = withdrawn
        for binding in self._plan.bindings:
            if binding.signature.scope is Corpus:
                yield from self._ask(binding, [_Asked(corpus, self._world, Subject.of_corpus())])

    def suppression(self, suppression: Suppression, place: Location) -> Iterator[Finding]:
        """Yield the findings of the checks on a suppression and what became of it."""
        for binding in self._plan.bindings:
            if binding.signature.scope is Suppression:
                subject = Subject.of_directive(suppression.directive, place)
                yield from self._ask(binding, [_Asked(suppression, self._world, subject)])

    def _occurrence(self, article: Article, media: Media) -> _Asked:
        file = article.files.get(media.src or "")
        facts: dict[type, object] = dict(self._world)
        if file:
            facts |= file.blocks
            facts[Asset] = file.asset
        if media.index in self._credits:
            facts[Credit] = self._credits[media.index]
        return _Asked(media, facts, Subject.of_media(article.document, media, file))

    def _ask(self, binding: Binding, asked: Iterable[_Asked]) -> Iterator[Finding]:
        """Yield the findings of one rule on each of its subjects. Its check is imported where there is one."""
        needs = binding.signature.needs
        for each in asked:
            told: list[object] = [each.scope]
            for need in needs:
                fact = each.facts.get(need.fact)
                if fact is None and not need.optional:
                    self._count_missing(binding, need.fact, each.subject)
                    break
                told.append(fact)
            else:
                if (options := binding.options) is not None:
                    told.append(options)
                yield from self._findings(binding, told, each.subject)

    def _findings(self, binding: Binding, told: Iterable[object], subject: Subject) -> Sequence[Finding]:
        try:
            return [make_finding(binding, problem, subject) for problem in binding.check.function(*told)]
        except Exception as error:
            doing = f"rule {binding.rule.code} {binding.rule.name}"
            self.notifications.append(internal_error(error, uri=subject.uri, doing=doing))
            return ()

    def _count_missing(self, binding: Binding, fact: type, subject: Subject) -> None:
        """Count a rule that could not be asked, where it is known why the fact is missing."""
        if reason := subject.missing.get(fact):
            key = f"{binding.rule.code}: {reason}"
            self.not_evaluated[key] = self.not_evaluated.get(key, 0) + 1


def make_finding(binding: Binding, problem: Problem, subject: Subject) -> Finding:
    """Return the problem as a finding of the rule, in its words, at its place."""
    rule = binding.rule
    place = locate_problem(problem, subject)
    said = rule.confidence, problem.confidence or rule.confidence, _as_read(rule, problem, subject)
    confidence = max(said, key=_CONFIDENCE.index)
    identity = "\0".join((rule.code, problem.message, place.subject_id, place.offending))
    return Finding(
        rule=rule,
        message_key=problem.message,
        message=_wording(rule.messages[problem.message], problem.values),
        severity="note" if confidence == "review" else binding.severity,
        confidence=confidence,
        location=place.location,
        subject_kind=place.subject_kind,
        subject_id=place.subject_id,
        image_src=place.src,
        image_file=place.file,
        values=dict(problem.values),
        related=place.related,
        fixes=place.fixes,
        fingerprint=digest(identity)[:32],
    )


def _as_read(rule: Rule, problem: Problem, subject: Subject) -> Confidence:
    """Return the confidence that the facts allow which a problem was read from: no finding is surer than they are."""
    if not rule.rests_on:
        return "certain"
    media = [subject.media] if subject.media else []
    places = [each for each in (problem.at, *(related.at for related in problem.related)) if each]
    if subject.document and not media:
        spans = {each for each in places if isinstance(each, Span)}
        media = [each for each in subject.document.media if each.span in spans]
    read = [each.sureness for each in media] + [each.use.sureness for each in places if isinstance(each, Place)]
    least = min((getattr(each, name) for each in read for name in rule.rests_on), default=1.0)
    return "certain" if least >= CERTAIN_FROM else "likely" if least >= LIKELY_FROM else "review"


def _wording(template: str, values: Mapping[str, object]) -> str:
    shown = {key: ", ".join(value) if isinstance(value, tuple) else value for key, value in values.items()}
    return template.format_map(shown)


def _soup(document: Document) -> Soup:
    from mediaaudit.readers.html.soup import make_soup

    return Soup(partial(make_soup, document))


def _is_asked_of(media: Media, scope: type, applies: Applies, kinds: frozenset[str]) -> bool:
    """Say whether rules of that scope and those kinds, applied to those occurrences, look at this one."""
    if (scope is Image and not isinstance(media, Image)) or (kinds and media.kind not in kinds):
        return False
    return applies == "all" or (media.editorial if applies == "editorial" else media.exposure == "exposed")
