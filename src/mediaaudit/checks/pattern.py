"""General checks for a newsroom's own rules: one field, two fields, one field if another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mediaaudit.checks._contract import check
from mediaaudit.lazy import dataclass
from mediaaudit.model.credit import Credit
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.model.problem import Problem, Related
from mediaaudit.model.source import Span
from mediaaudit.text.expressions import fault_of, search
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import plain

Faults = Iterator[tuple[str, str]]  # the option, and what is wrong with it
Reader = Callable[[Image, Credit | None, PhotoFields | None], "str | tuple[str, ...] | None"]

_IMAGE: Mapping[str, Reader] = {
    "image.alt": lambda image, _c, _m: image.alt.value if image.alt else None,
    "image.name": lambda image, _c, _m: image.name.text,
    "image.caption": lambda image, _c, _m: image.caption.value if image.caption else None,
    "image.credit_line": lambda image, _c, _m: image.credit_line.value if image.credit_line else None,
    "image.src": lambda image, _c, _m: image.src,
    "image.placement": lambda image, _c, _m: image.placement,
    "image.credit.photographers": lambda _i, credit, _m: credit.photographers if credit else None,
    "image.credit.agencies": lambda _i, credit, _m: credit.agencies if credit else None,
    "image.credit.via": lambda _i, credit, _m: credit.via if credit else None,
    "image.credit.supplied": lambda _i, credit, _m: credit.supplied if credit else None,
    "image.credit.license": lambda _i, credit, _m: credit.license if credit else None,
    "image.credit.pool": lambda _i, credit, _m: "pool" if credit and credit.pool else None,
}
_METADATA_NAMES = (
    "creator", "credit_line", "source", "copyright_notice", "headline", "description", "alt_text", "extended_description",
    "keywords", "date_created", "city", "country", "instructions", "usage_terms", "web_statement", "copyright_owner",
    "digital_source_type", "job_id", "persons_shown", "ai_system",
)  # fmt: skip
FIELDS = (*_IMAGE, *(f"metadata.{name}" for name in _METADATA_NAMES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a field must be: there, like a pattern, unlike one, one of a list, no longer than so many code points."""

    placeholders = frozenset({"field", "value", "length", "limit"})
    expressions = ("must_match", "must_not_match")

    field: str = ""
    required: bool = False
    must_match: str = ""
    must_not_match: str = ""
    one_of: tuple[str, ...] = ()
    max_length: int = 0  # 0: no limit

    def messages(self) -> tuple[str, ...]:
        """Return the keys of the messages that these options can lead to."""
        wanted = {
            "missing": self.required,
            "differs": bool(self.must_match),
            "forbidden": bool(self.must_not_match),
            "unlisted": bool(self.one_of),
            "long": self.max_length > 0,
        }
        return tuple(key for key, on in wanted.items() if on)

    def faults(self) -> Faults:
        """Yield what is wrong with the options."""
        yield from _unknown("field", self.field)
        for name in self.expressions:
            yield from _no_pattern(name, getattr(self, name))
        if not self.messages():
            yield "field", "has no condition: give required, must_match, must_not_match, one_of or max_length"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree:
    """Two fields that must agree: ``equal``, ``contains`` (the first holds the second) or ``names`` (the same people)."""

    placeholders = frozenset({"first", "second", "value", "other"})

    first: str = ""
    second: str = ""
    how: str = "equal"

    def messages(self) -> tuple[str, ...]:
        """Return the keys of the messages that these options can lead to."""
        return ("disagree",)

    def faults(self) -> Faults:
        """Yield what is wrong with the options."""
        yield from _unknown("first", self.first)
        yield from _unknown("second", self.second)
        if self.how not in {"equal", "contains", "names"}:
            yield "how", f"{self.how!r} is not one of equal, contains, names"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requires:
    """A field that must be there, and match, wherever another is there and matches."""

    placeholders = frozenset({"if_field", "given", "field", "value"})
    expressions = ("if_matches", "then_matches")

    if_field: str = ""
    if_matches: str = ""
    then_field: str = ""
    then_matches: str = ""

    def messages(self) -> tuple[str, ...]:
        """Return the keys of the messages that these options can lead to."""
        return ("missing", "differs") if self.then_matches else ("missing",)

    def faults(self) -> Faults:
        """Yield what is wrong with the options."""
        for name in ("if_field", "then_field"):
            yield from _unknown(name, getattr(self, name))
        for name in self.expressions:
            yield from _no_pattern(name, getattr(self, name))


@check("pattern.image_field")
def image_field(image: Image, credit: Credit | None, options: Field) -> Iterator[Problem]:
    """Hold a field of the picture in the article against the conditions of a rule."""
    yield from _conditions(image, _value(options.field, image, credit, None), options)


@check("pattern.metadata_field")
def metadata_field(image: Image, metadata: PhotoMetadata, options: Field) -> Iterator[Problem]:
    """Hold a field of the picture's file against the conditions of a rule, where the file is at hand."""
    yield from _conditions(image, _value(options.field, image, None, metadata), options)


@check("pattern.agree")
def agree(image: Image, credit: Credit | None, metadata: PhotoMetadata | None, options: Agree) -> Iterator[Problem]:
    """Report two fields that do not agree; where one is missing there is nothing to compare."""
    first = _value(options.first, image, credit, metadata)
    second = _value(options.second, image, credit, metadata)
    if not first or not second or _agreeing(first, second, options.how):
        return
    place = _place(image, options.second)
    yield Problem(
        message="disagree",
        at=_place(image, options.first) or place,
        related=(Related(place, options.second),) if place else (),
        values={
            "first": options.first,
            "second": options.second,
            "value": shorten(", ".join(first)),
            "other": shorten(", ".join(second)),
        },
    )


@check("pattern.requires")
def requires(
    image: Image, credit: Credit | None, metadata: PhotoMetadata | None, options: Requires
) -> Iterator[Problem]:
    """Report a field that is missing or wrong where another asks for it."""
    given = _value(options.if_field, image, credit, metadata)
    if not given or not _any(options.if_matches, given):
        return
    found = _value(options.then_field, image, credit, metadata)
    key = "missing" if not found else "differs" if not _any(options.then_matches, found) else None
    if key is None:
        return
    values = {"if_field": options.if_field, "given": shorten(", ".join(given)), "field": options.then_field}
    yield Problem(
        message=key,
        at=_place(image, options.then_field) or _place(image, options.if_field),
        values={**values, "value": shorten(", ".join(found))},
    )


def _conditions(image: Image, found: tuple[str, ...], options: Field) -> Iterator[Problem]:
    at = _place(image, options.field)
    if not found:
        if options.required:
            yield Problem(message="missing", at=at, values={"field": options.field, "value": ""})
        return
    for value in found:
        broken = (
            ("differs", options.must_match and not _matches(options.must_match, value)),
            ("forbidden", options.must_not_match and _matches(options.must_not_match, value)),
            ("unlisted", options.one_of and value not in options.one_of),
            ("long", 0 < options.max_length < len(value)),
        )
        for key, is_broken in broken:
            if is_broken:
                yield Problem(
                    message=key,
                    at=at,
                    values={
                        "field": options.field,
                        "value": shorten(value),
                        "length": len(value),
                        "limit": options.max_length,
                    },
                )


def _value(field: str, image: Image, credit: Credit | None, metadata: PhotoMetadata | None) -> tuple[str, ...]:
    """Return the texts of a field, none for one that is absent or empty."""
    if field in _IMAGE:
        found = _IMAGE[field](image, credit, None)
    else:
        found = getattr(metadata.merged, field.removeprefix("metadata."), None) if metadata else None
    texts = found if isinstance(found, tuple) else (found,)
    return tuple(text for text in texts if isinstance(text, str) and text.strip())


def _place(image: Image, field: str) -> Span | None:
    """Return where a field stands in the article; None, the picture itself, for one of its file."""
    text = {
        "image.alt": image.alt,
        "image.caption": image.caption,
        "image.credit_line": image.credit_line,
    }.get("image.credit_line" if field.startswith("image.credit.") else field)
    if text is None and field == "image.src":
        return image.attribute_span("src")
    return text.span if text else None


def _matches(pattern: str, value: str) -> bool:
    return search(pattern, value)


def _any(pattern: str, values: tuple[str, ...]) -> bool:
    return not pattern or any(_matches(pattern, value) for value in values)


def _agreeing(first: tuple[str, ...], second: tuple[str, ...], how: str) -> bool:
    """Compare two fields by their words: capitals, accents and punctuation do not count."""
    one, other = ([plain(value) for value in values] for values in (first, second))
    if how == "names":
        return set(one) == set(other)
    if how == "contains":
        return all(any(f" {inner} " in f" {outer} " for outer in one) for inner in other)
    return " ".join(one) == " ".join(other)


def _unknown(option: str, field: str) -> Faults:
    if field in FIELDS:
        return
    near = min(FIELDS, key=lambda known: _apart(known, field)) if field else ""
    what = f"{field!r} is no field" if field else "names no field"
    yield option, f"{what}{f', did you mean {near!r}?' if near else ''} The fields are {', '.join(FIELDS)}."


def _apart(known: str, word: str) -> float:
    """Return how unlike two names are, by their pairs of letters (Dice), 0 for the same."""
    one, other = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (known, word))
    return 1 - 2 * len(one & other) / max(len(one) + len(other), 1)


def _no_pattern(option: str, pattern: str) -> Faults:
    if pattern and (fault := fault_of(pattern)):
        yield option, fault
