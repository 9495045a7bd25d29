"""Run the checks on one article or one file, and turn their problems into located findings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mediaaudit.catalogue.binding import Binding
from mediaaudit.model.asset import Asset
from mediaaudit.model.corpus import Corpus, Uses
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media
from mediaaudit.model.phrases import AsOf, Phrases
from mediaaudit.model.problem import Confidence, Problem
from mediaaudit.model.report import Finding, Location, Notification
from mediaaudit.model.rule import Applies

from .failure import internal_error
from .locate import Subject, locate_problem
from .plan import Plan
from .read import Article, FileFacts

_ABSENT = object()
_CONFIDENCE: tuple[Confidence, ...] = ("certain", "likely", "review")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What the checks say of one input, and how often a rule could not be asked, by reason."""

    findings: tuple[Finding, ...]
    not_evaluated: Mapping[str, int]


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
        for binding in self._plan.bindings:
            scope = binding.signature.scope
            if scope is Document:
                yield from self._call(binding, document, {}, Subject.of_document(document))
            elif scope in {Image, Media}:
                for media in document.media:
                    if _in_scope(media, scope) and _applies(binding.rule.applies, media):
                        facts = article.files.get(media.asset or "")
                        subject = Subject.of_media(document, media, facts)
                        yield from self._call(binding, media, self._facts(media, facts), subject)

    def file(self, facts: FileFacts, uses: Iterable[Location]) -> Iterator[Finding]:
        """Yield the findings of the checks on a file; the first use is the place, the others are related."""
        for binding in self._plan.bindings:
            if binding.signature.scope is Asset:
                subject = Subject.of_asset(facts, tuple(uses))
                yield from self._call(binding, facts.asset, dict(facts.blocks), subject, facts.missing)

    def corpus(self, corpus: Corpus) -> Iterator[Finding]:
        """Yield the findings of the checks on the whole run."""
        for binding in self._plan.bindings:
            if binding.signature.scope is Corpus:
                yield from self._call(binding, corpus, {}, Subject.of_corpus())

    def _facts(self, media: Media, facts: FileFacts | None) -> dict[type, object]:
        found: dict[type, object] = dict(facts.blocks) if facts else {}
        if facts:
            found[Asset] = facts.asset
        if media.index in self._credits:
            found[Credit] = self._credits[media.index]
        return found

    def _call(
        self,
        binding: Binding,
        scope: object,
        facts: Mapping[type, object],
        subject: Subject,
        missing: Mapping[type, str] | None = None,
    ) -> Iterator[Finding]:
        arguments: list[object] = [scope]
        for need in binding.signature.needs:
            value = facts.get(need.fact, self._world.get(need.fact, _ABSENT))
            if value is _ABSENT and not need.optional:
                reason = (missing if missing is not None else subject.missing).get(need.fact)
                if reason:
                    key = f"{binding.rule.code}: {reason}"
                    self.not_evaluated[key] = self.not_evaluated.get(key, 0) + 1
                return
            arguments.append(None if value is _ABSENT else value)
        if binding.options is not None:
            arguments.append(binding.options)
        try:
            yield from [make_finding(binding, problem, subject) for problem in binding.check(*arguments)]
        except Exception as error:
            doing = f"rule {binding.rule.code} {binding.rule.name}"
            self.notifications.append(internal_error(error, uri=subject.uri, doing=doing))


def make_finding(binding: Binding, problem: Problem, subject: Subject) -> Finding:
    """Return the problem as a finding of the rule, in its words, at its place."""
    rule = binding.rule
    place = locate_problem(problem, subject)
    confidence = max(rule.confidence, problem.confidence or rule.confidence, key=_CONFIDENCE.index)
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
        fingerprint=hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32],
    )


def _wording(template: str, values: Mapping[str, object]) -> str:
    shown = {key: ", ".join(value) if isinstance(value, tuple) else value for key, value in values.items()}
    return template.format_map(shown)


def _applies(which: Applies, media: Media) -> bool:
    return which == "all" or (media.editorial if which == "editorial" else media.exposure == "exposed")


def _in_scope(media: Media, scope: type) -> bool:
    return scope is Media or isinstance(media, Image)
